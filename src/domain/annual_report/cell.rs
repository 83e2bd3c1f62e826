//! 单元格: the address of one figure of the report, so that every figure can list its cases.

use std::fmt;
use std::str::FromStr;

use super::column::{AppealColumn, Column};
use super::old_row::OldRow;
use super::row::Row;
use super::statistic::Statistic;
use crate::domain::code::{AppealGroup, UnknownCode};

/// 单元格: one figure of the report that is derived from cases.
///
/// A figure is a weighted sum, and it is defined twice: over the lines of the ledger
/// ([`Cell::weight_of_line`]) and over the facts of each case ([`Cell::weight_of_case`]). The first makes
/// the report, the second lists and re-counts the cases behind it; that they agree for any history is
/// a property test.
///
/// ```
/// use gongkai_core::domain::annual_report::{Cell, Column, Row};
/// let cell = "table3/三(一)/total".parse();
/// assert_eq!(cell, Ok(Cell::Table3(Row::Disclosed, Column::Total)));
/// assert_eq!(Cell::Table3(Row::Disclosed, Column::Total).to_string(), "table3/三(一)/total");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// 表三: `table3/ROW/COLUMN`
    Table3(Row, Column),
    /// 表四: `table4/GROUP/COLUMN`
    Table4(AppealGroup, AppealColumn),
    /// The 2014 table: `table_old/ROW/year_value`
    Old(&'static OldRow),
    /// The year's statistics: `statistics/…`
    Statistic(Statistic),
    /// The number of requests received that a sentence may state (R21): `prose/received`
    ProseReceived,
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table3(row, column) => write!(f, "table3/{row}/{column}"),
            Self::Table4(group, column) => write!(f, "table4/{group}/{column}"),
            Self::Old(row) => write!(f, "table_old/{}/year_value", row.key),
            Self::Statistic(statistic) => write!(f, "statistics/{statistic}"),
            Self::ProseReceived => f.write_str("prose/received"),
        }
    }
}

impl FromStr for Cell {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let unknown = || UnknownCode {
            kind: "Cell",
            value: text.to_owned(),
            allowed:
                "table3/ROW/COLUMN, table4/GROUP/COLUMN, table_old/ROW/year_value, statistics/NAME, prose/received"
                    .to_owned(),
        };
        let (table, rest) = text.split_once('/').ok_or_else(unknown)?;
        let pair = || rest.split_once('/').ok_or_else(unknown);
        match table {
            "table3" => pair().and_then(|(row, column)| Ok(Self::Table3(row.parse()?, column.parse()?))),
            "table4" => pair().and_then(|(group, column)| Ok(Self::Table4(group.parse()?, column.parse()?))),
            "table_old" => {
                let key = rest.strip_suffix("/year_value").ok_or_else(unknown)?;
                let row = OldRow::find(key)?;
                if row.is_counted() { Ok(Self::Old(row)) } else { Err(unknown()) }
            }
            "statistics" => Ok(Self::Statistic(rest.parse()?)),
            "prose" if rest == "received" => Ok(Self::ProseReceived),
            _ => Err(unknown()),
        }
    }
}
