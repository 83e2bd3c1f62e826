//! The statute, tested without a database.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod applicant;
mod fee;
mod masking;
mod numbering;
mod query_code;
mod same_applicant;
mod similarity;
