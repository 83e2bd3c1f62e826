//! A case to be opened: what can be worked out beforehand, and what is left to the transaction.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::app::attachments::Kept;
use crate::app::history::{self, Filing, Register};
use crate::app::mail::acts::Correspondence;
use crate::app::once::OnceKey;
use crate::app::{Agency, App, AppError, CaseView, applicants, project};
use crate::domain::applicant::Applicant;
use crate::domain::case::{Case, Entry};
use crate::domain::ids::{ApplicantId, CaseId};
use crate::domain::role::Actor;
use crate::keys::{Keyring, Purpose};
use crate::store::StoreError;
use crate::store::applicants::NewApplicant;
use crate::store::cases::{CaseOrigin, CaseRow, CaseState};
use crate::store::events::NewEvent;
use crate::store::tallies::Deltas;

/// What a new entry is made of.
pub(super) struct Particulars<'a> {
    pub(super) agency: &'a Agency,
    pub(super) actor: &'a Actor,
    pub(super) applicant: &'a Applicant,
    pub(super) history: &'a [Entry],
    pub(super) files: &'a [Kept],
    pub(super) query_code: &'a str,
    pub(super) seed: &'a str,
    pub(super) once: Option<&'a OnceKey>,
    pub(super) correspondence: Option<Correspondence>,
}

/// A case to be opened, with all it needs, so that it can be tried again. Others wait while it is kept,
/// so only what depends on the database is left for then: the applicant's file and the number; see
/// [`keeping`](super::keeping).
pub(in crate::app) struct NewEntry {
    pub(super) agency: Agency,
    pub(super) keyring: Arc<Keyring>,
    pub(super) applicant: Applicant,
    pub(super) file: NewApplicant,
    query_code_hash: String,
    pub(super) seed: String,
    pub(super) once: Option<OnceKey>,
    pub(super) correspondence: Option<Correspondence>,
    /// The history, the case and the row are complete but for the applicant's file.
    pub(super) history: Vec<Entry>,
    pub(super) actor: Actor,
    pub(super) files: Vec<Kept>,
    pub(super) case: Case,
    pub(super) state: CaseState,
    /// The first has its payload once the file is known.
    events: Vec<NewEvent>,
    pub(super) deltas: Deltas,
}

/// What the transaction found out.
#[derive(Serialize, Deserialize)]
pub(in crate::app) struct Saved {
    pub(super) id: CaseId,
    applicant: ApplicantId,
    origin: CaseOrigin,
    /// From what the query code is derived.
    pub(super) seed: String,
}

impl NewEntry {
    /// Everything but what only the database knows; identifiers are sealed here.
    pub(super) fn prepare(app: &App, keyring: &Arc<Keyring>, of: &Particulars<'_>) -> Result<Self, AppError> {
        let Particulars { agency, actor, applicant, history, files, query_code, seed, once, correspondence } = of;
        let register = Register { agency, regimes: app.rulebook.regimes(), now: app.clock.now() };
        let case = Case::fold(*history, register.regimes)
            .ok_or_else(|| StoreError::Corrupt { what: "history of a new case".to_owned() })?;
        let mut events = register.encode(history, actor)?;
        if let Some(first) = events.first_mut() {
            first.payload.clear();
        }
        let mut deltas = Deltas::new();
        history::count(&mut deltas, agency.id, &case.contribution(&agency.calendar)?, 1);
        Ok(Self {
            agency: (*agency).clone(),
            keyring: Arc::clone(keyring),
            applicant: (*applicant).clone(),
            file: applicants::seal_identifiers(keyring, agency.id, applicant, register.now)?,
            query_code_hash: keyring.keyed_hash(Purpose::QueryCode, query_code),
            seed: (*seed).to_owned(),
            once: once.cloned(),
            correspondence: *correspondence,
            history: history.to_vec(),
            actor: (*actor).clone(),
            files: files.to_vec(),
            state: project(&case, &agency.calendar, ApplicantId(0), None, register.now)?,
            case,
            events,
            deltas,
        })
    }

    /// What the transaction found out, now that it has this row.
    pub(super) fn saved(&self, row: CaseRow) -> Saved {
        let CaseRow { id, origin, state } = row;
        Saved { id, applicant: state.applicant_id, origin, seed: self.seed.clone() }
    }

    /// The case as it was kept.
    pub(super) fn view(&self, saved: Saved) -> CaseView {
        let Saved { id, applicant, origin, seed: _ } = saved;
        let case = Case { applicant: Some(applicant), ..self.case.clone() };
        let added = history::with_applicant(&self.history, applicant);
        CaseView { row: CaseRow { id, origin, state: self.state_of(applicant) }, case, added }
    }

    pub(super) fn origin(&self, number: i64) -> Result<CaseOrigin, StoreError> {
        let filing = Filing { number, query_code_hash: Some(&self.query_code_hash) };
        history::origin(&self.agency, &self.case, &filing, self.state.updated_at)
    }

    pub(super) fn state_of(&self, applicant: ApplicantId) -> CaseState {
        CaseState { applicant_id: applicant, ..self.state.clone() }
    }

    /// The events with the applicant's file named in the first.
    pub(super) fn events_of(&self, applicant: ApplicantId) -> Result<Vec<NewEvent>, StoreError> {
        let mut events = self.events.clone();
        let opening = self.history.get(..1).unwrap_or_default();
        for (event, entry) in events.iter_mut().zip(&history::with_applicant(opening, applicant)) {
            event.payload = history::payload(entry)?;
        }
        Ok(events)
    }
}
