//! 年度统计: the figures beside the tables, by channel, time limit and fee.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::code::{Channel, UnknownCode};
use crate::domain::tally::Timeliness;

/// One figure of the statistics that is a sum over cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Statistic {
    /// 新收, by channel.
    Channel(Channel),
    /// Replies by 办理时限.
    Timeliness(Timeliness),
    /// Fees charged, in yuan.
    FeeChargedYuan,
    /// Fees waived, in yuan.
    FeeWaivedYuan,
    /// Cases in which a fee was charged.
    FeeCases,
    /// 上年结转, for the form that has no row for it.
    CarriedOver,
    /// 结转下年度, for the form that has no row for it.
    CarriedForward,
}

impl Statistic {
    /// Every statistic.
    pub fn all() -> impl Iterator<Item = Self> {
        let channels = Channel::ALL.iter().map(|channel| Self::Channel(*channel));
        let timeliness = Timeliness::ALL.iter().map(|timeliness| Self::Timeliness(*timeliness));
        channels.chain(timeliness).chain([
            Self::FeeChargedYuan,
            Self::FeeWaivedYuan,
            Self::FeeCases,
            Self::CarriedOver,
            Self::CarriedForward,
        ])
    }
}

impl fmt::Display for Statistic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Channel(channel) => write!(f, "channels/{channel}"),
            Self::Timeliness(timeliness) => write!(f, "on_time/{timeliness}"),
            Self::FeeChargedYuan => f.write_str("fees/charged_yuan"),
            Self::FeeWaivedYuan => f.write_str("fees/waived_yuan"),
            Self::FeeCases => f.write_str("fees/cases"),
            Self::CarriedOver => f.write_str("carried_over"),
            Self::CarriedForward => f.write_str("carried_forward"),
        }
    }
}

impl FromStr for Statistic {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        Self::all().find(|statistic| statistic.to_string() == text).ok_or_else(|| UnknownCode {
            kind: "Statistic",
            value: text.to_owned(),
            allowed: Self::all().map(|statistic| statistic.to_string()).collect::<Vec<_>>().join(", "),
        })
    }
}

/// A share in per cent with one decimal, half up, as the contract prints it; of nothing it is `0.0`.
///
/// ```
/// use gongkai_core::domain::annual_report::percent;
/// assert_eq!(percent(7446, 8311), "89.6");
/// assert_eq!(percent(1, 16), "6.3"); // 6.25
/// assert_eq!(percent(0, 0), "0.0");
/// ```
#[must_use]
pub fn percent(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return "0.0".to_owned();
    }
    let (part, whole) = (i128::from(part), i128::from(whole));
    let tenths = (part * 2000 + whole).div_euclid(whole * 2);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// 首次答复所用工作日: how long the replies of the year took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FirstReply {
    /// Half of the replies took no longer.
    pub median: u16,
    /// Nine tenths of the replies took no longer.
    pub p90: u16,
}

impl FirstReply {
    /// Quantiles by nearest rank over a histogram of working days; 0 if there was no reply.
    ///
    /// ```
    /// use gongkai_core::domain::annual_report::FirstReply;
    /// let replies = [(5, 3), (20, 1), (40, 1)].into_iter().collect();
    /// assert_eq!(FirstReply::of(&replies), FirstReply { median: 5, p90: 40 });
    /// ```
    #[must_use]
    pub fn of(replies: &BTreeMap<u16, i64>) -> Self {
        Self { median: nearest_rank(replies, 50), p90: nearest_rank(replies, 90) }
    }
}

fn nearest_rank(replies: &BTreeMap<u16, i64>, per_cent: i64) -> u16 {
    let total: i64 = replies.values().sum();
    let rank = (total * per_cent + 99) / 100;
    let mut seen = 0;
    let reached = replies.iter().find(|(_, count)| {
        seen += **count;
        seen >= rank
    });
    reached.filter(|_| total > 0).map_or(0, |(days, _)| *days)
}
