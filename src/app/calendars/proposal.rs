//! What an administrator proposes to change in the calendars, and what the rules would then be.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::current::uploaded;
use super::refresh;
use crate::app::{App, AppError};
use crate::rulebook::{Rulebook, UploadedCalendar};
use crate::store::{DbConn, StoreError, calendar_files};

/// A change of calendars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposal {
    /// This file is to be in force, as the ones in `config/calendars` are written.
    Put(String),
    /// The uploaded files of these names are to be taken away; what they replaced is in force again.
    Withdraw(Vec<String>),
}

/// A change of calendars with what it makes of the rules.
#[derive(Debug, Clone)]
pub(super) struct Proposed {
    /// What the file is called; of several that are taken away, what all of them are.
    pub names: Vec<String>,
    /// The file and what it is about; none if any is taken away.
    pub put: Option<PutFile>,
    /// The revision it was read at.
    pub revision: i64,
    /// The rules as they are.
    pub before: Arc<Rulebook>,
    /// The rules as they would be.
    pub after: Arc<Rulebook>,
}

/// A file to be kept.
#[derive(Debug, Clone)]
pub(super) struct PutFile {
    pub jurisdiction: String,
    pub year: i32,
    pub text: String,
    pub sha256: String,
}

impl Proposal {
    /// What tells it from every other change: whoever looked at a change puts that one in force.
    #[must_use]
    pub fn digest(&self) -> String {
        match self {
            Self::Put(text) => sha256(text),
            Self::Withdraw(names) => sha256(&names.join("\n")),
        }
    }

    /// Reads and checks everything that needs no case.
    pub(super) fn read(&self, app: &App, conn: &mut DbConn) -> Result<Proposed, AppError> {
        // Read before the files: if they change meanwhile, the change is not made.
        let revision = calendar_files::revision(conn)?;
        match (refresh(app, conn), self) {
            // A file that this program cannot use can still be taken away.
            (Err(AppError::Rules(_)), Self::Withdraw(_)) => {}
            (refreshed, _) => refreshed?,
        }
        let before = app.rulebook.current();
        let mut files = uploaded(conn)?;
        let (names, put) = match self {
            Self::Put(text) => {
                let (new, about) = UploadedCalendar::read(text.clone())?;
                let put = PutFile {
                    jurisdiction: about.jurisdiction.to_string(),
                    year: about.year,
                    text: text.clone(),
                    sha256: sha256(text),
                };
                let name = new.name.clone();
                files.retain(|file| file.name != name);
                files.push(new);
                (vec![name], Some(put))
            }
            Self::Withdraw(names) => {
                if let Some(unknown) = names.iter().find(|name| files.iter().all(|file| file.name != **name)) {
                    return Err(StoreError::NotFound { what: "calendar_file", key: unknown.clone() }.into());
                }
                files.retain(|file| !names.contains(&file.name));
                (names.clone(), None)
            }
        };
        let after = Arc::new(before.with_uploaded(&files)?);
        Ok(Proposed { names, put, revision, before, after })
    }
}

impl Proposed {
    /// What the file is called, or all of them.
    pub(super) fn name(&self) -> String {
        self.names.join(", ")
    }
}

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
