//! 已公布的报告: the figures of a report as printed, blanks included.

use std::collections::BTreeMap;

use crate::domain::annual_report::{Amount, AppealColumn, Column, Figures, Row, Statistic, Tables};
use crate::domain::code::{AppealGroup, Channel, coded_enum};
use crate::domain::regime::Form;

coded_enum! {
    /// 口径 (R21): what a sentence counts when it says how many requests there were.
    ReceivedMeans {
        /// 新收
        New = "new",
        /// 新收与上年结转合计
        NewAndCarried = "new_and_carried",
    }
}

coded_enum! {
    /// A column of an old table.
    OldColumn {
        /// 本年数
        YearValue = "year_value",
        /// 历年累计
        Cumulative = "cumulative",
    }
}

/// A row of an old table, under the key by which the report prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldLine {
    /// The row number (`三(一)1`) or the printed label.
    pub key: String,
    /// Its figures; a column that is not printed is not in the map, a blank is `None`.
    pub figures: BTreeMap<OldColumn, Option<Amount>>,
}

/// 已公布的报告. A figure that is not in a table, or that is `None`, was printed blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The agency as printed, empty if not given.
    pub agency: String,
    /// 年度, if given.
    pub year: Option<i32>,
    /// The form.
    pub form: Form,
    /// 表三
    pub table3: BTreeMap<(Row, Column), Option<Amount>>,
    /// 表四
    pub table4: BTreeMap<(AppealGroup, AppealColumn), Option<Amount>>,
    /// 统计表 of the years before 2019, its rows in printed order.
    pub table_old: Vec<OldLine>,
    /// The count of each channel in the statistics.
    pub channels: BTreeMap<Channel, Option<Amount>>,
    /// 上年结转 and 结转下年度 stated in the statistics, where the form has no row for them.
    pub carried: BTreeMap<Statistic, Option<Amount>>,
    /// The number of requests that the prose states, and what it counts.
    pub prose: Option<(Amount, ReceivedMeans)>,
}

impl Published {
    /// Whether the report has Tables 3 and 4, or ought to.
    #[must_use]
    pub fn has_current_tables(&self) -> bool {
        self.form != Form::Form2014 || !self.table3.is_empty() || !self.table4.is_empty()
    }

    /// Whether （六） is printed as its three rows: as they are found, and if there is neither, as the form
    /// has it. Reports print the one where the form has the other.
    #[must_use]
    pub fn divides_other_handling(&self) -> bool {
        let prints = |wanted: Row| self.table3.keys().any(|(row, _)| *row == wanted);
        let divided = Row::OTHER_HANDLING_PARTS.iter().any(|row| prints(*row));
        divided || (self.form == Form::Form2021 && !prints(Row::OtherHandling))
    }

    /// The rows of Table 3 that the report prints or ought to print; none for the 2014 form.
    pub fn rows(&self) -> impl Iterator<Item = Row> {
        let shape = if self.divides_other_handling() { Form::Form2021 } else { Form::Form2019 };
        Row::of_form(shape).filter(|_| self.has_current_tables())
    }

    /// A figure of Table 3, `None` if blank.
    #[must_use]
    pub fn table3(&self, row: Row, column: Column) -> Option<Amount> {
        self.table3.get(&(row, column)).copied().flatten()
    }

    /// （六） as one figure, however the report prints it.
    #[must_use]
    pub fn other_handling(&self, column: Column) -> Option<Amount> {
        if self.divides_other_handling() {
            Row::OTHER_HANDLING_PARTS.iter().map(|row| self.table3(*row, column)).sum()
        } else {
            self.table3(Row::OtherHandling, column)
        }
    }

    /// A figure of Table 4, `None` if blank.
    #[must_use]
    pub fn table4(&self, group: AppealGroup, column: AppealColumn) -> Option<Amount> {
        self.table4.get(&(group, column)).copied().flatten()
    }

    /// A figure of an old table; `None` if it is blank or not printed.
    #[must_use]
    pub fn old(&self, key: &str, column: OldColumn) -> Option<Amount> {
        let line = self.table_old.iter().find(|line| line.key == key)?;
        line.figures.get(&column).copied().flatten()
    }

    /// A carried figure of the statistics, `None` if not stated.
    #[must_use]
    pub fn carried(&self, statistic: Statistic) -> Option<Amount> {
        self.carried.get(&statistic).copied().flatten()
    }
}

impl From<&Figures> for Published {
    /// Our own report, to be checked by the rules for everybody's.
    fn from(figures: &Figures) -> Self {
        let statistic = |statistic| Some(Amount::from(figures.statistics.get(statistic)));
        let mut published = Self {
            agency: figures.header.agency.clone(),
            year: Some(figures.header.year),
            form: figures.header.form,
            table3: BTreeMap::new(),
            table4: BTreeMap::new(),
            table_old: Vec::new(),
            channels: Channel::ALL.iter().map(|channel| (*channel, statistic(Statistic::Channel(*channel)))).collect(),
            carried: BTreeMap::new(),
            prose: Some((Amount::from(figures.received), ReceivedMeans::New)),
        };
        match &figures.tables {
            Tables::Current { table3, table4, .. } => {
                let cells =
                    table3.rows().flat_map(|(row, counts)| Column::ALL.map(|column| (row, column, counts.get(column))));
                published.table3 = cells.map(|(row, column, count)| ((row, column), Some(count.into()))).collect();
                let places =
                    AppealGroup::ALL.iter().flat_map(|group| AppealColumn::ALL.iter().map(|column| (*group, *column)));
                published.table4 =
                    places.map(|(group, column)| ((group, column), Some(table4.get(group, column).into()))).collect();
            }
            Tables::Old(rows) => {
                let line = |key: &str, value| OldLine {
                    key: key.to_owned(),
                    figures: BTreeMap::from([(OldColumn::YearValue, Some(value))]),
                };
                published.table_old = rows.iter().map(|(row, value)| line(row.key, *value)).collect();
                let carried = [Statistic::CarriedOver, Statistic::CarriedForward];
                published.carried = carried.map(|which| (which, statistic(which))).into();
            }
        }
        published
    }
}
