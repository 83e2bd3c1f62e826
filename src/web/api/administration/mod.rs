//! 系统管理: agencies, sections, people, settings, calendars, the log and the export for auditors.

pub mod agencies;
pub mod audit;
pub mod calendars;
pub mod mail;
pub mod people;
pub mod sections;
pub mod settings;

use std::str::FromStr;

use serde::{Deserialize, Deserializer};

use crate::web::error::{WebError, Wrong, WrongField};

/// What a path names; something that is no id names nothing.
fn named<T: FromStr>(text: &str) -> Result<T, WebError> {
    text.parse().map_err(|_| WebError::NoSuchPage)
}

/// A field of a body as what it means.
fn field<T: FromStr>(name: &str, text: &str) -> Result<T, WebError> {
    let wrong = || WrongField { field: name.to_owned(), code: Wrong::Value, message: String::new() };
    text.parse().map_err(|_| WebError::Invalid(vec![wrong()]))
}

/// A field that is there, also if it is `null`: what is not there stays as it is.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
