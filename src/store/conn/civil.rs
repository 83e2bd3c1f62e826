//! 日期与时刻 as SQLite keeps them: text of a fixed form, `2025-03-03` and `2025-03-03 01:02:03.000004`.
//!
//! diesel writes and reads both by a pattern that is read anew each time; in a list of cases that takes longer than
//! finding them. What stands in the fixed form is read here digit by digit, everything else as diesel reads it. On
//! PostgreSQL both are numbers.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use diesel::Connection;
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{Date, Nullable, Timestamp};
use diesel::sqlite::Sqlite;

use super::DbConn;

type Both = <DbConn as Connection>::Backend;

/// A civil date.
#[derive(Debug, Clone, Copy, AsExpression, FromSqlRow)]
#[diesel(sql_type = Date)]
pub struct Day(pub(in crate::store) NaiveDate);

/// A civil date or none.
#[derive(Debug, Clone, Copy, FromSqlRow)]
pub struct MaybeDay(Option<NaiveDate>);

/// An instant (UTC).
#[derive(Debug, Clone, Copy, AsExpression, FromSqlRow)]
#[diesel(sql_type = Timestamp)]
pub struct Moment(pub(in crate::store) NaiveDateTime);

impl From<Day> for NaiveDate {
    fn from(Day(day): Day) -> Self {
        day
    }
}

impl From<MaybeDay> for Option<NaiveDate> {
    fn from(MaybeDay(day): MaybeDay) -> Self {
        day
    }
}

impl From<Moment> for NaiveDateTime {
    fn from(Moment(at): Moment) -> Self {
        at
    }
}

impl FromSql<Date, Sqlite> for Day {
    fn from_sql(mut value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        match read_day(value.read_text().as_bytes()) {
            Some(day) => Ok(Self(day)),
            None => FromSql::<Date, Sqlite>::from_sql(value).map(Self),
        }
    }
}

impl FromSql<Timestamp, Sqlite> for Moment {
    fn from_sql(mut value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        match read_moment(value.read_text().as_bytes()) {
            Some(at) => Ok(Self(at)),
            None => FromSql::<Timestamp, Sqlite>::from_sql(value).map(Self),
        }
    }
}

impl FromSql<Date, Pg> for Day {
    fn from_sql(value: <Pg as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        FromSql::<Date, Pg>::from_sql(value).map(Self)
    }
}

impl FromSql<Timestamp, Pg> for Moment {
    fn from_sql(value: <Pg as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        FromSql::<Timestamp, Pg>::from_sql(value).map(Self)
    }
}

impl FromSql<Date, Both> for Day {
    fn from_sql(value: <Both as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, Date>()
    }
}

impl FromSql<Timestamp, Both> for Moment {
    fn from_sql(value: <Both as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, Timestamp>()
    }
}

impl<DB: Backend> FromSql<Nullable<Date>, DB> for MaybeDay
where
    Day: FromSql<Date, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Day::from_sql(value).map(|Day(day)| Self(Some(day)))
    }

    fn from_nullable_sql(value: Option<DB::RawValue<'_>>) -> deserialize::Result<Self> {
        value.map_or(Ok(Self(None)), Self::from_sql)
    }
}

impl ToSql<Date, Sqlite> for Day {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(written_day(self.0));
        Ok(IsNull::No)
    }
}

impl ToSql<Timestamp, Sqlite> for Moment {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(written_moment(self.0));
        Ok(IsNull::No)
    }
}

impl ToSql<Date, Pg> for Day {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<Date, Pg>::to_sql(&self.0, out)
    }
}

impl ToSql<Timestamp, Pg> for Moment {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<Timestamp, Pg>::to_sql(&self.0, out)
    }
}

/// `2025-03-03`
fn read_day(text: &[u8]) -> Option<NaiveDate> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else { return None };
    let year = i32::try_from(number(&[*y1, *y2, *y3, *y4])?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&[*m1, *m2])?, number(&[*d1, *d2])?)
}

/// `2025-03-03 01:02:03`, with three, six or nine digits after a point or without.
fn read_moment(text: &[u8]) -> Option<NaiveDateTime> {
    let (day, time) = text.split_at_checked(10)?;
    let [b' ', h1, h2, b':', m1, m2, b':', s1, s2, rest @ ..] = time else { return None };
    let nanos = match rest {
        [] => 0,
        [b'.', digits @ ..] => match digits.len() {
            3 => number(digits)? * 1_000_000,
            6 => number(digits)? * 1000,
            9 => number(digits)?,
            _ => return None,
        },
        _ => return None,
    };
    let (hour, minute, second) = (number(&[*h1, *h2])?, number(&[*m1, *m2])?, number(&[*s1, *s2])?);
    Some(read_day(day)?.and_time(NaiveTime::from_hms_nano_opt(hour, minute, second, nanos)?))
}

fn number(digits: &[u8]) -> Option<u32> {
    digits
        .iter()
        .try_fold(0, |number: u32, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
}

/// As diesel writes it (`%F`).
fn written_day(day: NaiveDate) -> String {
    let mut text = String::with_capacity(10);
    push_day(&mut text, day);
    text
}

/// As diesel writes it (`%F %T%.f`).
fn written_moment(at: NaiveDateTime) -> String {
    let mut text = String::with_capacity(26);
    // A leap second is more than a second's worth of nanoseconds.
    let (leap, nanos) = (at.nanosecond() / 1_000_000_000, at.nanosecond() % 1_000_000_000);
    push_day(&mut text, at.date());
    text.push(' ');
    push_digits(&mut text, at.hour(), 2);
    text.push(':');
    push_digits(&mut text, at.minute(), 2);
    text.push(':');
    push_digits(&mut text, at.second() + leap, 2);
    let (fraction, digits) = match nanos {
        0 => return text,
        _ if nanos.is_multiple_of(1_000_000) => (nanos / 1_000_000, 3),
        _ if nanos.is_multiple_of(1000) => (nanos / 1000, 6),
        _ => (nanos, 9),
    };
    text.push('.');
    push_digits(&mut text, fraction, digits);
    text
}

fn push_day(text: &mut String, day: NaiveDate) {
    match u32::try_from(day.year()) {
        Ok(year @ 0..=9999) => push_digits(text, year, 4),
        _ => return text.push_str(&day.to_string()),
    }
    text.push('-');
    push_digits(text, day.month(), 2);
    text.push('-');
    push_digits(text, day.day(), 2);
}

/// The last digits of a number, so many of them.
fn push_digits(text: &mut String, number: u32, digits: u32) {
    for place in (0..digits).rev() {
        let digit = number / 10_u32.pow(place) % 10;
        text.push(char::from_digit(digit, 10).unwrap_or('0'));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use chrono::DateTime;

    use super::*;

    #[test]
    fn a_day_is_written_and_read_as_diesel_does_it() {
        for days in (-400_000..4_000_000).step_by(61) {
            let day = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            let text = day.format("%F").to_string();
            assert_eq!(written_day(day), text);
            let read = read_day(text.as_bytes());
            assert_eq!(read, (text.len() == 10).then_some(day), "{text}");
        }
    }

    #[test]
    fn a_moment_is_written_and_read_as_diesel_does_it() {
        let fractions = [0, 1, 999, 1000, 4000, 10_000_000, 120_000_000, 123_456_000, 123_456_789, 999_999_999];
        for (seconds, nanos) in (0..200_000_000_000_i64).step_by(1_234_567).zip(fractions.into_iter().cycle()) {
            let at = DateTime::from_timestamp(seconds, nanos).unwrap().naive_utc();
            let text = at.format("%F %T%.f").to_string();
            assert_eq!(written_moment(at), text);
            assert_eq!(read_moment(text.as_bytes()), Some(at), "{text}");
        }
    }

    #[test]
    fn what_has_another_form_is_left_to_diesel() {
        for text in ["", "2025-3-3", "2025-13-01", "2025-02-29", "2025-02-2x", "20250-02-2"] {
            assert_eq!(read_day(text.as_bytes()), None, "{text}");
        }
        for text in ["2025-03-03T01:02:03", "2025-03-03 01:02", "2025-03-03 24:00:00", "2025-03-03 01:02:03.12", "电"]
        {
            assert_eq!(read_moment(text.as_bytes()), None, "{text}");
        }
    }
}
