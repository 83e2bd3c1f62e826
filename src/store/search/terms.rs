//! The index: FTS5 on SQLite, a `tsvector` with GIN on PostgreSQL. Both are given the program's own
//! entries and asked for them by the same [`Expression`]; which document holds what is all they know.

use std::fmt::Write;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::domain::ids::CaseId;
use crate::domain::search::Expression;
use crate::store::conn::DbConn;
use crate::store::error::StoreResult;

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    case_id: CaseId,
}

/// PostgreSQL's index gives every case that has what is asked for before the last of them are taken, and
/// the planner takes words that go together for rare. What is common is among the last thousand often enough.
const AMONG_THE_NEWEST: &str = "SELECT case_id FROM \
    (SELECT case_id, terms FROM search_terms WHERE case_id < $2 ORDER BY case_id DESC LIMIT 1000) AS newest \
    WHERE terms @@ $1::tsquery ORDER BY case_id DESC LIMIT $3";
const AMONG_ALL: &str = "SELECT case_id FROM search_terms WHERE terms @@ $1::tsquery AND case_id < $2 \
    ORDER BY case_id DESC LIMIT $3";

fn ask(conn: &mut PgConnection, statement: &str, asked: &str, before: CaseId, size: i64) -> QueryResult<Vec<Found>> {
    diesel::sql_query(statement).bind::<Text, _>(asked).bind::<BigInt, _>(before).bind::<BigInt, _>(size).load(conn)
}

/// The cases before `before` whose documents have what is asked for, the last one first, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn find(conn: &mut DbConn, asked: &Expression, before: CaseId, size: u32) -> StoreResult<Vec<CaseId>> {
    let size = i64::from(size);
    let found: Vec<Found> = match conn {
        DbConn::Sqlite(conn) => diesel::sql_query(
            "SELECT rowid AS case_id FROM search_terms WHERE search_terms MATCH ? AND rowid < ? \
             ORDER BY rowid DESC LIMIT ?",
        )
        .bind::<Text, _>(written(asked, &FTS5))
        .bind::<BigInt, _>(before)
        .bind::<BigInt, _>(size)
        .load(conn)?,
        DbConn::Postgres(conn) => {
            let asked = written(asked, &TSQUERY);
            let newest = ask(conn, AMONG_THE_NEWEST, &asked, before, size)?;
            // Fewer than asked for may be all there are, or only all among the newest.
            if newest.len() as i64 == size { newest } else { ask(conn, AMONG_ALL, &asked, before, size)? }
        }
    };
    Ok(found.into_iter().map(|row| row.case_id).collect())
}

/// Replaces the entries of a document.
pub(super) fn replace(conn: &mut DbConn, case: CaseId, terms: &str) -> StoreResult<()> {
    match conn {
        DbConn::Sqlite(conn) => diesel::sql_query("INSERT OR REPLACE INTO search_terms (rowid, terms) VALUES (?, ?)")
            .bind::<BigInt, _>(case)
            .bind::<Text, _>(terms)
            .execute(conn)?,
        DbConn::Postgres(conn) => diesel::sql_query(
            "INSERT INTO search_terms (case_id, terms) VALUES ($1, array_to_tsvector(string_to_array($2, ' '))) \
             ON CONFLICT (case_id) DO UPDATE SET terms = excluded.terms",
        )
        .bind::<BigInt, _>(case)
        .bind::<Text, _>(terms)
        .execute(conn)?,
    };
    Ok(())
}

/// How an index writes its questions.
struct Syntax {
    quote: char,
    all: &'static str,
    any: &'static str,
}

const FTS5: Syntax = Syntax { quote: '"', all: " AND ", any: " OR " };
const TSQUERY: Syntax = Syntax { quote: '\'', all: " & ", any: " | " };

fn written(expression: &Expression, syntax: &Syntax) -> String {
    let mut text = String::new();
    write(&mut text, expression, syntax);
    text
}

/// A term is letters, digits and characters and so cannot end its quotation.
fn write(text: &mut String, expression: &Expression, syntax: &Syntax) {
    match expression {
        Expression::Term(term) => {
            // Writing to a string does not fail.
            let _ = write!(text, "{0}{term}{0}", syntax.quote);
        }
        Expression::All(parts) => write_joined(text, parts, syntax.all, syntax),
        Expression::Any(parts) => write_joined(text, parts, syntax.any, syntax),
    }
}

fn write_joined(text: &mut String, parts: &[Expression], operator: &str, syntax: &Syntax) {
    text.push('(');
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            text.push_str(operator);
        }
        write(text, part, syntax);
    }
    text.push(')');
}
