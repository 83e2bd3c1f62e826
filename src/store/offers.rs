//! 申请前的提示: how often what is already published answered somebody who was about to ask.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::{DbConn, on_both};
use super::error::StoreResult;
use super::schema::offers;
use crate::domain::ids::AgencyId;

/// A day of an agency.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = offers, treat_none_as_default_value = false)]
pub struct OfferRow {
    /// The agency that would have been asked.
    pub agency_id: AgencyId,
    /// The civil date.
    pub day: NaiveDate,
    /// How often it answered the question.
    pub answered: i32,
    /// How often a request was made all the same.
    pub asked: i32,
}

/// Counts one more.
///
/// # Errors
/// If the database refuses a statement.
pub fn count(conn: &mut DbConn, agency_id: AgencyId, day: NaiveDate, is_answered: bool) -> StoreResult<()> {
    let none = OfferRow { agency_id, day, answered: 0, asked: 0 };
    on_both!(conn, c => diesel::insert_into(offers::table).values(&none).on_conflict_do_nothing().execute(c))?;
    let row = offers::table.find((agency_id, day));
    match is_answered {
        true => diesel::update(row).set(offers::answered.eq(offers::answered + 1)).execute(conn)?,
        false => diesel::update(row).set(offers::asked.eq(offers::asked + 1)).execute(conn)?,
    };
    Ok(())
}

/// What was counted for an agency, the last day first.
///
/// # Errors
/// If the database refuses the query.
pub fn of_agency(conn: &mut DbConn, agency: AgencyId) -> StoreResult<Vec<OfferRow>> {
    let query = offers::table.filter(offers::agency_id.eq(agency)).order(offers::day.desc());
    Ok(query.select(OfferRow::as_select()).load(conn)?)
}

/// What was counted for an agency from a day on.
///
/// # Errors
/// If the database refuses the query.
pub fn since(conn: &mut DbConn, agency: AgencyId, first: NaiveDate) -> StoreResult<Vec<OfferRow>> {
    let days = offers::table.filter(offers::agency_id.eq(agency)).filter(offers::day.ge(first));
    Ok(days.select(OfferRow::as_select()).load(conn)?)
}
