//! 撤回申请 (R14)

use super::acts;
use crate::domain::case::Command;

acts! {
    /// 撤回申请 (R14): the applicant has said so; 三(六)3.
    withdraw at "/api/v1/cases/{case_id}/withdraw" takes WithdrawBody {
        /// Why, if the applicant says.
        reason: Option<String>,
    } => Command::Withdraw { reason };
}
