//! 办理: one act on one case, in one transaction.
//!
//! The history is folded, the domain decides, and what follows is added to it together with the row and
//! the figures. Nobody's act is lost: it is written only if the case is still as it was read.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use sha2::{Digest, Sha256};

use super::footprint::Footprint;
use super::history::{Filed, Next, Register};
use super::once::{self, OnceKey};
use super::{Agency, App, AppError, attachments, calendars, fees, letters, splitting};
use crate::domain::case::{Case, Command, Context, Entry, Event, Mode, Refused};
use crate::domain::deadline::{self, Foresight};
use crate::domain::ids::CaseId;
use crate::domain::regime::Regimes;
use crate::domain::review::{Draft, ReplyDigest};
use crate::domain::role::Actor;
use crate::store::cases::CaseRow;
use crate::store::tallies::{self, Deltas};
use crate::store::{DbConn, StoreError, agencies, officers};

/// How often an act that does not insist on a version is decided anew because somebody else was faster.
const ATTEMPTS: u32 = 8;

/// A case after an act.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseView {
    /// Its row.
    pub row: CaseRow,
    /// The case itself.
    pub case: Case,
    /// What the act added to its history.
    pub added: Vec<Entry>,
}

/// 办理单: what is to be done to which case.
#[derive(Debug, Clone)]
pub struct Order<'a> {
    /// Whose case.
    pub agency: &'a Agency,
    /// The case.
    pub case: CaseId,
    /// The version that the person saw: if the case has moved on since, nothing happens. Without it, the act is
    /// decided on the case as it is.
    pub expected: Option<i32>,
    /// Who does it, with the roles held in this agency ([`accounts::actor`](super::accounts::actor)).
    pub actor: &'a Actor,
    /// What is done.
    pub command: Command,
    /// The civil day on which it is done.
    pub on: NaiveDate,
    /// The key under which it is done only once.
    pub once: Option<OnceKey>,
}

/// Does something to a case on a civil day. `expected` is the version that the person saw: if the case has
/// moved on since, nothing happens. Without it, the act is decided on the case as it is.
///
/// The roles in `actor` are those held in this agency ([`accounts::actor`](super::accounts::actor)). For a
/// 收费通知 the amount by the tariff is worked out here, whatever the command says.
///
/// # Errors
/// [`AppError::Refused`] if the law or the procedure says no; [`AppError::Store`] with
/// [`StoreError::StaleVersion`] if the case has moved on, [`StoreError::NotFound`] if the agency has no such case.
pub fn act(
    app: &App,
    agency: &Agency,
    id: CaseId,
    expected: Option<i32>,
    actor: &Actor,
    command: Command,
    on: NaiveDate,
) -> Result<CaseView, AppError> {
    act_once(app, Order { agency, case: id, expected, actor, command, on, once: None })
}

/// As [`act`], and only once under a key: whoever repeats the order is shown the case as it was left the first time.
///
/// # Errors
/// As [`act`]; [`AppError::KeyReused`] if the key was used for something else.
pub fn act_once(app: &App, order: Order<'_>) -> Result<CaseView, AppError> {
    let view = calendars::with_current(app, order.agency, |agency| {
        let act = Arc::new(Act::new(app, Order { agency, ..order.clone() }));
        let run = || {
            let act = Arc::clone(&act);
            app.store.write_blocking(move |conn| act.run(conn))
        };
        if order.expected.is_none() { decide_anew(run) } else { run() }
    })?;
    attachments::remove_purged(app, &view.added);
    Ok(view)
}

/// 办理前预知: what an act would do to the deadlines, found by deciding it on the case as it is. Nothing is kept; the
/// version and the key of the order are not looked at.
///
/// # Errors
/// As [`act`].
pub fn foresee(app: &App, order: Order<'_>) -> Result<Foresight, AppError> {
    let act = Act::new(app, Order { expected: None, once: None, ..order });
    app.store.snapshot(|conn| act.foresee(conn))
}

/// Runs an act again as long as somebody else was faster.
pub(super) fn decide_anew<T>(run: impl Fn() -> Result<T, AppError>) -> Result<T, AppError> {
    for _ in 1..ATTEMPTS {
        match run() {
            Err(AppError::Store(StoreError::StaleVersion { .. })) => {}
            done => return done,
        }
    }
    run()
}

/// 送审稿摘要: SHA-256 over the draft as it is serialised, in hexadecimal. What is reviewed and sent is
/// compared by it.
///
/// # Errors
/// [`StoreError::Corrupt`] if the draft cannot be serialised.
pub fn reply_digest(draft: &Draft) -> Result<ReplyDigest, StoreError> {
    let bytes = serde_json::to_vec(draft).map_err(|error| StoreError::Corrupt { what: format!("draft: {error}") })?;
    Ok(ReplyDigest(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()))
}

/// An act with all it needs, so that it can be run again.
#[derive(Clone)]
pub(super) struct Act {
    agency: Agency,
    regimes: Regimes,
    now: NaiveDateTime,
    today: NaiveDate,
    id: CaseId,
    expected: Option<i32>,
    actor: Actor,
    command: Command,
    on: NaiveDate,
    once: Option<OnceKey>,
}

impl Act {
    pub(super) fn new(app: &App, order: Order<'_>) -> Self {
        let Order { agency, case, expected, actor, command, on, once } = order;
        Self {
            agency: agency.clone(),
            regimes: app.rulebook.regimes().clone(),
            now: app.clock.now(),
            today: app.clock.today(),
            id: case,
            expected,
            actor: actor.clone(),
            command,
            on,
            once,
        }
    }

    /// The same order with another command.
    pub(super) fn with(&self, command: Command) -> Self {
        Self { command, ..self.clone() }
    }

    pub(super) fn register(&self) -> Register<'_> {
        Register { agency: &self.agency, regimes: &self.regimes, now: self.now }
    }

    fn run(&self, conn: &mut DbConn) -> Result<CaseView, AppError> {
        let mut done = None;
        let footprint = once::run(conn, self.once.as_ref(), |conn| {
            let view = done.insert(self.perform(conn)?);
            Ok(Footprint::of(view))
        })?;
        match done {
            Some(view) => Ok(view),
            None => footprint.view(conn, &self.register()),
        }
    }

    /// Does it in this transaction.
    pub(super) fn perform(&self, conn: &mut DbConn) -> Result<CaseView, AppError> {
        let register = self.register();
        let filed = self.find(conn)?;
        let command = self.completed(conn, &register, &filed)?;
        let mut case = filed.past.case.clone();
        let added = case.apply(&command, self.on, &self.context())?;
        check_digest(&filed.past.case, &command)?;
        self.check_assignment(conn, &command)?;
        splitting::check(conn, &register, &filed, &command)?;
        self.save(conn, &register, filed, case, added)
    }

    /// What it would do to the deadlines, without doing it.
    pub(super) fn foresee(&self, conn: &mut DbConn) -> Result<Foresight, AppError> {
        let register = self.register();
        let filed = self.find(conn)?;
        let command = self.completed(conn, &register, &filed)?;
        let (context, before) = (self.context(), &filed.past.case);
        let mut after = before.clone();
        after.apply(&command, self.on, &context)?;
        Ok(deadline::foresee(before, after, self.on, &context)?)
    }

    /// The case, if it is still as the person saw it.
    pub(super) fn find(&self, conn: &mut DbConn) -> Result<Filed, AppError> {
        let filed = self.register().find(conn, self.id)?;
        if let Some(expected) = self.expected.filter(|expected| *expected != filed.row.state.version) {
            return Err(StoreError::StaleVersion { case: self.id, expected }.into());
        }
        Ok(filed)
    }

    fn context(&self) -> Context<'_> {
        Context {
            mode: Mode::Live,
            actor: &self.actor,
            policy: &self.agency.policy,
            regimes: &self.regimes,
            calendar: &self.agency.calendar,
            today: self.today,
        }
    }

    /// The command with what only the register knows.
    fn completed(&self, conn: &mut DbConn, register: &Register<'_>, filed: &Filed) -> Result<Command, AppError> {
        let mut command = self.command.clone();
        if let Command::NotifyFee { quantity, expected_yuan, .. } = &mut command {
            *expected_yuan = fees::amount_yuan(conn, register, filed, *quantity)?;
        }
        if let Command::Dispatch { document_no, .. } = &mut command {
            *document_no = letters::number_to_send(conn, self.id, document_no.take())?;
        }
        Ok(command)
    }

    /// 分办: to somebody who has a role in this agency, and to one of its sections.
    fn check_assignment(&self, conn: &mut DbConn, command: &Command) -> Result<(), AppError> {
        let Command::Assign { officer, section } = command else { return Ok(()) };
        let unknown = |what, key: String| Err(AppError::Store(StoreError::NotFound { what, key }));
        if !officers::find(conn, *officer)?.active || officers::roles_in(conn, *officer, self.agency.id)?.is_empty() {
            return unknown("officer", officer.to_string());
        }
        let Some(section) = section else { return Ok(()) };
        if agencies::sections(conn, self.agency.id)?.iter().any(|row| row.id == *section) {
            Ok(())
        } else {
            unknown("section", section.to_string())
        }
    }

    fn save(
        &self,
        conn: &mut DbConn,
        register: &Register<'_>,
        filed: Filed,
        case: Case,
        added: Vec<Entry>,
    ) -> Result<CaseView, AppError> {
        let Filed { mut row, past } = filed;
        if !added.is_empty() {
            let digest = row.state.source_digest.as_deref();
            let next = Next { case: &case, added: &added, actor: &self.actor, digest };
            let mut deltas = Deltas::new();
            row.state = register.advance(conn, &row, &past, &next, &mut deltas)?;
            attachments::follow(conn, row.id, &added, self.now)?;
            tallies::apply(conn, &deltas)?;
            if added.iter().any(|entry| matches!(entry.event, Event::Replied { .. })) {
                letters::mark_sent(conn, row.id)?;
            }
            // Numbers are taken last.
            letters::follow(conn, register, &row, (&past.history, &added), &self.actor)?;
        }
        Ok(CaseView { row, case, added })
    }
}

/// What is submitted, passed and sent is this case's draft, byte for byte (art 17, R17).
fn check_digest(case: &Case, command: &Command) -> Result<(), AppError> {
    let (Command::SubmitForReview { digest } | Command::PassReview { digest, .. } | Command::Dispatch { digest, .. }) =
        command
    else {
        return Ok(());
    };
    match &case.draft {
        Some(draft) if reply_digest(draft)? == *digest => Ok(()),
        Some(_) => Err(Refused::DraftChanged.into()),
        None => Err(Refused::NoDraft.into()),
    }
}
