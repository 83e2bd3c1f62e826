//! 举报投诉 (art 51)

use super::acts;
use crate::domain::case::Command;

acts! {
    /// 举报投诉: about how the case was handled.
    file_complaint at "/api/v1/cases/{case_id}/file-complaint" takes FileComplaintBody {
    } => Command::FileComplaint;

    /// 举报投诉办结
    conclude_complaint at "/api/v1/cases/{case_id}/conclude-complaint" takes ConcludeComplaintBody {
    } => Command::ConcludeComplaint;
}
