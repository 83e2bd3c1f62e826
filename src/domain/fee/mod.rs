//! 收费 (art 42): the information-processing fee of today and the cost fees of the 2008 regime.
//!
//! Asking is free. Only an applicant who asks for clearly too much pays 信息处理费 (国办函〔2020〕109号):
//! the agency picks one of two ways for a request, **by item** or **by page**, never both (art 3).
//! All rates are whole yuan, so nothing is ever rounded.

mod cost;
mod tariff;

pub use cost::{CostFee, CostFeeError, WaiverReason};
pub use tariff::{Schedule, ScheduleError, Step, Tariff, Tier};

use std::sync::Arc;

use serde::Serialize;

use super::code::coded_enum;

coded_enum! {
    /// 计收方式 (FEE art 3): one of the two, chosen for each request.
    FeeMode {
        /// 按件计收 (FEE art 4)
        Item = "item",
        /// 按量计收 (FEE art 5)
        Page = "page",
    }
}

/// The most items in a month, or pages in a request, that a fee is worked out for.
pub const MAX_UNITS: u64 = 100_000;

/// What a fee is charged for. One value has one mode, so no request can be charged twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeeBasis {
    /// 按件: the items of this request, coming after those already counted for the same applicant
    /// at this agency in the calendar month (FEE art 4: 一个自然月).
    Items {
        /// Items counted before.
        already: u64,
        /// Items of this request, each the smallest reasonable unit (一事一申请).
        items: u64,
    },
    /// 按量: the pages of this request alone (FEE art 5: not added up over requests); one side of
    /// A4 or smaller is a page.
    Pages {
        /// Pages of this request.
        pages: u64,
    },
}

impl FeeBasis {
    /// The mode it is charged by.
    #[must_use]
    pub fn mode(self) -> FeeMode {
        match self {
            Self::Items { .. } => FeeMode::Item,
            Self::Pages { .. } => FeeMode::Page,
        }
    }
}

/// One line of the calculation: the units that fall into one tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FeeLine {
    /// The first item or page, counted from the first of the month or of the request.
    pub from: u64,
    /// The last one.
    pub to: u64,
    /// How many they are.
    pub count: u64,
    /// Yuan for each.
    pub unit_yuan: u64,
    /// Yuan for all of them.
    pub subtotal_yuan: u64,
}

/// 信息处理费: the amount and how it comes about, as the fee notice states it (FEE art 6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fee {
    /// By item or by page.
    pub mode: FeeMode,
    /// Yuan in all.
    pub amount_yuan: u64,
    /// One line per tier, those at 0 yuan included.
    pub lines: Vec<FeeLine>,
    /// The article that sets the rates.
    pub article: Arc<str>,
}

/// Why no fee can be worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FeeError {
    /// More than any request can hold.
    #[error("more than {max} items or pages")]
    TooMany {
        /// The limit, [`MAX_UNITS`].
        max: u64,
    },
    /// The rates are so high that the sum cannot be represented.
    #[error("the rates of the tariff are too high")]
    Overflow,
}

impl FeeError {
    /// The stable code, for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooMany { .. } => "fee_too_many",
            Self::Overflow => "fee_overflow",
        }
    }
}
