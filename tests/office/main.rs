//! The whole path: the binary, a database of either kind, and the figures that come out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::wildcard_enum_match_arm,
    clippy::type_complexity,
    missing_docs
)]

#[path = "../support/mod.rs"]
mod support;

mod bad_files;
mod bad_lines;
mod crash_import;
mod crash_serve;
mod crash_writer;
mod goldens;
mod growing;
mod office;
mod tamper;
