//! What a mail says, as data: its template makes sentences of it.
//!
//! No names, no addresses, nothing of what was asked for or replied: numbers, dates, figures. Whoever reads it
//! follows the link.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::kind::{DigestHeading, Escalation, MailKind};
use crate::domain::code::AppealGroup;
use crate::domain::ids::CaseId;

/// 邮件内容. The number of the case, the agency's name and the link are known to every template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum MailContent {
    /// 受理回执
    Receipt {
        /// 提交之日
        submitted_on: NaiveDate,
        /// 收到申请之日, unless it is still to be confirmed (art 31).
        received_on: Option<NaiveDate>,
        /// 答复期限届满之日
        due_on: Option<NaiveDate>,
        /// From what the query code is derived; the code itself is not kept.
        seed: String,
    },
    /// 收到申请 (art 31)
    Received {
        /// 收到申请之日
        received_on: NaiveDate,
        /// 答复期限届满之日
        due_on: Option<NaiveDate>,
        /// 暂定
        provisional: bool,
    },
    /// 补正通知 (art 30)
    SupplementNotice {
        /// The last day.
        respond_by: NaiveDate,
    },
    /// 补正期限将满
    SupplementReminder {
        /// The last day.
        respond_by: NaiveDate,
    },
    /// 逾期不补正
    SupplementLapsed {
        /// The last day there was.
        respond_by: Option<NaiveDate>,
    },
    /// 征求意见
    Consultation {
        /// 发函之日
        since: NaiveDate,
    },
    /// 延期答复 (art 33)
    Extension {
        /// Working days added.
        working_days: u32,
        /// 答复期限届满之日
        due_on: Option<NaiveDate>,
    },
    /// 收费通知
    FeeNotice {
        /// 金额, in yuan.
        amount_yuan: i64,
        /// 最后缴费日
        payable_by: Option<NaiveDate>,
    },
    /// 缴费期限将满
    FeeReminder {
        /// 金额, in yuan.
        amount_yuan: i64,
        /// 最后缴费日
        payable_by: NaiveDate,
    },
    /// 已缴费
    FeePaid {
        /// 金额, in yuan.
        amount_yuan: i64,
        /// 答复期限届满之日
        due_on: Option<NaiveDate>,
    },
    /// 逾期不缴费
    FeeLapsed {},
    /// 已作出答复
    ReplyReady {
        /// 答复发出之日
        replied_on: NaiveDate,
        /// Whether the applicant asked for the reply itself by e-mail.
        enclosed: bool,
    },
    /// 救济期限将满
    AppealReminder {
        /// 行政复议 or 行政诉讼
        group: AppealGroup,
        /// The last day.
        last_on: NaiveDate,
    },
    /// 办结, 请评价
    Closed {
        /// 办结之日
        closed_on: NaiveDate,
    },
    /// 分办
    Assigned {
        /// 答复期限届满之日
        due_on: Option<NaiveDate>,
    },
    /// 每日待办
    Digest {
        /// The day.
        on: NaiveDate,
        /// The groups that are not empty, most urgent first.
        groups: Vec<DigestGroup>,
    },
    /// 待审查
    ReviewWaiting {
        /// Name of the step.
        step: String,
        /// 答复期限届满之日
        due_on: Option<NaiveDate>,
    },
    /// 审查退回
    ReviewSentBack {
        /// Name of the step.
        step: String,
        /// 答复期限届满之日
        due_on: Option<NaiveDate>,
    },
    /// 审查通过: the reply may leave.
    ReviewPassed {
        /// 答复期限届满之日
        due_on: Option<NaiveDate>,
    },
    /// 第三方意见期限将满
    ThirdPartyEnding {
        /// The last of the 15 working days.
        ends_on: NaiveDate,
    },
    /// 网上申请未确认
    Unconfirmed {
        /// 提交之日
        submitted_on: NaiveDate,
        /// Working days since.
        working_days: u32,
    },
    /// 逾期未答复
    Late {
        /// 答复期限届满之日
        due_on: NaiveDate,
        /// Working days since.
        working_days: u32,
        /// How far up it has come.
        level: Escalation,
    },
    /// 督办
    Urged {
        /// By when an answer is asked for.
        answer_by: NaiveDate,
        /// 答复期限届满之日
        due_on: Option<NaiveDate>,
    },
    /// 督办回复
    UrgingAnswered {
        /// When the answer had been asked for.
        answer_by: NaiveDate,
    },
    /// 复议答复、答辩期限
    AppealAnswerDue {
        /// 行政复议 or 行政诉讼
        group: AppealGroup,
        /// The last day.
        due_on: NaiveDate,
    },
    /// 暂定期限确定
    DueDatesFixed {
        /// The dates that moved.
        cases: Vec<MovedDate>,
    },
    /// 缺少下一年日历
    CalendarMissing {
        /// The year without a calendar.
        year: i32,
    },
    /// 年度报告草稿已生成
    ReportReady {
        /// The year reported on.
        year: i32,
        /// How many things in it contradict each other or stand out.
        findings: u32,
    },
    /// 年度报告尚未签发
    ReportUnsigned {
        /// The year reported on.
        year: i32,
        /// The last day (art 49).
        due_on: NaiveDate,
    },
    /// 年度报告逾期
    ReportLate {
        /// The year reported on.
        year: i32,
        /// The last day there was.
        due_on: NaiveDate,
    },
    /// 每月督办清单
    UrgingList {
        /// First day of the period.
        from: NaiveDate,
        /// Last day of the period.
        to: NaiveDate,
        /// One line for each agency and section.
        rows: Vec<Figures>,
    },
    /// 季度通报
    Bulletin {
        /// First day of the period.
        from: NaiveDate,
        /// Last day of the period.
        to: NaiveDate,
        /// One line for each agency and section.
        rows: Vec<Figures>,
    },
    /// 测试邮件
    Test {},
}

/// A group of the digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestGroup {
    /// Why these cases are named.
    pub heading: DigestHeading,
    /// How many there are.
    #[serde(default)]
    pub total: usize,
    /// The first of them, most urgent first; a longer list is read at the desk.
    pub cases: Vec<DigestCase>,
}

/// A case in the digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestCase {
    /// The case.
    pub case: CaseId,
    /// 登记编号
    pub case_no: String,
    /// 答复期限届满之日
    pub due_on: Option<NaiveDate>,
    /// Working days left; negative once it is late.
    pub working_days: Option<i64>,
}

/// A due date that a calendar moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedDate {
    /// 登记编号
    pub case_no: String,
    /// The date before.
    pub from: Option<NaiveDate>,
    /// The date now.
    pub to: Option<NaiveDate>,
}

/// 办理情况 of an agency or one of its sections in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// 机关名称
    pub agency: String,
    /// 科室名称; none for the agency as a whole.
    pub section: Option<String>,
    /// 收到
    pub received: i64,
    /// 答复
    pub answered: i64,
    /// 按时答复
    pub on_time: i64,
    /// 平均办理工作日, one decimal; none where nothing was answered.
    pub average_working_days: Option<String>,
    /// 逾期
    pub late: i64,
    /// 结转
    pub carried: i64,
}

impl MailContent {
    /// Its kind, which names its template.
    #[must_use]
    pub const fn kind(&self) -> MailKind {
        match self {
            Self::Receipt { .. } => MailKind::Receipt,
            Self::Received { .. } => MailKind::Received,
            Self::SupplementNotice { .. } => MailKind::SupplementNotice,
            Self::SupplementReminder { .. } => MailKind::SupplementReminder,
            Self::SupplementLapsed { .. } => MailKind::SupplementLapsed,
            Self::Consultation { .. } => MailKind::Consultation,
            Self::Extension { .. } => MailKind::Extension,
            Self::FeeNotice { .. } => MailKind::FeeNotice,
            Self::FeeReminder { .. } => MailKind::FeeReminder,
            Self::FeePaid { .. } => MailKind::FeePaid,
            Self::FeeLapsed { .. } => MailKind::FeeLapsed,
            Self::ReplyReady { .. } => MailKind::ReplyReady,
            Self::AppealReminder { .. } => MailKind::AppealReminder,
            Self::Closed { .. } => MailKind::Closed,
            Self::Assigned { .. } => MailKind::Assigned,
            Self::Digest { .. } => MailKind::Digest,
            Self::ReviewWaiting { .. } => MailKind::ReviewWaiting,
            Self::ReviewSentBack { .. } => MailKind::ReviewSentBack,
            Self::ReviewPassed { .. } => MailKind::ReviewPassed,
            Self::ThirdPartyEnding { .. } => MailKind::ThirdPartyEnding,
            Self::Unconfirmed { .. } => MailKind::Unconfirmed,
            Self::Late { .. } => MailKind::Late,
            Self::Urged { .. } => MailKind::Urged,
            Self::UrgingAnswered { .. } => MailKind::UrgingAnswered,
            Self::AppealAnswerDue { .. } => MailKind::AppealAnswerDue,
            Self::DueDatesFixed { .. } => MailKind::DueDatesFixed,
            Self::CalendarMissing { .. } => MailKind::CalendarMissing,
            Self::ReportReady { .. } => MailKind::ReportReady,
            Self::ReportUnsigned { .. } => MailKind::ReportUnsigned,
            Self::ReportLate { .. } => MailKind::ReportLate,
            Self::UrgingList { .. } => MailKind::UrgingList,
            Self::Bulletin { .. } => MailKind::Bulletin,
            Self::Test {} => MailKind::Test,
        }
    }
}
