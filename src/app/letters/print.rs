//! 打印: a letter's paper. What was set first is kept by its hash; from then on these are its bytes.

use std::fs;

use super::fault::LetterFault;
use super::numbers::damaged;
use crate::app::attachments::{Incoming, Kept, receive};
use crate::app::{Agency, App, AppError};
use crate::domain::ids::{AgencyId, CaseId, LetterId};
use crate::domain::letter::LetterState;
use crate::files::{FilesError, PIECE, wait};
use crate::letters::letter::{Dress, Letter};
use crate::store::letter_templates::{self, SealPictureRow};
use crate::store::letters::{self, LetterRow};

/// A letter that was put on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// What to call the file, without an ending.
    pub name: String,
    /// The letter itself.
    pub letter: Letter,
    /// Its PDF.
    pub pdf: Vec<u8>,
}

/// The paper of a letter about a case: the bytes that were kept, or, the first time, newly set and kept. A voided
/// letter that was never printed is a draft for ever.
///
/// # Errors
/// [`AppError::Letter`] if it cannot be set; [`AppError::Files`]; [`AppError::Store`] if the case has no such letter.
pub fn print(app: &App, agency: &Agency, case: CaseId, id: LetterId) -> Result<Paper, AppError> {
    let row = app.store.read(|conn| letters::find(conn, case, id))?;
    let letter = content(&row)?;
    let name = name(&letter);
    let pdf = match &row.letter.sha256 {
        Some(sha256) => kept(app, sha256)?,
        None if row.letter.state == LetterState::Voided => set(app, &letter, Dress::Draft)?,
        None => first(app, agency, id, &letter)?,
    };
    Ok(Paper { name, letter, pdf })
}

/// The paper of a letter that has not been issued, with its watermark.
///
/// # Errors
/// [`AppError::Letter`] if it cannot be set.
pub fn print_draft(app: &App, letter: Letter) -> Result<Paper, AppError> {
    let pdf = set(app, &letter, Dress::Draft)?;
    Ok(Paper { name: name(&letter), letter, pdf })
}

fn first(app: &App, agency: &Agency, id: LetterId, letter: &Letter) -> Result<Vec<u8>, AppError> {
    let (pdf, file) = set_and_keep(app, agency.id, letter)?;
    if app.store.write_blocking(move |conn| letters::keep_pdf(conn, id, &file.file.sha256))? {
        return Ok(pdf);
    }
    // Somebody else was first: that is the letter.
    let known = app.store.read(|conn| letters::of_id(conn, id))?;
    kept(app, known.letter.sha256.as_deref().unwrap_or_default())
}

/// Sets a letter as it leaves, with the agency's seal if there is a picture of it, and keeps it.
pub(super) fn set_and_keep(app: &App, agency: AgencyId, letter: &Letter) -> Result<(Vec<u8>, Kept), AppError> {
    let pdf = match app.store.read(|conn| letter_templates::seal(conn, agency))? {
        Some(SealPictureRow { sha256, is_png, .. }) => {
            let picture = kept(app, &sha256)?;
            set(app, letter, Dress::Sealed { picture: &picture, is_png })?
        }
        None => set(app, letter, Dress::Plain)?,
    };
    let file = keep(app, &format!("{}.pdf", name(letter)), &pdf)?;
    Ok((pdf, file))
}

/// Keeps bytes under their hash.
pub(super) fn keep(app: &App, name: &str, bytes: &[u8]) -> Result<Kept, AppError> {
    let unwritable = |error: std::io::Error| AppError::Files(FilesError::Io(error));
    let file = tempfile::NamedTempFile::new_in(app.files.incoming()?).map_err(unwritable)?;
    fs::write(file.path(), bytes).map_err(unwritable)?;
    let incoming = [Incoming { name: name.to_owned(), path: file.path().to_owned() }];
    let mut kept = wait(receive(&app.files, &incoming))?;
    kept.pop().ok_or_else(|| damaged("kept file").into())
}

/// The bytes of a kept file.
pub(super) fn kept(app: &App, sha256: &str) -> Result<Vec<u8>, AppError> {
    wait(async {
        let size = app.files.verify(sha256).await?;
        let mut bytes = Vec::new();
        while (bytes.len() as u64) < size {
            let piece = app.files.piece(sha256, bytes.len() as u64, PIECE).await?;
            if piece.is_empty() {
                break;
            }
            bytes.extend(piece);
        }
        Ok::<_, AppError>(bytes)
    })
}

fn set(app: &App, letter: &Letter, dress: Dress<'_>) -> Result<Vec<u8>, AppError> {
    Ok(letter.pdf(&app.press, dress).map_err(LetterFault::Press)?)
}

pub(super) fn content(row: &LetterRow) -> Result<Letter, AppError> {
    serde_json::from_str(&row.letter.content).map_err(|_| damaged(&format!("letter {}", row.id)).into())
}

/// 文号 and title, without what cannot be in the name of a file.
fn name(letter: &Letter) -> String {
    let number = letter.number.as_deref().unwrap_or_default();
    let whole = format!("{number}{}", letter.title);
    whole.chars().filter(|c| !c.is_control() && !"/\\:*?\"<>|".contains(*c)).collect()
}
