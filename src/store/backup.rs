//! 备份: a copy of a running SQLite database.

use std::fs::{File, OpenOptions};
use std::path::Path;

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::Store;
use super::conn::{Access, DbConn};
use super::error::{StoreError, StoreResult};
use super::url::DatabaseUrl;

impl Store {
    /// Writes a compact copy of the database as it is at one moment, while it is being used, and makes
    /// sure that it is on the disk. The copy is an ordinary database file.
    ///
    /// # Errors
    /// [`StoreError::FileExists`] rather than writing over a file; [`StoreError::SqliteOnly`] on
    /// PostgreSQL, which has its own tools; otherwise why it could not be written.
    pub fn backup(&self, file: &Path) -> StoreResult<()> {
        let DatabaseUrl::Sqlite(_) = self.url() else {
            return Err(StoreError::SqliteOnly { act: "backup", instead: "pg_dump" });
        };
        let mut conn = self.url().connect(Access::Write)?;
        claim(file)?;
        let copied = copy_into(&mut conn, file).and_then(|()| sync(file));
        if copied.is_err() {
            // The file is ours and not whole. That it stays as well is the lesser trouble.
            let _ = std::fs::remove_file(file);
        }
        copied
    }

    /// Makes sure that a copy can be opened and is whole (`PRAGMA integrity_check`).
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] with the first thing that is wrong; otherwise why it cannot be read.
    pub fn check_copy(&self, file: &Path) -> StoreResult<()> {
        let mut conn = DatabaseUrl::Sqlite(file.to_owned()).connect(Access::Read)?;
        let found: Vec<Found> = diesel::sql_query("PRAGMA integrity_check(1)").load(&mut conn)?;
        match found.into_iter().next() {
            Some(Found { integrity_check }) if integrity_check == "ok" => Ok(()),
            Some(Found { integrity_check }) => Err(StoreError::Corrupt { what: integrity_check }),
            None => Err(StoreError::Corrupt { what: "the copy answers nothing".to_owned() }),
        }
    }
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    integrity_check: String,
}

/// Makes the file, empty, so that nobody else's is written over: SQLite fills an empty one.
fn claim(file: &Path) -> StoreResult<()> {
    match OpenOptions::new().write(true).create_new(true).open(file) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(StoreError::FileExists { path: file.to_owned() })
        }
        Err(source) => Err(StoreError::File { path: file.to_owned(), source }),
    }
}

fn copy_into(conn: &mut DbConn, file: &Path) -> StoreResult<()> {
    let name = file.to_str().ok_or(StoreError::UnusableUrl { reason: "the path is not UTF-8" })?;
    diesel::sql_query("VACUUM INTO ?").bind::<Text, _>(name).execute(conn)?;
    Ok(())
}

/// Waits until the copy and its name in the folder are on the disk.
fn sync(file: &Path) -> StoreResult<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    for path in [file, folder] {
        let synced = File::open(path).and_then(|open| open.sync_all());
        synced.map_err(|source| StoreError::File { path: path.to_owned(), source })?;
    }
    Ok(())
}
