//! 统计台账: what one case adds to the figures of a year.
//!
//! The annual report is a sum over cases. Each case contributes a small set of lines; the store
//! keeps their sums per agency and year in the same transaction as the case, so that a report
//! costs the same for a hundred cases and for a million, and `gongkai check` folds everything
//! again and compares. Whatever is *pending* or *carried over* is never stored: it is the sum of what
//! came in less the sum of what was concluded, over all years up to the one reported, so the
//! identities of Table 3 and Table 4 hold by construction (R11, R16).

use super::code::{AppealGroup, AppealResult, Category, Channel, UnknownCode, coded_enum};
use super::outcome::Outcome;

coded_enum! {
    /// 办理时限 of a reply (R12).
    Timeliness {
        /// 按时
        OnTime = "on_time",
        /// 延期后按时
        ExtendedOnTime = "extended_on_time",
        /// 超期
        Late = "late",
    }
}

/// What is counted. Its text form is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// 新收, by channel (Table 3 一).
    Received(Channel),
    /// 办理结果, by outcome (Table 3 三).
    Closed(Outcome),
    /// Replies by 办理时限.
    Timeliness(Timeliness),
    /// Replies given on the n-th working day after receipt.
    ReplyDays(u16),
    /// Appeals filed.
    AppealFiled(AppealGroup),
    /// Appeals concluded.
    AppealConcluded(AppealGroup, AppealResult),
    /// 举报投诉.
    ComplaintFiled,
    /// Fees charged, in yuan, refunds taken off.
    FeeChargedYuan,
    /// Fees waived, in yuan.
    FeeWaivedYuan,
    /// Cases in which a fee was charged.
    FeeCases,
}

impl std::fmt::Display for Measure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Received(channel) => write!(f, "received:{channel}"),
            Self::Closed(outcome) => write!(f, "closed:{outcome}"),
            Self::Timeliness(timeliness) => write!(f, "timeliness:{timeliness}"),
            Self::ReplyDays(days) => write!(f, "reply_days:{days}"),
            Self::AppealFiled(group) => write!(f, "appeal_filed:{group}"),
            Self::AppealConcluded(group, result) => write!(f, "appeal_concluded:{group}:{result}"),
            Self::ComplaintFiled => f.write_str("complaint_filed"),
            Self::FeeChargedYuan => f.write_str("fee_charged_yuan"),
            Self::FeeWaivedYuan => f.write_str("fee_waived_yuan"),
            Self::FeeCases => f.write_str("fee_cases"),
        }
    }
}

impl std::str::FromStr for Measure {
    type Err = UnknownCode;

    /// Reads the stored form back.
    ///
    /// ```
    /// use gongkai_core::domain::{outcome::Outcome, tally::Measure};
    /// assert_eq!("closed:disclosed".parse(), Ok(Measure::Closed(Outcome::Disclosed)));
    /// ```
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let unknown = || UnknownCode { kind: "Measure", value: text.to_owned(), allowed: "see Measure".to_owned() };
        let (head, tail) = text.split_once(':').unwrap_or((text, ""));
        Ok(match head {
            "received" => Self::Received(tail.parse()?),
            "closed" => Self::Closed(tail.parse()?),
            "timeliness" => Self::Timeliness(tail.parse()?),
            "reply_days" => Self::ReplyDays(tail.parse().map_err(|_| unknown())?),
            "appeal_filed" => Self::AppealFiled(tail.parse()?),
            "appeal_concluded" => {
                let (group, result) = tail.split_once(':').ok_or_else(unknown)?;
                Self::AppealConcluded(group.parse()?, result.parse()?)
            }
            "complaint_filed" => Self::ComplaintFiled,
            "fee_charged_yuan" => Self::FeeChargedYuan,
            "fee_waived_yuan" => Self::FeeWaivedYuan,
            "fee_cases" => Self::FeeCases,
            _ => return Err(unknown()),
        })
    }
}

/// One line of the ledger: what is counted, in which year, for which category of applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TallyKey {
    /// 年度.
    pub year: i32,
    /// What is counted.
    pub measure: Measure,
    /// 申请人类别.
    pub category: Category,
}
