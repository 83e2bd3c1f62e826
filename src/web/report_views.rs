//! What is shown of annual reports.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::openapi;
use crate::app::annual_report::{AdjustedCase, Adjustment, CasesPage, HistoryLine, Publication, ReportStanding};
use crate::domain::annual_report::life::{Edition, Mark, ReportEvent, ReportStatus};
use crate::domain::annual_report::narrative::Narrative;
use crate::domain::annual_report::{Amount, Figures, Scope};
use crate::domain::outcome::Outcome;
use crate::domain::status::Status;
use crate::store::cases::CaseRow;
use crate::store::reports::PublishedRow;

/// 年度报告: the contract's figures, with where the report stands.
#[derive(Serialize, ToSchema)]
pub struct ReportView {
    /// `agency`, `year`, `form`, `scope`, `table2`, `table3`, `table4` or `table_old`, `statistics`, `prose`.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    figures: Figures,
    /// Where the report stands.
    state: StateView,
}

/// Where a report stands.
#[derive(Serialize, ToSchema)]
pub struct StateView {
    /// 报告状态
    #[schema(schema_with = openapi::codes::<ReportStatus>)]
    status: ReportStatus,
    /// The version that an act on the report names; 0 while nobody has frozen it.
    version: i32,
    /// Whether the figures are live: they change with every act until they are frozen.
    live: bool,
    /// 暂时数据: the year is not over.
    preliminary: bool,
    /// The day whose state the figures show.
    as_of: NaiveDate,
    /// 发布期限 (art 49)
    publish_by: Option<NaiveDate>,
    /// 逾期: the first edition came late, or has not come though the last day has passed.
    late: bool,
    /// 未填: cells that nobody has entered.
    blanks: Vec<String>,
    /// The edition in hand.
    edition: Option<EditionView>,
}

/// 一版
#[derive(Serialize, ToSchema)]
pub struct EditionView {
    /// 第几版
    revision: u32,
    /// The published edition that it replaces.
    replaces: Option<u32>,
    /// 更正说明
    reason: Option<String>,
    /// 定稿
    frozen: MarkView,
    /// 签发
    signed: Option<MarkView>,
    /// 发布
    published: Option<MarkView>,
}

/// When something was done, and by whom.
#[derive(Serialize, ToSchema)]
pub struct MarkView {
    /// The civil date.
    on: NaiveDate,
    /// When it was noted (UTC).
    at: DateTime<Utc>,
    /// Who.
    #[schema(example = "officer_3")]
    by: String,
}

impl ReportView {
    /// The report as it is shown on a day.
    #[must_use]
    pub fn new(standing: ReportStanding, today: NaiveDate) -> Self {
        let late = standing.is_late(today);
        let ReportStanding { figures, live, preliminary, as_of, report, blanks, publish_by } = standing;
        let (status, version) = (report.status(), report.version);
        let edition = report.edition().map(EditionView::from);
        Self {
            figures,
            state: StateView { status, version, live, preliminary, as_of, publish_by, late, blanks, edition },
        }
    }

    /// Where the report stands, without its figures.
    #[must_use]
    pub fn into_state(self) -> StateView {
        self.state
    }
}

impl From<&Edition> for EditionView {
    fn from(edition: &Edition) -> Self {
        let mark = |mark: &Mark| MarkView { on: mark.on, at: mark.at.and_utc(), by: mark.actor.clone() };
        Self {
            revision: edition.revision,
            replaces: edition.replaces,
            reason: edition.reason.clone(),
            frozen: mark(&edition.frozen),
            signed: edition.signed.as_ref().map(mark),
            published: edition.published.as_ref().map(mark),
        }
    }
}

/// A case behind a figure.
#[derive(Serialize, ToSchema)]
pub struct CountedCaseView {
    /// Its id.
    #[schema(example = "case_12")]
    id: String,
    /// 登记编号
    case_no: String,
    /// The number in the register it was imported from.
    source_ref: Option<String>,
    /// 申请内容
    subject: String,
    /// 办理状态
    #[schema(schema_with = openapi::codes::<Status>)]
    status: Status,
    /// 收到申请之日
    received_on: Option<NaiveDate>,
    /// 办结之日
    closed_on: Option<NaiveDate>,
    /// 办理结果
    #[schema(schema_with = openapi::codes_or_null::<Outcome>)]
    outcome: Option<Outcome>,
}

impl From<CaseRow> for CountedCaseView {
    fn from(row: CaseRow) -> Self {
        let CaseRow { id, origin, state } = row;
        Self {
            id: id.to_string(),
            case_no: origin.case_no,
            source_ref: origin.source_ref,
            subject: state.subject,
            status: state.status,
            received_on: state.received_on,
            closed_on: state.closed_on,
            outcome: state.outcome,
        }
    }
}

/// A page of the cases behind a figure.
#[derive(Serialize, ToSchema)]
pub struct CountedCasesView {
    /// The cases, agency by agency and by id.
    cases: Vec<CountedCaseView>,
    /// `after` of the next page; none if this is the last one.
    next: Option<String>,
}

impl From<CasesPage> for CountedCasesView {
    fn from(page: CasesPage) -> Self {
        let next = page.next.map(|id| id.to_string());
        Self { cases: page.cases.into_iter().map(|case| case.row.into()).collect(), next }
    }
}

/// 定稿后调整
#[derive(Serialize, ToSchema)]
pub struct AdjustmentsView {
    /// Every figure that is no longer what was frozen, in the order in which the report prints them.
    adjustments: Vec<AdjustmentView>,
}

/// A figure that is no longer what was frozen.
#[derive(Serialize, ToSchema)]
pub struct AdjustmentView {
    /// Which figure.
    #[schema(example = "table3/三(一)/total")]
    cell: String,
    /// What was frozen.
    #[schema(value_type = f64)]
    from: Amount,
    /// What it is now.
    #[schema(value_type = f64)]
    to: Amount,
    /// How many cases are behind it.
    cases_total: usize,
    /// Those of them that the reader may read, the first hundred by id.
    cases: Vec<AdjustedCaseView>,
}

/// A case that counts otherwise than when the report was frozen.
#[derive(Serialize, ToSchema)]
pub struct AdjustedCaseView {
    /// Its id.
    #[schema(example = "case_12")]
    id: String,
    /// 登记编号
    case_no: String,
    /// What it added to the figure then.
    from: i64,
    /// What it adds now.
    to: i64,
}

impl From<Vec<Adjustment>> for AdjustmentsView {
    fn from(found: Vec<Adjustment>) -> Self {
        let case = |AdjustedCase { row, from, to }: AdjustedCase| AdjustedCaseView {
            id: row.id.to_string(),
            case_no: row.origin.case_no,
            from,
            to,
        };
        let view = |Adjustment { difference, cases, cases_total }: Adjustment| AdjustmentView {
            cell: difference.place.to_string(),
            from: difference.from,
            to: difference.to,
            cases_total,
            cases: cases.into_iter().map(case).collect(),
        };
        Self { adjustments: found.into_iter().map(view).collect() }
    }
}

/// 报告的经过
#[derive(Serialize, ToSchema)]
pub struct ReportHistoryView {
    /// Everything that was done with the report, in order.
    history: Vec<ReportHistoryLineView>,
}

/// One line of it.
#[derive(Serialize, ToSchema)]
pub struct ReportHistoryLineView {
    /// Its place, from 1.
    version: i32,
    /// `frozen`, `signed_off`, `published`, `reopened`
    event: &'static str,
    /// When, and by whom.
    #[serde(flatten)]
    mark: MarkView,
    /// 第几版, of a freeze.
    revision: Option<u32>,
    /// The edition to be replaced, of a freeze.
    replaces: Option<u32>,
    /// 更正说明 of a freeze, or why the report was reopened.
    reason: Option<String>,
    /// The day on which it was published.
    published_on: Option<NaiveDate>,
    /// The hash of this line and of the one before it.
    hash: String,
}

impl From<Vec<HistoryLine>> for ReportHistoryView {
    fn from(lines: Vec<HistoryLine>) -> Self {
        Self { history: lines.into_iter().map(Into::into).collect() }
    }
}

impl From<HistoryLine> for ReportHistoryLineView {
    fn from(HistoryLine { version, entry, hash }: HistoryLine) -> Self {
        let mark = MarkView { on: entry.on, at: entry.at.and_utc(), by: entry.actor };
        let line = |event| Self {
            version,
            event,
            mark,
            revision: None,
            replaces: None,
            reason: None,
            published_on: None,
            hash,
        };
        match entry.event {
            ReportEvent::Frozen { revision, replaces, reason, .. } => {
                Self { revision: Some(revision), replaces, reason, ..line("frozen") }
            }
            ReportEvent::SignedOff => line("signed_off"),
            ReportEvent::Published { published_on } => Self { published_on: Some(published_on), ..line("published") },
            ReportEvent::Reopened { reason } => Self { reason: Some(reason), ..line("reopened") },
        }
    }
}

/// A published report: the contract's figures, with what edition they are.
#[derive(Serialize, ToSchema)]
pub struct PublishedReportView {
    /// As in the report itself.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    figures: Figures,
    /// Which edition.
    publication: PublicationView,
}

/// Which edition the public has.
#[derive(Serialize, ToSchema)]
pub struct PublicationView {
    /// 第几版
    revision: u32,
    /// The newest edition.
    newest_revision: u32,
    /// The edition that it replaces.
    replaces: Option<u32>,
    /// 更正说明
    reason: Option<String>,
    /// 发布之日
    published_on: NaiveDate,
    /// Whether the report was first published after the last day for it (art 49).
    late: bool,
    /// 报告的文字, section by section; empty in editions from before there were any.
    #[schema(value_type = Object)]
    narrative: Narrative,
}

impl From<Publication> for PublishedReportView {
    fn from(Publication { edition, published_on, late, newest_revision }: Publication) -> Self {
        let Edition { revision, replaces, reason, figures, narrative, .. } = edition;
        Self {
            figures,
            publication: PublicationView { revision, newest_revision, replaces, reason, published_on, late, narrative },
        }
    }
}

/// Published reports.
#[derive(Serialize, ToSchema)]
pub struct PublishedReportsView {
    /// The last year first, and in a year by agency.
    pub reports: Vec<PublishedReportLineView>,
    /// `after` of the next page; none if this is the last one.
    pub next: Option<String>,
}

/// A published report in a list.
#[derive(Serialize, ToSchema)]
pub struct PublishedReportLineView {
    /// 机关代码
    agency: String,
    /// 机关名称
    agency_name: String,
    /// 年度
    year: i32,
    /// Whose cases it counts.
    #[schema(schema_with = openapi::codes::<Scope>)]
    scope: Scope,
    /// 第几版
    revision: Option<i32>,
    /// 发布之日 of that edition.
    published_on: Option<NaiveDate>,
    /// 发布之日 of the first edition.
    first_published_on: Option<NaiveDate>,
    /// Whether the first edition came late.
    late: bool,
}

impl PublishedReportLineView {
    /// A line, by whether the report came late.
    #[must_use]
    pub fn new(PublishedRow { report, code, name }: PublishedRow, late: bool) -> Self {
        Self {
            agency: code,
            agency_name: name,
            year: report.year,
            scope: report.scope,
            revision: report.published_revision,
            published_on: report.published_on,
            first_published_on: report.first_published_on,
            late,
        }
    }
}
