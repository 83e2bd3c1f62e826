//! CSV (RFC 4180) with a mark by which spreadsheet programs know UTF-8.

use std::io::{self, Write};

use super::{Cell, Column, Sheet};

/// The mark.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
/// With these a spreadsheet would take what an applicant wrote for a formula.
const FORMULAS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A list as CSV.
///
/// ```
/// use gongkai_office::letters::register::{Cell, Column, Csv, Sheet};
/// # fn main() -> std::io::Result<()> {
/// let columns = [Column { title: "编号".into(), width: 10 }, Column { title: "内容".into(), width: 20 }];
/// let mut written = Vec::new();
/// let mut csv = Csv::begin(&mut written, &columns)?;
/// csv.line(&["1".into(), "合同 \"甲\"".into()])?;
/// csv.line(&["2".into(), "=HYPERLINK(1)".into()])?;
/// let text = String::from_utf8_lossy(&written).into_owned();
/// assert_eq!(text, "\u{feff}编号,内容\r\n1,\"合同 \"\"甲\"\"\"\r\n2,'=HYPERLINK(1)\r\n");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Csv<W> {
    out: W,
}

impl<W: Write> Csv<W> {
    /// Writes the mark and the names of the columns.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn begin(mut out: W, columns: &[Column]) -> io::Result<Self> {
        out.write_all(BYTE_ORDER_MARK)?;
        let mut csv = Self { out };
        let titles: Vec<Cell> = columns.iter().map(|column| Cell::Text(column.title.clone())).collect();
        csv.line(&titles)?;
        Ok(csv)
    }
}

impl<W: Write> Sheet for Csv<W> {
    fn line(&mut self, cells: &[Cell]) -> io::Result<()> {
        let cells: Vec<String> = cells.iter().map(written).collect();
        write!(self.out, "{}\r\n", cells.join(","))
    }
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => quoted(text),
        Cell::Date(day) => day.map(|day| day.to_string()).unwrap_or_default(),
        Cell::Number(number) => number.map(|number| number.to_string()).unwrap_or_default(),
    }
}

fn quoted(text: &str) -> String {
    let text = if text.starts_with(FORMULAS) { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
