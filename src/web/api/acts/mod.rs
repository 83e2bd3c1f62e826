//! 办理: one address for each kind of act on a case, named as the act is (`request_supplement` is
//! `POST …/request-supplement`).
//!
//! ```text
//! endpoint   what every act takes and answers     view   the case after an act
//! receipt assignment supplement consultation reasons clock fees drafting review dispatch splitting
//! withdrawal appeals complaints correction note     the acts, a family in each
//! ```
//!
//! An act says which version of the case the person saw; if the case has moved on since, nothing happens and the
//! answer shows the case as it is now. Not done here: 拟稿 is `PUT …/draft`, and what is done to
//! files is beside them.

mod endpoint;
mod view;

pub mod appeals;
pub mod assignment;
pub mod clock;
pub mod complaints;
pub mod consultation;
pub mod correction;
pub mod dispatch;
pub mod drafting;
pub mod fees;
pub mod note;
pub mod reasons;
pub mod receipt;
pub mod review;
pub mod splitting;
pub mod supplement;
pub mod withdrawal;

pub use view::{ActedView, AddedView};

use endpoint::{Asked, acts, perform};
