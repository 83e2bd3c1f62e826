//! Whole lives of cases, over HTTP: who does what on which day, and what the case is told to be after each act.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "../web/browser.rs"]
#[allow(dead_code, reason = "the web tests use the rest")]
mod browser;
#[path = "../web/client.rs"]
#[allow(dead_code, reason = "the web tests use the rest")]
mod client;
#[path = "../support/mod.rs"]
mod support;

mod applicant;
mod belonging;
mod from_request_to_new_decision;
mod office;
mod rarer_acts;
mod registering;
mod three_servers;
