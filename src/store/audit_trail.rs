//! 审计查询: what happened in an agency, the last first, narrowed by day, person and case.

use chrono::NaiveDateTime;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Timestamp};

use super::admin_log::AdminEventRow;
use super::conn::DbConn;
use super::error::StoreResult;
use super::events::EventRow;
use super::schema::{admin_events, cases, events, unsealings};
use super::unsealings::UnsealingRow;
use crate::domain::ids::{AgencyId, CaseId, OfficerId};

/// What is asked for in an agency; what is not named narrows nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trail {
    /// Whose.
    pub agency: AgencyId,
    /// Not before this instant (UTC).
    pub from: Option<NaiveDateTime>,
    /// Before this instant (UTC).
    pub until: Option<NaiveDateTime>,
    /// By whom.
    pub officer: Option<OfficerId>,
    /// 登记编号
    pub case_no: Option<String>,
}

/// What happened in the agency's cases before a place (instant, case, version), with the number of each case.
///
/// # Errors
/// If the database refuses the query.
pub fn events(
    conn: &mut DbConn,
    trail: &Trail,
    before: Option<(NaiveDateTime, CaseId, i32)>,
    size: u32,
) -> StoreResult<Vec<(EventRow, String)>> {
    let mut query = events::table
        .inner_join(cases::table)
        .filter(cases::agency_id.eq(trail.agency))
        .order((events::recorded_at.desc(), events::case_id.desc(), events::version.desc()))
        .limit(i64::from(size))
        .select((EventRow::as_select(), cases::case_no))
        .into_boxed();
    if let Some((at, case, version)) = before {
        let earlier = sql::<Bool>("(events.recorded_at, events.case_id, events.version) < (")
            .bind::<Timestamp, _>(at)
            .sql(", ")
            .bind::<BigInt, _>(case)
            .sql(", ")
            .bind::<Integer, _>(version)
            .sql(")");
        query = query.filter(earlier);
    }
    if let Some(from) = trail.from {
        query = query.filter(events::recorded_at.ge(from));
    }
    if let Some(until) = trail.until {
        query = query.filter(events::recorded_at.lt(until));
    }
    if let Some(officer) = trail.officer {
        query = query.filter(events::actor.eq(officer.to_string()));
    }
    if let Some(case_no) = &trail.case_no {
        query = query.filter(cases::case_no.eq(case_no));
    }
    Ok(query.load(conn)?)
}

/// Who saw whose particulars in the agency's cases before a place (instant, case, officer), with the number of
/// each case.
///
/// # Errors
/// If the database refuses the query.
pub fn unsealings(
    conn: &mut DbConn,
    trail: &Trail,
    before: Option<(NaiveDateTime, CaseId, OfficerId)>,
    size: u32,
) -> StoreResult<Vec<(UnsealingRow, String)>> {
    let mut query = unsealings::table
        .inner_join(cases::table)
        .filter(cases::agency_id.eq(trail.agency))
        .order((unsealings::first_at.desc(), unsealings::case_id.desc(), unsealings::officer_id.desc()))
        .limit(i64::from(size))
        .select((UnsealingRow::as_select(), cases::case_no))
        .into_boxed();
    if let Some((at, case, officer)) = before {
        let earlier = sql::<Bool>("(unsealings.first_at, unsealings.case_id, unsealings.officer_id) < (")
            .bind::<Timestamp, _>(at)
            .sql(", ")
            .bind::<BigInt, _>(case)
            .sql(", ")
            .bind::<BigInt, _>(officer)
            .sql(")");
        query = query.filter(earlier);
    }
    if let Some(from) = trail.from {
        query = query.filter(unsealings::first_at.ge(from));
    }
    if let Some(until) = trail.until {
        query = query.filter(unsealings::first_at.lt(until));
    }
    if let Some(officer) = trail.officer {
        query = query.filter(unsealings::officer_id.eq(officer));
    }
    if let Some(case_no) = &trail.case_no {
        query = query.filter(cases::case_no.eq(case_no));
    }
    Ok(query.load(conn)?)
}

/// What administrators changed in the agency before an entry of its log; that is about no case.
///
/// # Errors
/// If the database refuses the query.
pub fn admin_events(
    conn: &mut DbConn,
    trail: &Trail,
    before: Option<i32>,
    size: u32,
) -> StoreResult<Vec<AdminEventRow>> {
    let mut query = admin_events::table
        .filter(admin_events::agency_id.eq(trail.agency))
        .filter(admin_events::version.lt(before.unwrap_or(i32::MAX)))
        .order(admin_events::version.desc())
        .limit(i64::from(size))
        .select(AdminEventRow::as_select())
        .into_boxed();
    if let Some(from) = trail.from {
        query = query.filter(admin_events::recorded_at.ge(from));
    }
    if let Some(until) = trail.until {
        query = query.filter(admin_events::recorded_at.lt(until));
    }
    if let Some(officer) = trail.officer {
        query = query.filter(admin_events::actor.eq(officer.to_string()));
    }
    Ok(query.load(conn)?)
}
