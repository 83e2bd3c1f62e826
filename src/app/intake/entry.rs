//! A case to be opened: what can be worked out beforehand, and what is left to the transaction.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::app::attachments::{self, Kept};
use crate::app::history::{self, CASE_NUMBERS, Filing, Register};
use crate::app::mail::acts::Correspondence;
use crate::app::once::{self, OnceKey};
use crate::app::webhooks::announce;
use crate::app::{Agency, App, AppError, CaseView, administration, applicants, calendars, project, sealing};
use crate::domain::applicant::Applicant;
use crate::domain::attachment::FilePurpose;
use crate::domain::case::{Case, Entry};
use crate::domain::ids::{ApplicantId, CaseId};
use crate::domain::role::Actor;
use crate::keys::{Keyring, Purpose};
use crate::store::applicants::NewApplicant;
use crate::store::cases::{self, CaseOrigin, CaseRow, CaseState, NewCase};
use crate::store::events::{self, Head, NewEvent};
use crate::store::tallies::{self, Deltas};
use crate::store::{DbConn, StoreError, counters};

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
/// so only what depends on the database is left for then: the applicant's file and the number.
#[derive(Clone)]
pub(super) struct NewEntry {
    agency: Agency,
    keyring: Arc<Keyring>,
    applicant: Applicant,
    file: NewApplicant,
    query_code_hash: String,
    seed: String,
    once: Option<OnceKey>,
    correspondence: Option<Correspondence>,
    /// The history, the case and the row are complete but for the applicant's file.
    history: Vec<Entry>,
    actor: Actor,
    files: Vec<Kept>,
    case: Case,
    state: CaseState,
    events: Vec<NewEvent>,
    deltas: Deltas,
}

/// What the transaction found out.
#[derive(Serialize, Deserialize)]
pub(super) struct Saved {
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
            events: register.encode(history, actor)?,
            deltas,
        })
    }

    /// Keeps it, unless it was kept before under the same key.
    pub(super) fn save(&self, conn: &mut DbConn) -> Result<Saved, AppError> {
        once::run(conn, self.once.as_ref(), |conn| self.keep(conn))
    }

    /// Keeps the file, the number, the row, the history, the figures.
    fn keep(&self, conn: &mut DbConn) -> Result<Saved, AppError> {
        sealing::hold(conn, self.keyring.active_key())?;
        let applicant = applicants::find_or_insert(conn, &self.keyring, &self.applicant, &self.file)?;
        let events = self.events_of(applicant)?;

        // From here on others wait: on PostgreSQL the counter and the sums are locked until the end.
        let number = counters::next(conn, self.agency.id, CASE_NUMBERS, history::year_of(&self.case))?;
        let new = NewCase { origin: self.origin(number)?, state: self.state_of(applicant) };
        let id = cases::insert(conn, &new)?;
        events::append(conn, id, &Head::default(), &events)?;
        let (purpose, now) = (FilePurpose::Request, self.state.updated_at);
        let rows = attachments::Rows { case: id, after: 0, purpose, actor: &self.actor, now };
        attachments::save_rows(conn, &rows, &self.history, &self.files)?;
        calendars::require_current(conn, &self.agency)?;
        administration::agencies::require_active(conn, &self.agency)?;
        tallies::apply(conn, &self.deltas)?;
        let NewCase { origin, state } = new;
        let row = CaseRow { id, origin, state };
        announce::case_opened(conn, &self.agency, &row, self.state.updated_at)?;
        if let Some(correspondence) = self.correspondence {
            correspondence.begin(conn, &row, &self.seed)?;
        }
        Ok(Saved { id, applicant, origin: row.origin, seed: self.seed.clone() })
    }

    /// The case as it was kept.
    pub(super) fn view(mut self, saved: Saved) -> CaseView {
        let Saved { id, applicant, origin, seed: _ } = saved;
        let state = self.state_of(applicant);
        self.case.applicant = Some(applicant);
        let added = history::with_applicant(&self.history, applicant);
        CaseView { row: CaseRow { id, origin, state }, case: self.case, added }
    }

    fn origin(&self, number: i64) -> Result<CaseOrigin, StoreError> {
        let filing = Filing { number, query_code_hash: Some(&self.query_code_hash) };
        history::origin(&self.agency, &self.case, &filing, self.state.updated_at)
    }

    fn state_of(&self, applicant: ApplicantId) -> CaseState {
        CaseState { applicant_id: applicant, ..self.state.clone() }
    }

    /// The events with the applicant's file named in the first.
    fn events_of(&self, applicant: ApplicantId) -> Result<Vec<NewEvent>, StoreError> {
        let mut events = self.events.clone();
        for (event, entry) in
            events.iter_mut().zip(&history::with_applicant(self.history.get(..1).unwrap_or_default(), applicant))
        {
            event.payload = history::payload(entry)?;
        }
        Ok(events)
    }
}
