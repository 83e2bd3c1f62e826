//! 系统管理: who may administer which agencies, what cannot be done, and what is written down of it.
//!
//! An administrator's power has a place in the tree ([`Reach`]) and never grows by the administrator's own
//! hand. Everything that is changed is an [`AdminEvent`] in the log of the agency concerned.

mod event;
mod reach;
mod refused;
mod settings;

pub use event::AdminEvent;
pub use reach::{Grant, Reach};
pub use refused::AdminRefused;
pub use settings::{PolicyFault, PolicyProblem, check_policy};
