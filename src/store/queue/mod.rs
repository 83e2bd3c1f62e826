//! 待办与登记簿: lists of cases, a page at a time, and how many there are.
//!
//! A page begins after the last case of the page before it, not at a row number: any page costs the same,
//! and a case that is closed meanwhile does not push another one out of sight. A list over many agencies,
//! or over open and ended cases, is several ranges of an index; the front of each is read, and merged.

mod filter;
mod order;
mod range;

pub use self::filter::{Assigned, Filter, Seat, Span, Turn};
pub use self::order::{Order, Position};
use self::range::Range;
use super::cases::CaseRow;
use super::conn::DbConn;
use super::error::StoreResult;
use crate::domain::ids::{AgencyId, CaseId};

/// Which cases of which agencies, in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Whose cases.
    pub agencies: Vec<AgencyId>,
    /// Which of them.
    pub filter: Filter,
    /// In which order.
    pub order: Order,
}

/// At most `size` cases of a list, after `after` or from its beginning.
///
/// # Errors
/// If the database refuses a query.
pub fn page(conn: &mut DbConn, listing: &Listing, after: Option<&Position>, size: u32) -> StoreResult<Vec<CaseRow>> {
    let Listing { agencies, filter, order } = listing;
    let mut found = Vec::new();
    for agency in filter.one_by_one(agencies) {
        if after.is_some_and(|after| after.is_beyond(&agency)) {
            continue;
        }
        for range in Range::of(&agency, filter, *order) {
            found.extend(range.read(conn, filter, after, size)?);
        }
        // Agency after agency: what comes later is not needed any more.
        if *order == Order::Number && found.len() >= size as usize {
            break;
        }
    }
    found.sort_by(|one, other| order.position(one).compare(&order.position(other)));
    found.truncate(size as usize);
    Ok(found)
}

/// How many cases a list has; with `at_most` they are counted no further.
///
/// # Errors
/// If the database refuses a query.
pub fn count(conn: &mut DbConn, agencies: &[AgencyId], filter: &Filter, at_most: Option<u32>) -> StoreResult<u32> {
    let mut counted = 0_u32;
    for some in filter.together(agencies) {
        for range in Range::of(&some, filter, Order::Due) {
            let left = at_most.map(|at_most| at_most.saturating_sub(counted));
            counted = counted.saturating_add(range.count(conn, filter, left)?);
        }
    }
    Ok(counted)
}

/// The place of a case in a list.
///
/// # Errors
/// [`StoreError::NotFound`](super::StoreError::NotFound) if there is no such case.
pub fn place_of(conn: &mut DbConn, order: Order, case: CaseId) -> StoreResult<Position> {
    Ok(order.position(&super::cases::find(conn, case)?))
}
