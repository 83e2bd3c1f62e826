//! 编号 (R20): numbers without gaps, per agency, kind and year.
//!
//! The number belongs to the transaction that takes it: undone with it, so no gap is left. On
//! PostgreSQL the row stays locked until that transaction ends, so a number is taken **last**.

use std::ops::RangeInclusive;

use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, HasSqlType, Integer, Text};
use serde::{Deserialize, Serialize};

use super::conn::{DbConn, on_both};
use super::error::StoreResult;
use super::schema::counters;
use crate::domain::ids::AgencyId;

/// The last number given out.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = counters, treat_none_as_default_value = false)]
pub struct CounterRow {
    /// 机关
    pub agency_id: AgencyId,
    /// What is numbered, for example `case`.
    pub kind: String,
    /// 年度; 0 for numbers that do not begin again each year.
    pub year: i32,
    /// The last number given out.
    pub value: i64,
}

/// The next number, from 1.
///
/// # Errors
/// If the database refuses the statement.
pub fn next(conn: &mut DbConn, agency: AgencyId, kind: &str, year: i32) -> StoreResult<i64> {
    next_block(conn, agency, kind, year, 1).map(|block| *block.end())
}

/// The next `size` numbers at once, for imports. A block of none is empty and takes nothing.
///
/// # Errors
/// If the database refuses the statement.
pub fn next_block(
    conn: &mut DbConn,
    agency: AgencyId,
    kind: &str,
    year: i32,
    size: u32,
) -> StoreResult<RangeInclusive<i64>> {
    let size = i64::from(size);
    let take = Take { agency, kind, year, size };
    let last: i64 = on_both!(conn, c => take.get_result(c))?;
    Ok(last - size + 1..=last)
}

/// diesel parses its own upsert anew each time; this one stays prepared.
struct Take<'a> {
    agency: AgencyId,
    kind: &'a str,
    year: i32,
    size: i64,
}

impl<DB: Backend> QueryFragment<DB> for Take<'_>
where
    AgencyId: ToSql<BigInt, DB>,
    str: ToSql<Text, DB>,
    i32: ToSql<Integer, DB>,
    i64: ToSql<BigInt, DB>,
    DB: HasSqlType<BigInt> + HasSqlType<Text> + HasSqlType<Integer>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("INSERT INTO counters (agency_id, kind, year, value) VALUES (");
        out.push_bind_param::<BigInt, _>(&self.agency)?;
        out.push_sql(", ");
        out.push_bind_param::<Text, _>(self.kind)?;
        out.push_sql(", ");
        out.push_bind_param::<Integer, _>(&self.year)?;
        out.push_sql(", ");
        out.push_bind_param::<BigInt, _>(&self.size)?;
        out.push_sql(") ON CONFLICT (agency_id, kind, year) DO UPDATE SET value = counters.value + excluded.value");
        out.push_sql(" RETURNING value");
        Ok(())
    }
}

impl QueryId for Take<'_> {
    type QueryId = Take<'static>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl Query for Take<'_> {
    type SqlType = BigInt;
}

impl<Conn> RunQueryDsl<Conn> for Take<'_> {}

/// The last number given out of a kind, for every agency and year.
///
/// # Errors
/// If the database refuses the query.
pub fn of_kind(conn: &mut DbConn, kind: &str) -> StoreResult<Vec<CounterRow>> {
    Ok(counters::table.filter(counters::kind.eq(kind)).select(CounterRow::as_select()).load(conn)?)
}
