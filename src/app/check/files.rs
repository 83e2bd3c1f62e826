//! 附件核对: the rows of files against the history, and the kept bytes against their hashes.

use super::{Finding, PAGE};
use crate::app::{App, AppError};
use crate::domain::case::{Entry, Event};
use crate::domain::ids::AttachmentId;
use crate::files::{FilesError, wait};
use crate::store::attachments::{self, AttachmentRow};
use crate::store::{StoreError, cases};

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFault {
    /// It is not there.
    Missing,
    /// Its bytes are others.
    Altered,
    /// It was purged and is still there.
    NotRemoved,
}

/// The first entry of a history whose file has no row, or one that says something else; also a row that no
/// entry speaks of.
pub(super) fn differing(history: &[Entry], rows: &[AttachmentRow]) -> Option<i32> {
    let expected = files(history);
    let differs = expected.iter().zip(rows).find(|(expected, row)| !expected.is(row));
    let beyond = expected.len().min(rows.len());
    differs
        .map(|(expected, _)| expected.version)
        .or_else(|| expected.get(beyond).map(|file| file.version))
        .or_else(|| rows.get(beyond).map(|row| row.file.version))
}

/// What the row of a file must say.
struct Expected<'a> {
    version: i32,
    name: &'a str,
    sha256: &'a str,
    bytes: u64,
    secret: bool,
    purged: bool,
}

impl Expected<'_> {
    fn is(&self, row: &AttachmentRow) -> bool {
        let row = &row.file;
        let says = (row.version, row.name.as_str(), row.sha256.as_str(), row.secret, row.purged_at.is_some());
        says == (self.version, self.name, self.sha256, self.secret, self.purged)
            && u64::try_from(row.bytes) == Ok(self.bytes)
    }
}

fn files(history: &[Entry]) -> Vec<Expected<'_>> {
    let mut files: Vec<Expected<'_>> = Vec::new();
    for (version, entry) in (1..).zip(history) {
        if let Event::AttachmentAdded { file, bytes } = &entry.event {
            let (name, sha256) = (file.name.as_str(), file.sha256.as_str());
            files.push(Expected { version, name, sha256, bytes: *bytes, secret: false, purged: false });
        }
        if let Event::AttachmentMarkedSecret { sha256 } = &entry.event {
            files.iter_mut().filter(|file| file.sha256 == sha256).for_each(|file| file.secret = true);
        }
        if let Event::AttachmentsPurged { sha256 } = &entry.event {
            files
                .iter_mut()
                .filter(|file| sha256.iter().any(|it| it == file.sha256))
                .for_each(|file| file.purged = true);
        }
    }
    files
}

/// Reads every kept file again.
pub(super) fn check_kept(app: &App) -> Result<Vec<Finding>, AppError> {
    wait(async {
        let (mut findings, mut last) = (Vec::new(), AttachmentId(0));
        loop {
            let rows = app.store.read(|conn| attachments::after(conn, last, PAGE))?;
            let Some(end) = rows.last() else { return Ok(findings) };
            last = end.id;
            for row in &rows {
                if let Some(fault) = fault(app, row).await? {
                    findings.extend(finding(app, row, fault)?);
                }
            }
        }
    })
}

async fn fault(app: &App, row: &AttachmentRow) -> Result<Option<FileFault>, AppError> {
    let hash = &row.file.sha256;
    if row.file.purged_at.is_some() {
        let is_wanted = app.store.read(|conn| attachments::in_use(conn, std::slice::from_ref(hash)))?.contains(hash);
        let is_left = !is_wanted && app.files.is_kept(hash).await?;
        return Ok(is_left.then_some(FileFault::NotRemoved));
    }
    match app.files.verify(hash).await {
        Ok(_) => Ok(None),
        Err(FilesError::Missing { .. }) => Ok(Some(FileFault::Missing)),
        Err(FilesError::Altered { .. }) => Ok(Some(FileFault::Altered)),
        Err(error) => Err(error.into()),
    }
}

/// Unless the file was purged while we looked.
fn finding(app: &App, row: &AttachmentRow, fault: FileFault) -> Result<Option<Finding>, StoreError> {
    app.store.read(|conn| {
        let now = attachments::find(conn, row.file.case_id, row.id)?;
        if now.file.purged_at != row.file.purged_at {
            return Ok(None);
        }
        let case_no = cases::find(conn, row.file.case_id)?.origin.case_no;
        Ok(Some(Finding::File { case_no, attachment: row.id, fault }))
    })
}
