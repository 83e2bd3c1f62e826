//! Mails in memory, for tests.

use std::sync::{Mutex, PoisonError};

use super::Mailer;
use super::compose::Composed;
use super::error::MailError;

/// Keeps what is sent.
#[derive(Default)]
pub struct Memory {
    sent: Mutex<Vec<Composed>>,
}

impl Memory {
    /// What was sent so far, in order.
    #[must_use]
    pub fn sent(&self) -> Vec<Composed> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Mailer for Memory {
    fn send(&self, mail: &Composed) -> Result<String, MailError> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).push(mail.clone());
        Ok("kept".to_owned())
    }
}
