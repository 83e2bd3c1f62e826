//! What programs are shown of agencies and cases.

pub mod case_file;
pub mod desk;
pub mod parts;
pub mod register_imports;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::{ArrayBuilder, RefOr, Schema};

use super::openapi;
use crate::app::overview::AgencyLoad;
use crate::app::queue::{CasePage, ListedCase};
use crate::app::standing::{Mark, Standing};
use crate::domain::case::CommandKind;
use crate::domain::code::{Category, Channel};
use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::ids::AgencyId;
use crate::domain::outcome::Outcome;
use crate::domain::regime::RegimeId;
use crate::domain::status::{DeadlineState, Status};
use crate::explain::{self, TraceLine};
use crate::store::agencies::AgencyRow;
use crate::store::cases::{CaseRow, CaseState};

/// 行政机关, with its open cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AgencyView {
    /// 机关代码
    #[schema(example = "hz-zfb")]
    pub code: String,
    /// 机关名称
    pub name: String,
    /// The code of the agency above it.
    pub parent: Option<String>,
    /// 待办
    pub open: i64,
    /// 超期, among the open ones
    pub late: i64,
    /// 待办, with every agency below it
    pub open_in_subtree: i64,
    /// 超期, with every agency below it
    pub late_in_subtree: i64,
}

impl From<AgencyLoad> for AgencyView {
    fn from(load: AgencyLoad) -> Self {
        Self {
            code: load.agency.code,
            name: load.agency.name,
            parent: load.parent,
            open: load.own.open,
            late: load.own.late,
            open_in_subtree: load.subtree.open,
            late_in_subtree: load.subtree.late,
        }
    }
}

/// Every agency, each after the one above it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AgenciesView {
    /// The agencies.
    pub agencies: Vec<AgencyView>,
}

/// 行政机关 without figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AgencyNodeView {
    /// 机关代码
    #[schema(example = "hz-zfb")]
    pub code: String,
    /// 机关名称
    pub name: String,
    /// The code of the agency above it
    pub parent: Option<String>,
}

/// Every agency, each after the one above it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AgencyTreeView {
    /// The agencies.
    pub agencies: Vec<AgencyNodeView>,
}

impl From<Vec<AgencyRow>> for AgencyTreeView {
    fn from(rows: Vec<AgencyRow>) -> Self {
        let codes: HashMap<AgencyId, String> = rows.iter().map(|row| (row.id, row.code.clone())).collect();
        let node = |row: AgencyRow| AgencyNodeView {
            parent: row.parent_id.and_then(|parent| codes.get(&parent).cloned()),
            code: row.code,
            name: row.name,
        };
        Self { agencies: rows.into_iter().map(node).collect() }
    }
}

/// 依申请公开件 in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CaseView {
    /// Its id.
    #[schema(example = "case_12")]
    pub id: String,
    /// 登记编号
    #[schema(example = "2025-00007")]
    pub case_no: String,
    /// The number in the register it was imported from.
    pub source_ref: Option<String>,
    /// 机关代码
    #[schema(example = "hz-zfb")]
    pub agency: String,
    /// 申请内容
    pub subject: String,
    /// 办理状态
    #[schema(schema_with = openapi::codes::<Status>)]
    pub status: Status,
    /// 申请渠道
    #[schema(schema_with = openapi::codes::<Channel>)]
    pub channel: Channel,
    /// 申请人类别
    #[schema(schema_with = openapi::codes::<Category>)]
    pub category: Category,
    /// 适用的条例, once received
    #[schema(schema_with = openapi::codes_or_null::<RegimeId>)]
    pub regime: Option<RegimeId>,
    /// 提交之日
    pub submitted_on: Option<NaiveDate>,
    /// 收到申请之日
    pub received_on: Option<NaiveDate>,
    /// 期限状况 today
    #[schema(schema_with = openapi::codes::<Mark>)]
    pub mark: Mark,
    /// 答复期限届满之日, if open consultations run out unanswered
    pub due_on: Option<NaiveDate>,
    /// 暂定: it reaches into a year without a published calendar
    pub provisional: bool,
    /// While opinions are awaited: the last day for them
    pub stopped_until: Option<NaiveDate>,
    /// Working days since receipt, up to the due date
    pub elapsed_working_days: Option<u32>,
    /// Working days left
    pub left_working_days: Option<u32>,
    /// Working days late
    pub late_working_days: Option<u32>,
    /// 办结
    pub closed_on: Option<NaiveDate>,
    /// 办理结果
    #[schema(schema_with = openapi::codes_or_null::<Outcome>)]
    pub outcome: Option<Outcome>,
    /// How many entries its history has
    pub version: i32,
    /// The applicant's file
    #[schema(example = "applicant_5")]
    pub applicant_id: String,
    /// 申请人: masked in lists; empty if unknown
    pub applicant: String,
    /// 承办人
    #[schema(example = "officer_3")]
    pub assignee_id: Option<String>,
    /// 承办人: the name
    pub assignee: Option<String>,
    /// When it was last changed (UTC)
    pub updated_at: DateTime<Utc>,
}

/// What is shown of a case beside its row.
struct Listed<'a> {
    agency: &'a str,
    applicant: String,
    assignee: Option<String>,
}

impl CaseView {
    fn new(row: CaseRow, standing: Standing, listed: Listed<'_>) -> Self {
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
            clock: _,
            due_key: _,
            is_open: _,
            closed_on,
            outcome,
            assignee_id,
            section_id: _,
            source_digest: _,
            updated_at,
            review_role: _,
            review_hands: _,
            next_on: _,
        } = row.state;
        Self {
            id: row.id.to_string(),
            case_no: row.origin.case_no,
            source_ref: row.origin.source_ref,
            agency: listed.agency.to_owned(),
            subject,
            status,
            channel,
            category,
            regime,
            submitted_on,
            received_on,
            mark: standing.mark,
            due_on,
            provisional: due_provisional,
            stopped_until,
            elapsed_working_days: standing.days.map(|days| days.elapsed),
            left_working_days: standing.days.map(|days| days.left),
            late_working_days: standing.days.map(|days| days.late),
            closed_on,
            outcome,
            version,
            applicant_id: applicant_id.to_string(),
            applicant: listed.applicant,
            assignee_id: assignee_id.map(|officer| officer.to_string()),
            assignee: listed.assignee,
            updated_at: updated_at.and_utc(),
        }
    }
}

impl From<ListedCase> for CaseView {
    fn from(ListedCase { row, agency, standing, applicant, assignee }: ListedCase) -> Self {
        Self::new(row, standing, Listed { agency: &agency, applicant, assignee })
    }
}

/// A page of cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CasesView {
    /// The cases.
    pub cases: Vec<CaseView>,
    /// Pass as `after` for the next page; null on the last one.
    pub next: Option<String>,
}

impl From<CasePage> for CasesView {
    fn from(page: CasePage) -> Self {
        let next = page.next.map(|next| next.to_string());
        Self { cases: page.cases.into_iter().map(CaseView::from).collect(), next }
    }
}

/// 期限 with its explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeadlineView {
    /// What is due: the reply, or the new decision that was ordered.
    #[schema(schema_with = openapi::codes::<DeadlineKind>)]
    pub kind: DeadlineKind,
    /// Its state today
    #[schema(schema_with = openapi::codes::<DeadlineState>)]
    pub state: DeadlineState,
    /// The last day; null while the clock stands
    pub due_on: Option<NaiveDate>,
    /// 暂定: counted through a year without a published calendar
    pub provisional: bool,
    /// While the clock stands: the last day if what it waits for came in today
    pub due_if_restarted_today: Option<NaiveDate>,
    /// Working days left after today; negative when late
    pub remaining_working_days: Option<i64>,
    /// How the date was counted
    pub trace: Vec<TraceLine>,
}

impl From<Deadline> for DeadlineView {
    fn from(deadline: Deadline) -> Self {
        Self {
            kind: deadline.kind,
            state: deadline.state,
            due_on: deadline.due_on,
            provisional: deadline.provisional,
            due_if_restarted_today: deadline.due_if_restarted_today,
            remaining_working_days: deadline.remaining_working_days,
            trace: explain::lines(&deadline.trace),
        }
    }
}

/// The schema of a list of acts.
fn acts() -> RefOr<Schema> {
    ArrayBuilder::new().items(openapi::codes::<CommandKind>()).build().into()
}
