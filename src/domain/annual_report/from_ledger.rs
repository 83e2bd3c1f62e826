//! From the ledger: what one line of it adds to a figure.

use super::cell::Cell;
use super::column::{AppealColumn, Column};
use super::ledger::{Line, Period};
use super::old_reply::OldReply;
use super::old_row::Source;
use super::row::{Row, RowRole};
use super::statistic::Statistic;
use crate::domain::code::AppealGroup;
use crate::domain::outcome::Outcome;
use crate::domain::tally::{Measure, Timeliness};

impl Cell {
    /// What each unit of a ledger line adds to this figure: 1, 0 or −1.
    ///
    /// 上年结转 is everything received less everything closed in the years before (R11), 尚未审结 everything
    /// filed less everything concluded up to the end of the year (R16): neither is ever stored.
    #[must_use]
    pub fn weight_of_line(self, line: Line) -> i64 {
        match self {
            Self::Table3(row, column) => table3(row, column, line),
            Self::Table4(group, column) => table4(group, column, line),
            Self::Old(row) => old(row.source, line),
            Self::Statistic(statistic) => statistics(statistic, line),
            Self::ProseReceived => table3(Row::Received, Column::Total, line),
        }
    }
}

/// What a ledger line is, asked one question at a time.
impl Line {
    fn is_this_year(self) -> bool {
        self.period == Period::ThisYear
    }

    /// 1 for a line of requests received, of whatever year.
    fn received(self) -> i64 {
        i64::from(matches!(self.measure, Measure::Received(_)))
    }

    /// 1 for a line of requests closed, of whatever year.
    fn closed(self) -> i64 {
        i64::from(matches!(self.measure, Measure::Closed(_)))
    }

    /// 1 for a line of this year's closed requests whose result is accepted.
    fn closed_this_year(self, accepts: impl Fn(Outcome) -> bool) -> i64 {
        i64::from(self.is_this_year() && matches!(self.measure, Measure::Closed(outcome) if accepts(outcome)))
    }

    /// 1 for a line of exactly this measure in the year reported.
    fn this_year(self, measure: Measure) -> i64 {
        i64::from(self.is_this_year() && self.measure == measure)
    }
}

fn table3(row: Row, column: Column, line: Line) -> i64 {
    if !column.admits(line.category) {
        return 0;
    }
    match row.role() {
        RowRole::Received => line.received() * i64::from(line.is_this_year()),
        RowRole::CarriedOver => (line.received() - line.closed()) * i64::from(!line.is_this_year()),
        RowRole::Result => line.closed_this_year(|outcome| row.counts(outcome)),
        RowRole::Results => line.closed_this_year(|_| true),
        RowRole::CarriedForward => line.received() - line.closed(),
    }
}

fn table4(group: AppealGroup, column: AppealColumn, line: Line) -> i64 {
    let filed = i64::from(line.measure == Measure::AppealFiled(group));
    let concluded = match line.measure {
        Measure::AppealConcluded(own, result) if own == group => Some(AppealColumn::from(result)),
        Measure::AppealConcluded(..)
        | Measure::Received(_)
        | Measure::Closed(_)
        | Measure::Timeliness(_)
        | Measure::ReplyDays(_)
        | Measure::AppealFiled(_)
        | Measure::ComplaintFiled
        | Measure::FeeChargedYuan
        | Measure::FeeWaivedYuan
        | Measure::FeeCases => None,
    };
    let concluded_this_year = concluded.filter(|_| line.is_this_year());
    let pending = filed - i64::from(concluded.is_some());
    match column {
        AppealColumn::Upheld | AppealColumn::Corrected | AppealColumn::Other => {
            i64::from(concluded_this_year == Some(column))
        }
        AppealColumn::Pending => pending,
        AppealColumn::Total => pending + i64::from(concluded_this_year.is_some()),
    }
}

fn old(source: Source, line: Line) -> i64 {
    let late_or_extended = || {
        line.this_year(Measure::Timeliness(Timeliness::ExtendedOnTime))
            + line.this_year(Measure::Timeliness(Timeliness::Late))
    };
    match source {
        Source::Heading | Source::Entered => 0,
        Source::Received(channels) => channels.iter().map(|channel| line.this_year(Measure::Received(*channel))).sum(),
        Source::Closed => line.closed_this_year(|_| true),
        Source::ClosedWithinPeriod => line.closed_this_year(|_| true) - late_or_extended(),
        Source::ClosedExtended => late_or_extended(),
        Source::Replied(replies) => line.closed_this_year(|outcome| replies.contains(&OldReply::of(outcome))),
        Source::Appeals(groups, columns) => {
            let cells = groups.iter().flat_map(|group| columns.iter().map(|column| (*group, *column)));
            cells.map(|(group, column)| table4(group, column, line)).sum()
        }
        Source::Complaints => line.this_year(Measure::ComplaintFiled),
        Source::Fees => line.this_year(Measure::FeeChargedYuan),
    }
}

fn statistics(statistic: Statistic, line: Line) -> i64 {
    match statistic {
        Statistic::Channel(channel) => line.this_year(Measure::Received(channel)),
        Statistic::Timeliness(timeliness) => line.this_year(Measure::Timeliness(timeliness)),
        Statistic::FeeChargedYuan => line.this_year(Measure::FeeChargedYuan),
        Statistic::FeeWaivedYuan => line.this_year(Measure::FeeWaivedYuan),
        Statistic::FeeCases => line.this_year(Measure::FeeCases),
        Statistic::CarriedOver => table3(Row::CarriedOver, Column::Total, line),
        Statistic::CarriedForward => table3(Row::CarriedForward, Column::Total, line),
    }
}
