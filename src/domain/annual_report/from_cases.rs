//! From the cases: what one case adds to a figure, told from its facts and without the ledger.

use chrono::{Datelike, NaiveDate};

use super::cell::Cell;
use super::column::AppealColumn;
use super::facts::{Appeal, CaseFacts, Closing, ReplyTiming};
use super::old_reply::OldReply;
use super::old_row::Source;
use super::row::{Row, RowRole};
use super::statistic::Statistic;
use crate::domain::code::AppealGroup;
use crate::domain::tally::Timeliness;

impl Cell {
    /// Whether the case is one of those behind this figure of a year.
    #[must_use]
    pub fn selects(self, year: i32, case: &CaseFacts) -> bool {
        self.weight_of_case(year, case) != 0
    }

    /// What the case adds to this figure of a year: the sum over all cases is the figure. Usually 1 or 0;
    /// more where the figure counts appeals or complaints, yuan where it is money.
    #[must_use]
    pub fn weight_of_case(self, year: i32, case: &CaseFacts) -> i64 {
        let Some(received_on) = case.received_on else { return 0 };
        let view = View { year, received_on, case };
        match self {
            Self::Table3(row, column) => i64::from(column.admits(case.category) && view.is_in_row(row)),
            Self::Table4(group, column) => view.appeals(group, column),
            Self::Old(row) => view.old(row.source),
            Self::Statistic(statistic) => view.statistic(statistic),
            Self::ProseReceived => i64::from(view.is_in_row(Row::Received)),
        }
    }
}

/// A case as the report of one year sees it.
struct View<'a> {
    year: i32,
    received_on: NaiveDate,
    case: &'a CaseFacts,
}

impl View<'_> {
    fn in_year(&self, day: NaiveDate) -> bool {
        day.year() == self.year
    }

    fn closed_by_end_of(&self, year: i32) -> bool {
        self.case.closed.as_ref().is_some_and(|closing| closing.on.year() <= year)
    }

    /// 结转: received by the end of a year and not closed by then, waiting for whatever (R11).
    fn open_at_end_of(&self, year: i32) -> bool {
        self.received_on.year() <= year && !self.closed_by_end_of(year)
    }

    fn closing_in_year(&self) -> Option<&Closing> {
        self.case.closed.as_ref().filter(|closing| self.in_year(closing.on))
    }

    fn reply_in_year(&self) -> Option<ReplyTiming> {
        self.closing_in_year().and_then(|closing| closing.reply)
    }

    fn is_in_row(&self, row: Row) -> bool {
        match row.role() {
            RowRole::Received => self.in_year(self.received_on),
            RowRole::CarriedOver => self.open_at_end_of(self.year - 1),
            RowRole::Result => self.closing_in_year().is_some_and(|closing| row.counts(closing.outcome)),
            RowRole::Results => self.closing_in_year().is_some(),
            RowRole::CarriedForward => self.open_at_end_of(self.year),
        }
    }

    fn appeals(&self, group: AppealGroup, column: AppealColumn) -> i64 {
        let counted = |appeal: &&Appeal| appeal.group == group && self.is_in_appeal_column(appeal, column);
        count(self.case.appeals.iter().filter(counted))
    }

    /// An appeal stands where it stood at the end of the year; one concluded before is history (R16).
    fn is_in_appeal_column(&self, appeal: &Appeal, column: AppealColumn) -> bool {
        let result = appeal.concluded.filter(|(on, _)| self.in_year(*on)).map(|(_, result)| AppealColumn::from(result));
        let filed = appeal.filed_on.year() <= self.year;
        let pending = filed && appeal.concluded.is_none_or(|(on, _)| on.year() > self.year);
        match column {
            AppealColumn::Upheld | AppealColumn::Corrected | AppealColumn::Other => result == Some(column),
            AppealColumn::Pending => pending,
            AppealColumn::Total => pending || result.is_some(),
        }
    }

    fn old(&self, source: Source) -> i64 {
        let exceeds_period = || self.reply_in_year().is_some_and(|reply| reply.timeliness != Timeliness::OnTime);
        match source {
            Source::Heading | Source::Entered => 0,
            Source::Received(channels) => {
                i64::from(self.is_in_row(Row::Received) && channels.contains(&self.case.channel))
            }
            Source::Closed => i64::from(self.closing_in_year().is_some()),
            Source::ClosedWithinPeriod => i64::from(self.closing_in_year().is_some() && !exceeds_period()),
            Source::ClosedExtended => i64::from(exceeds_period()),
            Source::Replied(replies) => {
                i64::from(self.closing_in_year().is_some_and(|end| replies.contains(&OldReply::of(end.outcome))))
            }
            Source::Appeals(groups, columns) => {
                let cells = groups.iter().flat_map(|group| columns.iter().map(|column| (*group, *column)));
                cells.map(|(group, column)| self.appeals(group, column)).sum()
            }
            Source::Complaints => count(self.case.complaints.iter().filter(|on| self.in_year(**on))),
            Source::Fees => self.statistic(Statistic::FeeChargedYuan),
        }
    }

    fn statistic(&self, statistic: Statistic) -> i64 {
        let fees = self.case.fees.iter().filter(|fee| self.in_year(fee.on));
        match statistic {
            Statistic::Channel(channel) => i64::from(self.is_in_row(Row::Received) && self.case.channel == channel),
            Statistic::Timeliness(timeliness) => {
                i64::from(self.reply_in_year().is_some_and(|reply| reply.timeliness == timeliness))
            }
            Statistic::FeeChargedYuan => fees.map(|fee| fee.charged_yuan).sum(),
            Statistic::FeeWaivedYuan => fees.map(|fee| fee.waived_yuan).sum(),
            Statistic::FeeCases => i64::from(self.case.first_charge().is_some_and(|on| self.in_year(on))),
            Statistic::CarriedOver => i64::from(self.is_in_row(Row::CarriedOver)),
            Statistic::CarriedForward => i64::from(self.is_in_row(Row::CarriedForward)),
        }
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> i64 {
    items.map(|_| 1).sum()
}

/// 首次答复所用工作日 of a case that was closed by a reply in the year.
pub(super) fn reply_days(year: i32, case: &CaseFacts) -> Option<u16> {
    let received_on = case.received_on?;
    View { year, received_on, case }.reply_in_year().map(|reply| reply.working_days)
}
