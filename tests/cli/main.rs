//! The binary, as a person or a script runs it.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod deadlines;
mod fee;
mod help;
mod reconcile;
mod support;
mod workdays;
