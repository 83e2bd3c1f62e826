//! CSV: text in columns, in UTF-8 with or without a mark, in UTF-16 with one, or in GB18030.

use encoding_rs::{Encoding, GB18030};

use super::{Gathered, Sheet, SheetError};
use crate::domain::register::Given;

/// What may stand between columns.
const DELIMITERS: [char; 3] = [',', '\t', ';'];

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, SheetError> {
    let text = decoded(bytes)?;
    let rows = rows(&text)?;
    if rows.is_empty() { Err(SheetError::Empty) } else { Ok(vec![Sheet { name: String::new(), rows }]) }
}

fn decoded(bytes: &[u8]) -> Result<String, SheetError> {
    let marked = Encoding::for_bom(bytes);
    let text = match (marked, std::str::from_utf8(bytes)) {
        (Some((encoding, mark)), _) => {
            let (text, is_wrong) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
            (!is_wrong).then(|| text.into_owned())
        }
        (None, Ok(text)) => Some(text.to_owned()),
        (None, Err(_)) => {
            let (text, is_wrong) = GB18030.decode_without_bom_handling(bytes);
            (!is_wrong).then(|| text.into_owned())
        }
    };
    text.filter(|text| !text.contains('\0')).ok_or(SheetError::NotATable)
}

/// RFC 4180, with whatever stands between the columns of the first lines.
fn rows(text: &str) -> Result<Vec<Vec<Given>>, SheetError> {
    let delimiter = delimiter(text);
    let mut gathered = Gathered::default();
    let (mut row, mut column, mut cell, mut quoted) = (0, 0, String::new(), Quoted::No);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match (quoted, c) {
            (Quoted::Inside, '"') if characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            (Quoted::Inside, '"') => quoted = Quoted::Done,
            (Quoted::Inside, c) => cell.push(c),
            (Quoted::No, '"') if cell.trim().is_empty() => {
                cell.clear();
                quoted = Quoted::Inside;
            }
            (Quoted::No | Quoted::Done, '\n') => {
                gathered.put(row, column, Given::Text(std::mem::take(&mut cell)))?;
                (row, column, quoted) = (row + 1, 0, Quoted::No);
            }
            (Quoted::No | Quoted::Done, c) if c == delimiter => {
                gathered.put(row, column, Given::Text(std::mem::take(&mut cell)))?;
                (column, quoted) = (column + 1, Quoted::No);
            }
            (Quoted::No | Quoted::Done, '\r') => {}
            (Quoted::No | Quoted::Done, c) => cell.push(c),
        }
    }
    if quoted == Quoted::Inside {
        return Err(SheetError::Damaged { detail: "a quotation mark is not closed".to_owned() });
    }
    gathered.put(row, column, Given::Text(cell))?;
    Ok(gathered.rows)
}

/// Whether a cell stands between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quoted {
    No,
    Inside,
    Done,
}

/// The one that is most often in the first lines.
fn delimiter(text: &str) -> char {
    let first: Vec<&str> = text.lines().take(10).collect();
    let count = |delimiter: char| first.iter().map(|line| line.matches(delimiter).count()).sum::<usize>();
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| count(*delimiter)).unwrap_or(',')
}
