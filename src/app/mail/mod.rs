//! 邮件: what people are told, written with the act that causes it and sent afterwards.
//!
//! [`enqueue`] is called inside the transaction of an act or a duty. Whom it is for decides whether there is
//! anything to write: an applicant who gave no e-mail address and an officer without one get no mail. A
//! [`Dispatcher`] sends what is due.
//!
//! **At least once.** A mail is claimed, handed to the mail server, and marked with its answer. A process that is
//! killed in between leaves a claim that runs out, and the mail is handed over again with the same `Message-ID`.
//!
//! **Whose fault it is** decides what follows. A server that does not answer rests, and no mail is the worse for
//! it. A mail that the server refuses for now is tried again with growing pauses; one that it refuses for good
//! goes to a [list] that officers see. None holds up another.

pub(super) mod acts;
mod administered;
mod dispatch;
mod enqueue;
mod fault;
mod list;
pub(super) mod moved;
mod prepare;
mod room;
mod schedule;
pub(super) mod unsubscribe;

pub use administered::{TemplateView, preview_template, remove_template, save_template, templates};
pub use dispatch::{Backlog, Dispatcher, Step, backlog, forget_sent};
pub use enqueue::{Mail, enqueue};
pub use fault::MailFault;
pub use list::{Listed, about_case, find, list, retry, send_test, show};
pub use room::PostRoom;
pub use schedule::ATTEMPTS;
pub use unsubscribe::end_digest;
