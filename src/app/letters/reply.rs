//! 答复书: the reply as a letter, made before it is reviewed, so that what is reviewed is what leaves.
//!
//! The number is reserved when the letter is first made and stays with the case. The PDF is one of the draft's files,
//! so that the digest by which a draft is reviewed and sent covers it byte for byte (art 17, R17). A draft that is
//! changed needs a new letter; it keeps the number.

use chrono::NaiveDate;

use super::compose::{Words, name_of, words};
use super::facts::{Facts, WRITTEN_IN, remedies, written};
use super::fault::LetterFault;
use super::numbers::{Entering, damaged};
use super::print::{content, set_and_keep};
use crate::app::act::{CaseView, Order, act_once};
use crate::app::attachments::{self, Addition, Kept};
use crate::app::case_file::{CaseFile, open_case_of};
use crate::app::history::Register;
use crate::app::{Agency, App, AppError};
use crate::domain::attachment::FilePurpose;
use crate::domain::case::Command;
use crate::domain::ids::CaseId;
use crate::domain::letter::{LetterKind, LetterState, LetterText};
use crate::domain::regime::RegimeId;
use crate::domain::review::{AttachmentRef, Draft};
use crate::domain::role::Actor;
use crate::letters::letter::Letter;
use crate::messages::outcomes::basis;
use crate::store::letters::{self, LetterRow};
use crate::store::{DbConn, StoreError};

/// The letter that the draft of a case makes, with the number reserved for it if there is one.
///
/// # Errors
/// [`AppError::Letter`] if there is no draft, or it would lack something; [`AppError::Store`].
pub fn reply_letter(app: &App, agency: &Agency, case: CaseId) -> Result<Letter, AppError> {
    let file = open_case_of(app, agency, case)?;
    let reserved = app.store.read(|conn| reserved(conn, case))?;
    let mut letter = compose(app, agency, &file, reserved.as_ref(), app.clock.today())?;
    letter.number = reserved.map(|row| row.letter.document_no);
    Ok(letter)
}

/// Makes the letter of a draft and puts it among the draft's files, in the place of an earlier one. A letter that says
/// the same as the one among them is left as it is.
///
/// # Errors
/// As [`reply_letter`]; [`AppError::Refused`] if the draft cannot be changed now.
pub fn make_reply(app: &App, agency: &Agency, case: CaseId, actor: &Actor) -> Result<Option<CaseView>, AppError> {
    make_reply_of(app, agency, &open_case_of(app, agency, case)?, actor)
}

/// As [`make_reply`], of a case as it was read. If the case has moved on since, nobody's draft is written over.
///
/// # Errors
/// As [`make_reply`]; [`StoreError::StaleVersion`].
pub(in crate::app) fn make_reply_of(
    app: &App,
    agency: &Agency,
    file: &CaseFile,
    actor: &Actor,
) -> Result<Option<CaseView>, AppError> {
    let (case, today) = (file.row.id, app.clock.today());
    let known = app.store.read(|conn| reserved(conn, case))?;
    let letter = compose(app, agency, file, known.as_ref(), today)?;
    let draft = file.case.draft.clone().ok_or(LetterFault::NoDraft)?;
    if let Some(row) = &known
        && is_enclosed(row, &draft)
        && same_words(&content(row)?, &letter)
    {
        return Ok(None);
    }
    let earlier = known.as_ref().and_then(|row| row.letter.sha256.clone());
    let row = match known {
        Some(row) => row,
        None => reserve(app, agency, file, letter.clone(), actor)?,
    };
    let letter = Letter { number: Some(row.letter.document_no.clone()), ..letter };
    let (_, kept) = set_and_keep(app, agency.id, &letter)?;
    remember(app, &row, &letter, &kept)?;
    let (enclosed, added) = enclose(app, agency, file, actor, kept)?;
    let command = Command::DraftReply { draft: Box::new(with_letter(draft, enclosed, earlier.as_deref())) };
    let expected = i32::try_from(file.case.version + added).ok();
    let order = Order { agency, case, expected, actor, command, on: today, once: None };
    act_once(app, order).map(Some)
}

fn compose(
    app: &App,
    agency: &Agency,
    file: &CaseFile,
    known: Option<&LetterRow>,
    on: NaiveDate,
) -> Result<Letter, AppError> {
    let draft = file.case.draft.as_ref().ok_or(LetterFault::NoDraft)?;
    let applicant = file.row.state.applicant_id;
    let (name, words) = app.store.read(|conn| {
        let words = words(conn, agency.id, LetterText::Reply(draft.outcome))?;
        Ok::<_, AppError>((name_of(conn, applicant)?, words))
    })?;
    let Words { wording, payment, contact } = words;
    let facts = Facts {
        agency: agency.name.clone(),
        case_no: file.row.origin.case_no.clone(),
        subject: file.case.request.subject.clone(),
        regime: file.case.regime.as_ref().map_or(RegimeId::Cn2019, |regime| regime.id).as_str().to_owned(),
        // An older register may not say who asked; the reply goes to whoever did.
        applicant: Some(name.unwrap_or_else(|| WRITTEN_IN.text("letters-unnamed"))),
        received_on: file.case.received_on.map(|received| written(received.on)),
        text: Some(draft.text.trim().to_owned()),
        basis: Some(basis(
            WRITTEN_IN,
            file.case.regime.as_ref().map(|regime| regime.id),
            draft.outcome,
            draft.sub_reason.as_deref(),
        )),
        remedies: Some(remedies(draft.outcome, &agency.policy.remedies)),
        payment,
        contact,
        ..Facts::default()
    };
    let mut letter = wording.letter(LetterKind::Reply, &agency.name, &facts, on).map_err(LetterFault::Wording)?;
    let own = known.and_then(|row| row.letter.sha256.as_deref());
    let others = draft.attachments.iter().filter(|file| Some(file.sha256.as_str()) != own);
    letter.enclosures = others.map(|file| file.name.clone()).collect();
    let gaps = letter.gaps(true);
    if gaps.is_empty() { Ok(letter) } else { Err(LetterFault::Lacks(gaps).into()) }
}

/// The letter of the reply that is being written.
fn reserved(conn: &mut DbConn, case: CaseId) -> Result<Option<LetterRow>, StoreError> {
    let is_reserved =
        |row: &LetterRow| row.letter.kind == LetterKind::Reply && row.letter.state == LetterState::Reserved;
    Ok(letters::of_case(conn, case)?.into_iter().find(is_reserved))
}

fn is_enclosed(row: &LetterRow, draft: &Draft) -> bool {
    draft.attachments.iter().any(|file| Some(&file.sha256) == row.letter.sha256.as_ref())
}

/// Whether two letters differ in nothing but number and date.
fn same_words(one: &Letter, other: &Letter) -> bool {
    let bare = |letter: &Letter| Letter { number: None, dated_on: other.dated_on, ..letter.clone() };
    bare(one) == bare(other)
}

/// 取号: two who make the letter at once share one number.
fn reserve(app: &App, agency: &Agency, file: &CaseFile, letter: Letter, actor: &Actor) -> Result<LetterRow, AppError> {
    let (agency, regimes, now) = (agency.clone(), app.rulebook.regimes().clone(), app.clock.now());
    let (case, version, actor) = (file.row.id, file.case.version, actor.to_string());
    app.store.write_blocking(move |conn| {
        if let Some(row) = reserved(conn, case)? {
            return Ok(row);
        }
        let register = Register { agency: &agency, regimes: &regimes, now };
        let (letter, actor) = (letter.clone(), actor.clone());
        Entering { register: &register, case, version, letter, state: LetterState::Reserved, actor }.enter(conn)
    })
}

fn remember(app: &App, row: &LetterRow, letter: &Letter, kept: &Kept) -> Result<(), AppError> {
    let said = serde_json::to_string(letter).map_err(|_| damaged("letter"))?;
    let (id, on, sha256) = (row.id, letter.dated_on, kept.file.sha256.clone());
    let is_open = app.store.write_blocking(move |conn| letters::rewrite(conn, id, &said, on, &sha256))?;
    if is_open { Ok(()) } else { Err(LetterFault::Void.into()) }
}

/// Among the files of the case, unless these bytes are there already; with the entries of the history that it took.
fn enclose(
    app: &App,
    agency: &Agency,
    file: &CaseFile,
    actor: &Actor,
    kept: Kept,
) -> Result<(AttachmentRef, u32), AppError> {
    let reference = kept.file.clone();
    if file.case.files.iter().any(|known| known.file.sha256 == reference.sha256) {
        return Ok((reference, 0));
    }
    let (case, actor) = (file.row.id, actor.clone());
    let addition = Addition { case, actor, purpose: FilePurpose::Reply, files: vec![kept], once: None };
    let rows = attachments::add(app, agency, addition)?;
    Ok((reference, u32::try_from(rows.len()).unwrap_or(1)))
}

/// The draft with the letter as the first of its files.
fn with_letter(mut draft: Draft, letter: AttachmentRef, earlier: Option<&str>) -> Draft {
    draft.attachments.retain(|file| Some(file.sha256.as_str()) != earlier && file.sha256 != letter.sha256);
    draft.attachments.insert(0, letter);
    draft
}

/// 文号: what the letter of a reply is numbered, before it is sent.
///
/// # Errors
/// [`AppError::Store`].
pub fn reply_number(app: &App, case: CaseId) -> Result<Option<String>, AppError> {
    let row = app.store.read(|conn| reserved(conn, case))?;
    Ok(row.map(|row| row.letter.document_no))
}

/// 文号 under which a reply is sent: that of its letter, which says it. Another one that is wanted is refused; a reply
/// without a letter has what is wanted.
pub(in crate::app) fn number_to_send(
    conn: &mut DbConn,
    case: CaseId,
    wanted: Option<String>,
) -> Result<Option<String>, AppError> {
    let Some(row) = reserved(conn, case)? else { return Ok(wanted) };
    let document_no = row.letter.document_no;
    match wanted.filter(|wanted| wanted.trim() != document_no) {
        Some(_) => Err(LetterFault::OtherNumber { document_no }.into()),
        None => Ok(Some(document_no)),
    }
}

/// The reply has left: its number is used.
pub(in crate::app) fn mark_sent(conn: &mut DbConn, case: CaseId) -> Result<(), AppError> {
    if let Some(row) = reserved(conn, case)? {
        letters::mark_issued(conn, row.id)?;
    }
    Ok(())
}
