//! 依申请公开件: the row of each case, kept up to date from its events for lists and searches.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::{Day, DbConn, MaybeDay, Moment, insert_rows, on_both};
use super::error::{StoreError, StoreResult};
use super::schema::cases;
use crate::domain::code::{Category, Channel};
use crate::domain::ids::{AgencyId, ApplicantId, CaseId, OfficerId, SectionId};
use crate::domain::outcome::Outcome;
use crate::domain::regime::RegimeId;
use crate::domain::role::Role;
use crate::domain::status::{ClockState, Status};

mod change;
mod rows;

pub use change::{advance, update};
pub(super) use rows::{CaseQuery, all, first, first_due, rows};

/// The sort key of a case without a due date: after every case that has one.
pub const NO_DUE_DATE: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(date) => date,
    None => NaiveDate::MAX,
};

/// References in one statement.
const REFERENCES_AT_ONCE: usize = 500;

/// What never changes in a case.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = cases, treat_none_as_default_value = false)]
pub struct CaseOrigin {
    /// 机关
    pub agency_id: AgencyId,
    /// 登记编号, unique in the agency.
    pub case_no: String,
    /// The number in the register it was imported from, unique in the agency.
    pub source_ref: Option<String>,
    /// A hash of the 查询码.
    pub query_code_hash: Option<String>,
    /// When it was entered (UTC).
    #[diesel(deserialize_as = Moment)]
    pub created_at: NaiveDateTime,
}

/// Where a case stands: everything that its events may change.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset, Serialize, Deserialize)]
#[diesel(table_name = cases, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct CaseState {
    /// 申请人
    pub applicant_id: ApplicantId,
    /// How many events the case has.
    pub version: i32,
    /// 办理状态
    pub status: Status,
    /// 渠道
    pub channel: Channel,
    /// 申请人类别
    pub category: Category,
    /// 申请内容
    pub subject: String,
    /// 适用的条例, once received.
    pub regime: Option<RegimeId>,
    /// 提交
    #[diesel(deserialize_as = MaybeDay)]
    pub submitted_on: Option<NaiveDate>,
    /// 收到申请之日
    #[diesel(deserialize_as = MaybeDay)]
    pub received_on: Option<NaiveDate>,
    /// 答复期限届满之日, if open consultations run out unanswered; none while a supplement or a payment
    /// is awaited.
    #[diesel(deserialize_as = MaybeDay)]
    pub due_on: Option<NaiveDate>,
    /// The last day of the longest open consultation: the clock stands until then.
    #[diesel(deserialize_as = MaybeDay)]
    pub stopped_until: Option<NaiveDate>,
    /// 暂定: it reaches into a year without a published calendar.
    pub due_provisional: bool,
    /// 答复期限的状态
    pub clock: ClockState,
    /// `due_on`, or [`NO_DUE_DATE`].
    #[diesel(deserialize_as = Day)]
    pub due_key: NaiveDate,
    /// Whether there is anything left to do.
    pub is_open: bool,
    /// 办结
    #[diesel(deserialize_as = MaybeDay)]
    pub closed_on: Option<NaiveDate>,
    /// 办理结果
    pub outcome: Option<Outcome>,
    /// 承办人
    pub assignee_id: Option<OfficerId>,
    /// 承办科室
    pub section_id: Option<SectionId>,
    /// What the imported line said, so that reading it again changes nothing.
    pub source_digest: Option<String>,
    /// When the last event was recorded (UTC).
    #[diesel(deserialize_as = Moment)]
    pub updated_at: NaiveDateTime,
    /// Under review: whose turn it is.
    pub review_role: Option<Role>,
    /// Under review: who has had a hand in it, see [`review_hands`](super::review_hands).
    pub review_hands: Option<String>,
    /// 下一期限: the first day on which something else than the reply runs out.
    #[diesel(deserialize_as = MaybeDay)]
    pub next_on: Option<NaiveDate>,
}

/// A case to be inserted.
#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = cases, treat_none_as_default_value = false)]
pub struct NewCase {
    /// What never changes.
    #[diesel(embed)]
    pub origin: CaseOrigin,
    /// Where it stands.
    #[diesel(embed)]
    pub state: CaseState,
}

/// A case as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = cases, treat_none_as_default_value = false)]
pub struct CaseRow {
    /// Its id.
    pub id: CaseId,
    /// What never changes.
    #[diesel(embed)]
    #[serde(flatten)]
    pub origin: CaseOrigin,
    /// Where it stands.
    #[diesel(embed)]
    #[serde(flatten)]
    pub state: CaseState,
}

/// Inserts a case and gives it an id.
///
/// # Errors
/// [`StoreError::Duplicate`] if the agency has the number or the source reference already.
pub fn insert(conn: &mut DbConn, case: &NewCase) -> StoreResult<CaseId> {
    on_both!(conn, c => diesel::insert_into(cases::table).values(case).returning(cases::id).get_result(c))
        .map_err(|error| StoreError::from(error).or_duplicate("case", &case.origin.case_no))
}

/// Inserts many cases, and gives their rows in the same order.
///
/// # Errors
/// [`StoreError::Duplicate`] if an agency has a number or a source reference already; none is kept.
pub fn insert_many(conn: &mut DbConn, new: Vec<NewCase>) -> StoreResult<Vec<CaseRow>> {
    let ids = conn.take_ids("cases", new.len())?.into_iter().map(CaseId);
    let rows: Vec<CaseRow> =
        ids.zip(new).map(|(id, NewCase { origin, state })| CaseRow { id, origin, state }).collect();
    insert_rows!(conn, cases::table, rows, |row| {
        // Taken apart whole, so that a column that is added cannot be left out.
        let CaseRow { id, origin, state } = row;
        let CaseOrigin { agency_id, case_no, source_ref, query_code_hash, created_at } = origin;
        let CaseState {
            applicant_id,
            version,
            status,
            channel,
            category,
            subject,
            regime,
            submitted_on,
            received_on,
            due_on,
            stopped_until,
            due_provisional,
            clock,
            due_key,
            is_open,
            closed_on,
            outcome,
            assignee_id,
            section_id,
            source_digest,
            updated_at,
            review_role,
            review_hands,
            next_on,
        } = state;
        (
            cases::id.eq(*id),
            cases::agency_id.eq(*agency_id),
            cases::case_no.eq(case_no.as_str()),
            cases::source_ref.eq(source_ref.as_deref()),
            cases::query_code_hash.eq(query_code_hash.as_deref()),
            cases::created_at.eq(Moment(*created_at)),
            cases::applicant_id.eq(*applicant_id),
            cases::version.eq(*version),
            cases::status.eq(*status),
            cases::channel.eq(*channel),
            cases::category.eq(*category),
            cases::subject.eq(subject.as_str()),
            cases::regime.eq(*regime),
            cases::submitted_on.eq(submitted_on.map(Day)),
            cases::received_on.eq(received_on.map(Day)),
            cases::due_on.eq(due_on.map(Day)),
            cases::stopped_until.eq(stopped_until.map(Day)),
            cases::due_provisional.eq(*due_provisional),
            cases::clock.eq(*clock),
            cases::due_key.eq(Day(*due_key)),
            cases::is_open.eq(*is_open),
            cases::closed_on.eq(closed_on.map(Day)),
            cases::outcome.eq(*outcome),
            cases::assignee_id.eq(*assignee_id),
            cases::section_id.eq(*section_id),
            cases::source_digest.eq(source_digest.as_deref()),
            cases::updated_at.eq(Moment(*updated_at)),
            cases::review_role.eq(*review_role),
            cases::review_hands.eq(review_hands.as_deref()),
            cases::next_on.eq(next_on.map(Day)),
        )
    })
    .map_err(|error| StoreError::from(error).or_duplicate("case", "in this batch"))?;
    Ok(rows)
}

/// The case with this id.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn find(conn: &mut DbConn, id: CaseId) -> StoreResult<CaseRow> {
    let row = on_both!(conn, c => cases::table.find(id).select(CaseRow::as_select()).first(c)).optional()?;
    row.ok_or_else(|| StoreError::not_found("case", id))
}

/// Those of these cases that there are, in no order.
///
/// # Errors
/// If the database refuses the query.
pub fn find_many(conn: &mut DbConn, ids: &[CaseId]) -> StoreResult<Vec<CaseRow>> {
    rows(conn, all().filter(cases::id.eq_any(ids)))
}

/// Whose a case is.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn agency_of(conn: &mut DbConn, id: CaseId) -> StoreResult<AgencyId> {
    let agency = cases::table.find(id).select(cases::agency_id).first(conn).optional()?;
    agency.ok_or_else(|| StoreError::not_found("case", id))
}

/// The case with this hash of a 查询码 and this 登记编号, if there is one.
///
/// # Errors
/// If the database refuses the query.
pub fn find_by_query_code(conn: &mut DbConn, hash: &str, case_no: &str) -> StoreResult<Option<CaseRow>> {
    first(conn, all().filter(cases::query_code_hash.eq(hash)).filter(cases::case_no.eq(case_no)))
}

/// The case with this 登记编号 in an agency, if there is one.
///
/// # Errors
/// If the database refuses the query.
pub fn find_by_no(conn: &mut DbConn, agency: AgencyId, case_no: &str) -> StoreResult<Option<CaseRow>> {
    first(conn, all().filter(cases::agency_id.eq(agency)).filter(cases::case_no.eq(case_no)))
}

/// The cases of these applicants received from one day to another, both included, first received first.
///
/// # Errors
/// If the database refuses the query.
pub fn of_applicants(
    conn: &mut DbConn,
    applicants: &[ApplicantId],
    from: NaiveDate,
    to: NaiveDate,
) -> StoreResult<Vec<CaseRow>> {
    rows(
        conn,
        all()
            .filter(cases::applicant_id.eq_any(applicants))
            .filter(cases::received_on.between(from, to))
            .order((cases::received_on, cases::id)),
    )
}

/// The cases of these applicants, the newest first, at most `size` of them.
///
/// # Errors
/// If the database refuses the query.
pub fn newest_of_applicants(conn: &mut DbConn, applicants: &[ApplicantId], size: u32) -> StoreResult<Vec<CaseRow>> {
    rows(
        conn,
        all()
            .filter(cases::applicant_id.eq_any(applicants))
            .order((cases::received_on.is_null().desc(), cases::received_on.desc(), cases::id.desc()))
            .limit(i64::from(size)),
    )
}

/// What an import needs to know of a case that is there already.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Imported {
    /// The number in the register it came from.
    pub source_ref: String,
    /// The case.
    pub id: CaseId,
    /// Its version.
    pub version: i32,
    /// What the line said last time.
    pub source_digest: Option<String>,
}

/// Those of these source references that an agency has already.
///
/// # Errors
/// If the database refuses the query.
pub fn imported(conn: &mut DbConn, agency: AgencyId, refs: &[&str]) -> StoreResult<HashMap<String, Imported>> {
    let mut found = HashMap::with_capacity(refs.len());
    for some in refs.chunks(REFERENCES_AT_ONCE) {
        let rows: Vec<Imported> = cases::table
            .filter(cases::agency_id.eq(agency))
            .filter(cases::source_ref.eq_any(some))
            .select((cases::source_ref.assume_not_null(), cases::id, cases::version, cases::source_digest))
            .load(conn)?;
        found.extend(rows.into_iter().map(|row| (row.source_ref.clone(), row)));
    }
    Ok(found)
}
