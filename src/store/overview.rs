//! 概览: how much is open and how much is late, and the whole register a page at a time.
//!
//! Open cases are few beside the ones that have been answered over the years. Naming every agency makes
//! the queue's index answer for the open ones alone, however long the register is.

use chrono::NaiveDate;
use diesel::dsl::{count_star, sql};
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::cases::{CaseRow, all, rows};
use super::conn::DbConn;
use super::error::StoreResult;
use super::schema::{agencies, cases};
use crate::domain::ids::{AgencyId, OfficerId};
use crate::domain::status::Status;

/// Whether the database answers.
///
/// # Errors
/// If it does not.
pub fn ping(conn: &mut DbConn) -> StoreResult<()> {
    agencies::table.select(agencies::id).limit(1).load::<AgencyId>(conn)?;
    Ok(())
}

/// 待办: the open cases of each agency that has any.
///
/// # Errors
/// If the database refuses the query.
pub fn open_by_agency(conn: &mut DbConn) -> StoreResult<Vec<(AgencyId, i64)>> {
    Ok(cases::table
        .filter(cases::agency_id.eq_any(agencies::table.select(agencies::id)))
        .filter(cases::is_open.eq(true))
        .group_by(cases::agency_id)
        .select((cases::agency_id, count_star()))
        .load(conn)?)
}

/// 待办 of one agency.
///
/// # Errors
/// If the database refuses the query.
pub fn open_of(conn: &mut DbConn, agency: AgencyId) -> StoreResult<i64> {
    let open = cases::table.filter(cases::agency_id.eq(agency)).filter(cases::is_open.eq(true));
    Ok(open.count().get_result(conn)?)
}

/// 超期: the open cases of each agency whose reply was due before `today`. One whose clock stands is not
/// late, nor is one that was answered and is being decided anew: that has a deadline of its own.
///
/// # Errors
/// If the database refuses the query.
pub fn late_by_agency(conn: &mut DbConn, today: NaiveDate) -> StoreResult<Vec<(AgencyId, i64)>> {
    Ok(cases::table
        .filter(cases::agency_id.eq_any(agencies::table.select(agencies::id)))
        .filter(cases::is_open.eq(true))
        .filter(cases::due_key.lt(today))
        .filter(cases::closed_on.is_null())
        .filter(cases::stopped_until.is_null().or(cases::stopped_until.lt(today)))
        .group_by(cases::agency_id)
        .select((cases::agency_id, count_star()))
        .load(conn)?)
}

/// 待办 of these agencies by who works on it.
///
/// # Errors
/// If the database refuses the query.
pub fn open_by_assignee(
    conn: &mut DbConn,
    agencies: &[AgencyId],
) -> StoreResult<Vec<(AgencyId, Option<OfficerId>, i64)>> {
    Ok(cases::table
        .filter(cases::agency_id.eq_any(agencies))
        // Word for word the condition of `cases_open_status`, which has everything that is asked for.
        .filter(sql::<Bool>("cases.is_open"))
        .group_by((cases::agency_id, cases::assignee_id))
        .select((cases::agency_id, cases::assignee_id, count_star()))
        .load(conn)?)
}

/// The due date of each open case of these agencies whose reply is due up to `until` and whose clock runs on
/// `today`, with who works on it.
///
/// # Errors
/// If the database refuses the query.
pub fn due_until(
    conn: &mut DbConn,
    agencies: &[AgencyId],
    today: NaiveDate,
    until: NaiveDate,
) -> StoreResult<Vec<(AgencyId, Option<OfficerId>, NaiveDate)>> {
    Ok(cases::table
        .filter(cases::agency_id.eq_any(agencies))
        .filter(cases::is_open.eq(true))
        .filter(cases::due_key.le(until))
        .filter(cases::closed_on.is_null())
        .filter(cases::stopped_until.is_null().or(cases::stopped_until.lt(today)))
        .select((cases::agency_id, cases::assignee_id, cases::due_key))
        .load(conn)?)
}

/// 待办 by 办理状态, over all agencies.
///
/// # Errors
/// If the database refuses the query.
pub fn open_by_status(conn: &mut DbConn) -> StoreResult<Vec<(Status, i64)>> {
    Ok(cases::table
        .filter(cases::agency_id.eq_any(agencies::table.select(agencies::id)))
        .filter(cases::is_open.eq(true))
        .group_by(cases::status)
        .select((cases::status, count_star()))
        .load(conn)?)
}

/// 登记簿: every case of an agency, the last number first, from the one before `before`, at most `size` of
/// them. Like the queue's, a page costs the same wherever it begins.
///
/// # Errors
/// If the database refuses the query.
pub fn register_page(
    conn: &mut DbConn,
    agency: AgencyId,
    before: Option<&str>,
    size: u32,
) -> StoreResult<Vec<CaseRow>> {
    let mut query = all().filter(cases::agency_id.eq(agency)).order(cases::case_no.desc()).limit(i64::from(size));
    if let Some(before) = before {
        query = query.filter(cases::case_no.lt(before.to_owned()));
    }
    rows(conn, query)
}
