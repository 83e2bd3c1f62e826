//! What is wrong with a webhook.

/// Why a webhook, or a message to it, is not what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WebhookFault {
    /// The agency has as many as it may have.
    #[error("an agency has at most {max} webhooks")]
    TooMany {
        /// How many there may be.
        max: usize,
    },
    /// It would be told of nothing.
    #[error("a webhook is told of something")]
    NoEvents,
    /// The officer is no administrator of the agencies below.
    #[error("whoever has agencies below reported elsewhere administers them")]
    NotYourSubtree,
    /// The message has arrived, or is being sent at this moment.
    #[error("the message has arrived or is being sent")]
    NotToBeRetried,
    /// Somebody else changed its secret at the same moment.
    #[error("somebody else changed the secret at the same moment")]
    Changed,
}

impl WebhookFault {
    /// The stable code, for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooMany { .. } => "too_many_webhooks",
            Self::NoEvents => "no_events",
            Self::NotYourSubtree => "not_your_subtree",
            Self::NotToBeRetried => "not_to_be_retried",
            Self::Changed => "changed_meanwhile",
        }
    }
}
