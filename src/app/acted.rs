//! 办理之后: a case as an act leaves it, with its clock today.

use super::history::Register;
use super::{Agency, App, AppError, CaseView, reply_digest};
use crate::domain::deadline::{self, Deadline, DeadlineKind};
use crate::domain::ids::CaseId;
use crate::domain::review::ReplyDigest;

/// A case after an act, as its answer tells it.
#[derive(Debug, Clone)]
pub struct Acted {
    /// The case.
    pub view: CaseView,
    /// 答复期限, or the deadline of the new decision that is owed; `None` until the request is received.
    pub deadline: Option<Deadline>,
    /// What the draft is submitted, passed and sent by, if there is one.
    pub digest: Option<ReplyDigest>,
}

impl Acted {
    /// The case with its clock today.
    ///
    /// # Errors
    /// [`AppError::OutsideCalendar`] if its dates lie outside the years for which there is a calendar.
    pub fn of(app: &App, agency: &Agency, view: CaseView) -> Result<Self, AppError> {
        let all = deadline::all(&view.case, &agency.policy, &agency.calendar, app.clock.today())?;
        let of_kind = |kind| all.iter().find(|deadline| deadline.kind == kind);
        // A new decision that is owed has a deadline of its own (R15); before it there is the reply's.
        let deadline = of_kind(DeadlineKind::Redecision).or_else(|| of_kind(DeadlineKind::Reply)).cloned();
        let digest = view.case.draft.as_ref().map(reply_digest).transpose()?;
        Ok(Self { view, deadline, digest })
    }

    /// The case as it is now: what whoever was too late is shown.
    ///
    /// # Errors
    /// [`AppError::Store`] if the agency has no such case.
    pub fn now(app: &App, agency: &Agency, id: CaseId) -> Result<Self, AppError> {
        let register = Register { agency, regimes: app.rulebook.regimes(), now: app.clock.now() };
        let filed = app.store.snapshot(|conn| register.find(conn, id))?;
        Self::of(app, agency, CaseView { row: filed.row, case: filed.past.case, added: Vec::new() })
    }
}
