//! What several tests need.

pub mod caselog;
pub mod desk;
pub mod history;
pub mod report;
