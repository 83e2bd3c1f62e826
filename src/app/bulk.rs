//! 批量分办: many cases given to one person. Each is an act of its own: what somebody else has changed meanwhile is
//! left alone, and said.

use std::collections::HashMap;

use super::once::OnceKey;
use super::{Agency, App, AppError, Order, act_once};
use crate::domain::case::Command;
use crate::domain::ids::{CaseId, OfficerId, SectionId};
use crate::domain::role::Actor;
use crate::store::cases;

/// Cases at a time at most.
pub const AT_MOST: usize = 200;

/// A case as it was seen when it was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The case.
    pub case: CaseId,
    /// The version that was seen.
    pub version: i32,
    /// The key under which it is given away once.
    pub once: Option<OnceKey>,
}

/// What became of one of them.
#[derive(Debug)]
pub struct Given {
    /// The case.
    pub case: CaseId,
    /// 登记编号; empty if the agency has no such case.
    pub case_no: String,
    /// Why not.
    pub done: Result<(), AppError>,
}

/// Gives cases of an agency to somebody, each if it is still as it was seen.
///
/// # Errors
/// [`AppError::Store`] if the database does not answer; what is refused of one case is told of that case.
pub fn assign_all(
    app: &App,
    agency: &Agency,
    actor: &Actor,
    chosen: Vec<Chosen>,
    (officer, section): (OfficerId, Option<SectionId>),
) -> Result<Vec<Given>, AppError> {
    let ids: Vec<CaseId> = chosen.iter().map(|chosen| chosen.case).collect();
    let rows = app.store.read(|conn| cases::find_many(conn, &ids))?;
    let own = rows.into_iter().filter(|row| row.origin.agency_id == agency.id);
    let numbers: HashMap<CaseId, String> = own.map(|row| (row.id, row.origin.case_no)).collect();
    let give = |Chosen { case, version, once }| {
        let command = Command::Assign { officer, section };
        let order = Order { agency, case, expected: Some(version), actor, command, on: app.clock.today(), once };
        let case_no = numbers.get(&case).cloned().unwrap_or_default();
        Given { case, case_no, done: act_once(app, order).map(drop) }
    };
    Ok(chosen.into_iter().take(AT_MOST).map(give).collect())
}
