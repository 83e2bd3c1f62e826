//! HTML for people: a page is what it shows, its template and its handler in one file.

pub(super) mod agencies;
pub(super) mod case;
pub(super) mod desk;
mod due;
mod error;
mod layout;
mod months;
pub(super) mod password;
pub(super) mod queue;
mod rows;
pub(super) mod setup;
pub(super) mod sign_in;

pub(super) use error::error;
pub(super) use sign_in::sign_in_instead;
