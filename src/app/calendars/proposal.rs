//! What an administrator proposes to change in the calendars, and what the rules would then be.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::current::uploaded;
use super::refresh;
use crate::app::{App, AppError};
use crate::rulebook::{Rulebook, UploadedCalendar};
use crate::store::{DbConn, StoreError};

/// A change of calendars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposal {
    /// This file is to be in force, as the ones in `config/calendars` are written.
    Put(String),
    /// The uploaded file of this name is to be taken away; what it replaced is in force again.
    Withdraw(String),
}

/// A change of calendars with what it makes of the rules.
#[derive(Debug, Clone)]
pub(super) struct Proposed {
    /// What the file is called.
    pub name: String,
    /// The file and what it is about; none if one is taken away.
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
    /// Reads and checks everything that needs no case.
    pub(super) fn read(&self, app: &App, conn: &mut DbConn) -> Result<Proposed, AppError> {
        refresh(app, conn)?;
        let (revision, before) = app.rulebook.revised();
        let mut files = uploaded(conn)?;
        let (name, put) = match self {
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
                (name, Some(put))
            }
            Self::Withdraw(name) => {
                let there = files.len();
                files.retain(|file| file.name != *name);
                if files.len() == there {
                    return Err(StoreError::NotFound { what: "calendar_file", key: name.clone() }.into());
                }
                (name.clone(), None)
            }
        };
        let after = Arc::new(before.with_uploaded(&files)?);
        Ok(Proposed { name, put, revision, before, after })
    }
}

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
