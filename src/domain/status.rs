//! 办理状态: where a case stands, as it is stored and filtered.

use super::code::coded_enum;

coded_enum! {
    /// 办理状态 of a case.
    Status {
        /// 待确认: submitted online, by fax or plain mail and not yet confirmed with the applicant (art 31).
        AwaitingConfirmation = "awaiting_confirmation",
        /// 办理中
        Processing = "processing",
        /// 待补正 (art 30)
        AwaitingSupplement = "awaiting_supplement",
        /// 待缴费 (FEE art 6)
        AwaitingPayment = "awaiting_payment",
        /// 审查中: 初审、审核、审发 (art 17)
        InReview = "in_review",
        /// 待发出: every review step passed, the reply not yet dispatched
        Cleared = "cleared",
        /// 已答复
        Replied = "replied",
        /// 已办结: ended without a reply (lapsed, withdrawn, merged)
        Closed = "closed",
        /// 重新办理: a review or a court ordered a new decision (R15)
        Redeciding = "redeciding",
        /// 已拆分: split into cases of its own (R13); not counted
        Split = "split",
        /// 未收到: ended before receipt in law was confirmed (R14); not counted
        NotReceived = "not_received",
    }
}

impl Status {
    /// 未办结: work is still owed: not ended, and received or waiting to be.
    ///
    /// ```
    /// use gongkai_core::domain::status::Status;
    /// assert!(Status::Redeciding.is_open());
    /// assert!(!Status::Replied.is_open());
    /// ```
    #[must_use]
    pub fn is_open(self) -> bool {
        match self {
            Self::AwaitingConfirmation
            | Self::Processing
            | Self::AwaitingSupplement
            | Self::AwaitingPayment
            | Self::InReview
            | Self::Cleared
            | Self::Redeciding => true,
            Self::Replied | Self::Closed | Self::Split | Self::NotReceived => false,
        }
    }
}

coded_enum! {
    /// 期限状态 of one deadline.
    DeadlineState {
        /// 计算中
        Running = "running",
        /// 停止计算
        Stopped = "stopped",
        /// 按期完成
        Met = "met",
        /// 超期
        Late = "late",
    }
}

coded_enum! {
    /// 答复期限的状态 of a case as a whole: what the contract's `state` says.
    ClockState {
        /// 计算中
        Running = "running",
        /// 停止计算: there is no due date, only "if answered today"
        Stopped = "stopped",
        /// 已结束
        Closed = "closed",
    }
}
