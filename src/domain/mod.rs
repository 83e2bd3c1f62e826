//! # The statute as pure Rust
//!
//! No clock, no database, no HTTP, no files. A lawyer can read this folder alone: every public item
//! gives the Chinese term and the article first.
//!
//! The life of a case (`gongkai diagram`; acts that leave a case where it stands are not drawn):
//!
//! ```mermaid
#![doc = include_str!("states.mmd")]
//! ```

pub mod administration;
pub mod annual_report;
pub mod appeal;
pub mod applicant;
pub mod attachment;
pub mod calendar;
pub mod case;
pub mod case_log;
pub mod code;
pub mod deadline;
pub mod duty;
pub mod fee;
pub mod ids;
pub mod letter;
pub mod mail;
pub mod message;
pub mod numbering;
pub mod office;
pub mod outcome;
pub mod query_code;
pub mod question;
pub mod reconcile;
pub mod regime;
pub mod register;
pub mod remedies;
pub mod review;
pub mod role;
pub mod search;
pub mod similarity;
pub mod status;
pub mod tally;
pub mod text;
pub mod webhook;
