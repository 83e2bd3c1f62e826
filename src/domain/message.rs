//! 待发消息: what leaves the office, and how far it has come.

use super::code::coded_enum;

coded_enum! {
    /// 消息种类: how a message travels.
    MessageKind {
        /// 推送: posted to an address over HTTP.
        Webhook = "webhook",
    }
}

coded_enum! {
    /// 消息状态.
    MessageState {
        /// 待发
        Waiting = "waiting",
        /// 已发出: the receiver said that it has it.
        Sent = "sent",
        /// 发送失败: tried for the last time, unless somebody asks for it again.
        Failed = "failed",
    }
}
