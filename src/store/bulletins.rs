//! 通报: the figures of a month or a quarter.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::{DbConn, on_both};
use super::error::StoreResult;
use super::schema::{bulletins, cases};
use crate::domain::ids::{AgencyId, SectionId};
use crate::domain::status::Status;

/// The figures of a period.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = bulletins, treat_none_as_default_value = false)]
pub struct BulletinRow {
    /// 机关
    pub agency_id: AgencyId,
    /// The period, `2025-03` or `2025-Q1`.
    pub period: String,
    /// 科室; 0 for the agency as a whole.
    pub section_id: SectionId,
    /// 新收
    pub received: i64,
    /// 答复
    pub answered: i64,
    /// 按时答复
    pub on_time: i64,
    /// Working days of all first replies together.
    pub working_days: i64,
    /// 超期未办结, at the end of the period
    pub late: i64,
    /// 结转, at the end of the period
    pub carried: i64,
    /// When they were counted (UTC).
    pub made_at: NaiveDateTime,
}

/// Keeps the figures of a period; what is there already stays.
///
/// # Errors
/// If the database refuses the statement.
pub fn insert(conn: &mut DbConn, rows: &[BulletinRow]) -> StoreResult<()> {
    on_both!(conn, c => diesel::insert_into(bulletins::table).values(rows).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// The figures of a period of these agencies, by agency and section, the agency itself first.
///
/// # Errors
/// If the database refuses the query.
pub fn of_period(conn: &mut DbConn, agencies: &[AgencyId], period: &str) -> StoreResult<Vec<BulletinRow>> {
    Ok(bulletins::table
        .filter(bulletins::agency_id.eq_any(agencies))
        .filter(bulletins::period.eq(period))
        .order((bulletins::agency_id, bulletins::section_id))
        .select(BulletinRow::as_select())
        .load(conn)?)
}

/// The periods of an agency of which there are figures, the newest first.
///
/// # Errors
/// If the database refuses the query.
pub fn periods(conn: &mut DbConn, agency: AgencyId, size: i64) -> StoreResult<Vec<String>> {
    let own = bulletins::table.filter(bulletins::agency_id.eq(agency)).filter(bulletins::section_id.eq(SectionId(0)));
    Ok(own.order(bulletins::period.desc()).limit(size).select(bulletins::period).load(conn)?)
}

/// A case as a bulletin counts it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct CountedCase {
    /// 承办科室
    pub section_id: Option<SectionId>,
    /// 办理状态
    pub status: Status,
    /// 收到申请之日
    pub received_on: Option<NaiveDate>,
    /// 答复期限届满之日
    pub due_on: Option<NaiveDate>,
    /// Until when the clock stands.
    pub stopped_until: Option<NaiveDate>,
    /// 办结
    pub closed_on: Option<NaiveDate>,
}

/// The cases of an agency that were received in a period, closed in it, or are still open.
///
/// # Errors
/// If the database refuses a query.
pub fn cases_of(conn: &mut DbConn, agency: AgencyId, from: NaiveDate, to: NaiveDate) -> StoreResult<Vec<CountedCase>> {
    let columns =
        (cases::section_id, cases::status, cases::received_on, cases::due_on, cases::stopped_until, cases::closed_on);
    let counted = || {
        cases::table
            .filter(cases::agency_id.eq(agency))
            .filter(cases::status.ne_all([Status::Split, Status::NotReceived]))
            .select(columns)
    };
    // Each a range of an index.
    let mut found: Vec<CountedCase> = counted().filter(cases::closed_on.between(from, to)).load(conn)?;
    let later = counted().filter(cases::closed_on.gt(to)).filter(cases::received_on.le(to));
    found.extend::<Vec<CountedCase>>(later.load(conn)?);
    let open = counted().filter(cases::is_open.eq(true)).filter(cases::closed_on.is_null());
    found.extend::<Vec<CountedCase>>(open.filter(cases::received_on.le(to)).load(conn)?);
    Ok(found)
}
