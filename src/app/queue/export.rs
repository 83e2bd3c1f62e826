//! 导出登记簿: a list as it is shown, line by line, and a line in the administrative log that it left the house.

use super::scope::Scope;
use super::{Found, Question, filter};
use crate::app::administration::Acting;
use crate::app::register::{Lines, RegisterLine};
use crate::app::{Agency, App, AppError};
use crate::domain::administration::AdminEvent;
use crate::domain::ids::AgencyId;
use crate::domain::role::Actor;
use crate::store::queue::{self, Listing};
use crate::store::{StoreError, admin_log};

/// Cases in memory.
const AT_ONCE: u32 = 500;

/// What is exported, by whom, as what.
#[derive(Debug, Clone)]
pub struct Export<'a> {
    /// Whose list.
    pub agency: &'a Agency,
    /// Who exports it, with the roles held there.
    pub actor: &'a Actor,
    /// Which cases.
    pub question: &'a Question,
    /// The names of the parameters that narrow it, for the log.
    pub filters: Vec<String>,
    /// `csv` or `xlsx`, for the log.
    pub format: &'static str,
}

/// Gives every case of a list to `take` as a line of the register, one after the other, as of one moment. Applicants are named where whoever
/// exports it works on cases, and masked elsewhere.
///
/// # Errors
/// [`AppError::Store`] if the database does not answer, and what `take` returns.
pub fn export_cases(
    app: &App,
    export: &Export<'_>,
    mut take: impl FnMut(&RegisterLine) -> Result<(), AppError>,
) -> Result<u64, AppError> {
    note(app, export)?;
    let Export { agency, actor, question, .. } = export;
    let (me, today) = (actor.officer(), app.clock.today());
    let code = agency.code.parse().map_err(|_| StoreError::NotFound { what: "agency", key: agency.code.clone() })?;
    app.store.snapshot(|conn| {
        let scope = Scope::find(app, conn, me, &code, question.subtree)?;
        let Found { filter, .. } = filter(conn, &scope, me, question, today)?;
        let listing = Listing { agencies: scope.ids(), filter, order: question.sort.order() };
        let mut lines = Lines::new(app, &scope, None);
        let (mut after, mut count) = (None, 0);
        loop {
            let rows = queue::page(conn, &listing, after.as_ref(), AT_ONCE)?;
            let is_last = rows.len() < AT_ONCE as usize;
            after = rows.last().map(|last| listing.order.position(last));
            for line in lines.of(conn, rows)? {
                take(&line)?;
                count += 1;
            }
            if is_last {
                return Ok(count);
            }
        }
    })
}

/// It is written down before the first line leaves.
fn note(app: &App, export: &Export<'_>) -> Result<(), AppError> {
    let acting = Acting::now(app, export.actor);
    let agency: AgencyId = export.agency.id;
    let event = AdminEvent::CasesExported {
        format: export.format.to_owned(),
        filters: export.filters.clone(),
        subtree: export.question.subtree,
        named: export.actor.works_on_cases(),
    };
    app.store.write_blocking(move |conn| {
        admin_log::lock(conn)?;
        Ok(acting.note(conn, agency, &event)?)
    })
}
