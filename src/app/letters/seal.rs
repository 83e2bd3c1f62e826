//! 印章: the picture that letters are sealed with.

use super::fault::LetterFault;
use super::print::keep;
use crate::app::administration::Acting;
use crate::app::{Agency, App, AppError};
use crate::domain::administration::AdminEvent;
use crate::domain::ids::OfficerId;
use crate::store::admin_log;
use crate::store::letter_templates::{self, SealPictureRow};

/// Largest picture of a seal, in bytes.
const SEAL_MAX: usize = 1 << 20;

/// The picture of a seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealForm {
    /// PNG or JPEG.
    pub picture: Vec<u8>,
}

/// 印章 of an agency, if it has given a picture.
///
/// # Errors
/// [`AppError::Store`].
pub fn seal(app: &App, agency: &Agency) -> Result<Option<SealPictureRow>, AppError> {
    Ok(app.store.read(|conn| letter_templates::seal(conn, agency.id))?)
}

/// Keeps the picture of an agency's seal.
///
/// # Errors
/// [`AppError::Letter`] if it is no PNG or JPEG, or too large; [`AppError::Files`], [`AppError::Store`].
pub fn save_seal(app: &App, agency: &Agency, officer: OfficerId, form: &SealForm) -> Result<(), AppError> {
    if form.picture.len() > SEAL_MAX {
        return Err(LetterFault::Seal.into());
    }
    // What it is is read from its bytes: a name that says something else is refused.
    let png = keep(app, "seal.png", &form.picture);
    let (kept, is_png) = match png {
        Ok(kept) => (kept, true),
        Err(AppError::File { .. }) => match keep(app, "seal.jpg", &form.picture) {
            Ok(kept) => (kept, false),
            Err(AppError::File { .. }) => return Err(LetterFault::Seal.into()),
            Err(other) => return Err(other),
        },
        Err(other) => return Err(other),
    };
    let row = SealPictureRow {
        agency_id: agency.id,
        sha256: kept.file.sha256,
        is_png,
        updated_at: app.clock.now(),
        updated_by: officer,
    };
    let acting = Acting::by(app, officer);
    app.store.write_blocking(move |conn| {
        admin_log::lock(conn)?;
        letter_templates::put_seal(conn, &row)?;
        Ok(acting.note(conn, row.agency_id, &AdminEvent::SealKept { sha256: row.sha256.clone() })?)
    })
}

/// Goes back to letters without a picture of the seal.
///
/// # Errors
/// [`AppError::Store`].
pub fn remove_seal(app: &App, agency: &Agency, officer: OfficerId) -> Result<(), AppError> {
    let (agency, acting) = (agency.id, Acting::by(app, officer));
    app.store.write_blocking(move |conn| {
        admin_log::lock(conn)?;
        if letter_templates::remove_seal(conn, agency)? {
            acting.note(conn, agency, &AdminEvent::SealRemoved {})?;
        }
        Ok(())
    })
}
