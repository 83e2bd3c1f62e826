//! 权限: who may ask. The permission is an extractor in a handler's signature, so it cannot be forgotten.
//!
//! | extractor | who |
//! |---|---|
//! | [`Public`](super::limits::Public), [`Trying`](super::limits::Trying) | anybody, within a rate |
//! | [`Applicant`] | whoever names a request by its number and its query code |
//! | [`Signed`] | whoever is signed in |
//! | [`SignedAtAll`] | the same, also before a password that somebody else chose has been changed |
//! | [`Somewhere<R>`] | whoever holds right `R` in some agency, where the address names none |
//! | [`In<R>`] | whoever holds right `R` in the agency of the path (`{code}`) |
//! | [`On<R>`] | whoever holds right `R` in the agency of the case of the path (`{case_id}`) |
//!
//! Whoever holds no role in an agency is told that there is no such agency and no such case (404); whoever
//! holds another role is told that this one is missing (403). What an officer may do to a case beyond that is
//! the domain's to say.

mod applicant;
mod asking;
mod place;
mod rights;
mod somewhere;
mod token;

pub use applicant::Applicant;
pub(super) use asking::answered;
pub use place::{In, On};
pub use rights::{
    Administrator, Anyone, Assigner, Auditor, CaseReader, CaseWorker, Head, LogReader, MailReader, NameReader,
    Registrar, ReportReader, Right, Supervisor,
};
pub use somewhere::Somewhere;
pub use token::{Signed, SignedAtAll};
pub(super) use token::{cookie, is_own_page, no_cookie, session_cookie};
