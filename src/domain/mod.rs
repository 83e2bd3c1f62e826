//! # The statute as pure Rust
//!
//! No clock, no database, no HTTP, no files. A lawyer can read this folder alone: every public item
//! gives the Chinese term and the article first.

pub mod annual_report;
pub mod code;
pub mod ids;
pub mod outcome;
pub mod reconcile;
pub mod regime;
pub mod status;
pub mod tally;
