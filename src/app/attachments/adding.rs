//! 收存附件: kept files become a case's, each with an entry of its history and a row.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

use super::Kept;
use crate::app::act::decide_anew;
use crate::app::history::{Next, Register};
use crate::app::once::{self, OnceKey};
use crate::app::{Agency, App, AppError};
use crate::domain::attachment::FilePurpose;
use crate::domain::case::{Command, Context, Entry, Event, Mode};
use crate::domain::ids::CaseId;
use crate::domain::regime::Regimes;
use crate::domain::role::Actor;
use crate::store::attachments::{self, AttachmentRow, NewAttachment};
use crate::store::tallies::{self, Deltas};
use crate::store::{DbConn, StoreError};

/// Files for a case.
#[derive(Debug, Clone)]
pub struct Addition {
    /// Which case.
    pub case: CaseId,
    /// Who adds them.
    pub actor: Actor,
    /// 用途
    pub purpose: FilePurpose,
    /// What [`receive`](super::receive) gave.
    pub files: Vec<Kept>,
    /// The key under which this is done only once.
    pub once: Option<OnceKey>,
}

/// Adds files to a case of an agency today, all of them or none, and gives their rows in the same order.
///
/// # Errors
/// [`AppError::Refused`] if the case takes no files (R18) or has ended; [`AppError::Store`] with
/// [`StoreError::NotFound`] if the agency has no such case.
pub fn add(app: &App, agency: &Agency, addition: Addition) -> Result<Vec<AttachmentRow>, AppError> {
    let adding = Arc::new(Adding::new(app, agency, addition));
    decide_anew(|| {
        let adding = Arc::clone(&adding);
        app.store.write_blocking(move |conn| adding.run(conn))
    })
}

/// An addition with all it needs, so that it can be run again.
pub(in crate::app) struct Adding {
    agency: Agency,
    regimes: Regimes,
    now: NaiveDateTime,
    today: NaiveDate,
    addition: Addition,
}

impl Adding {
    pub(in crate::app) fn new(app: &App, agency: &Agency, addition: Addition) -> Self {
        Self {
            agency: agency.clone(),
            regimes: app.rulebook.regimes().clone(),
            now: app.clock.now(),
            today: app.clock.today(),
            addition,
        }
    }

    fn run(&self, conn: &mut DbConn) -> Result<Vec<AttachmentRow>, AppError> {
        once::run(conn, self.addition.once.as_ref(), |conn| self.add(conn))
    }

    /// Adds the files in this transaction.
    pub(in crate::app) fn add(&self, conn: &mut DbConn) -> Result<Vec<AttachmentRow>, AppError> {
        let Addition { case: id, actor, purpose, files, once: _ } = &self.addition;
        let register = Register { agency: &self.agency, regimes: &self.regimes, now: self.now };
        let filed = register.find(conn, *id)?;
        let context = Context {
            mode: Mode::Live,
            actor,
            policy: &self.agency.policy,
            regimes: &self.regimes,
            calendar: &self.agency.calendar,
            today: self.today,
        };
        let mut case = filed.past.case.clone();
        let mut added = Vec::new();
        for command in commands(files) {
            added.extend(case.apply(&command, self.today, &context)?);
        }
        let digest = filed.row.state.source_digest.as_deref();
        let next = Next { case: &case, added: &added, actor, digest };
        let mut deltas = Deltas::new();
        register.advance(conn, &filed.row, &filed.past, &next, &mut deltas)?;
        let rows = Rows { case: *id, after: filed.past.case.version, purpose: *purpose, actor, now: self.now };
        let rows = save_rows(conn, &rows, &added, files)?;
        tallies::apply(conn, &deltas)?;
        Ok(rows)
    }
}

/// What is asked of a case so that it takes these files.
pub(in crate::app) fn commands(files: &[Kept]) -> impl Iterator<Item = Command> {
    files.iter().map(|kept| Command::AddAttachment { file: kept.file.clone(), bytes: kept.bytes })
}

/// What the rows of some entries have in common.
#[derive(Debug, Clone, Copy)]
pub(in crate::app) struct Rows<'a> {
    /// Whose.
    pub case: CaseId,
    /// The version before the first of the entries.
    pub after: u32,
    /// 用途
    pub purpose: FilePurpose,
    /// Who added them.
    pub actor: &'a Actor,
    /// When (UTC).
    pub now: NaiveDateTime,
}

/// Writes the rows of the files that these entries add, in their order.
pub(in crate::app) fn save_rows(
    conn: &mut DbConn,
    rows: &Rows<'_>,
    entries: &[Entry],
    files: &[Kept],
) -> Result<Vec<AttachmentRow>, StoreError> {
    let versions = (rows.after + 1..).zip(entries);
    let adding = versions.filter(|(_, entry)| matches!(entry.event, Event::AttachmentAdded { .. }));
    let mut saved = Vec::with_capacity(files.len());
    for ((version, _), kept) in adding.zip(files) {
        let new = NewAttachment {
            case_id: rows.case,
            version: i32::try_from(version).unwrap_or(i32::MAX),
            sha256: kept.file.sha256.clone(),
            name: kept.file.name.clone(),
            kind: kept.kind,
            bytes: i64::try_from(kept.bytes).unwrap_or(i64::MAX),
            purpose: rows.purpose,
            actor: rows.actor.to_string(),
            recorded_at: rows.now,
            secret: false,
            purged_at: None,
        };
        let id = attachments::insert(conn, &new)?;
        saved.push(AttachmentRow { id, file: new });
    }
    Ok(saved)
}
