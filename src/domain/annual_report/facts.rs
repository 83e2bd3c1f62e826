//! 一件的事实: as much of a case as the report needs to know.

use chrono::{Datelike, NaiveDate};

use crate::domain::code::{AppealGroup, AppealResult, Category, Channel};
use crate::domain::outcome::Outcome;
use crate::domain::tally::{Measure, TallyKey, Timeliness};

/// 办结: how and when a case ended (R11: the date of the reply decides the year).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// The day of the reply, or of the lapse or withdrawal.
    pub on: NaiveDate,
    /// 办理结果; a re-decision does not change it (R15).
    pub outcome: Outcome,
    /// The first reply's 办理时限 (R12); none if the case ended without a reply.
    pub reply: Option<ReplyTiming>,
}

/// 办理时限 of the first reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReplyTiming {
    /// 按时、延期后按时、超期
    pub timeliness: Timeliness,
    /// On which working day after receipt it left.
    pub working_days: u16,
}

/// 行政复议、行政诉讼 against one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appeal {
    /// Its group in Table 4.
    pub group: AppealGroup,
    /// The day it was filed.
    pub filed_on: NaiveDate,
    /// The day it was concluded, and how; none while it is pending.
    pub concluded: Option<(NaiveDate, AppealResult)>,
}

/// 收费: one charge, waiver or refund (a refund is a negative charge).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fee {
    /// The day.
    pub on: NaiveDate,
    /// Yuan charged.
    pub charged_yuan: i64,
    /// Yuan waived.
    pub waived_yuan: i64,
}

/// 一件的事实: what a report of any year can count of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFacts {
    /// 申请人类别
    pub category: Category,
    /// 申请渠道
    pub channel: Channel,
    /// 收到申请之日 (art 31). A request never received in law, or split into others, has none and is not
    /// counted (R13, R14).
    pub received_on: Option<NaiveDate>,
    /// 办结; none while the case is open.
    pub closed: Option<Closing>,
    /// 复议诉讼
    pub appeals: Vec<Appeal>,
    /// 举报投诉: the days on which one was filed.
    pub complaints: Vec<NaiveDate>,
    /// 收费
    pub fees: Vec<Fee>,
}

impl CaseFacts {
    /// The lines that this case adds to the ledger, one by one; several may have the same key.
    ///
    /// A case whose request was never received adds none.
    #[must_use]
    pub fn ledger_lines(&self) -> Vec<(TallyKey, i64)> {
        let Some(received_on) = self.received_on else { return Vec::new() };
        let mut lines = vec![self.line(received_on, Measure::Received(self.channel), 1)];
        if let Some(closing) = &self.closed {
            lines.push(self.line(closing.on, Measure::Closed(closing.outcome), 1));
            if let Some(ReplyTiming { timeliness, working_days }) = closing.reply {
                lines.push(self.line(closing.on, Measure::Timeliness(timeliness), 1));
                lines.push(self.line(closing.on, Measure::ReplyDays(working_days), 1));
            }
        }
        for appeal in &self.appeals {
            lines.push(self.line(appeal.filed_on, Measure::AppealFiled(appeal.group), 1));
            if let Some((on, result)) = appeal.concluded {
                lines.push(self.line(on, Measure::AppealConcluded(appeal.group, result), 1));
            }
        }
        lines.extend(self.complaints.iter().map(|on| self.line(*on, Measure::ComplaintFiled, 1)));
        lines.extend(self.fee_lines());
        lines
    }

    fn fee_lines(&self) -> impl Iterator<Item = (TallyKey, i64)> {
        let amounts = self.fees.iter().flat_map(|fee| {
            [
                self.line(fee.on, Measure::FeeChargedYuan, fee.charged_yuan),
                self.line(fee.on, Measure::FeeWaivedYuan, fee.waived_yuan),
            ]
        });
        let case = self.first_charge().map(|on| self.line(on, Measure::FeeCases, 1));
        amounts.filter(|(_, yuan)| *yuan != 0).chain(case)
    }

    /// The day of the first charge: the case counts as one with a fee in that year only.
    pub(super) fn first_charge(&self) -> Option<NaiveDate> {
        self.fees.iter().filter(|fee| fee.charged_yuan > 0).map(|fee| fee.on).min()
    }

    fn line(&self, on: NaiveDate, measure: Measure, count: i64) -> (TallyKey, i64) {
        (TallyKey { year: on.year(), measure, category: self.category }, count)
    }
}
