//! The whole store out and back, also from one database into the other.
//!
//! A text file of JSON lines: a header, one line for each row with tables in the order in which they
//! refer to each other and rows in the order of their keys, and a last line with the number of rows and
//! the SHA-256 of everything before it. The same content gives the same bytes on both databases.

mod restore;
mod table;

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use self::table::TABLES;
use super::error::StoreResult;
use super::{DbConn, Store, hex, migrate};

pub use self::restore::restore;

/// Rows of each table.
pub type RowCounts = BTreeMap<String, u64>;

/// The first line.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    /// Always `gongkai`.
    export: String,
    /// The version of the schema.
    schema: String,
}

impl Header {
    fn of_this_program() -> StoreResult<Self> {
        Ok(Self { export: "gongkai".to_owned(), schema: migrate::newest()? })
    }
}

/// The last line; without it the file is not whole.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Trailer {
    /// How many rows each table has.
    rows: RowCounts,
    /// Of every byte before this line, in hexadecimal.
    sha256: String,
}

impl Store {
    /// Writes everything that is stored, as of one moment, holding only a few rows in memory.
    ///
    /// # Errors
    /// If the database refuses a query or `out` a write.
    pub fn export(&self, out: impl Write) -> StoreResult<RowCounts> {
        self.snapshot(|conn| export(conn, out))
    }
}

fn export(conn: &mut DbConn, out: impl Write) -> StoreResult<RowCounts> {
    let mut out = Hashing { inner: BufWriter::new(out), hash: Sha256::new() };
    line(&mut out, &Header::of_this_program()?)?;
    let mut rows = RowCounts::new();
    for table in TABLES {
        rows.insert(table.name.to_owned(), (table.export)(conn, &mut out)?);
    }
    let sha256 = hex::encode(&out.hash.finalize_reset());
    line(&mut out, &Trailer { rows: rows.clone(), sha256 })?;
    out.flush()?;
    Ok(rows)
}

fn line<T: Serialize>(mut out: impl Write, value: &T) -> StoreResult<()> {
    serde_json::to_writer(&mut out, value).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

/// Computes the hash of what passes through.
struct Hashing<W> {
    inner: W,
    hash: Sha256,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}
