//! 公民身份号码 (GB 11643): the number on an identity card.

use chrono::{Datelike, NaiveDate};

use super::error::Problem;
use super::value::personal;
use crate::domain::text::bare_code;

/// 加权因子 of the first 17 digits.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// 校验码, by remainder modulo 11.
const CHECK: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
/// Nobody who files a request was born earlier; a year below is a slip of the pen.
const EARLIEST_BIRTH_YEAR: i32 = 1850;

fn check_without_date(text: &str) -> Result<String, Problem> {
    let number = bare_code(text);
    match number.len() {
        15 => upgrade(&number),
        18 => check_18(number),
        _ => Err(Problem::IdLength),
    }
}

personal!(
    /// 公民身份号码 (art 29(一), GB 11643): always of 18 digits.
    ///
    /// The 15 digits of a first-generation card are accepted and completed to the 18 digits that
    /// the same person's number has today (GB 11643: the century 19 and the check digit are
    /// added). The card is no longer valid, but the number says without doubt who is asking, and a
    /// request must not fail over it (ruling R0). Its first form had no check digit, so a slip of
    /// the pen shows only if it hits the date of birth.
    ResidentId,
    check_without_date
);

impl ResidentId {
    /// Reads a number that somebody gives on the day `on`.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use gongkai_core::domain::applicant::ResidentId;
    /// let on = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default();
    /// let number = ResidentId::given_on("11010519491231002x", on)?;
    /// assert_eq!(number.as_str(), "11010519491231002X");
    /// assert!(ResidentId::given_on("110105194912310021", on).is_err());
    /// # Ok::<(), gongkai_core::domain::applicant::Problem>(())
    /// ```
    ///
    /// # Errors
    /// [`Problem::IdLength`], [`Problem::IdCharacter`], [`Problem::IdBirthDate`] (no such day,
    /// before 1850, or after `on`), [`Problem::IdCheckDigit`].
    pub fn given_on(text: &str, on: NaiveDate) -> Result<Self, Problem> {
        let id: Self = text.parse()?;
        match birth_date(id.as_str()) {
            Some(born) if born <= on => Ok(id),
            Some(_) | None => Err(Problem::IdBirthDate),
        }
    }

    /// 出生日期.
    #[must_use]
    pub fn born_on(&self) -> Option<NaiveDate> {
        birth_date(self.as_str())
    }
}

fn check_18(number: String) -> Result<String, Problem> {
    let check = check_character(&number).ok_or(Problem::IdCharacter)?;
    let last = number.chars().last().ok_or(Problem::IdLength)?;
    if number.starts_with('0') || !(last.is_ascii_digit() || last == 'X') {
        return Err(Problem::IdCharacter);
    }
    birth_date(&number).ok_or(Problem::IdBirthDate)?;
    if last == check { Ok(number) } else { Err(Problem::IdCheckDigit) }
}

fn upgrade(number: &str) -> Result<String, Problem> {
    let (place, rest) = number.split_at_checked(6).ok_or(Problem::IdCharacter)?;
    let body = format!("{place}19{rest}");
    let check = check_character(&body).ok_or(Problem::IdCharacter)?;
    check_18(format!("{body}{check}"))
}

/// The character that belongs in the last place; `None` unless 17 digits come before it.
fn check_character(number: &str) -> Option<char> {
    let mut digits = number.chars();
    let mut sum = 0;
    for weight in WEIGHTS {
        sum += digits.next()?.to_digit(10)? * weight;
    }
    CHECK.get((sum % 11) as usize).copied()
}

fn birth_date(number: &str) -> Option<NaiveDate> {
    let born = NaiveDate::parse_from_str(number.get(6..14)?, "%Y%m%d").ok()?;
    (born.year() >= EARLIEST_BIRTH_YEAR).then_some(born)
}
