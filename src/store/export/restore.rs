//! An export file back into an empty database, all of it or nothing.

use std::io::{BufRead, Read};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::table::TABLES;
use super::{Header, RowCounts, Trailer};
use crate::store::conn::{DbConn, write_tx};
use crate::store::error::{StoreError, StoreResult};
use crate::store::url::DatabaseUrl;
use crate::store::{hex, migrate};

/// A line longer than this is not one of ours; without a limit a file without line breaks would fill
/// the memory.
const LONGEST_LINE: u64 = 256 << 20;

/// Puts an export file into an empty database, which is made and migrated if need be. Nothing is kept
/// unless the whole file was read and its counts and its hash agree.
///
/// # Errors
/// [`StoreError::NotEmpty`] if there is anything in the database, [`StoreError::BadExport`] with the
/// line if the file is cut short, altered or of another version.
pub fn restore(url: &DatabaseUrl, mut input: impl BufRead) -> StoreResult<RowCounts> {
    let mut conn = url.connect_or_create()?;
    migrate::up(&mut conn)?;
    let mut lines = Lines::new(&mut input);
    lines.expect_header()?;
    write_tx(&mut conn, |conn| {
        require_empty(conn)?;
        conn.defer_references()?;
        let rows = restore_tables(conn, &mut lines)?;
        lines.expect_end(&rows)?;
        Ok(rows)
    })
}

fn require_empty(conn: &mut DbConn) -> StoreResult<()> {
    for table in TABLES {
        if !(table.is_empty)(conn)? {
            return Err(StoreError::NotEmpty { table: table.name });
        }
    }
    Ok(())
}

fn restore_tables(conn: &mut DbConn, lines: &mut Lines<'_>) -> StoreResult<RowCounts> {
    let mut rows = RowCounts::new();
    for table in TABLES {
        rows.insert(table.name.to_owned(), (table.restore)(conn, lines)?);
        if table.gives_ids {
            conn.continue_ids_of(table.name)?;
        }
    }
    Ok(rows)
}

/// The lines of an export file, one looked at in advance, hashed as they are taken.
pub(super) struct Lines<'a> {
    input: &'a mut dyn BufRead,
    /// The line looked at, without having been taken; empty if none is.
    line: Vec<u8>,
    /// The number of the line looked at or taken last, from 1.
    number: usize,
    hash: Sha256,
}

impl<'a> Lines<'a> {
    fn new(input: &'a mut dyn BufRead) -> Self {
        Self { input, line: Vec::new(), number: 0, hash: Sha256::new() }
    }

    /// The next rows of `table`, at most `size`; none if the next line is something else.
    pub(super) fn rows_of<R: DeserializeOwned>(&mut self, table: &str, size: i64) -> StoreResult<Vec<R>> {
        let start = format!("{{\"table\":\"{table}\",\"row\":");
        let mut rows = Vec::new();
        while (rows.len() as i64) < size && self.peek()?.starts_with(start.as_bytes()) {
            // What is left is the row and the brace that ends the line.
            let end = self.line.len().saturating_sub(b"}\n".len());
            let row = self.line.get(start.len()..end).unwrap_or_default();
            rows.push(serde_json::from_slice(row).map_err(|error| self.bad(error))?);
            self.take();
        }
        Ok(rows)
    }

    fn expect_header(&mut self) -> StoreResult<()> {
        let header: Header = self.parse().map_err(|_| self.bad("not an export of this program"))?;
        let expected = Header::of_this_program()?;
        if header == expected {
            self.take();
            return Ok(());
        }
        let Header { export, schema } = header;
        Err(self.bad(format!(
            "{export} schema {schema}; this program restores {} schema {}",
            expected.export, expected.schema
        )))
    }

    fn expect_end(&mut self, restored: &RowCounts) -> StoreResult<()> {
        if self.peek()?.is_empty() {
            return Err(self.bad("the file ends too early; it has been cut off"));
        }
        let Trailer { rows, sha256 } = self.parse()?;
        if &rows != restored {
            return Err(self.bad("the numbers of rows do not agree with the lines before"));
        }
        if sha256 != hex::encode(&self.hash.finalize_reset()) {
            return Err(self.bad("the hash does not agree with the lines before; the file has been altered"));
        }
        self.take();
        if self.peek()?.is_empty() { Ok(()) } else { Err(self.bad("there is something after the last line")) }
    }

    /// The next line with its line break; empty at the end of the file.
    fn peek(&mut self) -> StoreResult<&[u8]> {
        if self.line.is_empty() {
            (&mut *self.input).take(LONGEST_LINE).read_until(b'\n', &mut self.line)?;
            self.number += 1;
        }
        Ok(&self.line)
    }

    fn take(&mut self) {
        self.hash.update(&self.line);
        self.line.clear();
    }

    fn parse<T: for<'de> Deserialize<'de>>(&mut self) -> StoreResult<T> {
        let parsed = serde_json::from_slice(self.peek()?);
        parsed.map_err(|error| self.bad(error))
    }

    /// What the database does not take is the file's fault; that it cannot be reached is not.
    pub(super) fn refused(&self, error: StoreError) -> StoreError {
        if let StoreError::Query(error) = error { self.bad(error) } else { error }
    }

    fn bad(&self, reason: impl ToString) -> StoreError {
        StoreError::BadExport { line: self.number, reason: reason.to_string() }
    }
}
