//! The binary, run as an office would run it.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod fee;
