//! 日常事务要看的件: each query is a range of an index, read a page at a time, so that it costs what is found and not
//! what is stored.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date};

use super::cases::{CaseRow, all, rows};
use super::conn::DbConn;
use super::error::StoreResult;
use super::review_hands;
use super::schema::{cases, correspondents, events};
use crate::domain::ids::{AgencyId, CaseId, OfficerId, SectionId};
use crate::domain::role::Role;
use crate::domain::status::Status;

/// As much of a case as a list in a message needs.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = cases)]
pub struct DutyCase {
    /// The case.
    pub id: CaseId,
    /// 登记编号
    pub case_no: String,
    /// 办理状态
    pub status: Status,
    /// 提交
    pub submitted_on: Option<NaiveDate>,
    /// 收到申请之日
    pub received_on: Option<NaiveDate>,
    /// 答复期限届满之日
    pub due_on: Option<NaiveDate>,
    /// Until when the clock stands.
    pub stopped_until: Option<NaiveDate>,
    /// The end of the first decision, while a new one is owed.
    pub closed_on: Option<NaiveDate>,
    /// 承办人
    pub assignee_id: Option<OfficerId>,
    /// 承办科室
    pub section_id: Option<SectionId>,
    /// Under review: whose turn it is.
    pub review_role: Option<Role>,
    /// Under review: who has had a hand in it.
    pub review_hands: Option<String>,
}

impl DutyCase {
    /// Whether its reply is due on its due date on a day: not answered before, and the clock not standing.
    #[must_use]
    pub fn is_running_on(&self, day: NaiveDate) -> bool {
        self.closed_on.is_none() && self.stopped_until.is_none_or(|until| until < day)
    }

    /// Whether an officer has passed a step of the review that is under way.
    #[must_use]
    pub fn was_passed_by(&self, officer: OfficerId) -> bool {
        review_hands::has_passed(self.review_hands.as_deref().unwrap_or_default(), officer)
    }

    /// Whether an officer has submitted what is under review.
    #[must_use]
    pub fn was_submitted_by(&self, officer: OfficerId) -> bool {
        review_hands::has_submitted(self.review_hands.as_deref().unwrap_or_default(), officer)
    }
}

/// The open cases of an agency that are due up to a day, after a date and an id, first due first, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn due_through(
    conn: &mut DbConn,
    agency: AgencyId,
    through: NaiveDate,
    (due_key, case): (NaiveDate, CaseId),
    size: i64,
) -> StoreResult<Vec<DutyCase>> {
    let later =
        sql::<Bool>("(due_key, cases.id) > (").bind::<Date, _>(due_key).sql(", ").bind::<BigInt, _>(case).sql(")");
    Ok(cases::table
        .filter(cases::agency_id.eq(agency))
        .filter(cases::is_open.eq(true))
        .filter(cases::due_key.le(through))
        .filter(later)
        .order((cases::due_key, cases::id))
        .limit(size)
        .select(DutyCase::as_select())
        .load(conn)?)
}

/// The open cases of an agency in a status, by the date they are due.
///
/// # Errors
/// If the database refuses the query.
pub fn in_status(conn: &mut DbConn, agency: AgencyId, status: Status) -> StoreResult<Vec<DutyCase>> {
    Ok(cases::table
        .filter(cases::agency_id.eq(agency))
        .filter(cases::status.eq(status))
        // Word for word the condition of the index.
        .filter(sql::<Bool>("cases.is_open"))
        .order((cases::due_key, cases::id))
        .select(DutyCase::as_select())
        .load(conn)?)
}

/// The open cases of an agency that were received after a day, first received first.
///
/// # Errors
/// If the database refuses the query.
pub fn received_after(conn: &mut DbConn, agency: AgencyId, day: NaiveDate) -> StoreResult<Vec<DutyCase>> {
    Ok(cases::table
        .filter(cases::agency_id.eq(agency))
        .filter(cases::received_on.gt(day))
        .filter(cases::is_open.eq(true))
        .order((cases::received_on, cases::id))
        .select(DutyCase::as_select())
        .load(conn)?)
}

/// The cases of an agency in which something else than the reply runs out by a day, after a date and an id, at most
/// `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn ending_through(
    conn: &mut DbConn,
    agency: AgencyId,
    through: NaiveDate,
    (next_on, case): (NaiveDate, CaseId),
    size: i64,
) -> StoreResult<Vec<CaseRow>> {
    let later =
        sql::<Bool>("(next_on, cases.id) > (").bind::<Date, _>(next_on).sql(", ").bind::<BigInt, _>(case).sql(")");
    rows(
        conn,
        all()
            .filter(cases::agency_id.eq(agency))
            .filter(cases::next_on.le(through))
            .filter(later)
            .order((cases::next_on, cases::id))
            .limit(size),
    )
}

/// The cases of an agency that were answered from one day to another and whose applicants want the last day of their
/// remedies called to mind.
///
/// # Errors
/// If the database refuses the query.
pub fn to_be_reminded_of_remedies(
    conn: &mut DbConn,
    agency: AgencyId,
    from: NaiveDate,
    to: NaiveDate,
) -> StoreResult<Vec<CaseRow>> {
    let wanted = correspondents::table
        .filter(correspondents::case_id.eq(cases::id))
        .filter(correspondents::appeal_reminder.eq(true));
    rows(
        conn,
        all()
            .filter(cases::agency_id.eq(agency))
            .filter(cases::closed_on.between(from, to))
            .filter(cases::status.eq(Status::Replied))
            .filter(diesel::dsl::exists(wanted))
            .order(cases::id),
    )
}

/// A due date that followed a new calendar.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct MovedDate {
    /// 机关
    pub agency_id: AgencyId,
    /// The case.
    pub case_id: CaseId,
    /// 登记编号
    pub case_no: String,
    /// 承办人
    pub assignee_id: Option<OfficerId>,
    /// What was recorded, as JSON.
    pub payload: String,
}

/// What was recorded of moved due dates of open cases from one instant to another, in the order it was recorded.
///
/// # Errors
/// If the database refuses the query.
pub fn moved_between(conn: &mut DbConn, from: NaiveDateTime, to: NaiveDateTime) -> StoreResult<Vec<MovedDate>> {
    Ok(events::table
        .inner_join(cases::table)
        .filter(events::recorded_at.ge(from))
        .filter(events::recorded_at.lt(to))
        .filter(events::payload.like(r#"{"event":"due_date_moved"%"#))
        .filter(cases::is_open.eq(true))
        .order((events::recorded_at, events::case_id, events::version))
        .select((cases::agency_id, cases::id, cases::case_no, cases::assignee_id, events::payload))
        .load(conn)?)
}
