//! The database address: one text decides the engine.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::error::{StoreError, StoreResult};

/// A database address, `sqlite:PATH` or `postgres://…`. Printing it hides the password.
///
/// ```
/// use gongkai_core::store::DatabaseUrl;
/// assert!("sqlite:data/gongkai.db".parse::<DatabaseUrl>().is_ok());
/// assert!("postgress://typing/error".parse::<DatabaseUrl>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file.
    Sqlite(PathBuf),
    /// A server; the whole address as libpq reads it.
    Postgres(PostgresUrl),
}

/// An address for libpq, which may hold a password.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl(String);

impl PostgresUrl {
    /// The address with its password, for libpq only.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, rest) = self.0.split_once("://").unwrap_or(("postgres", &self.0));
        // Passwords may also be given among the parameters, so these are not shown at all.
        let rest = rest.split_once('?').map_or(rest, |(before, _)| before);
        match rest.rsplit_once('@') {
            None => write!(f, "{scheme}://{rest}"),
            Some((user, host)) => {
                let name = user.split_once(':').map_or(user, |(name, _)| name);
                write!(f, "{scheme}://{name}@{host}")
            }
        }
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => url.fmt(f),
        }
    }
}

impl FromStr for DatabaseUrl {
    type Err = StoreError;

    fn from_str(text: &str) -> StoreResult<Self> {
        let (scheme, rest) = text.split_once(':').unwrap_or((text, ""));
        match scheme {
            "sqlite" => sqlite_path(rest).map(Self::Sqlite),
            "postgres" | "postgresql" if rest.starts_with("//") => Ok(Self::Postgres(PostgresUrl(text.to_owned()))),
            _ => Err(StoreError::UnknownScheme { scheme: scheme.to_owned() }),
        }
    }
}

fn sqlite_path(path: &str) -> StoreResult<PathBuf> {
    let unusable = |reason| Err(StoreError::UnusableUrl { reason });
    match path {
        "" => unusable("the file is missing: write sqlite:PATH"),
        ":memory:" => unusable("a database in memory cannot be shared: write sqlite:PATH"),
        _ if path.starts_with("//") || path.starts_with("file:") => unusable("write sqlite:PATH, without // or file:"),
        _ => Ok(PathBuf::from(path)),
    }
}

/// Makes the folder of a new database file, but only the last one of its path: a typing error in a
/// long path is refused instead of becoming a new tree.
pub(super) fn make_folder_for(file: &Path) -> StoreResult<()> {
    let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    if folder.is_dir() {
        return Ok(());
    }
    std::fs::create_dir(folder).map_err(|source| StoreError::File { path: folder.to_owned(), source })
}
