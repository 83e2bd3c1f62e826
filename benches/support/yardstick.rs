//! 尺子: what the database does by itself, one row in each durable transaction.

use std::path::Path;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

diesel::table! {
    /// The yardstick's only table.
    yardstick (id) {
        /// Its number.
        id -> BigInt,
        /// Some text.
        body -> Text,
    }
}

const TABLE: &str = "CREATE TABLE yardstick (id BIGINT NOT NULL PRIMARY KEY, body TEXT NOT NULL);";

/// SQLite as it is: one connection, one row, one transaction.
pub struct Yardstick {
    conn: SqliteConnection,
    next: i64,
}

impl Yardstick {
    pub fn in_file(path: &Path) -> Self {
        let mut conn = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
        conn.batch_execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;").unwrap();
        conn.batch_execute(&TABLE.replace("BIGINT", "INTEGER")).unwrap();
        Self { conn, next: 0 }
    }

    /// Rows a second.
    pub fn run(&mut self, round: Duration) -> f64 {
        let body = "件".repeat(100);
        let (begun, first) = (Instant::now(), self.next);
        while begun.elapsed() < round {
            self.next += 1;
            let row = (yardstick::id.eq(self.next), yardstick::body.eq(&body));
            diesel::insert_into(yardstick::table).values(row).execute(&mut self.conn).unwrap();
        }
        (self.next - first) as f64 / begun.elapsed().as_secs_f64()
    }
}

/// PostgreSQL as it is: several connections, each with one row in a transaction, as `pgbench` does it.
pub struct Server {
    clients: Vec<PgConnection>,
    next: i64,
}

/// Numbers that one client has for itself in one round.
const NUMBERS: i64 = 10_000_000;

impl Server {
    pub fn at(url: &str, clients: usize) -> Self {
        let mut clients: Vec<_> = (0..clients).map(|_| PgConnection::establish(url).unwrap()).collect();
        clients[0].batch_execute("DROP TABLE IF EXISTS yardstick").unwrap();
        clients[0].batch_execute(TABLE).unwrap();
        Self { clients, next: 0 }
    }

    /// Rows a second.
    pub fn run(&mut self, round: Duration) -> f64 {
        let begun = Instant::now();
        let next = &mut self.next;
        let rows: i64 = std::thread::scope(|scope| {
            let mut work = |conn| {
                *next += NUMBERS;
                let first = *next;
                scope.spawn(move || insert(conn, first, begun + round))
            };
            let threads: Vec<_> = self.clients.iter_mut().map(&mut work).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        rows as f64 / begun.elapsed().as_secs_f64()
    }
}

fn insert(conn: &mut PgConnection, first: i64, until: Instant) -> i64 {
    let body = "件".repeat(100);
    let mut id = first;
    while Instant::now() < until {
        let row = (yardstick::id.eq(id), yardstick::body.eq(&body));
        diesel::insert_into(yardstick::table).values(row).execute(conn).unwrap();
        id += 1;
    }
    id - first
}
