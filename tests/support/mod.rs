//! Databases for tests: each test body runs on a SQLite file and on a PostgreSQL database of its own.
//!
//! From another test binary: `#[path = "../support/mod.rs"] mod support;`.

#![allow(dead_code, reason = "every test binary uses a part of this")]

mod cluster;
pub mod round_robin;
pub mod samples;
pub mod serving;

#[allow(unused_imports, reason = "every test binary uses a part of this")]
pub use cluster::{OwnCluster, as_ordinary_user};

use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};
use gongkai::config::DatabaseSettings;
use gongkai::store::Store;
use tempfile::TempDir;

/// Makes of each body two tests, `name::sqlite` and `name::postgres`.
macro_rules! on_both_databases {
    ($(fn $name:ident($db:ident: &TestDb) $body:block)+) => { $(
        mod $name {
            use super::*;

            fn body($db: &TestDb) $body

            #[test]
            fn sqlite() {
                body(&TestDb::sqlite());
            }

            #[test]
            fn postgres() {
                body(&TestDb::postgres());
            }
        }
    )+ };
}
pub(crate) use on_both_databases;

/// A database that nobody else uses.
pub struct TestDb {
    pub settings: DatabaseSettings,
    folder: TempDir,
}

impl TestDb {
    /// A migrated SQLite file.
    pub fn sqlite() -> Self {
        let db = Self::empty_sqlite();
        gongkai::store::migrate(&db.settings.url.parse().unwrap()).unwrap();
        db
    }

    /// A migrated SQLite file in memory where the system has such a folder: for what makes thousands of
    /// transactions and asks nothing of the disk.
    pub fn sqlite_in_memory() -> Self {
        let memory = std::path::Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
        let db = Self::at(format!("sqlite:{}", folder.path().join("test.db").display()), folder);
        gongkai::store::migrate(&db.settings.url.parse().unwrap()).unwrap();
        db
    }

    /// A migrated PostgreSQL database.
    pub fn postgres() -> Self {
        Self::at(cluster::migrated_database(), tempfile::tempdir().unwrap())
    }

    /// A SQLite file that does not exist yet.
    pub fn empty_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::at(format!("sqlite:{}", folder.path().join("test.db").display()), folder)
    }

    /// A PostgreSQL database without tables.
    pub fn empty_postgres() -> Self {
        Self::at(cluster::empty_database(), tempfile::tempdir().unwrap())
    }

    /// A database of the same kind, without tables.
    pub fn another_empty(&self) -> Self {
        if self.is_sqlite() { Self::empty_sqlite() } else { Self::empty_postgres() }
    }

    /// A PostgreSQL database on a server of its own, which may be crashed.
    pub fn on_own_cluster() -> (OwnCluster, Self) {
        let (cluster, url) = OwnCluster::start();
        (cluster, Self::at(url, tempfile::tempdir().unwrap()))
    }

    fn at(url: String, folder: TempDir) -> Self {
        let settings = DatabaseSettings { url, readers: 4, write_queue: 1024, write_batch: 128, postgres_writers: 4 };
        Self { settings, folder }
    }

    /// Opens the store; any number of them may be open.
    pub fn store(&self) -> Store {
        Store::open(&self.settings).unwrap()
    }

    /// A file of this name in a folder that goes away with the test.
    pub fn file(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    pub fn is_sqlite(&self) -> bool {
        self.settings.url.starts_with("sqlite:")
    }

    /// Runs statements behind the store's back.
    pub fn execute(&self, statements: &str) {
        match self.raw() {
            Raw::Sqlite(mut conn) => conn.batch_execute(statements).unwrap(),
            Raw::Postgres(mut conn) => conn.batch_execute(statements).unwrap(),
        }
    }

    /// The numbers of all cases, in their order: as they are in the table, not as the program tells them.
    pub fn case_numbers(&self) -> Vec<String> {
        let query = sql_query("SELECT case_no FROM cases ORDER BY case_no");
        let rows: Vec<CaseNumber> = match self.raw() {
            Raw::Sqlite(mut conn) => query.load(&mut conn).unwrap(),
            Raw::Postgres(mut conn) => query.load(&mut conn).unwrap(),
        };
        rows.into_iter().map(|row| row.case_no).collect()
    }

    /// A connection that knows nothing of the store.
    pub fn raw(&self) -> Raw {
        match self.settings.url.strip_prefix("sqlite:") {
            Some(path) => Raw::Sqlite(patient(path)),
            None => Raw::Postgres(PgConnection::establish(&self.settings.url).unwrap()),
        }
    }
}

#[derive(QueryableByName)]
struct CaseNumber {
    #[diesel(sql_type = Text)]
    case_no: String,
}

/// A store that is being closed tidies its files up with the database locked for a moment.
fn patient(path: &str) -> SqliteConnection {
    let mut conn = SqliteConnection::establish(path).unwrap();
    conn.batch_execute("PRAGMA busy_timeout = 30000").unwrap();
    conn
}

/// A connection that knows nothing of the store.
pub enum Raw {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}
