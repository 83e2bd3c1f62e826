//! 编号 (R20): numbers without gaps, per agency, kind and year.
//!
//! The number belongs to the transaction that takes it: undone with it, so no gap is left. On
//! PostgreSQL the row stays locked until that transaction ends, so a number is taken **last**.

use std::ops::RangeInclusive;

use diesel::prelude::*;
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
    let first = CounterRow { agency_id: agency, kind: kind.to_owned(), year, value: size };
    let last: i64 = on_both!(conn, c => diesel::insert_into(counters::table)
        .values(&first)
        .on_conflict((counters::agency_id, counters::kind, counters::year))
        .do_update()
        .set(counters::value.eq(counters::value + size))
        .returning(counters::value)
        .get_result(c))?;
    Ok(last - size + 1..=last)
}
