//! 报告记录: the history of each annual report, only ever added to, and where each report stands.
//!
//! The payload is the domain's event as JSON; the store does not look into it. As in the history of a case,
//! each line carries a hash of itself and of the line before it.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::conn::DbConn;
use super::error::{StoreError, StoreResult};
use super::hex;
use super::schema::{agencies, report_events, reports};
use crate::domain::annual_report::Scope;
use crate::domain::annual_report::life::ReportStatus;
use crate::domain::ids::AgencyId;

/// Which report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportKey {
    /// 机关
    pub agency_id: AgencyId,
    /// 年度
    pub year: i32,
    /// Whose cases it counts.
    pub scope: Scope,
}

/// A line of a report's history as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = report_events, treat_none_as_default_value = false)]
pub struct ReportEventRow {
    /// 机关
    pub agency_id: AgencyId,
    /// 年度
    pub year: i32,
    /// Whose cases the report counts.
    pub scope: Scope,
    /// Its place in the history, from 1.
    pub version: i32,
    /// The civil date on which it happened.
    pub on_date: NaiveDate,
    /// When it was recorded (UTC, whole microseconds).
    pub recorded_at: NaiveDateTime,
    /// Who did it, in one line.
    pub actor: String,
    /// What happened, as JSON.
    pub payload: String,
    /// The hash of this line and of the one before it.
    pub hash: String,
}

/// Where a report stands.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset, Serialize, Deserialize)]
#[diesel(table_name = reports, treat_none_as_default_value = false, treat_none_as_null = true)]
#[diesel(primary_key(agency_id, year, scope))]
pub struct ReportRow {
    /// 机关
    pub agency_id: AgencyId,
    /// 年度
    pub year: i32,
    /// Whose cases the report counts.
    pub scope: Scope,
    /// How many lines its history has.
    pub version: i32,
    /// 报告状态
    pub status: ReportStatus,
    /// The day on which the first edition was published; it tells whether the report was late.
    pub first_published_on: Option<NaiveDate>,
    /// 第几版: the edition that the public has.
    pub published_revision: Option<i32>,
    /// The day on which that edition was published.
    pub published_on: Option<NaiveDate>,
}

/// The hash of a line: SHA-256 over eight lines and the payload, in hexadecimal: the hash before it, the
/// agency's number, year, scope, version, date, instant (`2026-01-20T01:02:03.000000Z`), actor.
#[must_use]
pub fn link(previous: &str, event: &ReportEventRow) -> String {
    let ReportEventRow { agency_id, year, scope, version, on_date, recorded_at, actor, payload, hash: _ } = event;
    let recorded_at = recorded_at.format("%Y-%m-%dT%H:%M:%S%.6fZ");
    let head = format!("{previous}\n{}\n{year}\n{scope}\n{version}\n{on_date}\n{recorded_at}\n{actor}\n", agency_id.0);
    hex::encode(&Sha256::new().chain_update(head).chain_update(payload).finalize())
}

/// Adds a line to a report's history after the version it follows, and keeps where the report stands now.
/// `hash` is the last line's hash, empty for the first; the line's own is worked out here.
///
/// # Errors
/// [`StoreError::StaleReport`] if somebody else added to it since.
pub fn append(conn: &mut DbConn, mut event: ReportEventRow, hash: &str, row: &ReportRow) -> StoreResult<()> {
    let stale = StoreError::StaleReport { year: event.year, expected: event.version - 1 };
    event.hash = link(hash, &event);
    let inserted = diesel::insert_into(report_events::table).values(&event).execute(conn).map_err(StoreError::from);
    match inserted {
        Err(error) if error.violates_unique_key() => return Err(stale),
        inserted => inserted?,
    };
    if event.version == 1 {
        diesel::insert_into(reports::table).values(row).execute(conn)?;
        return Ok(());
    }
    let here = reports::table.find((event.agency_id, event.year, event.scope));
    let updated = diesel::update(here.filter(reports::version.eq(event.version - 1))).set(row).execute(conn)?;
    if updated == 1 { Ok(()) } else { Err(stale) }
}

/// A report's whole history, in order.
///
/// # Errors
/// If the database refuses the query.
pub fn load(conn: &mut DbConn, key: ReportKey) -> StoreResult<Vec<ReportEventRow>> {
    Ok(report_events::table
        .filter(report_events::agency_id.eq(key.agency_id))
        .filter(report_events::year.eq(key.year))
        .filter(report_events::scope.eq(key.scope))
        .order(report_events::version)
        .select(ReportEventRow::as_select())
        .load(conn)?)
}

/// Where every report stands, by agency, year and scope.
///
/// # Errors
/// If the database refuses the query.
pub fn list(conn: &mut DbConn) -> StoreResult<Vec<ReportRow>> {
    let order = (reports::agency_id, reports::year, reports::scope);
    Ok(reports::table.order(order).select(ReportRow::as_select()).load(conn)?)
}

/// Where the reports of these agencies on a year stand.
///
/// # Errors
/// If the database refuses the query.
pub fn of_year(conn: &mut DbConn, agencies: &[AgencyId], year: i32) -> StoreResult<Vec<ReportRow>> {
    Ok(reports::table
        .filter(reports::agency_id.eq_any(agencies))
        .filter(reports::year.eq(year))
        .order((reports::agency_id, reports::scope))
        .select(ReportRow::as_select())
        .load(conn)?)
}

/// A report that the public has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedRow {
    /// Where it stands.
    pub report: ReportRow,
    /// 机关代码
    pub code: String,
    /// 机关名称, as it is now.
    pub name: String,
}

/// Which published reports, and after which one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PublishedSelection {
    /// Of one agency only.
    pub agency: Option<AgencyId>,
    /// On one year only.
    pub year: Option<i32>,
    /// The last one of the page before.
    pub after: Option<ReportKey>,
}

/// Reports that the public has, the last year first and in a year by agency; at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn published(conn: &mut DbConn, selection: &PublishedSelection, size: i64) -> StoreResult<Vec<PublishedRow>> {
    let mut query = reports::table
        .inner_join(agencies::table)
        .filter(reports::published_on.is_not_null())
        .order((reports::year.desc(), reports::agency_id, reports::scope))
        .limit(size)
        .select((ReportRow::as_select(), agencies::code, agencies::name))
        .into_boxed();
    if let Some(agency) = selection.agency {
        query = query.filter(reports::agency_id.eq(agency));
    }
    if let Some(year) = selection.year {
        query = query.filter(reports::year.eq(year));
    }
    if let Some(ReportKey { agency_id, year, scope }) = selection.after {
        let later_agency = sql::<Bool>("(reports.agency_id, reports.scope) > (")
            .bind::<BigInt, _>(agency_id)
            .sql(", ")
            .bind::<Text, _>(scope)
            .sql(")");
        query = query.filter(reports::year.lt(year).or(reports::year.eq(year).and(later_agency)));
    }
    let rows: Vec<(ReportRow, String, String)> = query.load(conn)?;
    Ok(rows.into_iter().map(|(report, code, name)| PublishedRow { report, code, name }).collect())
}
