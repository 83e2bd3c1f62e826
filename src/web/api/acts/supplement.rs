//! 补正 (art 30)

use chrono::NaiveDate;

use super::acts;
use crate::domain::case::Command;

acts! {
    /// 补正通知 (art 30): once only, and within 7 working days; a late one is shown as late.
    request_supplement at "/api/v1/cases/{case_id}/request-supplement" takes RequestSupplementBody {
        /// 补正期限: its last day.
        respond_by: NaiveDate,
        /// What is to be corrected or completed.
        items: String,
    } => Command::RequestSupplement { respond_by, items };

    /// 收到补正: the reply period starts afresh.
    receive_supplement at "/api/v1/cases/{case_id}/receive-supplement" takes ReceiveSupplementBody {
        /// What the applicant added.
        text: Option<String>,
    } => Command::ReceiveSupplement { text };

    /// 逾期不补正 (art 30): the request is taken as given up, 三(六)1.
    lapse_supplement at "/api/v1/cases/{case_id}/lapse-supplement" takes LapseSupplementBody {
    } => Command::LapseSupplement;
}
