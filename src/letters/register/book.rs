//! 登记簿的电子表格: the register, appeals and fees one by one, and the statistics of a year.

use std::io::{self, Write};

use super::statistics::Statistics;
use super::table::Xlsx;
use super::{Cell, Column, Sheet, words};
use crate::domain::annual_report::{Appeal, CaseFacts, Fee};
use crate::domain::regime::Form;
use crate::domain::register::{Field, Value, Word};
use crate::messages::Lang;

/// Pages of A3 that the columns of the register take side by side.
const PAGES_WIDE: u16 = 3;

/// What the file is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 机关名称
    pub agency: String,
    /// The year and the form of its report; none for a list that is not of a year.
    pub of: Option<Of>,
}

/// The year of a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Of {
    /// 年度
    pub year: i32,
    /// The form of the report on it.
    pub form: Form,
}

/// A register as XLSX. Of a year it has the appeals and the fees on sheets of their own, so that each can be counted,
/// and a sheet of statistics whose formulas count them.
pub struct Book {
    lang: Lang,
    xlsx: Xlsx,
    year: Option<Year>,
}

struct Year {
    appeals: usize,
    fees: usize,
    statistics: Statistics,
}

impl Book {
    /// Begins a register.
    ///
    /// # Errors
    /// If there is no room for temporary files.
    pub fn begin(lang: Lang, heading: &Heading) -> io::Result<Self> {
        let agency = ("agency", heading.agency.clone().into());
        let title = match heading.of {
            Some(of) => lang.with("register-title-year", &[agency, ("year", of.year.to_string().into())]),
            None => lang.with("register-title", &[agency]),
        };
        let mut xlsx = Xlsx::begin(&lang.text("register-sheet"), &title, PAGES_WIDE, &words::columns(lang))?;
        let year = heading.of.map(|of| Year::begin(lang, &mut xlsx, of)).transpose()?;
        Ok(Self { lang, xlsx, year })
    }

    /// Adds a request.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn line(&mut self, values: &[(Field, Value)], facts: &CaseFacts) -> io::Result<()> {
        self.xlsx.line(&words::cells(self.lang, values))?;
        let Some(year) = &mut self.year else { return Ok(()) };
        year.statistics.see(facts);
        if facts.received_on.is_none() {
            return Ok(());
        }
        let number = match values.first() {
            Some((Field::Number, Value::Text(number))) => number.as_str(),
            Some(_) | None => "",
        };
        for appeal in &facts.appeals {
            self.xlsx.line_of(year.appeals, &appealed(self.lang, number, appeal))?;
        }
        for fee in &facts.fees {
            self.xlsx.line_of(year.fees, &charged(number, fee))?;
        }
        Ok(())
    }

    /// Adds the statistics, puts it together and writes it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(self, out: &mut impl Write) -> io::Result<()> {
        let Self { lang, mut xlsx, year } = self;
        if let Some(Year { appeals, fees, statistics }) = year {
            statistics.write(lang, &mut xlsx, (appeals, fees))?;
        }
        xlsx.finish(out)
    }
}

impl Year {
    fn begin(lang: Lang, xlsx: &mut Xlsx, of: Of) -> io::Result<Self> {
        let columns = |ids: &[(&str, u16)]| -> Vec<Column> {
            ids.iter().map(|(id, width)| Column { title: lang.text(id), width: *width }).collect()
        };
        let appeals = columns(&[
            ("register-field-number", 18),
            ("register-appeal-group", 24),
            ("register-appeal-filed", 14),
            ("register-appeal-concluded", 14),
            ("register-appeal-result", 14),
        ]);
        let fees = columns(&[
            ("register-field-number", 18),
            ("register-fee-on", 14),
            ("register-fee-charged", 14),
            ("register-fee-waived", 14),
        ]);
        Ok(Self {
            appeals: xlsx.add_table(&lang.text("register-sheet-appeals"), &appeals)?,
            fees: xlsx.add_table(&lang.text("register-sheet-fees"), &fees)?,
            statistics: Statistics::new(of),
        })
    }
}

fn appealed(lang: Lang, number: &str, appeal: &Appeal) -> Vec<Cell> {
    let word = |kind, code| Cell::Text(words::said(lang, Word { kind, code }));
    vec![
        number.into(),
        word("group", appeal.group.as_str()),
        Cell::Date(Some(appeal.filed_on)),
        Cell::Date(appeal.concluded.map(|(on, _)| on)),
        appeal.concluded.map_or_else(|| "".into(), |(_, result)| word("result", result.as_str())),
    ]
}

fn charged(number: &str, fee: &Fee) -> Vec<Cell> {
    let yuan = |yuan: i64| Cell::Number(Some(yuan));
    vec![number.into(), Cell::Date(Some(fee.on)), yuan(fee.charged_yuan), yuan(fee.waived_yuan)]
}
