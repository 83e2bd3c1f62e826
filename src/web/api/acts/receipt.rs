//! 收件 (art 31): receipt is confirmed, or cannot be.

use super::acts;
use crate::domain::case::Command;

acts! {
    /// 确认收到 (art 31): both sides confirm the request; the periods count from this day.
    confirm_receipt at "/api/v1/cases/{case_id}/confirm-receipt" takes ConfirmReceiptBody {
    } => Command::ConfirmReceipt;

    /// 未收到 (R14): the request was never received in law, and is not counted.
    reject_before_receipt at "/api/v1/cases/{case_id}/reject-before-receipt" takes RejectBeforeReceiptBody {
        /// Why: handed to another agency, or not to be confirmed.
        reason: String,
    } => Command::RejectBeforeReceipt { reason };
}
