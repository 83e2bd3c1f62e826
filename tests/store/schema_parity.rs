//! Three descriptions of the tables say the same: the two databases after their migrations, and
//! `schema.rs`. The lists of codes in the CHECKs are those of the domain.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::Text;
use gongkai::domain::annual_report::Scope;
use gongkai::domain::annual_report::life::ReportStatus;
use gongkai::domain::code::{Category, Channel};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::regime::RegimeId;
use gongkai::domain::role::Role;
use gongkai::domain::status::{ClockState, Status};

use crate::support::{Raw, TestDb};

/// Type, and `not null` or `null`, of each `table.column`.
type Columns = BTreeMap<String, String>;

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
}

const SQLITE_COLUMNS: &str = "SELECT m.name || '.' || c.name AS name, \
    lower(c.type) || CASE WHEN c.\"notnull\" THEN ' not null' ELSE ' null' END AS kind \
    FROM sqlite_master m, pragma_table_info(m.name) c \
    WHERE m.type = 'table' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

const POSTGRES_COLUMNS: &str = "SELECT table_name || '.' || column_name AS name, \
    data_type || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE ' null' END AS kind \
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%'";

/// 检索: the index is FTS5's on SQLite, which keeps tables of its own for it, and a `tsvector` on
/// PostgreSQL. Only `store/search/terms.rs` knows it, with a statement for each.
fn is_of_the_index(column: &str) -> bool {
    column.starts_with("search_terms")
}

fn columns(db: &TestDb) -> Columns {
    let rows: Vec<Found> = match db.raw() {
        Raw::Sqlite(mut conn) => diesel::sql_query(SQLITE_COLUMNS).load(&mut conn).unwrap(),
        Raw::Postgres(mut conn) => diesel::sql_query(POSTGRES_COLUMNS).load(&mut conn).unwrap(),
    };
    let (index, rows): (Vec<Found>, Vec<Found>) = rows.into_iter().partition(|found| is_of_the_index(&found.name));
    assert!(index.iter().any(|found| found.name == "search_terms.terms"), "the exception is still needed");
    rows.into_iter().map(|found| (found.name, canonical(&found.kind))).collect()
}

/// The databases' words for a type, in diesel's.
fn canonical(kind: &str) -> String {
    let (name, null) =
        kind.rsplit_once(" not null").map_or((kind.trim_end_matches(" null"), "null"), |(n, _)| (n, "not null"));
    let name = match name {
        "bigint" => "BigInt",
        "integer" => "Integer",
        "text" => "Text",
        "date" => "Date",
        "timestamp" | "timestamp without time zone" => "Timestamp",
        "boolean" => "Bool",
        "blob" | "bytea" => "Binary",
        other => panic!("a column of type {other}"),
    };
    format!("{name} {null}")
}

/// What `schema.rs` and the files beside it say, read as text.
fn of_schema_rs() -> Columns {
    let read = |file| std::fs::read_to_string(format!("{}/src/store/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let files = ["schema.rs", "schema/duties.rs", "schema/mail.rs", "schema/papers.rs", "schema/portal.rs"];
    let newer = ["schema/registers.rs", "schema/reporting.rs"];
    let source = files.into_iter().chain(newer).map(read).collect::<String>();
    let mut columns = Columns::new();
    let mut table = String::new();
    for line in source.lines().map(str::trim) {
        if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with("{")) {
            table = name.to_owned();
        } else if let Some((column, kind)) = line.strip_suffix(',').and_then(|line| line.split_once(" -> ")) {
            let kind = match kind.strip_prefix("Nullable<").and_then(|kind| kind.strip_suffix('>')) {
                Some(inner) => format!("{inner} null"),
                None => format!("{kind} not null"),
            };
            columns.insert(format!("{table}.{column}"), kind);
        }
    }
    columns
}

#[test]
fn both_databases_and_the_program_have_the_same_columns() {
    let program = of_schema_rs();
    let mut sqlite = columns(&TestDb::sqlite());
    // An INTEGER PRIMARY KEY holds 64 bits; SQLite insists on the word.
    sqlite
        .iter_mut()
        .filter(|(name, _)| name.ends_with(".id"))
        .for_each(|(_, kind)| *kind = "BigInt not null".to_owned());
    assert_eq!(program["cases.due_key"], "Date not null", "so that an empty comparison cannot pass");
    assert_eq!(sqlite, program);
    assert_eq!(columns(&TestDb::postgres()), program);
}

#[test]
fn no_table_has_more_columns_than_diesel_is_built_for() {
    let mut per_table: BTreeMap<String, usize> = BTreeMap::new();
    for name in of_schema_rs().keys() {
        *per_table.entry(name.split_once('.').unwrap().0.to_owned()).or_default() += 1;
    }
    assert!(per_table.values().all(|columns| *columns <= 32), "{per_table:?}");
}

fn migration(database: &str, name: &str) -> String {
    let path = format!("{}/migrations/{database}/{name}/up.sql", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

/// The codes of each `CHECK (column IN (…))`, in the order of the file.
fn codes_in(database: &str, name: &str) -> Vec<(String, Vec<String>)> {
    let text = migration(database, name);
    let lists = text.split("CHECK (").skip(1).filter_map(|rest| rest.split_once(" IN ("));
    lists
        .filter(|(column, _)| column.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        .map(|(column, rest)| {
            let list = rest.split_once(')').unwrap().0;
            let codes = list.split(',').map(|code| code.trim().trim_matches('\'').to_owned());
            (column.to_owned(), codes.collect())
        })
        .collect()
}

fn codes<T: ToString>(all: &[T]) -> Vec<String> {
    all.iter().map(T::to_string).collect()
}

#[test]
fn the_tables_of_reports_accept_exactly_the_codes_of_the_domain() {
    let lists = codes_in("sqlite", "0005_annual_reports");
    assert_eq!(lists, codes_in("postgres", "0005_annual_reports"));
    let of_scope = || ("scope".to_owned(), codes(Scope::ALL));
    assert_eq!(lists, [of_scope(), of_scope(), ("status".to_owned(), codes(ReportStatus::ALL))]);
}

#[test]
fn the_databases_accept_exactly_the_codes_of_the_domain() {
    let lists = codes_in("sqlite", "0001_core");
    assert_eq!(lists, codes_in("postgres", "0001_core"));
    let mut columns: Vec<&str> = lists.iter().map(|(column, _)| column.as_str()).collect();
    columns.sort_unstable();
    columns.dedup();
    assert_eq!(columns, ["category", "channel", "clock", "outcome", "regime", "role", "status"]);
    for (column, list) in lists {
        let domain = match column.as_str() {
            "category" => codes(Category::ALL),
            "channel" => codes(Channel::ALL),
            "clock" => codes(ClockState::ALL),
            "outcome" => codes(Outcome::ALL),
            "regime" => codes(RegimeId::ALL),
            "role" => codes(Role::ALL),
            "status" => codes(Status::ALL),
            other => panic!("a list for {other}"),
        };
        assert_eq!(list, domain, "{column}");
    }
}
