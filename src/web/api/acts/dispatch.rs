//! 发出与送达 (R12)

use super::acts;
use crate::domain::case::Command;
use crate::domain::review::ReplyDigest;

acts! {
    /// 发出答复 (R12): exactly what every step passed. The day of dispatch decides whether it is in time.
    dispatch at "/api/v1/cases/{case_id}/dispatch" takes DispatchBody {
        /// `digest` of `GET …/draft`: what is sent is what was seen.
        digest: String,
        /// 文号
        document_no: Option<String>,
        /// How it is sent.
        method: Option<String>,
    } => Command::Dispatch { digest: ReplyDigest(digest), document_no, method };

    /// 送达、签收: the periods for appeals begin.
    deliver at "/api/v1/cases/{case_id}/deliver" takes DeliverBody {
    } => Command::Deliver;
}
