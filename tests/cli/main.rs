//! The binary, as an office's scripts call it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod reconcile;
mod support;
