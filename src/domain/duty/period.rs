//! 通报期间: a month or a quarter.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};

/// A month or a quarter of a year, written `2025-03` or `2025-Q1`.
///
/// ```
/// use gongkai_core::domain::duty::Period;
/// let quarter = Period::quarter_before("2026-01-05".parse().unwrap());
/// assert_eq!(quarter.to_string(), "2025-Q4");
/// assert_eq!("2025-Q4".parse(), Ok(quarter));
/// assert_eq!(quarter.days(), ("2025-10-01".parse().unwrap(), "2025-12-31".parse().unwrap()));
/// assert_eq!(Period::month_before("2026-01-05".parse().unwrap()).to_string(), "2025-12");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    first: NaiveDate,
    months: u32,
}

/// What is no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a month (2025-03) or a quarter (2025-Q1)")]
pub struct PeriodError;

impl Period {
    /// The last month that was over on a day.
    #[must_use]
    pub fn month_before(day: NaiveDate) -> Self {
        Self::before(day, 1)
    }

    /// The last quarter that was over on a day.
    #[must_use]
    pub fn quarter_before(day: NaiveDate) -> Self {
        Self::before(day, 3)
    }

    fn before(day: NaiveDate, months: u32) -> Self {
        let this = day.month0() / months * months + 1;
        let this = NaiveDate::from_ymd_opt(day.year(), this, 1).unwrap_or(day);
        Self { first: this.checked_sub_months(Months::new(months)).unwrap_or(this), months }
    }

    /// Its first and its last day.
    #[must_use]
    pub fn days(self) -> (NaiveDate, NaiveDate) {
        let next = self.first.checked_add_months(Months::new(self.months));
        (self.first, next.and_then(|next| next.pred_opt()).unwrap_or(NaiveDate::MAX))
    }

    /// Whether it is a month.
    #[must_use]
    pub fn is_month(self) -> bool {
        self.months == 1
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.months {
            1 => write!(f, "{:04}-{:02}", self.first.year(), self.first.month()),
            _ => write!(f, "{:04}-Q{}", self.first.year(), self.first.month0() / 3 + 1),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let (year, part) = text.split_once('-').ok_or(PeriodError)?;
        let year: i32 = year.parse().map_err(|_| PeriodError)?;
        let (month, months) = match part.strip_prefix('Q') {
            Some(quarter) => {
                let quarter: u32 = quarter.parse().map_err(|_| PeriodError)?;
                (quarter.checked_sub(1).ok_or(PeriodError)? * 3 + 1, 3)
            }
            None => (part.parse().map_err(|_| PeriodError)?, 1),
        };
        let first = NaiveDate::from_ymd_opt(year, month, 1).ok_or(PeriodError)?;
        let period = Self { first, months };
        if period.to_string() == text { Ok(period) } else { Err(PeriodError) }
    }
}
