//! The statute, tested without a database.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod annual_report;
mod annual_report_cases;
mod annual_report_json;
mod annual_report_props;
mod reconcile;
mod reconcile_reading;
mod report_documents;
mod support;
