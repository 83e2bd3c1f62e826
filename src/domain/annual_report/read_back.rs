//! 读回: our own figures from the JSON in which they were kept, so that what was frozen can be laid out and
//! compared again. A stranger's report is read elsewhere, with blanks and all.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

use super::amount::Amount;
use super::column::{AppealColumn, Column};
use super::figures::{Counts, Figures, Header, Scope, Statistics, Table3, Table4, Tables};
use super::old_row::OldRow;
use super::row::Row;
use super::statistic::{FirstReply, Statistic};
use super::table2::{Block, Entered, Table2};
use crate::domain::code::{AppealGroup, Category, Channel};
use crate::domain::regime::Form;
use crate::domain::tally::Timeliness;

type Table<R, C, V> = BTreeMap<R, BTreeMap<C, V>>;

#[derive(Deserialize)]
struct Written {
    agency: String,
    year: i32,
    form: Form,
    scope: Scope,
    #[serde(default)]
    table2: Table<String, String, Amount>,
    #[serde(default)]
    table3: Table<Row, String, i64>,
    #[serde(default)]
    table4: Table<AppealGroup, AppealColumn, i64>,
    #[serde(default)]
    table_old: BTreeMap<String, OldFigure>,
    statistics: WrittenStatistics,
    prose: Prose,
}

#[derive(Deserialize)]
struct OldFigure {
    year_value: Amount,
}

#[derive(Deserialize)]
struct Prose {
    received: i64,
}

#[derive(Deserialize)]
struct WrittenStatistics {
    channels: BTreeMap<Channel, Count>,
    on_time: BTreeMap<Timeliness, i64>,
    fees: Fees,
    first_reply_working_days: FirstReply,
    carried_over: Option<i64>,
    carried_forward: Option<i64>,
}

#[derive(Deserialize)]
struct Count {
    count: i64,
}

#[derive(Deserialize)]
struct Fees {
    charged_yuan: i64,
    waived_yuan: i64,
    cases: i64,
}

impl<'de> Deserialize<'de> for Figures {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Written { agency, year, form, scope, table2, table3, table4, table_old, statistics, prose } =
            Written::deserialize(deserializer)?;
        let tables = match form {
            Form::Form2021 | Form::Form2019 => Tables::Current {
                table2: Table2 { form, entered: entered(table2) },
                table3: read_table3(form, &table3),
                table4: read_table4(&table4),
            },
            Form::Form2014 => Tables::Old(read_table_old(table_old).map_err(D::Error::custom)?),
        };
        let statistics = statistics.read(&tables);
        Ok(Self { header: Header { agency, year, form, scope }, tables, statistics, received: prose.received })
    }
}

fn entered(table: Table<String, String, Amount>) -> Entered {
    let cells = table.into_iter().flat_map(|(row, columns)| {
        columns.into_iter().map(move |(column, amount)| (Block::key(&row, &column), amount))
    });
    cells.collect()
}

/// The rows of the form in printed order; 总计 is the sum of the columns again.
fn read_table3(form: Form, table: &Table<Row, String, i64>) -> Table3 {
    let count = |row: Row, category: Category| table.get(&row)?.get(category.as_str()).copied();
    let counts = |row| Counts::of(|category| count(row, category).unwrap_or_default());
    Table3(Row::of_form(form).map(|row| (row, counts(row))).collect())
}

fn read_table4(table: &Table<AppealGroup, AppealColumn, i64>) -> Table4 {
    let cells = table.iter().flat_map(|(group, columns)| columns.iter().map(|(column, n)| ((*group, *column), *n)));
    Table4(cells.collect())
}

fn read_table_old(table: BTreeMap<String, OldFigure>) -> Result<Vec<(&'static OldRow, Amount)>, String> {
    let mut rows = Vec::new();
    for row in super::old_row::OLD_ROWS.iter().filter(|row| row.has_figure()) {
        let figure = table.get(row.key).ok_or_else(|| format!("there is no row {}", row.key))?;
        rows.push((row, figure.year_value));
    }
    Ok(rows)
}

impl WrittenStatistics {
    /// The form that has rows for what is carried does not say it again beside them.
    fn read(self, tables: &Tables) -> Statistics {
        let carried = |row, stated: Option<i64>| match tables {
            Tables::Current { table3, .. } => table3.get(row, Column::Total),
            Tables::Old(_) => stated.unwrap_or_default(),
        };
        let value = |statistic| match statistic {
            Statistic::Channel(channel) => self.channels.get(&channel).map_or(0, |channel| channel.count),
            Statistic::Timeliness(timeliness) => self.on_time.get(&timeliness).copied().unwrap_or_default(),
            Statistic::FeeChargedYuan => self.fees.charged_yuan,
            Statistic::FeeWaivedYuan => self.fees.waived_yuan,
            Statistic::FeeCases => self.fees.cases,
            Statistic::CarriedOver => carried(Row::CarriedOver, self.carried_over),
            Statistic::CarriedForward => carried(Row::CarriedForward, self.carried_forward),
        };
        let sums = Statistic::all().map(|statistic| (statistic, value(statistic))).collect();
        Statistics { sums, first_reply: self.first_reply_working_days }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AmountVisitor)
    }
}

struct AmountVisitor;

impl Visitor<'_> for AmountVisitor {
    type Value = Amount;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number with at most four decimals")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Amount, E> {
        Amount::whole(number).ok_or_else(|| E::custom("too large a number"))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Amount, E> {
        i64::try_from(number).map_err(|_| E::custom("too large a number")).and_then(|number| self.visit_i64(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Amount, E> {
        Amount::decimal(number).ok_or_else(|| E::custom("too large or too fine a number"))
    }
}
