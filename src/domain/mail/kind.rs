//! The kinds of mail, each with its template.

use crate::domain::code::coded_enum;

coded_enum! {
    /// 邮件种类: every message the law or good manners require. The code names the template.
    MailKind {
        /// 受理回执: number and query code.
        Receipt = "receipt",
        /// 收到申请 (art 31): confirmed, with the due date.
        Received = "received",
        /// 补正通知 (art 30)
        SupplementNotice = "supplement_notice",
        /// 补正期限将满
        SupplementReminder = "supplement_reminder",
        /// 逾期不补正 (art 30)
        SupplementLapsed = "supplement_lapsed",
        /// 征求意见 (arts 32–34): the clock stands.
        Consultation = "consultation",
        /// 延期答复 (art 33)
        Extension = "extension",
        /// 收费通知 (art 42)
        FeeNotice = "fee_notice",
        /// 缴费期限将满
        FeeReminder = "fee_reminder",
        /// 已缴费
        FeePaid = "fee_paid",
        /// 逾期不缴费
        FeeLapsed = "fee_lapsed",
        /// 已作出答复 (art 36)
        ReplyReady = "reply_ready",
        /// 救济期限将满: only to whoever asked for it.
        AppealReminder = "appeal_reminder",
        /// 办结, 请评价
        Closed = "closed",
        /// 分办
        Assigned = "assigned",
        /// 每日待办
        Digest = "digest",
        /// 待审查 (art 17)
        ReviewWaiting = "review_waiting",
        /// 审查退回
        ReviewSentBack = "review_sent_back",
        /// 审查通过
        ReviewPassed = "review_passed",
        /// 第三方意见期限将满 (art 32)
        ThirdPartyEnding = "third_party_ending",
        /// 网上申请未确认 (art 31)
        Unconfirmed = "unconfirmed",
        /// 逾期未答复
        Late = "late",
        /// 督办
        Urged = "urged",
        /// 督办回复
        UrgingAnswered = "urging_answered",
        /// 复议答复、答辩期限 (art 51)
        AppealAnswerDue = "appeal_answer_due",
        /// 暂定期限确定 (R2)
        DueDatesFixed = "due_dates_fixed",
        /// 缺少下一年日历
        CalendarMissing = "calendar_missing",
        /// 年度报告草稿已生成 (art 50)
        ReportReady = "report_ready",
        /// 年度报告尚未签发 (art 49)
        ReportUnsigned = "report_unsigned",
        /// 年度报告逾期
        ReportLate = "report_late",
        /// 每月督办清单
        UrgingList = "urging_list",
        /// 季度通报
        Bulletin = "bulletin",
        /// 测试邮件
        Test = "test",
    }
}

/// Whom a kind of mail is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// 申请人
    Applicant,
    /// 工作人员
    Staff,
}

impl MailKind {
    /// Whom it is written to.
    #[must_use]
    pub const fn audience(self) -> Audience {
        match self {
            Self::Receipt
            | Self::Received
            | Self::SupplementNotice
            | Self::SupplementReminder
            | Self::SupplementLapsed
            | Self::Consultation
            | Self::Extension
            | Self::FeeNotice
            | Self::FeeReminder
            | Self::FeePaid
            | Self::FeeLapsed
            | Self::ReplyReady
            | Self::AppealReminder
            | Self::Closed => Audience::Applicant,
            Self::Assigned
            | Self::Digest
            | Self::ReviewWaiting
            | Self::ReviewSentBack
            | Self::ReviewPassed
            | Self::ThirdPartyEnding
            | Self::Unconfirmed
            | Self::Late
            | Self::Urged
            | Self::UrgingAnswered
            | Self::AppealAnswerDue
            | Self::DueDatesFixed
            | Self::CalendarMissing
            | Self::ReportReady
            | Self::ReportUnsigned
            | Self::ReportLate
            | Self::UrgingList
            | Self::Bulletin
            | Self::Test => Audience::Staff,
        }
    }

    /// Whether it is sent at any hour: a receipt is waited for, a test as well.
    #[must_use]
    pub const fn is_sent_at_once(self) -> bool {
        matches!(self, Self::Receipt | Self::Test)
    }
}

coded_enum! {
    /// 语言: in which a mail is written.
    Language {
        /// 简体中文
        Zh = "zh",
        /// English
        En = "en",
    }
}

coded_enum! {
    /// 邮件状态
    MailState {
        /// 待发
        Waiting = "waiting",
        /// 已发出: the mail server said that it has it.
        Sent = "sent",
        /// 发送失败: refused for good, or tried for the last time.
        Failed = "failed",
    }
}

coded_enum! {
    /// 每日待办的分组, the most urgent first.
    DigestHeading {
        /// 已逾期
        Late = "late",
        /// 今日到期
        DueToday = "due_today",
        /// 1 个工作日内到期
        DueIn1 = "due_in_1",
        /// 3 个工作日内到期
        DueIn3 = "due_in_3",
        /// 5 个工作日内到期
        DueIn5 = "due_in_5",
        /// 应当重新作出答复 (art 51)
        Redecision = "redecision",
        /// 逾期未补正、未缴费，待确认 (art 30)
        Lapsable = "lapsable",
        /// 待审查
        Review = "review",
        /// 新分办
        New = "new",
    }
}

coded_enum! {
    /// 逾期提醒的层级.
    Escalation {
        /// 承办人
        Officer = "officer",
        /// 科室负责人
        SectionHead = "section_head",
        /// 工作机构负责人
        OfficeHead = "office_head",
    }
}
