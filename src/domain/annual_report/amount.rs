//! 数额: a figure of the report, exact to one ten-thousandth.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

use serde::{Serialize, Serializer};

/// How many parts make one.
const SCALE: i64 = 10_000;

/// A figure of the report. Counts are whole; money in 万元 may have up to four decimals, which is exactly
/// one yuan, so a sum of yuan is never rounded.
///
/// ```
/// use gongkai_core::domain::annual_report::Amount;
/// assert_eq!(Amount::from(8311).to_string(), "8311");
/// assert_eq!(Amount::wan_yuan(2860).to_string(), "0.286");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(i64);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// An amount of yuan as 万元, the unit of the 2014 form's row 七.
    #[must_use]
    pub const fn wan_yuan(yuan: i64) -> Self {
        Self(yuan)
    }

    /// A whole number; `None` if it is beyond what a report can hold.
    #[must_use]
    pub fn whole(number: i64) -> Option<Self> {
        number.checked_mul(SCALE).map(Self)
    }

    /// A decimal number; `None` if it has more than four decimals or is beyond what a report can hold.
    ///
    /// ```
    /// use gongkai_core::domain::annual_report::Amount;
    /// assert_eq!(Amount::decimal(0.286), Some(Amount::wan_yuan(2860)));
    /// assert_eq!(Amount::decimal(0.00001), None);
    /// ```
    #[must_use]
    pub fn decimal(number: f64) -> Option<Self> {
        // Below 10^11 a double still holds four decimals exactly enough to be told apart.
        const LIMIT: f64 = 1e11;
        if !number.is_finite() || number.abs() > LIMIT {
            return None;
        }
        let scaled = number * SCALE as f64;
        let parts = scaled.round();
        ((scaled - parts).abs() < 1e-2).then_some(Self(parts as i64))
    }

    /// The amount as a whole number, if it is one.
    #[must_use]
    pub const fn as_whole(self) -> Option<i64> {
        if self.0 % SCALE == 0 { Some(self.0 / SCALE) } else { None }
    }

    /// The amount in ten-thousandths, as it is stored; [`Amount::wan_yuan`] reads it back.
    #[must_use]
    pub const fn parts(self) -> i64 {
        self.0
    }

    /// The amount as a floating-point number, for file formats that have no other.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / SCALE as f64
    }
}

impl From<i64> for Amount {
    /// A count of cases, which is far below the limit; a larger number stays at the limit.
    fn from(count: i64) -> Self {
        Self(count.saturating_mul(SCALE))
    }
}

impl Add for Amount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Amount {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_whole() {
            Some(whole) => write!(f, "{whole}"),
            None => write!(f, "{}", self.as_f64()),
        }
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_whole() {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_f64(self.as_f64()),
        }
    }
}
