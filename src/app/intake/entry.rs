//! A case to be opened: what can be worked out beforehand, and what is left to the transaction.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::app::attachments::{self, Kept};
use crate::app::footprint::Footprint;
use crate::app::history::{self, CASE_NUMBERS, Filing, Register};
use crate::app::once::{self, OnceKey};
use crate::app::webhooks::announce;
use crate::app::{Agency, App, AppError, CaseView, applicants, project, sealing};
use crate::domain::applicant::Applicant;
use crate::domain::attachment::FilePurpose;
use crate::domain::case::{Case, Entry};
use crate::domain::ids::{ApplicantId, CaseId};
use crate::domain::regime::Regimes;
use crate::domain::role::Actor;
use crate::keys::Keyring;
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
    pub(super) nonce: &'a str,
    pub(super) query_code_hash: String,
    pub(super) once: &'a Option<OnceKey>,
}

/// A case to be opened, with all it needs, so that it can be tried again. Others wait while it is kept,
/// so only what depends on the database is left for then: the applicant's file and the number.
#[derive(Clone)]
pub(super) struct NewEntry {
    agency: Agency,
    keyring: Arc<Keyring>,
    applicant: Applicant,
    file: NewApplicant,
    nonce: String,
    query_code_hash: String,
    once: Option<OnceKey>,
    regimes: Regimes,
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
pub(super) struct Saved {
    id: CaseId,
    applicant: ApplicantId,
    origin: CaseOrigin,
}

/// What became of it.
pub(super) enum Entered {
    /// It is a case now.
    Now(Saved),
    /// It was one before.
    Before {
        /// As it was then.
        view: Box<CaseView>,
        /// What its 查询码 is derived from.
        nonce: String,
    },
}

/// What is remembered of a case that was opened once.
#[derive(Serialize, Deserialize)]
struct Opened {
    footprint: Footprint,
    nonce: String,
}

impl NewEntry {
    /// Everything but what only the database knows; identifiers are sealed here.
    pub(super) fn prepare(app: &App, keyring: &Arc<Keyring>, of: &Particulars<'_>) -> Result<Self, AppError> {
        let Particulars { agency, actor, applicant, history, files, nonce, query_code_hash, once } = of;
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
            nonce: (*nonce).to_owned(),
            query_code_hash: query_code_hash.clone(),
            once: (*once).clone(),
            regimes: register.regimes.clone(),
            history: history.to_vec(),
            actor: (*actor).clone(),
            files: files.to_vec(),
            state: project(&case, &agency.calendar, ApplicantId(0), None, register.now)?,
            case,
            events: register.encode(history, actor)?,
            deltas,
        })
    }

    /// Keeps it, unless it was kept under the same key before.
    pub(super) fn save(&self, conn: &mut DbConn) -> Result<Entered, AppError> {
        let mut saved = None;
        let opened = once::run(conn, self.once.as_ref(), |conn| {
            let Saved { id, .. } = saved.insert(self.keep(conn)?);
            Ok(Opened { footprint: Footprint::of_new(*id, self.history.len()), nonce: self.nonce.clone() })
        })?;
        if let Some(saved) = saved {
            return Ok(Entered::Now(saved));
        }
        let register = Register { agency: &self.agency, regimes: &self.regimes, now: self.state.updated_at };
        Ok(Entered::Before { view: Box::new(opened.footprint.view(conn, &register)?), nonce: opened.nonce })
    }

    /// The file, the number, the row, the history, the figures.
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
        tallies::apply(conn, &self.deltas)?;
        let NewCase { origin, state } = new;
        let row = CaseRow { id, origin, state };
        announce::case_opened(conn, &self.agency, &row, self.state.updated_at)?;
        Ok(Saved { id, applicant, origin: row.origin })
    }

    /// The case as it was kept, and what its 查询码 is derived from.
    pub(super) fn view(self, entered: Entered) -> (CaseView, String) {
        match entered {
            Entered::Before { view, nonce } => (*view, nonce),
            Entered::Now(saved) => {
                let nonce = self.nonce.clone();
                (self.new_view(saved), nonce)
            }
        }
    }

    fn new_view(mut self, saved: Saved) -> CaseView {
        let Saved { id, applicant, origin } = saved;
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
