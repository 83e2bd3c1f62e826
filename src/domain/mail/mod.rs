//! 邮件: what the office tells by e-mail, to whom, and when it may ring.
//!
//! A mail says what it is about in words of its own ([`MailContent`]) and names whom it is for
//! ([`Recipient`]), not where that person lives: the address is looked up when it leaves.

mod content;
mod kind;
mod quiet;
mod recipient;
mod sample;

pub use content::{DigestCase, DigestGroup, Figures, MailContent, MovedDate};
pub use kind::{Audience, DigestHeading, Escalation, Language, MailKind, MailState};
pub use quiet::QuietHours;
pub use recipient::Recipient;
