//! The store, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../support/mod.rs"]
mod support;

#[path = "../support/mime.rs"]
mod mime;
#[path = "../support/smtp.rs"]
mod smtp;

mod app;
mod backup;
mod code_lists;
mod example;
mod export;
mod flushing;
mod gathering;
mod history;
mod lettered;
mod migrations;
mod numbers;
mod queue;
mod register;
mod schema_parity;
mod versions;
mod writer;
