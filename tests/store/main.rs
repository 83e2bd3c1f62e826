//! The store, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../support/mod.rs"]
mod support;

mod example;
mod migrations;
mod schema_parity;
mod versions;
