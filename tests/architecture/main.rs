//! The rules of the house, held by machine: which folder may know what, where the time and the words
//! come from, and what every file has beside it. A breach is named with its file and line.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod arrows;
mod error_codes;
mod files;
mod fluent;
mod manifest;
mod message_ids;
mod settings;
mod source;
mod time;
mod words;

/// Fails with everything that is wrong, not with the first of it.
fn assert_none(breaches: &[String]) {
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}
