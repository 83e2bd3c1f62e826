//! The pages and the API, over a real port, with a fixed clock.
#![allow(clippy::zombie_processes, clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "../support/samples.rs"]
mod samples;

mod access;
mod acts;
mod administration;
mod administration_audit;
mod administration_pages;
mod api;
mod api_docs;
mod applicants;
mod applicants_once;
mod attachments;
#[allow(dead_code, reason = "it sends files and follows for pages to come")]
mod browser;
mod client;
mod cross_origin;
mod desk;
mod desk_forms;
mod desk_pages;
mod duties;
mod errors;
mod letters;
mod mail;
mod messages;
mod office_contact;
mod openapi;
mod outbox;
mod pages;
mod portal;
mod register_imports;
mod reply_pages;
mod report_pages;
mod report_texts;
mod reports;
mod request_metrics;
mod search;
mod serve;
mod settings;
mod unlocking;
mod webhook_pages;
mod wire;
