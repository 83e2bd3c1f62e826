//! 电子表格和文本表: an office's own register as rows of cells, whatever it was written with. The only folder that
//! knows how spreadsheets are read.
//!
//! Nothing here trusts the file: how much is read is bounded by rows, columns and characters, not by what the file says
//! of itself.

mod text;
mod unpacked;
mod workbook;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::domain::register::Given;

/// Bytes of a file at most.
pub const MAX_BYTES: u64 = 16 << 20;
/// Lines of a sheet at most, headings included.
pub const MAX_ROWS: usize = 50_000;
/// Columns at most.
pub const MAX_COLUMNS: usize = 200;
/// Characters of a file at most, once it is unpacked.
const MAX_CHARACTERS: usize = 64 << 20;

/// Why a file cannot be read as a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is larger than it may be.
    #[error("the file has more than {at_most} bytes")]
    TooLarge {
        /// Bytes at most.
        at_most: u64,
    },
    /// It has more lines than are read at once.
    #[error("the table has more than {at_most} lines")]
    TooManyRows {
        /// So many.
        at_most: usize,
    },
    /// It has more columns than a register has.
    #[error("the table has more than {at_most} columns")]
    TooManyColumns {
        /// So many.
        at_most: usize,
    },
    /// It unpacks to more than could be in a register.
    #[error("the file unpacks to more than a register holds")]
    Swollen,
    /// A spreadsheet of the format before 2007.
    #[error("the file has the old format of spreadsheets")]
    OldFormat,
    /// A spreadsheet that needs a password.
    #[error("the spreadsheet needs a password")]
    Locked,
    /// Neither a spreadsheet nor text in UTF-8 or GB18030.
    #[error("the file is neither a spreadsheet nor text")]
    NotATable,
    /// It begins as a spreadsheet or as text in columns, and is damaged.
    #[error("the file is damaged: {detail}")]
    Damaged {
        /// What was found.
        detail: String,
    },
}

impl SheetError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "sheet_empty",
            Self::TooLarge { .. } => "sheet_too_large",
            Self::TooManyRows { .. } => "sheet_too_many_rows",
            Self::TooManyColumns { .. } => "sheet_too_many_columns",
            Self::Swollen => "sheet_swollen",
            Self::OldFormat => "sheet_old_format",
            Self::Locked => "sheet_locked",
            Self::NotATable => "sheet_not_a_table",
            Self::Damaged { .. } => "sheet_damaged",
        }
    }
}

/// A table of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name; text has none.
    pub name: String,
    /// Its lines, from the first of the file on; they may be of different lengths.
    pub rows: Vec<Vec<Given>>,
}

/// Reads every table of a file.
///
/// ```
/// use gongkai_core::{domain::register::Given, files::sheet};
/// # fn main() -> Result<(), sheet::SheetError> {
/// let sheets = sheet::read("\u{feff}编号,内容\r\n1,\"合同 \"\"甲\"\"\"\r\n".as_bytes())?;
/// assert_eq!(sheets[0].rows[1][1], Given::Text("合同 \"甲\"".into()));
/// assert_eq!(sheet::read(b"%PDF-1.7\n\x00"), Err(sheet::SheetError::NotATable));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// [`SheetError`], for whatever is in the file.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, SheetError> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(SheetError::TooLarge { at_most: MAX_BYTES });
    }
    let kind = infer::get(bytes).map(|kind| kind.extension());
    match kind {
        _ if bytes.is_empty() => Err(SheetError::Empty),
        // What is protected by a password is an old container around a new file.
        _ if bytes.starts_with(b"\xd0\xcf\x11\xe0") => {
            let is_locked = bytes.windows(26).any(|some| some == b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0");
            Err(if is_locked { SheetError::Locked } else { SheetError::OldFormat })
        }
        _ if bytes.starts_with(b"PK") => guarded(|| {
            unpacked::check(bytes)?;
            workbook::read(bytes)
        }),
        Some(_) => Err(SheetError::NotATable),
        None => guarded(|| text::read(bytes)),
    }
}

/// A reader of foreign files that stops in the middle stops here.
fn guarded(work: impl FnOnce() -> Result<Vec<Sheet>, SheetError>) -> Result<Vec<Sheet>, SheetError> {
    let stopped = |_| Err(SheetError::Damaged { detail: "it cannot be read on".to_owned() });
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(stopped)
}

/// Rows that are being gathered, within the limits.
#[derive(Debug, Default)]
struct Gathered {
    rows: Vec<Vec<Given>>,
    characters: usize,
}

impl Gathered {
    /// Puts a cell that is not empty in its place.
    fn put(&mut self, row: usize, column: usize, given: Given) -> Result<(), SheetError> {
        if given.is_empty() {
            return Ok(());
        }
        if row >= MAX_ROWS {
            return Err(SheetError::TooManyRows { at_most: MAX_ROWS });
        }
        if column >= MAX_COLUMNS {
            return Err(SheetError::TooManyColumns { at_most: MAX_COLUMNS });
        }
        if let Given::Text(text) = &given {
            self.characters += text.len();
        }
        if self.characters > MAX_CHARACTERS {
            return Err(SheetError::Swollen);
        }
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Vec::new());
        }
        if let Some(cells) = self.rows.get_mut(row) {
            if cells.len() <= column {
                cells.resize(column + 1, Given::Empty);
            }
            if let Some(cell) = cells.get_mut(column) {
                *cell = given;
            }
        }
        Ok(())
    }
}
