//! The files of a case, for reading.

use crate::app::history::{corrupt, decode};
use crate::app::{App, AppError, unsealings};
use crate::domain::attachment::FilePurpose;
use crate::domain::case::{Case, Refused};
use crate::domain::ids::{AttachmentId, CaseId};
use crate::domain::role::Actor;
use crate::store::attachments::{self, AttachmentRow};
use crate::store::{StoreError, events};

/// The files of a case, in the order in which they were added; those that were purged are among them.
///
/// # Errors
/// [`AppError::Store`].
pub fn attachments(app: &App, case: CaseId) -> Result<Vec<AttachmentRow>, AppError> {
    Ok(app.store.read(|conn| attachments::of_case(conn, case))?)
}

/// A file of a case that may be handed out to the agency's people. Its bytes are to be compared with its hash
/// ([`Files::verify`](crate::files::Files::verify)) before the first of them is.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if the case has no such file; [`AppError::Refused`] with
/// [`Refused::AttachmentsLocked`] if it was marked secret (R18).
pub fn attachment(app: &App, case: CaseId, id: AttachmentId) -> Result<AttachmentRow, AppError> {
    let row = app.store.read(|conn| attachments::find(conn, case, id))?;
    if row.file.secret { Err(Refused::AttachmentsLocked.into()) } else { Ok(row) }
}

/// The same for somebody who opens it. What the applicant gave may tell who that is, so it is remembered who saw it.
///
/// # Errors
/// As [`attachment`].
pub fn open_attachment(app: &App, actor: &Actor, case: CaseId, id: AttachmentId) -> Result<AttachmentRow, AppError> {
    let row = attachment(app, case, id)?;
    match row.file.purpose {
        FilePurpose::Request | FilePurpose::Supplement => unsealings::remember(app, actor, case)?,
        FilePurpose::Reply | FilePurpose::Internal => {}
    }
    Ok(row)
}

/// 随答复提供的附件: the files that went with the replies of a case, under the names that were reviewed. Files
/// that were marked secret since are not among them.
///
/// # Errors
/// [`AppError::Store`] if there is no such case or its history is damaged.
pub fn released(app: &App, case: CaseId) -> Result<Vec<AttachmentRow>, AppError> {
    let (history, rows) = app.store.snapshot(|conn| {
        let history = decode(&events::load(conn, case)?, case)?;
        Ok::<_, StoreError>((history, attachments::of_case(conn, case)?))
    })?;
    let folded = Case::fold(&history, app.rulebook.regimes()).ok_or_else(|| corrupt(case))?;
    let mut released: Vec<AttachmentRow> = Vec::new();
    for file in folded.replies.iter().flat_map(|reply| &reply.attachments) {
        let kept = rows.iter().find(|row| row.file.sha256 == file.sha256 && !row.file.secret);
        if let Some(row) = kept.filter(|row| released.iter().all(|it| it.id != row.id)) {
            let mut row = row.clone();
            row.file.name.clone_from(&file.name);
            released.push(row);
        }
    }
    Ok(released)
}
