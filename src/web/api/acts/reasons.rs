//! 说明理由 (art 35)

use super::acts;
use crate::domain::case::Command;

acts! {
    /// 要求说明理由 (art 35): number and frequency are beyond reason. The clock runs on.
    request_reasons at "/api/v1/cases/{case_id}/request-reasons" takes RequestReasonsBody {
    } => Command::RequestReasons;

    /// 收到理由
    record_reasons at "/api/v1/cases/{case_id}/record-reasons" takes RecordReasonsBody {
    } => Command::RecordReasons;
}
