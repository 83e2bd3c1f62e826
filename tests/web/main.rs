//! The pages and the API, over a real port, with a fixed clock.
#![allow(clippy::zombie_processes, clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod api;
mod client;
mod desk;
mod errors;
mod messages;
mod openapi;
mod outbox;
mod pages;
mod reports;
mod serve;
mod settings;
