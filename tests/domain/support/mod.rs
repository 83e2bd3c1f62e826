//! What several tests need.

pub mod caselog;
pub mod history;
pub mod report;
