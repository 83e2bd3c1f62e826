//! The pages and the API, over a real port, with a fixed clock.
#![allow(clippy::zombie_processes, clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "../support/samples.rs"]
mod samples;

mod access;
mod administration;
mod api;
mod applicants;
mod attachments;
mod browser;
mod client;
mod desk;
mod duties;
mod errors;
mod messages;
mod openapi;
mod outbox;
mod pages;
mod portal;
mod reports;
mod search;
mod serve;
mod settings;
