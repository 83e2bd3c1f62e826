//! 邮件: what people are told, written with the act that causes it and sent afterwards.
//!
//! [`enqueue`] is called inside the transaction of an act or a duty. Whom it is for decides whether there is
//! anything to write: an applicant who gave no e-mail address and an officer without one get no mail.

mod enqueue;

pub use enqueue::{Mail, enqueue};
