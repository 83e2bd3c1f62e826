//! HTML for people: a page is what it shows, its template and its handler in one file.

pub(super) mod agencies;
pub(super) mod case;
mod due;
mod error;
mod layout;
mod months;
pub(super) mod queue;

pub(super) use error::error;
