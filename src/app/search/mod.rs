//! 检索: cases by what is written in them, over every agency in which an officer works.

mod index;

use std::collections::HashMap;

use super::queue::{self, ListedCase};
use super::{Agency, App, AppError};
use crate::domain::ids::{AgencyCode, AgencyId, CaseId, OfficerId};
use crate::domain::role::Role;
use crate::domain::search::{Document, Expression, Highlight, Query, Sight, Within};
use crate::store::agencies::{self, AgencyRow};
use crate::store::cases::{self, CaseRow};
use crate::store::officers::{self, OfficerRoleRow};
use crate::store::{DbConn, StoreError, search as store};

pub use index::{index_new, index_until};

/// Documents that are read at a time.
const AT_ONCE: u32 = 64;
/// Documents that are read for one page. Where the pieces of a phrase are in many cases and the phrase in
/// few, a page ends early and the next one goes on.
const AT_MOST: usize = 4_096;

/// A case that was found.
#[derive(Debug, Clone)]
pub struct FoundCase {
    /// The case as lists show it.
    pub listed: ListedCase,
    /// Where in it.
    pub highlight: Highlight,
}

/// A page of what was found.
#[derive(Debug, Clone, Default)]
pub struct FoundPage {
    /// The cases, the one that was entered last first.
    pub cases: Vec<FoundCase>,
    /// The case before which the next page begins, if there may be more.
    pub next: Option<CaseId>,
}

/// Roles that may read cases, and those of them that may also read names and drafts.
#[derive(Debug, Clone, Copy)]
pub struct Readers {
    /// Who reads cases.
    pub cases: &'static [Role],
    /// Who reads everything in them.
    pub names: &'static [Role],
}

/// Where an officer may search.
///
/// # Errors
/// [`AppError::Store`] if the database does not answer.
pub fn within(app: &App, officer: OfficerId, readers: Readers) -> Result<Within, AppError> {
    let (roles, agencies) = app.store.snapshot(|conn| {
        let roles = officers::roles(conn, officer)?;
        Ok::<_, StoreError>((roles, agencies::list(conn)?))
    })?;
    let paths: HashMap<AgencyId, &str> = agencies.iter().map(|row| (row.id, row.path.as_str())).collect();
    let mut within = Within::default();
    for agency in &agencies {
        let held = |list: &[Role]| roles.iter().any(|it| list.contains(&it.role) && is_held_in(it, agency, &paths));
        if held(readers.names) {
            within.full.push(agency.id);
        } else if held(readers.cases) {
            within.limited.push(agency.id);
        }
    }
    Ok(within)
}

/// The same, in one agency alone.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if there is no such agency or nothing is seen of it.
pub fn within_agency(app: &App, within: &Within, code: &AgencyCode) -> Result<Within, AppError> {
    let id = app.store.read(|conn| agencies::find_by_code(conn, code))?.id;
    match within.sight(id) {
        Some(Sight::Full) => Ok(Within { full: vec![id], limited: Vec::new() }),
        Some(Sight::Limited) => Ok(Within { full: Vec::new(), limited: vec![id] }),
        None => Err(StoreError::NotFound { what: "agency", key: code.to_string() }.into()),
    }
}

fn is_held_in(held: &OfficerRoleRow, agency: &AgencyRow, paths: &HashMap<AgencyId, &str>) -> bool {
    let is_above = paths.get(&held.agency_id).is_some_and(|path| agency.path.starts_with(path));
    held.agency_id == agency.id || (held.subtree && is_above)
}

/// At most `size` of the cases in which a question is answered, those entered last first, from the one
/// before `before`.
///
/// # Errors
/// [`AppError::Store`] if the database does not answer.
pub fn search(
    app: &App,
    within: &Within,
    query: &Query,
    before: Option<CaseId>,
    size: u32,
) -> Result<FoundPage, AppError> {
    let Some(expression) = query.expression(within) else { return Ok(FoundPage::default()) };
    let asked = Asked { within, query, expression };
    let (hits, rows, agencies) = app.store.snapshot(|conn| {
        let hits = asked.collect(conn, before.unwrap_or(CaseId(i64::MAX)), size as usize)?;
        let ids: Vec<CaseId> = hits.found.iter().map(|(id, _)| *id).collect();
        let rows = cases::find_many(conn, &ids)?;
        let agencies = agencies_of(conn, &rows)?;
        Ok::<_, AppError>((hits, rows, agencies))
    })?;
    let agencies: HashMap<AgencyId, Agency> =
        agencies.into_iter().map(|row| Ok((row.id, Agency::from_row(app, row)?))).collect::<Result<_, AppError>>()?;
    let today = app.clock.today();
    let of = |id| agencies.get(&id).ok_or_else(|| queue::lost(id));
    let listed = app.store.read(|conn| queue::listed(conn, of, rows, today))?;
    let mut listed: HashMap<CaseId, ListedCase> = listed.into_iter().map(|case| (case.row.id, case)).collect();
    let found = hits.found.into_iter().filter_map(|(id, highlight)| {
        let listed = listed.remove(&id)?;
        Some(FoundCase { listed, highlight })
    });
    Ok(FoundPage { cases: found.collect(), next: hits.next })
}

/// The cases in which a question is answered, those entered last first, at most `size`; and whether there may be
/// more.
pub(super) fn newest(
    conn: &mut DbConn,
    within: &Within,
    query: &Query,
    size: usize,
) -> Result<(Vec<CaseId>, bool), StoreError> {
    let Some(expression) = query.expression(within) else { return Ok((Vec::new(), false)) };
    let hits = Asked { within, query, expression }.collect(conn, CaseId(i64::MAX), size)?;
    Ok((hits.found.into_iter().map(|(id, _)| id).collect(), hits.next.is_some()))
}

fn agencies_of(conn: &mut DbConn, rows: &[CaseRow]) -> Result<Vec<AgencyRow>, StoreError> {
    let mut ids: Vec<AgencyId> = rows.iter().map(|row| row.origin.agency_id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(|id| agencies::find(conn, id)).collect()
}

/// A question by somebody.
struct Asked<'a> {
    within: &'a Within,
    query: &'a Query,
    expression: Expression,
}

/// Cases with what was found in them.
#[derive(Default)]
struct Hits {
    found: Vec<(CaseId, Highlight)>,
    next: Option<CaseId>,
}

impl Asked<'_> {
    /// Asks the index and reads what it names, until there are enough.
    fn collect(&self, conn: &mut DbConn, mut before: CaseId, size: usize) -> Result<Hits, StoreError> {
        let mut hits = Hits::default();
        let mut read = 0;
        loop {
            let ids = store::find(conn, &self.expression, before, AT_ONCE)?;
            let contents = store::contents(conn, &ids)?;
            for id in &ids {
                if hits.found.len() == size {
                    hits.next = Some(before);
                    return Ok(hits);
                }
                if let Some((agency, content)) = contents.get(id) {
                    hits.found.extend(self.read(*agency, content)?.map(|highlight| (*id, highlight)));
                }
                before = *id;
            }
            read += ids.len();
            if ids.len() < AT_ONCE as usize {
                return Ok(hits);
            }
            if read >= AT_MOST {
                hits.next = Some(before);
                return Ok(hits);
            }
        }
    }

    fn read(&self, agency: AgencyId, content: &str) -> Result<Option<Highlight>, StoreError> {
        let Some(sight) = self.within.sight(agency) else { return Ok(None) };
        let document: Document = serde_json::from_str(content)
            .map_err(|error| StoreError::Corrupt { what: format!("search document: {error}") })?;
        Ok(self.query.find(&document, sight))
    }
}
