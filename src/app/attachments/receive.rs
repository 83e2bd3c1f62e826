//! 收件检查: what was sent is looked at before anything of it is kept.

use std::path::PathBuf;

use crate::app::AppError;
use crate::domain::attachment::{FileKind, FileRefused, admit};
use crate::domain::review::AttachmentRef;
use crate::files::{Files, Verdict};

/// A received file: what the sender calls it, and where its bytes are for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// As the sender wrote it.
    pub name: String,
    /// A temporary file; whoever received it removes it.
    pub path: PathBuf,
}

/// A file that is accepted and kept, but belongs to no case yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// How it is called, and its hash.
    pub file: AttachmentRef,
    /// What its bytes are.
    pub kind: FileKind,
    /// How many bytes.
    pub bytes: u64,
}

/// Takes files in: all of them, or none. When this returns they are on the disk.
///
/// # Errors
/// [`AppError::File`] with the first file that is refused; [`AppError::Files`] if the scanner or the folder
/// cannot be used.
pub async fn receive(files: &Files, incoming: &[Incoming]) -> Result<Vec<Kept>, AppError> {
    let at_most = files.limits().max_files;
    if let Some(one_too_many) = incoming.get(at_most) {
        return Err(refused(one_too_many, FileRefused::TooMany { at_most }));
    }
    let mut accepted = Vec::with_capacity(incoming.len());
    for file in incoming {
        accepted.push(look_at(files, file).await?);
    }
    for (file, kept) in incoming.iter().zip(&accepted) {
        files.keep(&file.path, &kept.file.sha256).await?;
    }
    Ok(accepted)
}

async fn look_at(files: &Files, file: &Incoming) -> Result<Kept, AppError> {
    let inspected = files.inspect(&file.path).await?;
    let at_most = files.limits().max_bytes;
    match inspected.bytes {
        0 => return Err(refused(file, FileRefused::Empty)),
        bytes if bytes > at_most => return Err(refused(file, FileRefused::TooLarge { at_most })),
        _ => {}
    }
    let (name, kind) = admit(&file.name, inspected.found).map_err(|reason| refused(file, reason))?;
    match files.scan(&file.path).await? {
        Verdict::Clean => {}
        Verdict::Infected { finding } => {
            tracing::warn!(scan.finding = finding, "a file that was sent is infected");
            return Err(refused(file, FileRefused::Infected { finding }));
        }
    }
    let file = AttachmentRef { name: name.as_str().to_owned(), sha256: inspected.sha256 };
    Ok(Kept { file, kind, bytes: inspected.bytes })
}

fn refused(file: &Incoming, refused: FileRefused) -> AppError {
    AppError::File { name: file.name.clone(), refused }
}
