//! 出具、作废.

use super::compose::{Added, Step};
use super::fault::LetterFault;
use super::numbers::{Entering, damaged};
use crate::app::administration::Acting;
use crate::app::history::{Filed, Register};
use crate::app::once::{self, OnceKey};
use crate::app::{Agency, App, AppError};
use crate::domain::administration::AdminEvent;
use crate::domain::case::Entry;
use crate::domain::ids::{CaseId, LetterId};
use crate::domain::letter::{LetterKind, LetterState};
use crate::domain::role::Actor;
use crate::letters::letter::Letter;
use crate::store::cases::CaseRow;
use crate::store::letters::{self, LetterRow};
use crate::store::{DbConn, admin_log};

/// A letter that somebody wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// 种类
    pub kind: LetterKind,
    /// The entry of the history that it answers; the last that calls for it, if none is named.
    pub version: Option<u32>,
    /// To whom, where the history does not say.
    pub third_party: Option<String>,
    /// Why, where the history does not say.
    pub reason: Option<String>,
}

/// 出具: enters the letter with its number.
///
/// # Errors
/// [`AppError::Letter`] if nothing calls for it, if it was issued before, or if it would lack something;
/// [`AppError::Store`] if the agency has no such case.
pub fn issue(
    app: &App,
    agency: &Agency,
    case: CaseId,
    actor: &Actor,
    wanted: Wanted,
    once: Option<OnceKey>,
) -> Result<LetterRow, AppError> {
    let (agency, regimes) = (agency.clone(), app.rulebook.regimes().clone());
    let (now, today, actor) = (app.clock.now(), app.clock.today(), actor.to_string());
    app.store.write_blocking(move |conn| {
        let register = Register { agency: &agency, regimes: &regimes, now };
        once::run(conn, once.as_ref(), |conn| {
            let filed = register.find(conn, case)?;
            let (version, letter) = compose(conn, &register, &filed, &wanted, today)?;
            let actor = actor.clone();
            Entering { register: &register, case, version, letter, state: LetterState::Issued, actor }.enter(conn)
        })
    })
}

/// What a letter would say, without a number. Nothing is kept.
///
/// # Errors
/// As [`issue`].
pub fn draft_letter(app: &App, agency: &Agency, case: CaseId, wanted: &Wanted) -> Result<Letter, AppError> {
    let register = Register { agency, regimes: app.rulebook.regimes(), now: app.clock.now() };
    let today = app.clock.today();
    app.store.snapshot(|conn| {
        let filed = register.find(conn, case)?;
        Ok(compose(conn, &register, &filed, wanted, today)?.1)
    })
}

fn compose(
    conn: &mut DbConn,
    register: &Register<'_>,
    filed: &Filed,
    wanted: &Wanted,
    today: chrono::NaiveDate,
) -> Result<(u32, Letter), AppError> {
    let history = &filed.past.history;
    let calls = |entry: &Entry| LetterKind::answering(&entry.event).contains(&wanted.kind);
    let last = history.iter().rposition(calls).and_then(|at| u32::try_from(at + 1).ok());
    let version = wanted.version.or(last).ok_or(LetterFault::NotCalledFor)?;
    let step = Step { register, row: &filed.row, history, version };
    if !calls(step.entry()?) {
        return Err(LetterFault::NotCalledFor.into());
    }
    let same = |row: &&LetterRow| {
        row.letter.kind == wanted.kind
            && u32::try_from(row.letter.version) == Ok(version)
            && row.letter.state != LetterState::Voided
    };
    if let Some(row) = letters::of_case(conn, filed.row.id)?.iter().find(same) {
        return Err(LetterFault::Issued { document_no: row.letter.document_no.clone() }.into());
    }
    let added = Added { third_party: wanted.third_party.clone(), reason: wanted.reason.clone() };
    Ok((version, step.letter(conn, wanted.kind, &added, today)?))
}

/// The letters that an act calls for at once, in its transaction. One that would lack something waits for whoever
/// can say what is missing.
pub(in crate::app) fn follow(
    conn: &mut DbConn,
    register: &Register<'_>,
    row: &CaseRow,
    (before, added): (&[Entry], &[Entry]),
    actor: &Actor,
) -> Result<(), AppError> {
    if *actor == Actor::Import {
        return Ok(());
    }
    let wanted = |(at, entry): (usize, &Entry)| {
        let kinds = LetterKind::answering(&entry.event).iter().filter(|kind| kind.follows_at_once());
        kinds.map(move |kind| (before.len() + at + 1, *kind)).collect::<Vec<_>>()
    };
    let wanted: Vec<_> = added.iter().enumerate().flat_map(wanted).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let history = [before, added].concat();
    let mut made = Vec::new();
    for (version, kind) in wanted {
        let version = u32::try_from(version).map_err(|_| damaged("version"))?;
        let step = Step { register, row, history: &history, version };
        let on = step.entry()?.on;
        match step.letter(conn, kind, &Added::default(), on) {
            Ok(letter) => made.push((version, letter)),
            Err(AppError::Letter(_)) => {}
            Err(other) => return Err(other),
        }
    }
    for (version, letter) in made {
        let (case, actor) = (row.id, actor.to_string());
        Entering { register, case, version, letter, state: LetterState::Issued, actor }.enter(conn)?;
    }
    Ok(())
}

/// 作废: the number stays in the register with the reason.
///
/// # Errors
/// [`AppError::Letter`] if it is void already; [`AppError::Store`] if the case has no such letter.
pub fn void(app: &App, actor: &Actor, case: CaseId, id: LetterId, reason: &str) -> Result<(), AppError> {
    let (reason, now, acting) = (reason.to_owned(), app.clock.now(), Acting::now(app, actor));
    app.store.write_blocking(move |conn| {
        admin_log::lock(conn)?;
        let letter = letters::find(conn, case, id)?.letter;
        if !letters::void(conn, id, &reason, now)? {
            return Err(AppError::from(LetterFault::Void));
        }
        Ok(acting.note(conn, letter.agency_id, &AdminEvent::LetterVoided { document_no: letter.document_no })?)
    })
}
