//! 待交材料: files that come with a form before the form itself is right. They are kept with the draft, so that
//! whoever forgot a field does not send twenty megabytes again, and pass with the day.

use chrono::TimeDelta;

use super::attachments::Kept;
use super::{App, AppError, sealing};
use crate::domain::attachment::FileRefused;
use crate::domain::review::AttachmentRef;
use crate::keys::{Purpose, random_bytes};
use crate::store::StoreError;
use crate::store::draft_files::{self, DraftFileRow};

/// How long files wait for their form.
pub const KEPT_FOR: TimeDelta = TimeDelta::hours(24);

/// The secret of a new draft, as hexadecimal digits.
///
/// # Errors
/// [`AppError::Keys`] if the system has no random numbers.
pub fn new_draft() -> Result<String, AppError> {
    Ok(random_bytes::<16>()?.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The files of a draft, in the order in which they came.
///
/// # Errors
/// [`AppError::Keys`], [`AppError::Store`].
pub fn files(app: &App, draft: &str) -> Result<Vec<Kept>, AppError> {
    if !is_draft(draft) {
        return Ok(Vec::new());
    }
    let hash = hash(app, draft)?;
    let rows = app.store.read(|conn| draft_files::of_draft(conn, &hash))?;
    Ok(rows.into_iter().map(kept).collect())
}

fn kept(row: DraftFileRow) -> Kept {
    let DraftFileRow { sha256, name, kind, bytes, .. } = row;
    Kept { file: AttachmentRef { name, sha256 }, kind, bytes: u64::try_from(bytes).unwrap_or_default() }
}

/// Adds files that were [received](super::attachments::receive) to a draft.
///
/// # Errors
/// [`AppError::File`] if there would be too many; [`AppError::Keys`], [`AppError::Store`].
pub fn add(app: &App, draft: &str, new: Vec<Kept>) -> Result<(), AppError> {
    if !is_draft(draft) {
        return Err(StoreError::NotFound { what: "draft", key: String::new() }.into());
    }
    let at_most = app.files.limits().max_files;
    if let Some(last) = new.last()
        && files(app, draft)?.len() + new.len() > at_most
    {
        return Err(AppError::File { name: last.file.name.clone(), refused: FileRefused::TooMany { at_most } });
    }
    let (hash, now) = (hash(app, draft)?, app.clock.now());
    app.store.write_blocking(move |conn| {
        for Kept { file, kind, bytes } in &new {
            let row = DraftFileRow {
                draft_hash: hash.clone(),
                sha256: file.sha256.clone(),
                name: file.name.clone(),
                kind: *kind,
                bytes: i64::try_from(*bytes).unwrap_or(i64::MAX),
                created_at: now,
            };
            draft_files::add(conn, &row)?;
        }
        Ok::<_, AppError>(())
    })
}

/// Takes a file out of a draft.
///
/// # Errors
/// [`AppError::Keys`], [`AppError::Store`].
pub fn remove(app: &App, draft: &str, sha256: &str) -> Result<(), AppError> {
    let (hash, sha256) = (hash(app, draft)?, sha256.to_owned());
    app.store.write_blocking(move |conn| Ok::<_, AppError>(draft_files::remove(conn, &hash, &sha256)?))
}

/// Forgets the files of drafts that were not sent in time; their bytes go with the next
/// [sweep of files](super::attachments::sweep).
///
/// # Errors
/// [`AppError::Store`].
pub fn sweep(app: &App) -> Result<usize, AppError> {
    let before = app.clock.now() - KEPT_FOR;
    app.store.write_blocking(move |conn| Ok(draft_files::forget(conn, before)?))
}

/// Whether it may be a secret that [`new_draft`] gave: files without one would be everybody's.
fn is_draft(draft: &str) -> bool {
    draft.len() == 32 && draft.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn hash(app: &App, draft: &str) -> Result<String, AppError> {
    Ok(sealing::keyring(app)?.keyed_hash(Purpose::Form, &format!("draft\n{draft}")))
}
