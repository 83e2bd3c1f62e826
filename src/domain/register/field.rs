//! 登记簿栏目: the columns of the register, in the order in which they are printed.

use crate::domain::code::coded_enum;

coded_enum! {
    /// 登记簿栏目. Its code is what a saved mapping and the API call it.
    Field {
        /// 登记编号
        Number = "number",
        /// 原编号, of the register that it was taken over from
        SourceRef = "source_ref",
        /// 办理机关
        Agency = "agency",
        /// 统计归属
        Standing = "standing",
        /// 办理状态
        Status = "status",
        /// 提交日期
        SubmittedOn = "submitted_on",
        /// 收到日期 (art 31)
        ReceivedOn = "received_on",
        /// 申请渠道
        Channel = "channel",
        /// 申请人类别
        Category = "category",
        /// 申请人
        Applicant = "applicant",
        /// 申请内容: 所需信息的名称
        Subject = "subject",
        /// 内容描述
        Description = "description",
        /// 所需信息的文号、索取号
        WantedDocument = "wanted_document",
        /// 指定提供方式
        ProvideAs = "provide_as",
        /// 获取信息的方式
        ObtainBy = "obtain_by",
        /// 承办科室
        Section = "section",
        /// 承办人
        Assignee = "assignee",
        /// 答复期限届满日
        DueOn = "due_on",
        /// 剩余工作日
        LeftDays = "left_days",
        /// 超期工作日
        LateDays = "late_days",
        /// 补正告知日期 (art 30)
        SupplementRequestedOn = "supplement_requested_on",
        /// 补正期限
        RespondBy = "respond_by",
        /// 收到补正日期
        SupplementedOn = "supplemented_on",
        /// 征求第三方意见日期 (art 32)
        ThirdPartyConsultedOn = "third_party_consulted_on",
        /// 收到第三方意见日期
        ThirdPartyAnsweredOn = "third_party_answered_on",
        /// 第三方是否同意公开
        ThirdPartyConsents = "third_party_consents",
        /// 征求其他机关意见日期 (art 34)
        AgencyConsultedOn = "agency_consulted_on",
        /// 收到其他机关意见日期
        AgencyAnsweredOn = "agency_answered_on",
        /// 其他机关是否同意公开
        AgencyConsents = "agency_consents",
        /// 要求说明理由日期 (art 35)
        ReasonsRequestedOn = "reasons_requested_on",
        /// 收到理由日期
        ReasonsGivenOn = "reasons_given_on",
        /// 延期告知日期 (art 33)
        ExtendedOn = "extended_on",
        /// 延长工作日
        ExtendedWorkingDays = "extended_working_days",
        /// 中止日期 (R8)
        SuspendedOn = "suspended_on",
        /// 中止理由
        SuspensionReason = "suspension_reason",
        /// 恢复日期
        ResumedOn = "resumed_on",
        /// 收费告知日期 (art 42)
        FeeNotifiedOn = "fee_notified_on",
        /// 计费方式: 按件, 按量
        FeeBy = "fee_by",
        /// 计费数量: items or pages
        FeeQuantity = "fee_quantity",
        /// 应收金额（元）
        FeeAmount = "fee_amount",
        /// 缴费日期
        FeePaidOn = "fee_paid_on",
        /// 实收金额（元）, refunds taken off
        ChargedYuan = "charged_yuan",
        /// 减免金额（元）
        WaivedYuan = "waived_yuan",
        /// 保密审查 (R17)
        Reviewed = "reviewed",
        /// 答复日期 (R12)
        AnsweredOn = "answered_on",
        /// 答复文号
        ReplyNo = "reply_no",
        /// 办理结果 (arts 36–39)
        Outcome = "outcome",
        /// 细分原因
        OutcomeReason = "outcome_reason",
        /// 法律依据
        Basis = "basis",
        /// 送达方式
        Method = "method",
        /// 送达日期
        DeliveredOn = "delivered_on",
        /// 办结日期
        ClosedOn = "closed_on",
        /// 年报栏次: the row of Table 3
        ReportRow = "report_row",
        /// 办理时限情况
        Timeliness = "timeliness",
        /// 办理用时（工作日）
        UsedWorkingDays = "used_working_days",
        /// 行政复议日期 (art 51)
        ReconsiderationFiledOn = "reconsideration_filed_on",
        /// 复议审结日期
        ReconsiderationConcludedOn = "reconsideration_concluded_on",
        /// 复议结果
        ReconsiderationResult = "reconsideration_result",
        /// 直接起诉日期
        LitigationFiledOn = "litigation_filed_on",
        /// 直接起诉审结日期
        LitigationConcludedOn = "litigation_concluded_on",
        /// 直接起诉结果
        LitigationResult = "litigation_result",
        /// 复议后起诉日期
        LaterLitigationFiledOn = "later_litigation_filed_on",
        /// 复议后起诉审结日期
        LaterLitigationConcludedOn = "later_litigation_concluded_on",
        /// 复议后起诉结果
        LaterLitigationResult = "later_litigation_result",
        /// 举报投诉日期 (art 51)
        ComplaintFiledOn = "complaint_filed_on",
        /// 举报投诉办结日期
        ComplaintConcludedOn = "complaint_concluded_on",
    }
}

/// What kind of thing stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A short text, such as a number or a word of a list.
    Short,
    /// A text of any length.
    Long,
    /// A day.
    Date,
    /// A number.
    Number,
}

impl Field {
    /// What kind of thing stands in the column.
    ///
    /// ```
    /// use gongkai_core::domain::register::{Field, Shape};
    /// assert_eq!(Field::ReceivedOn.shape(), Shape::Date);
    /// assert_eq!(Field::Subject.shape(), Shape::Long);
    /// ```
    #[must_use]
    pub fn shape(self) -> Shape {
        if self.as_str().ends_with("_on") || self == Self::RespondBy {
            return Shape::Date;
        }
        if matches!(self, Self::Subject | Self::Description | Self::SuspensionReason) {
            return Shape::Long;
        }
        let is_number = matches!(
            self,
            Self::LeftDays
                | Self::LateDays
                | Self::ExtendedWorkingDays
                | Self::FeeQuantity
                | Self::FeeAmount
                | Self::ChargedYuan
                | Self::WaivedYuan
                | Self::UsedWorkingDays
        );
        if is_number { Shape::Number } else { Shape::Short }
    }

    /// Whether an import reads the column. The others tell what follows from those that it reads, or what only this
    /// program knows.
    #[must_use]
    pub fn is_read(self) -> bool {
        !matches!(
            self,
            Self::Agency
                | Self::Standing
                | Self::Section
                | Self::Assignee
                | Self::DueOn
                | Self::LeftDays
                | Self::LateDays
                | Self::Reviewed
                | Self::Basis
                | Self::Method
                | Self::ReportRow
                | Self::Timeliness
                | Self::UsedWorkingDays
        )
    }
}
