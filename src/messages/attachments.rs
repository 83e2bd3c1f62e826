//! 附件的文字: why a file is not taken in or cannot be handed out, as a sentence.

use super::Lang;
use crate::domain::attachment::FileRefused;
use crate::files::FilesError;

/// The sentence for a file that is not taken in; `name` is how its sender called it.
///
/// ```
/// use gongkai_core::{domain::attachment::FileRefused, messages::{Lang, attachments::refused}};
/// let told = refused(Lang::En, "a.pdf", &FileRefused::TooLarge { at_most: 20 << 20 });
/// assert!(told.starts_with("The file “a.pdf” is larger than 20 MB"));
/// ```
#[must_use]
pub fn refused(lang: Lang, name: &str, refused: &FileRefused) -> String {
    let id = format!("file-refused-{}", refused.code().replace('_', "-"));
    let name = ("name", shown(name).into());
    match refused {
        FileRefused::Empty | FileRefused::NameMissing => lang.with(&id, &[name]),
        FileRefused::TooLarge { at_most } => lang.with(&id, &[name, ("at_most", size(*at_most).into())]),
        FileRefused::TooMany { at_most } | FileRefused::NameTooLong { at_most } => {
            lang.with(&id, &[name, ("at_most", (*at_most).into())])
        }
        FileRefused::TypeNotAccepted { found } => lang.with(&id, &[name, ("found", found.clone().into())]),
        FileRefused::TypeMismatch { named, found } => {
            lang.with(&id, &[name, ("named", named.clone().into()), ("found", found.as_str().into())])
        }
        FileRefused::Infected { finding } => lang.with(&id, &[name, ("finding", finding.clone().into())]),
    }
}

/// The sentence for files that cannot be kept, read or scanned.
#[must_use]
pub fn files_error(lang: Lang, error: &FilesError) -> String {
    match error {
        FilesError::Missing { sha256 } => lang.with("files-missing", &[("file", sha256.clone().into())]),
        FilesError::Altered { sha256 } => lang.with("files-altered", &[("file", sha256.clone().into())]),
        FilesError::Scanner { .. } => lang.text("files-scanner-unavailable"),
        FilesError::Store(error) => lang.with("files-unusable", &[("detail", error.to_string().into())]),
        FilesError::Io(error) => lang.with("files-unusable", &[("detail", error.to_string().into())]),
    }
}

/// A name as it came in, which may hold anything and be of any length.
fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// Whole megabytes where there are any, as settings are written; bytes otherwise.
fn size(bytes: u64) -> String {
    match bytes >> 20 {
        0 => format!("{bytes} B"),
        megabytes => format!("{megabytes} MB"),
    }
}
