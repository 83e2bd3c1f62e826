//! 概览: the tree of agencies with what is open and late in each, and the same figures for monitoring.

use std::collections::HashMap;

use super::{App, AppError};
use crate::domain::ids::{AgencyId, OfficerId};
use crate::domain::status::Status;
use crate::store::agencies::{self, AgencyRow};
use crate::store::officers::{self, OfficerRoleRow};
use crate::store::overview;

/// How much work there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Load {
    /// 待办
    pub open: i64,
    /// 超期, among the open ones
    pub late: i64,
}

/// An agency in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyLoad {
    /// The agency.
    pub agency: AgencyRow,
    /// The code of the agency above it.
    pub parent: Option<String>,
    /// How many agencies are above it.
    pub depth: usize,
    /// Its own work.
    pub own: Load,
    /// Its own and that of every agency below it.
    pub subtree: Load,
    /// Whether there are agencies below it.
    pub has_children: bool,
    /// Whether whoever asks reads its cases; who only administers does not.
    pub reads_cases: bool,
}

/// Every agency, each after the one above it.
///
/// # Errors
/// [`AppError::Store`] if the database does not answer.
pub fn list_agencies(app: &App) -> Result<Vec<AgencyLoad>, AppError> {
    let today = app.clock.today();
    app.store.snapshot(|conn| {
        let rows = agencies::list(conn)?;
        let open = overview::open_by_agency(conn)?.into_iter().collect();
        let late = overview::late_by_agency(conn, today)?.into_iter().collect();
        Ok(tree(&rows, &open, &late))
    })
}

/// The agencies where an officer has a role, each after the one above it.
///
/// # Errors
/// [`AppError::Store`] if the database does not answer.
pub fn agencies_of(app: &App, officer: OfficerId) -> Result<Vec<AgencyLoad>, AppError> {
    let held = app.store.read(|conn| officers::roles(conn, officer))?;
    let mut all = list_agencies(app)?;
    let paths: HashMap<AgencyId, String> = all.iter().map(|load| (load.agency.id, load.agency.path.clone())).collect();
    let reaches = |role: &OfficerRoleRow, agency: &AgencyRow| {
        let above = paths.get(&role.agency_id).filter(|_| role.subtree);
        role.agency_id == agency.id || above.is_some_and(|path| agency.path.starts_with(path))
    };
    all.retain(|load| held.iter().any(|role| reaches(role, &load.agency)));
    for load in &mut all {
        load.reads_cases = held.iter().any(|it| it.role.reads_cases() && reaches(it, &load.agency));
    }
    Ok(all)
}

fn tree(rows: &[AgencyRow], open: &HashMap<AgencyId, i64>, late: &HashMap<AgencyId, i64>) -> Vec<AgencyLoad> {
    let own = |id| Load {
        open: open.get(&id).copied().unwrap_or_default(),
        late: late.get(&id).copied().unwrap_or_default(),
    };
    let codes: HashMap<AgencyId, &str> = rows.iter().map(|row| (row.id, row.code.as_str())).collect();
    let mut subtrees: HashMap<AgencyId, Load> = HashMap::new();
    let mut parents = std::collections::HashSet::new();
    for row in rows {
        let load = own(row.id);
        for above in above_and_self(row) {
            let sum = subtrees.entry(above).or_default();
            sum.open += load.open;
            sum.late += load.late;
        }
        parents.extend(row.parent_id);
    }
    rows.iter()
        .map(|row| AgencyLoad {
            parent: row.parent_id.and_then(|parent| codes.get(&parent)).map(|code| (*code).to_owned()),
            depth: above_and_self(row).count().saturating_sub(1),
            own: own(row.id),
            subtree: subtrees.get(&row.id).copied().unwrap_or_default(),
            has_children: parents.contains(&row.id),
            reads_cases: true,
            agency: row.clone(),
        })
        .collect()
}

/// The path `/1/4/` names the agencies from the root down to the agency itself.
fn above_and_self(row: &AgencyRow) -> impl Iterator<Item = AgencyId> {
    row.path.split('/').filter_map(|part| part.parse().ok()).map(AgencyId)
}

/// What monitoring asks about the register.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Measures {
    /// 待办 by 办理状态.
    pub open: Vec<(Status, i64)>,
    /// 超期
    pub late: i64,
}

/// The register in figures.
///
/// # Errors
/// [`AppError::Store`] if the database does not answer.
pub fn measure(app: &App) -> Result<Measures, AppError> {
    let today = app.clock.today();
    app.store.snapshot(|conn| {
        let open = overview::open_by_status(conn)?;
        let late = overview::late_by_agency(conn, today)?.into_iter().map(|(_, late)| late).sum();
        Ok(Measures { open, late })
    })
}

/// Whether the database answers.
///
/// # Errors
/// [`AppError::Store`] if it does not.
pub fn check_store(app: &App) -> Result<(), AppError> {
    Ok(app.store.read(overview::ping)?)
}
