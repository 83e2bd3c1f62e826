//! 定稿后调整: where the live figures differ from those that were frozen.

use std::collections::BTreeMap;
use std::fmt;

use super::amount::Amount;
use super::cell::Cell;
use super::column::{AppealColumn, Column};
use super::facts::CaseFacts;
use super::figures::{Figures, Tables};
use super::from_cases::reply_days;
use super::old_row::{OldRow, Source};
use super::statistic::Statistic;
use super::table2::entered_cells;
use crate::domain::code::AppealGroup;
use crate::domain::regime::Form;

/// 数字的位置: a figure of the report, counted or entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FigurePlace {
    /// A sum over cases.
    Counted(Cell),
    /// 填报数, under the key by which it is entered: `table2/KEY`, or the row of the 2014 table.
    Entered(Form, String),
    /// `statistics/first_reply_working_days/median`
    ReplyMedian,
    /// `statistics/first_reply_working_days/p90`
    ReplyP90,
}

impl fmt::Display for FigurePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Counted(cell) => cell.fmt(f),
            Self::Entered(Form::Form2014, key) => write!(f, "table_old/{key}/year_value"),
            Self::Entered(Form::Form2021 | Form::Form2019, key) => write!(f, "table2/{key}"),
            Self::ReplyMedian => f.write_str("statistics/first_reply_working_days/median"),
            Self::ReplyP90 => f.write_str("statistics/first_reply_working_days/p90"),
        }
    }
}

impl FigurePlace {
    /// The figure of a row of the 2014 table.
    #[must_use]
    pub fn of_old_row(row: &'static OldRow) -> Self {
        match row.source {
            Source::Entered => Self::Entered(Form::Form2014, row.key.to_owned()),
            Source::Heading
            | Source::Received(_)
            | Source::Closed
            | Source::ClosedWithinPeriod
            | Source::ClosedExtended
            | Source::Replied(_)
            | Source::Appeals(..)
            | Source::Complaints
            | Source::Fees => Self::Counted(Cell::Old(row)),
        }
    }

    /// What one case adds to the figure, to tell whether the case has changed it; nothing for what is
    /// entered.
    #[must_use]
    pub fn weight_of_case(&self, year: i32, case: &CaseFacts) -> i64 {
        match self {
            Self::Counted(cell) => cell.weight_of_case(year, case),
            Self::Entered(..) => 0,
            Self::ReplyMedian | Self::ReplyP90 => reply_days(year, case).map_or(-1, i64::from),
        }
    }
}

/// 调整: one figure that is no longer what was frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which figure.
    pub place: FigurePlace,
    /// What was frozen.
    pub from: Amount,
    /// What it is now.
    pub to: Amount,
}

impl Figures {
    /// 定稿后调整: every figure in which `live` differs from this report, in printed order. Both are of the
    /// same form.
    ///
    /// ```
    /// use gongkai_core::domain::annual_report::{Entered, Figures, Header, Scope, TallySums};
    /// use gongkai_core::domain::code::{Category, Channel};
    /// use gongkai_core::domain::regime::Form;
    /// use gongkai_core::domain::tally::{Measure, TallyKey};
    ///
    /// let header = Header { agency: "某局".into(), year: 2025, form: Form::Form2021, scope: Scope::Own };
    /// let frozen = Figures::build(&header, &TallySums::default(), &Entered::new());
    /// let received = TallyKey { year: 2025, measure: Measure::Received(Channel::Post), category: Category::Research };
    /// let live = Figures::build(&header, &TallySums::of_year(2025, [(received, 1)]), &Entered::new());
    /// let places: Vec<String> = frozen.differences(&live).iter().map(|found| found.place.to_string()).collect();
    /// assert_eq!(places[..2], ["table3/一/research", "table3/一/total"]);
    /// assert_eq!(frozen.differences(&frozen), []);
    /// ```
    #[must_use]
    pub fn differences(&self, live: &Self) -> Vec<Difference> {
        let now: BTreeMap<String, Amount> =
            live.places().into_iter().map(|(place, amount)| (place.to_string(), amount)).collect();
        let compare = |(place, from): (FigurePlace, Amount)| {
            let to = now.get(&place.to_string()).copied().unwrap_or_default();
            (from != to).then_some(Difference { place, from, to })
        };
        self.places().into_iter().filter_map(compare).collect()
    }

    /// Every figure with its place, in printed order.
    #[must_use]
    pub fn places(&self) -> Vec<(FigurePlace, Amount)> {
        let mut places = self.table_places();
        let counted = |statistic| {
            let amount = Amount::from(self.statistics.get(statistic));
            (FigurePlace::Counted(Cell::Statistic(statistic)), amount)
        };
        places.extend(Statistic::all().filter(|statistic| self.states(*statistic)).map(counted));
        let first_reply = self.statistics.first_reply;
        places.push((FigurePlace::ReplyMedian, Amount::from(i64::from(first_reply.median))));
        places.push((FigurePlace::ReplyP90, Amount::from(i64::from(first_reply.p90))));
        places.push((FigurePlace::Counted(Cell::ProseReceived), Amount::from(self.received)));
        places
    }

    /// What is carried is a statistic only where the form has no row for it.
    fn states(&self, statistic: Statistic) -> bool {
        self.carried().is_some() || !matches!(statistic, Statistic::CarriedOver | Statistic::CarriedForward)
    }

    fn table_places(&self) -> Vec<(FigurePlace, Amount)> {
        let form = self.header.form;
        let mut places = Vec::new();
        match &self.tables {
            Tables::Current { table2, table3, table4 } => {
                let keys = entered_cells(form).into_iter();
                places.extend(keys.map(|key| {
                    let amount = table2.entered.get(&key).copied().unwrap_or_default();
                    (FigurePlace::Entered(form, key), amount)
                }));
                for (row, counts) in table3.rows() {
                    let place = |column| FigurePlace::Counted(Cell::Table3(row, column));
                    places.extend(Column::ALL.map(|column| (place(column), Amount::from(counts.get(column)))));
                }
                for group in AppealGroup::ALL {
                    let place = |column| FigurePlace::Counted(Cell::Table4(*group, column));
                    let figure = |column: &AppealColumn| (place(*column), Amount::from(table4.get(*group, *column)));
                    places.extend(AppealColumn::ALL.iter().map(figure));
                }
            }
            Tables::Old(rows) => {
                places.extend(rows.iter().map(|(row, amount)| (FigurePlace::of_old_row(row), *amount)));
            }
        }
        places
    }
}
