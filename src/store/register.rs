//! 登记簿: the cases that stand in the register of a year, by number.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::cases::{CaseRow, all, rows};
use super::conn::DbConn;
use super::error::StoreResult;
use super::schema::cases;
use crate::domain::ids::AgencyId;

/// What else than the receipt of a request makes its case part of a later year.
const LATER: &str = "EXISTS (SELECT 1 FROM events WHERE events.case_id = cases.id AND (\
    events.payload LIKE '{\"event\":\"appeal_%' OR events.payload LIKE '{\"event\":\"complaint_%' \
    OR events.payload LIKE '{\"event\":\"fee_%' OR events.payload LIKE '{\"event\":\"cost_fee_%'))";

/// Cases of an agency that may belong to the register of the year between two days, after a number (or from the
/// first), by number, at most `size`: what was received or submitted in the year, what had not ended before it, and
/// earlier ones with an appeal, a complaint or a fee at any time. Which of the last belong to the year is in their
/// histories.
///
/// # Errors
/// If the database refuses the query.
pub fn cases_of_year(
    conn: &mut DbConn,
    agency: AgencyId,
    (first, last): (NaiveDate, NaiveDate),
    after: Option<&str>,
    size: i64,
) -> StoreResult<Vec<CaseRow>> {
    let waiting = cases::received_on.is_null().and(cases::submitted_on.between(first, last));
    let unfinished = cases::closed_on.is_null().or(cases::closed_on.ge(first));
    let in_year = cases::received_on.ge(first).or(unfinished).or(sql::<Bool>(LATER));
    let received = cases::received_on.le(last).and(in_year);
    let mut query =
        all().filter(cases::agency_id.eq(agency)).filter(waiting.or(received)).order(cases::case_no).limit(size);
    if let Some(after) = after {
        query = query.filter(cases::case_no.gt(after.to_owned()));
    }
    rows(conn, query)
}

/// Those of these numbers that cases of an agency have which were not taken over from a register: they are worked here.
///
/// # Errors
/// If the database refuses the query.
pub fn own_numbers(conn: &mut DbConn, agency: AgencyId, numbers: &[&str]) -> StoreResult<HashSet<String>> {
    let own = cases::table.filter(cases::agency_id.eq(agency)).filter(cases::case_no.eq_any(numbers));
    let here = own.filter(cases::source_ref.is_null());
    Ok(here.select(cases::case_no).load::<String>(conn)?.into_iter().collect())
}
