//! 统计表: the figures of the year as formulas over the register, each with the value that this program counts.

use std::collections::HashMap;
use std::io;

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

use super::book::Of;
use super::criteria::{Is, Ranges, letters};
use super::table::{Formats, Xlsx, excel, paper};
use super::words;
use crate::domain::annual_report::{
    AppealColumn, CaseFacts, Cell, Column, Row, RowRole, Statistic, appeal_group_label,
};
use crate::domain::code::{AppealGroup, Channel};
use crate::domain::register::{Field, Standing, Word};
use crate::domain::tally::Timeliness;
use crate::messages::Lang;

/// The cells with the first and the last day of the year.
const FIRST: &str = "$B$2";
const LAST: &str = "$B$3";
/// The line of the heading of Table 3, counted from 0.
const HEADING: u32 = 4;
/// Columns of the sheet of appeals: group, filed, concluded, result.
const GROUP: usize = 1;
const FILED: usize = 2;
const CONCLUDED: usize = 3;
const RESULT: usize = 4;
/// Columns of the sheet of fees: day, charged, waived.
const ON: usize = 1;
const CHARGED: usize = 2;
const WAIVED: usize = 3;

/// The figures of a year, counted line by line as the report counts them.
pub(super) struct Statistics {
    of: Of,
    counted: HashMap<String, (Cell, i64)>,
}

impl Statistics {
    pub(super) fn new(of: Of) -> Self {
        let counted = cells(of).map(|cell| (cell.to_string(), (cell, 0))).collect();
        Self { of, counted }
    }

    /// Counts a case.
    pub(super) fn see(&mut self, facts: &CaseFacts) {
        for (cell, count) in self.counted.values_mut() {
            *count += cell.weight_of_case(self.of.year, facts);
        }
    }

    /// Writes the sheet after all lines are in the others.
    pub(super) fn write(self, lang: Lang, xlsx: &mut Xlsx, (appeals, fees): (usize, usize)) -> io::Result<()> {
        let ranges = |table| Ranges { sheets: xlsx.sheets(table) };
        let (register, appeals, fees) = (ranges(0), ranges(appeals), ranges(fees));
        let mut sheet = Worksheet::new();
        let formats = Formats::new();
        let mut page = Page { lang, statistics: &self, sheet: &mut sheet, formats: &formats, line: HEADING };
        let written = page.head().and_then(|()| {
            page.table3(&register)?;
            page.table4(&appeals)?;
            page.others(&register, &fees)
        });
        written.map_err(io::Error::other)?;
        xlsx.workbook.push_worksheet(sheet);
        Ok(())
    }

    fn value(&self, cell: Cell) -> i64 {
        self.counted.get(&cell.to_string()).map_or(0, |(_, count)| *count)
    }
}

/// Every figure of the sheet.
fn cells(of: Of) -> impl Iterator<Item = Cell> {
    let table3 = Row::of_form(of.form).flat_map(|row| Column::ALL.map(|column| Cell::Table3(row, column)));
    let table4 =
        AppealGroup::ALL.iter().flat_map(|group| AppealColumn::ALL.iter().map(|column| Cell::Table4(*group, *column)));
    table3.chain(table4).chain(Statistic::all().map(Cell::Statistic))
}

/// The sheet while it is written.
struct Page<'a> {
    lang: Lang,
    statistics: &'a Statistics,
    sheet: &'a mut Worksheet,
    formats: &'a Formats,
    /// The next line, counted from 0.
    line: u32,
}

impl Page<'_> {
    fn head(&mut self) -> Result<(), XlsxError> {
        let year = self.statistics.of.year;
        let title = self.lang.with("register-statistics-title", &[("year", year.to_string().into())]);
        paper(self.sheet, &title, 1)?;
        self.sheet.set_name(self.lang.text("register-sheet-statistics"))?.set_column_width(0, 80)?;
        self.sheet.set_column_range_width(1, 7, 13)?;
        self.sheet.write_string_with_format(0, 0, &title, &Format::new().set_bold().set_font_size(14))?;
        let days = [("register-from", (1, 1)), ("register-to", (12, 31))];
        for (line, (id, (month, day))) in (1..).zip(days) {
            self.sheet.write_string(line, 0, self.lang.text(id))?;
            if let Some(on) = NaiveDate::from_ymd_opt(year, month, day) {
                self.sheet.write_datetime_with_format(line, 1, excel(on)?, &self.formats.day)?;
            }
        }
        Ok(())
    }

    /// A line of headings.
    fn heading(&mut self, first: &str, others: &[String]) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.line, 0, first, &self.formats.heading)?;
        for (column, title) in (1..).zip(others) {
            self.sheet.write_string_with_format(self.line, column, title, &self.formats.heading)?;
        }
        self.line += 1;
        Ok(())
    }

    /// A line of figures.
    fn figures(&mut self, label: &str, formulas: &[(String, i64)]) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.line, 0, label, &self.formats.text)?;
        for (column, (formula, value)) in (1..).zip(formulas) {
            let formula = Formula::new(format!("={formula}")).set_result(value.to_string());
            self.sheet.write_formula_with_format(self.line, column, formula, &self.formats.number)?;
        }
        self.line += 1;
        Ok(())
    }

    fn table3(&mut self, register: &Ranges) -> Result<(), XlsxError> {
        let titles = Column::ALL.map(|column| column.label().to_owned());
        self.heading(&self.lang.text("register-table3"), &titles)?;
        let first = self.line + 1;
        let rows: Vec<Row> = Row::of_form(self.statistics.of.form).collect();
        let at = |role| (first..).zip(&rows).find(|(_, row)| row.role() == role).map_or(first, |(line, _)| line);
        let places = Places {
            received: at(RowRole::Received),
            carried_over: at(RowRole::CarriedOver),
            first_result: at(RowRole::Result),
            results: at(RowRole::Results),
            carried_forward: at(RowRole::CarriedForward),
        };
        for row in rows {
            let line = self.line + 1;
            let formulas = (1..).zip(Column::ALL).map(|(place, column)| {
                let formula = match column {
                    Column::Total => format!("SUM(B{line}:G{line})"),
                    Column::Of(category) => {
                        let word = words::said(self.lang, Word { kind: "category", code: category.as_str() });
                        self.counted_in(register, row, &word, (&places, &letters(place)))
                    }
                };
                (formula, self.statistics.value(Cell::Table3(row, column)))
            });
            let formulas: Vec<_> = formulas.collect();
            let label = row.group().map_or_else(String::new, |group| format!("{} ", group.label())) + row.label();
            self.figures(&label, &formulas)?;
        }
        let balance = (1..=7).map(|place| (places.balance(&letters(place)), 0));
        self.figures(&self.lang.text("register-balance"), &balance.collect::<Vec<_>>())?;
        self.line += 1;
        Ok(())
    }

    /// The formula of a figure of Table 3 for one category.
    fn counted_in(&self, register: &Ranges, row: Row, category: &str, (places, column): (&Places, &str)) -> String {
        let standing = |standing: Standing| words::said(self.lang, Word { kind: "standing", code: standing.as_str() });
        let of_category = |standing: &str, more: Option<Is<'_>>| {
            let mut conditions =
                vec![(at(Field::Standing), Is::Text(standing)), (at(Field::Category), Is::Text(category))];
            conditions.extend(more.map(|is| (at(Field::ClosedOn), is)));
            register.count(&conditions)
        };
        let (new, carried) = (standing(Standing::New), standing(Standing::CarriedOver));
        match row.role() {
            RowRole::Received => of_category(&new, None),
            RowRole::CarriedOver => of_category(&carried, None),
            RowRole::Result => register.count(&[
                (at(Field::ReportRow), Is::Text(row.as_str())),
                (at(Field::Category), Is::Text(category)),
                (at(Field::ClosedOn), Is::From(FIRST)),
                (at(Field::ClosedOn), Is::UpTo(LAST)),
            ]),
            RowRole::Results => {
                format!("SUM({column}{}:{column}{})", places.first_result, places.results.saturating_sub(1))
            }
            RowRole::CarriedForward => format!(
                "{column}{}+{column}{}-({})-({})",
                places.received,
                places.carried_over,
                of_category(&new, Some(Is::UpTo(LAST))),
                of_category(&carried, Some(Is::UpTo(LAST))),
            ),
        }
    }

    fn table4(&mut self, appeals: &Ranges) -> Result<(), XlsxError> {
        let titles: Vec<String> = AppealColumn::ALL.iter().map(|column| column.label().to_owned()).collect();
        self.heading(&self.lang.text("register-table4"), &titles)?;
        for group in AppealGroup::ALL {
            let name = words::said(self.lang, Word { kind: "group", code: group.as_str() });
            let line = self.line + 1;
            let formula = |column: &AppealColumn| {
                let concluded = |code| {
                    let result = words::said(self.lang, Word { kind: "result", code });
                    appeals.count(&[
                        (GROUP, Is::Text(&name)),
                        (RESULT, Is::Text(&result)),
                        (CONCLUDED, Is::From(FIRST)),
                        (CONCLUDED, Is::UpTo(LAST)),
                    ])
                };
                match column {
                    AppealColumn::Upheld | AppealColumn::Corrected | AppealColumn::Other => concluded(column.as_str()),
                    AppealColumn::Pending => format!(
                        "{}-({})",
                        appeals.count(&[(GROUP, Is::Text(&name)), (FILED, Is::UpTo(LAST))]),
                        appeals.count(&[
                            (GROUP, Is::Text(&name)),
                            (FILED, Is::UpTo(LAST)),
                            (CONCLUDED, Is::UpTo(LAST)),
                        ]),
                    ),
                    AppealColumn::Total => format!("SUM(B{line}:E{line})"),
                }
            };
            let value = |column: &AppealColumn| self.statistics.value(Cell::Table4(*group, *column));
            let formulas: Vec<_> = AppealColumn::ALL.iter().map(|column| (formula(column), value(column))).collect();
            self.figures(appeal_group_label(*group), &formulas)?;
        }
        self.line += 1;
        Ok(())
    }

    /// 渠道, 办理时限, 收费
    fn others(&mut self, register: &Ranges, fees: &Ranges) -> Result<(), XlsxError> {
        self.heading(&self.lang.text("register-others"), &[self.lang.text("register-count")])?;
        let new = words::said(self.lang, Word { kind: "standing", code: Standing::New.as_str() });
        for channel in Channel::ALL {
            let name = words::said(self.lang, Word { kind: "channel", code: channel.as_str() });
            let formula =
                register.count(&[(at(Field::Standing), Is::Text(&new)), (at(Field::Channel), Is::Text(&name))]);
            self.figure(&name, formula, Statistic::Channel(*channel))?;
        }
        for timeliness in Timeliness::ALL {
            let name = words::said(self.lang, Word { kind: "timeliness", code: timeliness.as_str() });
            let formula = register.count(&[
                (at(Field::Timeliness), Is::Text(&name)),
                (at(Field::ClosedOn), Is::From(FIRST)),
                (at(Field::ClosedOn), Is::UpTo(LAST)),
            ]);
            self.figure(&name, formula, Statistic::Timeliness(*timeliness))?;
        }
        for (id, column, statistic) in [
            ("register-fee-charged", CHARGED, Statistic::FeeChargedYuan),
            ("register-fee-waived", WAIVED, Statistic::FeeWaivedYuan),
        ] {
            let formula = fees.sum(column, &[(ON, Is::From(FIRST)), (ON, Is::UpTo(LAST))]);
            self.figure(&self.lang.text(id), formula, statistic)?;
        }
        Ok(())
    }

    fn figure(&mut self, label: &str, formula: String, statistic: Statistic) -> Result<(), XlsxError> {
        let value = self.statistics.value(Cell::Statistic(statistic));
        self.figures(label, &[(formula, value)])
    }
}

/// Lines of Table 3, counted from 1 as formulas do.
struct Places {
    received: u32,
    carried_over: u32,
    first_result: u32,
    results: u32,
    carried_forward: u32,
}

impl Places {
    /// 勾稽关系: 一 + 二 − （七） − 四, which is 0.
    fn balance(&self, column: &str) -> String {
        let Self { received, carried_over, results, carried_forward, first_result: _ } = self;
        format!("{column}{received}+{column}{carried_over}-{column}{results}-{column}{carried_forward}")
    }
}

/// The place of a column of the register, counted from 0.
fn at(field: Field) -> usize {
    Field::ALL.iter().position(|it| *it == field).unwrap_or_default()
}
