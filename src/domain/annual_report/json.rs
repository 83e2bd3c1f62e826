//! 数据格式: the figures as the contract's JSON, keys in printed order.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::amount::Amount;
use super::column::{AppealColumn, Column};
use super::figures::{Counts, Figures, Statistics, Table3, Table4, Tables};
use super::old_row::OldRow;
use super::statistic::{Statistic, percent};
use super::table2::Table2;
use crate::domain::code::{AppealGroup, Channel};
use crate::domain::tally::Timeliness;

/// A JSON object whose keys stay in the order given.
struct InOrder<K, V>(Vec<(K, V)>);

impl<K: Serialize, V: Serialize> Serialize for InOrder<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut report = serializer.serialize_map(None)?;
        report.serialize_entry("agency", &self.header.agency)?;
        report.serialize_entry("year", &self.header.year)?;
        report.serialize_entry("form", &self.header.form)?;
        report.serialize_entry("scope", &self.header.scope)?;
        match &self.tables {
            Tables::Current { table2, table3, table4 } => {
                report.serialize_entry("table3", table3)?;
                report.serialize_entry("table4", table4)?;
                report.serialize_entry("table2", table2)?;
            }
            Tables::Old(rows) => report.serialize_entry("table_old", &old_table(rows))?,
        }
        report.serialize_entry("statistics", &StatisticsOf(&self.statistics, self.carried()))?;
        report.serialize_entry("prose", &Prose { received: self.received, received_means: "new" })?;
        report.end()
    }
}

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Column::ALL.map(|column| (column.as_str(), self.get(column))))
    }
}

impl Serialize for Table3 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.rows())
    }
}

impl Serialize for Table4 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = |group| {
            let figure = |column: &AppealColumn| (*column, self.get(group, *column));
            InOrder(AppealColumn::ALL.iter().map(figure).collect())
        };
        serializer.collect_map(AppealGroup::ALL.iter().map(|group| (*group, columns(*group))))
    }
}

impl Serialize for Table2 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.rows().map(|(row, columns)| (row, InOrder(columns))))
    }
}

#[derive(Serialize)]
struct OldFigure {
    label: String,
    unit: &'static str,
    year_value: Amount,
}

fn old_table(rows: &[(&'static OldRow, Amount)]) -> InOrder<&'static str, OldFigure> {
    let figure =
        |row: &OldRow, year_value| OldFigure { label: row.printed_label(), unit: row.unit.label(), year_value };
    InOrder(rows.iter().map(|(row, value)| (row.key, figure(row, *value))).collect())
}

#[derive(Serialize)]
struct Prose {
    received: i64,
    /// R21: always said.
    received_means: &'static str,
}

#[derive(Serialize)]
struct Share {
    count: i64,
    percent: String,
}

#[derive(Serialize)]
struct Fees {
    charged_yuan: i64,
    waived_yuan: i64,
    cases: i64,
}

/// The statistics, with 结转 where the form has no row for it.
struct StatisticsOf<'a>(&'a Statistics, Option<(i64, i64)>);

impl Serialize for StatisticsOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(statistics, carried) = self;
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("channels", &channels(statistics))?;
        object.serialize_entry("on_time", &timeliness(statistics))?;
        object.serialize_entry("fees", &fees(statistics))?;
        object.serialize_entry("first_reply_working_days", &statistics.first_reply)?;
        if let Some((over, forward)) = carried {
            object.serialize_entry("carried_over", over)?;
            object.serialize_entry("carried_forward", forward)?;
        }
        object.end()
    }
}

fn channels(statistics: &Statistics) -> InOrder<Channel, Share> {
    let share = |channel: &Channel| {
        let count = statistics.get(Statistic::Channel(*channel));
        (*channel, Share { count, percent: percent(count, statistics.received()) })
    };
    InOrder(Channel::ALL.iter().map(share).collect())
}

fn timeliness(statistics: &Statistics) -> InOrder<Timeliness, i64> {
    let figure = |timeliness: &Timeliness| (*timeliness, statistics.get(Statistic::Timeliness(*timeliness)));
    InOrder(Timeliness::ALL.iter().map(figure).collect())
}

fn fees(statistics: &Statistics) -> Fees {
    Fees {
        charged_yuan: statistics.get(Statistic::FeeChargedYuan),
        waived_yuan: statistics.get(Statistic::FeeWaivedYuan),
        cases: statistics.get(Statistic::FeeCases),
    }
}
