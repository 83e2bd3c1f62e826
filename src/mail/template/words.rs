//! What templates may do with data: write a date, name a group.

use chrono::{Datelike, NaiveDate};
use minijinja::{Environment, Error, Value};

use super::invalid;
use crate::messages::Lang;

pub(super) fn add_to(environment: &mut Environment<'static>, lang: Lang) {
    environment.add_filter("date", move |value: &Value| date(lang, value));
    environment
        .add_filter("heading", move |code: String| lang.text(&format!("mail-heading-{}", code.replace('_', "-"))));
}

/// A civil date as it is written out; nothing where there is none.
fn date(lang: Lang, value: &Value) -> Result<String, Error> {
    if value.is_none() {
        return Ok(lang.text("mail-no-date"));
    }
    let text = value.as_str().ok_or_else(|| invalid("not a date"))?;
    let day: NaiveDate = text.parse().map_err(|_| invalid("not a date"))?;
    let month = lang.text(&format!("mail-month-{}", day.month()));
    let (year, number) = (day.year().to_string(), day.day());
    Ok(lang.with("mail-date", &[("year", year.into()), ("month", month.into()), ("day", number.into())]))
}
