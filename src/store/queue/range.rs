//! A range of one index in which cases stand in the order that is asked for.
//!
//! SQLite has no statistics and reads the conditions literally, so each range names exactly the columns of
//! the index that holds it: `cases_queue` for due dates, `cases_open_status` for one status of open cases,
//! `cases_received`, the key of the register, and `cases_updated`. What has ended is never read for a list
//! of what is open.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Timestamp};

use super::filter::{CaseQuery, Filter};
use super::order::{Order, Position};
use crate::domain::ids::{AgencyId, CaseId};
use crate::domain::status::Status;
use crate::store::cases::CaseRow;
use crate::store::conn::DbConn;
use crate::store::error::StoreResult;
use crate::store::schema::cases;

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Range {
    /// One, where there is an order; any number to be counted.
    agencies: Vec<AgencyId>,
    order: Order,
    /// Only open cases, only ended ones, or both.
    is_open: Option<bool>,
    /// Only these of them.
    statuses: Option<Vec<Status>>,
    /// In the order of receipt: whether they have been received.
    is_received: Option<bool>,
}

impl Range {
    /// The ranges that a list of these agencies consists of.
    pub(super) fn of(agencies: &[AgencyId], filter: &Filter, order: Order) -> Vec<Self> {
        let whole = Self { agencies: agencies.to_vec(), order, is_open: None, statuses: None, is_received: None };
        let by_status = by_status(filter.statuses.as_deref(), order);
        let ranges = by_status.into_iter().map(|(is_open, statuses)| Self { is_open, statuses, ..whole.clone() });
        if order != Order::Received {
            return ranges.collect();
        }
        let halves =
            |range: Self| [false, true].map(|is_received| Self { is_received: Some(is_received), ..range.clone() });
        ranges.flat_map(halves).collect()
    }

    /// The first cases of the range after a place.
    pub(super) fn read(
        &self,
        conn: &mut DbConn,
        filter: &Filter,
        after: Option<&Position>,
        size: u32,
    ) -> StoreResult<Vec<CaseRow>> {
        let Some(query) = self.after(self.query(filter), after) else { return Ok(Vec::new()) };
        let query = match self.order {
            Order::Due => query.order((cases::due_key, cases::id)),
            Order::Received => query.order((cases::received_on.desc(), cases::id.desc())),
            Order::Number => query.order(cases::case_no.desc()),
            Order::Updated => query.order((cases::updated_at.desc(), cases::id.desc())),
        };
        Ok(query.select(CaseRow::as_select()).limit(i64::from(size)).load(conn)?)
    }

    /// How many cases the range has, counted up to `at_most`.
    pub(super) fn count(&self, conn: &mut DbConn, filter: &Filter, at_most: Option<u32>) -> StoreResult<u32> {
        let query = self.query(filter);
        let count: i64 = match at_most {
            Some(0) => 0,
            Some(at_most) => {
                let some: Vec<CaseId> = query.select(cases::id).limit(i64::from(at_most)).load(conn)?;
                return Ok(u32::try_from(some.len()).unwrap_or(u32::MAX));
            }
            None => query.count().get_result(conn)?,
        };
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// The cases of the range, in no order.
    fn query<'a>(&self, filter: &Filter) -> CaseQuery<'a> {
        let mut query = cases::table.into_boxed();
        query = match self.agencies.as_slice() {
            [agency] => query.filter(cases::agency_id.eq(*agency)),
            agencies => query.filter(cases::agency_id.eq_any(agencies.to_vec())),
        };
        query = match (self.is_open, &self.statuses) {
            // Word for word the condition of the index.
            (Some(true), Some(_)) => query.filter(sql::<Bool>("cases.is_open")),
            (Some(is_open), _) => query.filter(cases::is_open.eq(is_open)),
            (None, _) => query,
        };
        query = match self.statuses.as_deref() {
            Some([status]) => query.filter(cases::status.eq(*status)),
            Some(statuses) => query.filter(cases::status.eq_any(statuses.to_vec())),
            None => query,
        };
        query = match self.is_received {
            Some(true) => query.filter(cases::received_on.is_not_null()),
            Some(false) => query.filter(cases::received_on.is_null()),
            None => query,
        };
        filter.narrow(&self.agencies, query)
    }

    /// What comes after a place; `None` if all of the range comes before it. As a pair the comparison is one
    /// range of the index; written out with OR it is not.
    fn after<'a>(&self, query: CaseQuery<'a>, after: Option<&Position>) -> Option<CaseQuery<'a>> {
        let Some(after) = after.cloned() else { return Some(query) };
        Some(match after {
            Position::Due { key, id } => query.filter(
                sql::<Bool>("(due_key, cases.id) > (").bind::<Date, _>(key).sql(", ").bind::<BigInt, _>(id).sql(")"),
            ),
            Position::Updated { at, id } => query.filter(
                sql::<Bool>("(cases.updated_at, cases.id) < (")
                    .bind::<Timestamp, _>(at)
                    .sql(", ")
                    .bind::<BigInt, _>(id)
                    .sql(")"),
            ),
            Position::Number { agency, case_no } if self.agencies.contains(&agency) => {
                query.filter(cases::case_no.lt(case_no))
            }
            Position::Number { .. } => query,
            // Those that wait to be received stand before the others, the last one first.
            Position::Received { on: Some(_), .. } if self.is_received == Some(false) => return None,
            Position::Received { on: None, id } if self.is_received == Some(false) => query.filter(cases::id.lt(id)),
            Position::Received { on: None, .. } => query,
            Position::Received { on: Some(on), id } => query.filter(
                sql::<Bool>("(received_on, cases.id) < (").bind::<Date, _>(on).sql(", ").bind::<BigInt, _>(id).sql(")"),
            ),
        })
    }
}

/// Whether open or ended, and which statuses of them: `None` for all there are.
type ByStatus = (Option<bool>, Option<Vec<Status>>);

fn by_status(statuses: Option<&[Status]>, order: Order) -> Vec<ByStatus> {
    let chosen = |status: &&Status| statuses.is_none_or(|chosen| chosen.contains(status));
    let (open, ended): (Vec<Status>, Vec<Status>) =
        Status::ALL.iter().filter(chosen).partition(|status| status.is_open());
    let all =
        |is_open: bool, some: &[Status]| some.len() == Status::ALL.iter().filter(|it| it.is_open() == is_open).count();
    let unless_all = |is_open: bool, some: Vec<Status>| Some(some).filter(|some| !all(is_open, some));
    if order == Order::Due {
        let mut parts = Vec::new();
        if all(true, &open) {
            parts.push((Some(true), None));
        } else {
            parts.extend(open.into_iter().map(|status| (Some(true), Some(vec![status]))));
        }
        if !ended.is_empty() {
            parts.push((Some(false), unless_all(false, ended)));
        }
        return parts;
    }
    match (open.is_empty(), ended.is_empty()) {
        (true, true) => Vec::new(),
        // Open cases are few: they are found by their own index and then sorted.
        (false, true) => vec![(Some(true), unless_all(true, open))],
        // Of a whole register the index of the order is followed.
        (_, false) if statuses.is_none() => vec![(None, None)],
        (_, false) => vec![(None, Some([open, ended].concat()))],
    }
}
