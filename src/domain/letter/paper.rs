//! 表格类文书 (law.md §6.1): what is on paper in a case and has no number.

use super::super::code::coded_enum;

coded_enum! {
    /// 表格类文书.
    PaperKind {
        /// 政府信息公开申请表
        ApplicationForm = "application_form",
        /// 政府信息公开申请登记表
        RegistrationForm = "registration_form",
        /// 政府信息公开申请征求意见确认函: what a third party fills in
        ConsultationSlip = "consultation_slip",
        /// 政府信息公开审查呈批单 (art 17)
        ReviewSheet = "review_sheet",
        /// 送达回证 (art 40)
        DeliveryRecord = "delivery_record",
        /// 案卷: everything of the case in one document (归档)
        Dossier = "dossier",
    }
}
