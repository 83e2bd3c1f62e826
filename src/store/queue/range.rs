//! A range of one index in which the cases of a list are found.
//!
//! SQLite has no statistics and takes the conditions as they are written, so each range names exactly the
//! columns of the index that holds it. What has ended is never read for a list of what is open.
//!
//! ```text
//! due dates of what is open, of what has ended    cases_queue
//! one status, or one person's, of what is open    cases_open_status
//! receipt, number, last change of the register    cases_received, its unique key, cases_updated
//! one applicant, some cases                       cases_applicant, its key
//! ```

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Text, Timestamp};

use super::filter::Filter;
use super::order::{Order, Position};
use crate::domain::ids::{AgencyId, CaseId};
use crate::domain::status::Status;
use crate::store::cases::{CaseQuery, CaseRow, NO_DUE_DATE, all, first_due, rows};
use crate::store::conn::DbConn;
use crate::store::error::StoreResult;
use crate::store::schema::cases;

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Range {
    /// One, where there is an order; any number to be counted. None where applicant or case say whose they are.
    agencies: Vec<AgencyId>,
    order: Order,
    /// Only open cases, only ended ones, or both.
    is_open: Option<bool>,
    /// Only these of them.
    statuses: Option<Vec<Status>>,
    /// In the order of receipt: whether they have been received.
    is_received: Option<bool>,
    /// Whether the cases are few and are sorted, instead of following the index of the order.
    is_sorted: bool,
}

impl Range {
    /// The ranges that a list of these agencies consists of.
    pub(super) fn of(agencies: &[AgencyId], filter: &Filter, order: Order) -> Vec<Self> {
        let (open, ended): (Vec<Status>, Vec<Status>) =
            Status::ALL.iter().filter(|it| filter.admits(**it)).partition(|it| it.is_open());
        let whole = Self {
            agencies: agencies.to_vec(),
            order,
            is_open: None,
            statuses: None,
            is_received: None,
            is_sorted: false,
        };
        if agencies.is_empty() {
            return vec![Self { statuses: filter.statuses.clone(), is_sorted: true, ..whole }];
        }
        let is_everything = filter.statuses.is_none() && !filter.is_about_work();
        if is_everything && order != Order::Due {
            return whole.in_halves();
        }
        [whole.open(open, filter), whole.ended(ended)].concat()
    }

    /// What is open: all of it, or each status by itself.
    fn open(&self, statuses: Vec<Status>, filter: &Filter) -> Vec<Self> {
        let is_all = statuses.len() == Status::ALL.iter().filter(|it| it.is_open()).count();
        let open = Self { is_open: Some(true), ..self.clone() };
        if is_all && !filter.is_about_work() {
            return open.in_halves();
        }
        let is_sorted = self.order != Order::Due;
        statuses.into_iter().map(|it| Self { statuses: Some(vec![it]), is_sorted, ..open.clone() }).collect()
    }

    /// What has ended: among everything, where the order has an index of its own.
    fn ended(&self, statuses: Vec<Status>) -> Vec<Self> {
        if statuses.is_empty() {
            return Vec::new();
        }
        let is_open = (self.order == Order::Due).then_some(false);
        Self { is_open, statuses: Some(statuses), ..self.clone() }.in_halves()
    }

    /// In the order of receipt what waits to be received is a range by itself: a missing date has no place in
    /// an index that both databases agree on.
    fn in_halves(self) -> Vec<Self> {
        if self.order != Order::Received {
            return vec![self];
        }
        [false, true].map(|is_received| Self { is_received: Some(is_received), ..self.clone() }).to_vec()
    }

    /// The first cases of the range after a place.
    pub(super) fn read(
        &self,
        conn: &mut DbConn,
        filter: &Filter,
        after: Option<&Position>,
        size: u32,
    ) -> StoreResult<Vec<CaseRow>> {
        if let (Some(agency), None) = (self.is_all_that_is_open(filter), after) {
            return first_due(conn, agency, size);
        }
        let Some(query) = self.after(self.query(filter), after) else { return Ok(Vec::new()) };
        let query = if self.is_sorted { self.sorted(query) } else { self.followed(query) };
        rows(conn, query.limit(i64::from(size)))
    }

    /// The agency, if the range is all that is open in it, in the order of due dates.
    fn is_all_that_is_open(&self, filter: &Filter) -> Option<AgencyId> {
        let &[agency] = self.agencies.as_slice() else { return None };
        let whole = Self {
            agencies: vec![agency],
            order: Order::Due,
            is_open: Some(true),
            statuses: None,
            is_received: None,
            is_sorted: false,
        };
        (*self == whole && filter.is_about_statuses_alone()).then_some(agency)
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
        let mut query = all();
        query = match self.agencies.as_slice() {
            [] => query,
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

    fn followed<'a>(&self, query: CaseQuery<'a>) -> CaseQuery<'a> {
        match self.order {
            Order::Due => query.order((cases::due_key, cases::id)),
            Order::Received => query.order((cases::received_on.desc(), cases::id.desc())),
            Order::Number => query.order(cases::case_no.desc()),
            Order::Updated => query.order((cases::updated_at.desc(), cases::id.desc())),
        }
    }

    /// By expressions that are in no index, so that the index of the order is not followed through everything
    /// that has ended to find the few that are wanted.
    fn sorted<'a>(&self, query: CaseQuery<'a>) -> CaseQuery<'a> {
        match self.order {
            Order::Due => query.order((cases::due_key, cases::id)),
            Order::Received => {
                let key = sql::<Date>("coalesce(received_on, ").bind::<Date, _>(NO_DUE_DATE).sql(")");
                query.order((key.desc(), cases::id.desc()))
            }
            Order::Number => query.order((cases::agency_id, sql::<Text>("coalesce(case_no, case_no)").desc())),
            Order::Updated => {
                let key = sql::<Timestamp>("coalesce(cases.updated_at, cases.updated_at)");
                query.order((key.desc(), cases::id.desc()))
            }
        }
    }

    /// What comes after a place; `None` if all of the range comes before it. As a pair the comparison is one
    /// range of the index; written out with OR it is not.
    fn after<'a>(&self, query: CaseQuery<'a>, after: Option<&Position>) -> Option<CaseQuery<'a>> {
        let Some(after) = after.cloned() else { return Some(query) };
        Some(match after {
            Position::Due { key, id } => query.filter(
                sql::<Bool>("(due_key, cases.id) > (").bind::<Date, _>(key).sql(", ").bind::<BigInt, _>(id).sql(")"),
            ),
            Position::Updated { at, id } => {
                let pair = match self.is_sorted {
                    true => "(coalesce(cases.updated_at, cases.updated_at), cases.id) < (",
                    false => "(cases.updated_at, cases.id) < (",
                };
                query.filter(sql::<Bool>(pair).bind::<Timestamp, _>(at).sql(", ").bind::<BigInt, _>(id).sql(")"))
            }
            Position::Number { agency, case_no } if self.agencies.is_empty() => {
                let here = cases::agency_id.eq(agency).and(cases::case_no.lt(case_no));
                query.filter(cases::agency_id.gt(agency).or(here))
            }
            Position::Number { agency, case_no } if self.agencies.contains(&agency) => {
                query.filter(cases::case_no.lt(case_no))
            }
            Position::Number { .. } => query,
            // Those that wait to be received stand before the others, the last one first.
            Position::Received { on, id } => match (self.is_received, on) {
                (Some(false), Some(_)) => return None,
                (Some(false), None) => query.filter(cases::id.lt(id)),
                (Some(true), None) => query,
                (Some(true), Some(on)) => query.filter(
                    sql::<Bool>("(received_on, cases.id) < (")
                        .bind::<Date, _>(on)
                        .sql(", ")
                        .bind::<BigInt, _>(id)
                        .sql(")"),
                ),
                (None, on) => query.filter(
                    sql::<Bool>("(coalesce(received_on, ")
                        .bind::<Date, _>(NO_DUE_DATE)
                        .sql("), cases.id) < (")
                        .bind::<Date, _>(on.unwrap_or(NO_DUE_DATE))
                        .sql(", ")
                        .bind::<BigInt, _>(id)
                        .sql(")"),
                ),
            },
        })
    }
}
