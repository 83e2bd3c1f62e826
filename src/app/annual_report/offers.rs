//! 可办事项: what somebody may do with a report now, and why not the rest.

use super::acts::published_before;
use super::standing::load;
use super::texts::narrative_of;
use super::{entered, figures_of, header, members};
use crate::app::{App, AppError};
use crate::domain::annual_report::life::{Report, ReportAct, ReportActKind, ReportContext, ReportRefused};
use crate::domain::annual_report::{Scope, blank_cells};
use crate::domain::ids::AgencyCode;
use crate::domain::role::Actor;
use crate::store::reports::ReportKey;

/// An act with why it may not be done now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The act.
    pub act: ReportActKind,
    /// Why not; a reason that is still to be written does not stand in its way.
    pub refused: Option<ReportRefused>,
}

/// 可办事项: every act in the order in which a report goes through them, with what [`Report::decide`] says to it now.
///
/// # Errors
/// [`AppError::Store`] if there is no such agency or the store cannot be read.
pub fn offers(app: &App, code: &AgencyCode, year: i32, scope: Scope, actor: &Actor) -> Result<Vec<Offer>, AppError> {
    let today = app.clock.today();
    app.store.snapshot(|conn| {
        let (agency, ids) = members(conn, code, scope)?;
        let key = ReportKey { agency_id: agency.id, year, scope };
        let report = load(conn, key)?;
        let header = header(app, &agency, year, scope, None);
        let blanks = blank_cells(header.form, &entered(conn, &ids, year)?);
        let figures = Box::new(figures_of(conn, &header, &ids)?);
        let narrative = narrative_of(conn, &agency, &ids, &figures)?;
        let previous = published_before(conn, key)?;
        let context = ReportContext { actor, today, previous: previous.as_ref() };
        let acts = [
            ReportAct::Freeze { figures, blanks, narrative, annexes: Vec::new(), reason: None },
            ReportAct::SignOff,
            ReportAct::Publish { on: today },
            ReportAct::Reopen { reason: String::new() },
        ];
        Ok(acts.iter().map(|act| offer(&report, act, &context)).collect())
    })
}

fn offer(report: &Report, act: &ReportAct, context: &ReportContext<'_>) -> Offer {
    let refused = report.decide(act, context).err();
    Offer { act: act.kind(), refused: refused.filter(|refused| *refused != ReportRefused::ReasonMissing) }
}
