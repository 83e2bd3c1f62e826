//! 已告知: what is told once.

use crate::domain::code::coded_enum;

coded_enum! {
    /// 告知种类. With a subject (a case, an officer, an agency) and what in it the notice is about, it is told once.
    NoticeKind {
        /// 补正期限将届满, to the applicant
        SupplementEnding = "supplement_ending",
        /// 缴费期限将届满, to the applicant
        FeeEnding = "fee_ending",
        /// 第三方意见期限将届满
        ThirdPartyEnding = "third_party_ending",
        /// 复议答复期限将届满
        ReconsiderationAnswerEnding = "reconsideration_answer_ending",
        /// 应诉答辩期限将届满
        CourtAnswerEnding = "court_answer_ending",
        /// 申请行政复议的期限将届满, to the applicant who asked for it
        AppealEnding = "appeal_ending",
        /// 逾期未补正，待确认
        SupplementLapsable = "supplement_lapsable",
        /// 逾期未缴费，待确认
        FeeLapsable = "fee_lapsable",
        /// 网上申请未确认 (R9), every working day
        Unconfirmed = "unconfirmed",
        /// 超期
        Late = "late",
        /// 每日摘要
        Digest = "digest",
        /// 期限变更
        DatesMoved = "dates_moved",
        /// 下一年日历未公布, once a week
        CalendarMissing = "calendar_missing",
        /// 年度报告初稿
        ReportDrafted = "report_drafted",
        /// 年度报告未签发
        ReportUnsigned = "report_unsigned",
        /// 年度报告逾期
        ReportLate = "report_late",
        /// 月度催办单
        Urging = "urging",
        /// 季度通报
        Bulletin = "bulletin",
    }
}
