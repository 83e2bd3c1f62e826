//! The pages in a real browser: every page looked at as everybody who sees it, and whole journeys through them with
//! and without a script.
#![allow(clippy::zombie_processes, clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[allow(dead_code, reason = "the web tests use all of it")]
#[path = "../web/browser.rs"]
mod browser;
#[allow(dead_code, reason = "the web tests use all of it")]
#[path = "../web/client.rs"]
mod client;

mod city;
mod commands;
mod journeys;
mod look;
mod places;
mod screenshots;
mod skeleton;
mod visitors;
mod walk;
mod window;
