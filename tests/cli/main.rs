//! The binary, as a person or a script runs it.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod calendar;
mod deadlines;
mod diagram;
mod enter;
mod fee;
mod help;
mod ops;
mod readme;
mod reconcile;
mod support;
mod workdays;
