//! # The statute and the records
//!
//! What the office of [Gongkai](../gongkai/index.html) stands on: the law as pure Rust in `domain`, the database in
//! `store`, and what has no screen: settings, calendars, keys, files, words and mail. Nothing here knows the web, a
//! command line or a letter.
//!
//! It is a crate by itself so that it compiles beside the typesetter; to the modules of `gongkai`, which takes them
//! over under the same names, it is as if it were not.

pub mod clock;
pub mod config;
pub mod delivery;
pub mod domain;
pub mod files;
pub mod findings;
pub mod keys;
pub mod mail;
pub mod messages;
pub mod narrate;
pub mod passwords;
pub mod rulebook;
pub mod store;
pub mod tokens;
