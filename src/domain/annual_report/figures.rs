//! 年度报告的数据: all figures of one agency's report for one year.

use std::collections::BTreeMap;

use super::amount::Amount;
use super::cell::Cell;
use super::column::{AppealColumn, Column};
use super::facts::CaseFacts;
use super::from_cases::reply_days;
use super::ledger::{Period, TallySums};
use super::old_row::{OLD_ROWS, OldRow, Source};
use super::row::Row;
use super::statistic::{FirstReply, Statistic};
use super::table2::{Entered, Table2};
use crate::domain::code::{AppealGroup, Category, Channel, coded_enum};
use crate::domain::regime::Form;
use crate::domain::tally::{Measure, Timeliness};

coded_enum! {
    /// 统计范围: whose cases the report counts.
    Scope {
        /// 本机关
        Own = "own",
        /// 本机关及所属各机关
        All = "all",
    }
}

/// What a report is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The agency's name as it is printed.
    pub agency: String,
    /// 年度
    pub year: i32,
    /// The form of the report.
    pub form: Form,
    /// Whose cases are counted.
    pub scope: Scope,
}

/// 一行: the six figures of a row of Table 3; 总计 is their sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts([i64; Category::ALL.len()]);

impl Counts {
    pub(super) fn of(count: impl Fn(Category) -> i64) -> Self {
        let mut counts = Self::default();
        for (slot, category) in counts.0.iter_mut().zip(Category::ALL) {
            *slot = count(*category);
        }
        counts
    }

    pub(super) fn add(&mut self, more: &Self) {
        self.0.iter_mut().zip(more.0).for_each(|(count, more)| *count += more);
    }

    /// The figure of a column.
    #[must_use]
    pub fn get(&self, column: Column) -> i64 {
        let admitted = self.0.iter().zip(Category::ALL).filter(|(_, category)| column.admits(**category));
        admitted.map(|(count, _)| count).sum()
    }
}

/// 表三, its rows in printed order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table3(pub(super) Vec<(Row, Counts)>);

impl Table3 {
    /// The figure of a row and column; 0 for a row that the form does not print.
    #[must_use]
    pub fn get(&self, row: Row, column: Column) -> i64 {
        self.0.iter().find(|(own, _)| *own == row).map_or(0, |(_, counts)| counts.get(column))
    }

    /// The rows in printed order.
    pub fn rows(&self) -> impl Iterator<Item = (Row, &Counts)> {
        self.0.iter().map(|(row, counts)| (*row, counts))
    }
}

/// 表四.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table4(pub(super) BTreeMap<(AppealGroup, AppealColumn), i64>);

impl Table4 {
    /// The figure of a group and column.
    #[must_use]
    pub fn get(&self, group: AppealGroup, column: AppealColumn) -> i64 {
        self.0.get(&(group, column)).copied().unwrap_or_default()
    }
}

/// The tables of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tables {
    /// The 2021 and the 2019 form: Tables 2, 3 and 4.
    Current {
        /// 表二, entered
        table2: Table2,
        /// 表三
        table3: Table3,
        /// 表四
        table4: Table4,
    },
    /// The 2014 form: one table, rows in printed order without the headings.
    Old(Vec<(&'static OldRow, Amount)>),
}

/// 年度统计: the figures beside the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statistics {
    pub(super) sums: BTreeMap<Statistic, i64>,
    /// 首次答复所用工作日
    pub first_reply: FirstReply,
}

impl Statistics {
    /// One figure.
    #[must_use]
    pub fn get(&self, statistic: Statistic) -> i64 {
        self.sums.get(&statistic).copied().unwrap_or_default()
    }

    /// Requests received through any channel.
    #[must_use]
    pub fn received(&self) -> i64 {
        Channel::ALL.iter().map(|channel| self.get(Statistic::Channel(*channel))).sum()
    }

    /// Replies given, on time or late.
    #[must_use]
    pub fn replies(&self) -> i64 {
        Timeliness::ALL.iter().map(|timeliness| self.get(Statistic::Timeliness(*timeliness))).sum()
    }
}

/// 年度报告的数据 (art 50).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// What the report is about.
    pub header: Header,
    /// The tables of its form.
    pub tables: Tables,
    /// The figures beside the tables.
    pub statistics: Statistics,
    /// 新收, for sentences (R21).
    pub received: i64,
}

impl Figures {
    /// 编制: the report from the sums of the ledger, in a time that does not grow with the number of
    /// cases. Entered figures that the form does not ask for are left out; those it asks for and that
    /// are missing are 0.
    ///
    /// ```
    /// use gongkai_core::domain::annual_report::{Column, Entered, Figures, Header, Row, Scope, Tables, TallySums};
    /// use gongkai_core::domain::code::{Category, Channel};
    /// use gongkai_core::domain::regime::Form;
    /// use gongkai_core::domain::tally::{Measure, TallyKey};
    ///
    /// let received = TallyKey { year: 2024, measure: Measure::Received(Channel::Post), category: Category::Enterprise };
    /// let header = Header { agency: "某局".into(), year: 2025, form: Form::Form2021, scope: Scope::Own };
    /// let figures = Figures::build(&header, &TallySums::of_year(2025, [(received, 2)]), &Entered::new());
    /// let Tables::Current { table3, .. } = figures.tables else { unreachable!() };
    /// assert_eq!(table3.get(Row::CarriedOver, Column::Total), 2);
    /// assert_eq!(table3.get(Row::CarriedForward, Column::Total), 2);
    /// ```
    #[must_use]
    pub fn build(header: &Header, sums: &TallySums, entered: &Entered) -> Self {
        let value = |cell: Cell| sums.lines().map(|(line, count)| cell.weight_of_line(line) * count).sum();
        Self::assemble(header, entered, value, &replies_by_day(sums))
    }

    /// 复核: the same report counted case by case, without the ledger. `gongkai check` and the tests
    /// compare it with [`Figures::build`]; it takes time in proportion to the cases.
    #[must_use]
    pub fn fold(header: &Header, cases: &[CaseFacts], entered: &Entered) -> Self {
        let value = |cell: Cell| cases.iter().map(|case| cell.weight_of_case(header.year, case)).sum();
        let mut replies = BTreeMap::new();
        for days in cases.iter().filter_map(|case| reply_days(header.year, case)) {
            *replies.entry(days).or_default() += 1;
        }
        Self::assemble(header, entered, value, &replies)
    }

    fn assemble(header: &Header, entered: &Entered, value: impl Fn(Cell) -> i64, replies: &BTreeMap<u16, i64>) -> Self {
        let tables = match header.form {
            Form::Form2021 | Form::Form2019 => Tables::Current {
                table2: Table2 { form: header.form, entered: entered.clone() },
                table3: table3(header.form, &value),
                table4: table4(&value),
            },
            Form::Form2014 => Tables::Old(old_table(entered, &value)),
        };
        let sums = Statistic::all().map(|statistic| (statistic, value(Cell::Statistic(statistic)))).collect();
        Self {
            header: header.clone(),
            tables,
            statistics: Statistics { sums, first_reply: FirstReply::of(replies) },
            received: value(Cell::ProseReceived),
        }
    }

    /// 结转 for the form that has no row for it: 上年结转 and 结转下年度.
    #[must_use]
    pub fn carried(&self) -> Option<(i64, i64)> {
        let statistic = |statistic| self.statistics.get(statistic);
        match self.tables {
            Tables::Current { .. } => None,
            Tables::Old(_) => Some((statistic(Statistic::CarriedOver), statistic(Statistic::CarriedForward))),
        }
    }
}

fn table3(form: Form, value: impl Fn(Cell) -> i64) -> Table3 {
    let counts = |row| Counts::of(|category| value(Cell::Table3(row, Column::Of(category))));
    Table3(Row::of_form(form).map(|row| (row, counts(row))).collect())
}

fn table4(value: impl Fn(Cell) -> i64) -> Table4 {
    let places = AppealGroup::ALL.iter().flat_map(|group| AppealColumn::ALL.iter().map(|column| (*group, *column)));
    Table4(places.map(|(group, column)| ((group, column), value(Cell::Table4(group, column)))).collect())
}

fn old_table(entered: &Entered, value: impl Fn(Cell) -> i64) -> Vec<(&'static OldRow, Amount)> {
    let figure = |row: &'static OldRow| match row.source {
        Source::Heading | Source::Entered => entered.get(row.key).copied().unwrap_or_default(),
        Source::Fees => Amount::wan_yuan(value(Cell::Old(row))),
        Source::Received(_)
        | Source::Closed
        | Source::ClosedWithinPeriod
        | Source::ClosedExtended
        | Source::Replied(_)
        | Source::Appeals(..)
        | Source::Complaints => Amount::from(value(Cell::Old(row))),
    };
    OLD_ROWS.iter().filter(|row| row.has_figure()).map(|row| (row, figure(row))).collect()
}

fn replies_by_day(sums: &TallySums) -> BTreeMap<u16, i64> {
    let mut replies = BTreeMap::new();
    for (line, count) in sums.lines() {
        if let (Period::ThisYear, Measure::ReplyDays(days)) = (line.period, line.measure) {
            *replies.entry(days).or_default() += count;
        }
    }
    replies
}
