//! The statute, without a database.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::wildcard_enum_match_arm, missing_docs)]

mod administration;
mod annual_report;
mod annual_report_cases;
mod annual_report_json;
mod annual_report_props;
mod applicant;
mod articles;
mod calendar;
mod calendar_faults;
mod calendar_known_on;
mod calendar_props;
mod clock_props;
mod fee;
mod foresight;
mod histories;
mod history;
mod masking;
mod numbering;
mod query_code;
mod reconcile;
mod reconcile_reading;
mod recount;
mod reference_clock;
mod regimes;
mod report_documents;
mod report_frozen;
mod report_life;
mod role_table;
mod rulebook;
mod same_applicant;
mod search;
mod similarity;
mod status_table;
mod support;
mod wording;
