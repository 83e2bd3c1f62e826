//! 案卷 (归档): everything of a case in one document: what is registered, what happened, the letters and the files.

use super::facts::written;
use super::fault::LetterFault;
use super::papers::{application, course, field, registration, review_sheet, said, untold, word};
use super::print::{content, kept, print};
use crate::app::desk::{DeskCase, view_case};
use crate::app::reviewing::review_file;
use crate::app::{Agency, App, AppError, attachments};
use crate::domain::attachment::FileKind;
use crate::domain::ids::CaseId;
use crate::domain::letter::{LetterState, PaperKind};
use crate::domain::role::Actor;
use crate::letters::dossier::{Dossier, Enclosed, FILES_MAX};
use crate::letters::form::{Form, Section};
use crate::store::attachments::AttachmentRow;
use crate::store::letters::{self, LetterRow};

/// Largest file that is reproduced, and all of them together, in bytes; the others are only listed. They are in memory
/// while the dossier is set.
const FILE_MAX: i64 = 20 << 20;
const ALL_MAX: i64 = 100 << 20;

/// The dossier as a PDF, with what its first pages say.
///
/// # Errors
/// [`AppError::Store`] if the agency has no such case; [`AppError::Letter`] if it cannot be set.
pub fn dossier(app: &App, agency: &Agency, actor: &Actor, case: CaseId) -> Result<(Form, Vec<u8>), AppError> {
    let desk = view_case(app, agency, actor, case)?;
    let mut enclosed = enclosed_letters(app, agency, case)?;
    // Those that were never printed before have their hash now.
    let letters = app.store.read(|conn| letters::of_case(conn, case))?;
    let files = attachments::attachments(app, case)?;
    let (shown, reproduced): (Vec<_>, Vec<_>) = enclosed_files(app, &files, &letters)?.into_iter().unzip();
    enclosed.extend(shown);
    let mut form = untold(app, agency, &desk, PaperKind::Dossier);
    form.sections = first_pages(app, agency, actor, &desk)?;
    form.sections.extend([letters_by_number(&letters), file_list(&files, &letters, &reproduced)]);
    let dossier = Dossier { cover: cover(&desk), contents: said("sheet-contents"), form, enclosed };
    let pdf = dossier.pdf(&app.press).map_err(LetterFault::Press)?;
    Ok((dossier.form, pdf))
}

fn enclosed_letters(app: &App, agency: &Agency, case: CaseId) -> Result<Vec<Enclosed>, AppError> {
    let mut enclosed = Vec::new();
    for row in app.store.read(|conn| letters::of_case(conn, case))? {
        let printed = print(app, agency, case, row.id)?;
        enclosed.extend(Enclosed::of(&app.press, &title(&row)?, FileKind::Pdf, printed.pdf));
    }
    Ok(enclosed)
}

/// The files that can be shown, each with its hash.
fn enclosed_files(
    app: &App,
    files: &[AttachmentRow],
    letters: &[LetterRow],
) -> Result<Vec<(Enclosed, String)>, AppError> {
    let (mut enclosed, mut bytes) = (Vec::new(), 0);
    for row in files.iter().filter(|row| may_be_shown(row) && !is_a_letter(row, letters)) {
        if enclosed.len() >= FILES_MAX || bytes + row.file.bytes > ALL_MAX {
            continue;
        }
        if let Some(shown) = reproduce(app, row)? {
            bytes += row.file.bytes;
            enclosed.push((shown, row.file.sha256.clone()));
        }
    }
    Ok(enclosed)
}

/// The dossier in words, to go on writing: contents, forms, the words of every letter, the files by their hash.
pub(super) fn described(
    app: &App,
    agency: &Agency,
    actor: &Actor,
    case: CaseId,
    desk: &DeskCase,
) -> Result<Vec<Section>, AppError> {
    let files = attachments::attachments(app, case)?;
    let letters = app.store.read(|conn| letters::of_case(conn, case))?;
    let mut parts = first_pages(app, agency, actor, desk)?;
    parts.push(letters_by_number(&letters));
    for row in &letters {
        let letter = content(row)?;
        let text = Section::pairs(Some(title(row)?)).one(&said("sheet-delivered-to"), &letter.addressee);
        parts.push(text.one(&said("sheet-text"), &letter.text()));
    }
    parts.push(file_list(&files, &letters, &[]));
    let titles = parts.iter().filter_map(|part| part.title.clone());
    let contents = (1..).zip(titles).map(|(number, title)| vec![number.to_string(), title]).collect();
    let head = ["sheet-number", "sheet-contents"].map(said).to_vec();
    parts.insert(0, Section::list(Some(said("sheet-contents")), vec![1, 8], head, contents));
    Ok(parts)
}

fn first_pages(app: &App, agency: &Agency, actor: &Actor, desk: &DeskCase) -> Result<Vec<Section>, AppError> {
    let review = review_file(app, agency, desk.file.row.id, actor)?;
    let mut parts = application(Some(desk));
    parts.extend([registration(desk), course(desk)]);
    parts.extend(review_sheet(agency, desk, &review));
    Ok(parts)
}

fn cover(desk: &DeskCase) -> Section {
    let case = &desk.file.case;
    let reply = case.replies.last();
    let day = |on: Option<chrono::NaiveDate>| on.map(written).unwrap_or_default();
    Section::pairs(None)
        .one(&field("name"), &desk.applicant.name)
        .one(&said("sheet-subject"), &case.request.subject)
        .two(
            (&said("sheet-received"), &day(case.received_on.map(|on| on.on))),
            (&said("sheet-replied"), &day(reply.map(|it| it.dispatched_on.on))),
        )
        .one(&said("sheet-outcome"), &reply.map(|it| word("outcome", it.outcome.as_str())).unwrap_or_default())
}

/// 文号 and title, and whether it was voided.
fn title(row: &LetterRow) -> Result<String, AppError> {
    let letter = content(row)?;
    let voided = match row.letter.state {
        LetterState::Voided => word("letter-state", LetterState::Voided.as_str()),
        LetterState::Reserved | LetterState::Issued => String::new(),
    };
    Ok(format!("{} {} {voided}", letter.title, row.letter.document_no).trim_end().to_owned())
}

/// What is marked secret is never shown (R18), and what was purged is not there.
fn may_be_shown(row: &AttachmentRow) -> bool {
    !row.file.secret && row.file.purged_at.is_none() && row.file.bytes <= FILE_MAX
}

/// Whether a file is one of the letters, which stand before the files.
fn is_a_letter(row: &AttachmentRow, letters: &[LetterRow]) -> bool {
    letters.iter().any(|letter| letter.letter.sha256.as_ref() == Some(&row.file.sha256))
}

/// A file page by page, if it can be. One whose bytes are gone or are no longer those that came is only listed; the
/// check of the store tells of it.
fn reproduce(app: &App, row: &AttachmentRow) -> Result<Option<Enclosed>, AppError> {
    match kept(app, &row.file.sha256) {
        Ok(bytes) => Ok(Enclosed::of(&app.press, &row.file.name, row.file.kind, bytes)),
        Err(AppError::Files(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

fn letters_by_number(letters: &[LetterRow]) -> Section {
    let row = |LetterRow { letter, .. }: &LetterRow| {
        vec![
            letter.document_no.clone(),
            word("letter", letter.kind.as_str()),
            letter.dated_on.to_string(),
            word("letter-state", letter.state.as_str()),
        ]
    };
    let head = ["letter-number", "letter-format-kind", "letter-dated", "letter-state"].map(said).to_vec();
    Section::list(Some(said("case-letters")), vec![6, 5, 3, 2], head, letters.iter().map(row).collect())
}

fn file_list(files: &[AttachmentRow], letters: &[LetterRow], reproduced: &[String]) -> Section {
    let row = |row: &AttachmentRow| {
        let file = &row.file;
        let is_shown = reproduced.contains(&file.sha256) || is_a_letter(row, letters);
        let shown = said(if is_shown { "sheet-file-shown" } else { "sheet-file-listed" });
        vec![file.recorded_at.date().to_string(), file.name.clone(), shown, in_groups(&file.sha256)]
    };
    let head = ["sheet-on", "sheet-file", "sheet-file-how", "sheet-hash"].map(said).to_vec();
    Section::list(Some(said("sheet-files")), vec![6, 9, 5, 16], head, files.iter().map(row).collect())
}

/// A hash in groups of eight, so that it can be broken into lines and compared by eye.
fn in_groups(sha256: &str) -> String {
    let characters: Vec<char> = sha256.chars().collect();
    characters.chunks(8).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
