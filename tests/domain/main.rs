//! The statute, without a database.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod applicant;
mod calendar;
mod calendar_faults;
mod calendar_known_on;
mod calendar_props;
mod clock_props;
mod fee;
mod histories;
mod masking;
mod numbering;
mod query_code;
mod recount;
mod reference_clock;
mod regimes;
mod rulebook;
mod same_applicant;
mod similarity;
