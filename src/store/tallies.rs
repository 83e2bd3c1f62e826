//! 统计台账: the sums behind the annual report, kept in the same transaction as the case.

use std::collections::BTreeMap;

use diesel::backend::Backend;
use diesel::dsl::{min, sql};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, HasSqlType, Integer, Text};
use diesel::upsert::excluded;
use serde::{Deserialize, Serialize};

use super::conn::{DbConn, on_both};
use super::error::{StoreError, StoreResult};
use super::schema::tallies;
use crate::domain::code::Category;
use crate::domain::ids::AgencyId;
use crate::domain::tally::{Measure, TallyKey};

/// Rows in one statement; each has five values.
const ROWS_AT_ONCE: usize = 500;
/// What one act changes: so many rows are worth a statement that stays prepared.
const ROWS_OF_AN_ACT: usize = 8;
/// A sum of whole numbers; PostgreSQL would otherwise answer with a NUMERIC.
const SUM: &str = "CAST(SUM(value) AS BIGINT)";

/// One sum.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = tallies, treat_none_as_default_value = false)]
pub struct TallyRow {
    /// 机关
    pub agency_id: AgencyId,
    /// 年度
    pub year: i32,
    /// What is counted, as [`Measure`] writes it.
    pub measure: String,
    /// 申请人类别
    pub category: Category,
    /// The sum.
    pub value: i64,
}

/// What changes, in the order of its keys: two transactions that change the same sums take them in the
/// same order and cannot lock each other out.
pub type Deltas = BTreeMap<(AgencyId, TallyKey), i64>;

/// Adds every delta to its sum; a sum that is not there yet starts at zero.
///
/// # Errors
/// If the database refuses a statement.
pub fn apply(conn: &mut DbConn, deltas: &Deltas) -> StoreResult<()> {
    let rows: Vec<TallyRow> = deltas.iter().filter(|(_, value)| **value != 0).map(row).collect();
    match rows.len() {
        0 => Ok(()),
        1..=ROWS_OF_AN_ACT => {
            let add = Add(&rows);
            on_both!(conn, c => add.execute(c))?;
            Ok(())
        }
        _ => apply_together(conn, &rows),
    }
}

fn apply_together(conn: &mut DbConn, rows: &[TallyRow]) -> StoreResult<()> {
    for some in rows.chunks(ROWS_AT_ONCE) {
        on_both!(conn, c => diesel::insert_into(tallies::table)
            .values(some)
            .on_conflict((tallies::agency_id, tallies::year, tallies::measure, tallies::category))
            .do_update()
            .set(tallies::value.eq(tallies::value + excluded(tallies::value)))
            .execute(c))?;
    }
    Ok(())
}

/// diesel parses its own upsert anew each time; this one stays prepared, one for each number of rows.
struct Add<'a>(&'a [TallyRow]);

impl<DB: Backend> QueryFragment<DB> for Add<'_>
where
    AgencyId: ToSql<BigInt, DB>,
    Category: ToSql<Text, DB>,
    String: ToSql<Text, DB>,
    i32: ToSql<Integer, DB>,
    i64: ToSql<BigInt, DB>,
    DB: HasSqlType<BigInt> + HasSqlType<Text> + HasSqlType<Integer>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("INSERT INTO tallies (agency_id, year, measure, category, value) VALUES ");
        for (place, TallyRow { agency_id, year, measure, category, value }) in self.0.iter().enumerate() {
            out.push_sql(if place == 0 { "(" } else { ", (" });
            out.push_bind_param::<BigInt, _>(agency_id)?;
            out.push_sql(", ");
            out.push_bind_param::<Integer, _>(year)?;
            out.push_sql(", ");
            out.push_bind_param::<Text, _>(measure)?;
            out.push_sql(", ");
            out.push_bind_param::<Text, _>(category)?;
            out.push_sql(", ");
            out.push_bind_param::<BigInt, _>(value)?;
            out.push_sql(")");
        }
        out.push_sql(" ON CONFLICT (agency_id, year, measure, category)");
        out.push_sql(" DO UPDATE SET value = tallies.value + excluded.value");
        Ok(())
    }
}

impl QueryId for Add<'_> {
    type QueryId = ();
    // The text of the statement is its name.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Conn> RunQueryDsl<Conn> for Add<'_> {}

fn row(((agency, key), value): (&(AgencyId, TallyKey), &i64)) -> TallyRow {
    TallyRow {
        agency_id: *agency,
        year: key.year,
        measure: key.measure.to_string(),
        category: key.category,
        value: *value,
    }
}

/// Sums by measure and category over some agencies.
pub type Sums = BTreeMap<(Measure, Category), i64>;

/// The sums of one year over these agencies.
///
/// # Errors
/// If the database refuses the query, or [`StoreError::Corrupt`] if a stored measure is not one.
pub fn of_year(conn: &mut DbConn, agencies: &[AgencyId], year: i32) -> StoreResult<Sums> {
    let rows: Vec<Grouped> = tallies::table
        .filter(tallies::agency_id.eq_any(agencies))
        .filter(tallies::year.eq(year))
        .group_by((tallies::measure, tallies::category))
        .select((tallies::measure, tallies::category, sql::<BigInt>(SUM)))
        .load(conn)?;
    sums(rows)
}

/// The sums of every year before this one over these agencies.
///
/// # Errors
/// If the database refuses the query, or [`StoreError::Corrupt`] if a stored measure is not one.
pub fn before_year(conn: &mut DbConn, agencies: &[AgencyId], year: i32) -> StoreResult<Sums> {
    let rows: Vec<Grouped> = tallies::table
        .filter(tallies::agency_id.eq_any(agencies))
        .filter(tallies::year.lt(year))
        .group_by((tallies::measure, tallies::category))
        .select((tallies::measure, tallies::category, sql::<BigInt>(SUM)))
        .load(conn)?;
    sums(rows)
}

/// The first year in which anything was counted in these agencies.
///
/// # Errors
/// If the database refuses the query.
pub fn first_year(conn: &mut DbConn, agencies: &[AgencyId]) -> StoreResult<Option<i32>> {
    Ok(tallies::table.filter(tallies::agency_id.eq_any(agencies)).select(min(tallies::year)).first(conn)?)
}

/// Every sum of one agency, for comparing with a full count.
///
/// # Errors
/// If the database refuses the query.
pub fn of_agency(conn: &mut DbConn, agency: AgencyId) -> StoreResult<Vec<TallyRow>> {
    Ok(tallies::table
        .filter(tallies::agency_id.eq(agency))
        .order((tallies::year, tallies::measure, tallies::category))
        .select(TallyRow::as_select())
        .load(conn)?)
}

type Grouped = (String, Category, i64);

fn sums(rows: Vec<Grouped>) -> StoreResult<Sums> {
    rows.into_iter()
        .map(|(measure, category, value)| {
            let measure = measure.parse().map_err(|_| StoreError::Corrupt { what: format!("tally {measure}") })?;
            Ok(((measure, category), value))
        })
        .collect()
}
