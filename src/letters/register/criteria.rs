//! 公式: conditions on the columns of a table, counted and added up by the spreadsheet itself.

use std::fmt::Write;

/// A table that formulas refer to: its sheets with their last lines, and the letters of its columns.
pub(super) struct Ranges {
    pub sheets: Vec<(String, u32)>,
}

/// A condition on a column.
pub(super) enum Is<'a> {
    /// It holds this text.
    Text(&'a str),
    /// It holds a day from this cell on.
    From(&'a str),
    /// It holds a day up to this cell.
    UpTo(&'a str),
}

impl Ranges {
    /// How many lines fulfil all conditions, as a term of a formula; columns are counted from 0.
    pub(super) fn count(&self, conditions: &[(usize, Is<'_>)]) -> String {
        self.each(|sheet, last| {
            let conditions: Vec<String> = conditions
                .iter()
                .map(|(column, is)| format!("{},{}", range(sheet, *column, last), is.written()))
                .collect();
            format!("COUNTIFS({})", conditions.join(","))
        })
    }

    /// What a column adds up to where all conditions are fulfilled.
    pub(super) fn sum(&self, of: usize, conditions: &[(usize, Is<'_>)]) -> String {
        self.each(|sheet, last| {
            let mut term = format!("SUMIFS({}", range(sheet, of, last));
            for (column, is) in conditions {
                // Writing into a string does not fail.
                let _ = write!(term, ",{},{}", range(sheet, *column, last), is.written());
            }
            term + ")"
        })
    }

    fn each(&self, term: impl Fn(&str, u32) -> String) -> String {
        self.sheets.iter().map(|(sheet, last)| term(sheet, (*last).max(2))).collect::<Vec<_>>().join("+")
    }
}

impl Is<'_> {
    fn written(&self) -> String {
        match self {
            Self::Text(text) => format!("\"{}\"", text.replace('"', "\"\"")),
            Self::From(cell) => format!("\">=\"&{cell}"),
            Self::UpTo(cell) => format!("\"<=\"&{cell}"),
        }
    }
}

fn range(sheet: &str, column: usize, last: u32) -> String {
    let letters = letters(column);
    format!("'{}'!${letters}$2:${letters}${last}", sheet.replace('\'', "''"))
}

/// A column's letters: 0 is A, 26 is AA.
pub(super) fn letters(column: usize) -> String {
    let letter = |number: usize| char::from(b'A' + u8::try_from(number % 26).unwrap_or_default());
    if column < 26 { letter(column).to_string() } else { letters(column / 26 - 1) + &letter(column).to_string() }
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
