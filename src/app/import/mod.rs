//! 登记簿导入: an older register becomes running cases.
//!
//! The file is read once, in batches, so memory does not grow with it. Each batch is one transaction:
//! killed at any moment, an import has taken over whole requests and no half ones, and is simply run
//! again. A request that is there already with the same content is left alone; one whose line has grown gets the
//! new steps; one whose past differs is refused, because history is never rewritten.

mod prepare;
mod save;

use std::io::{self, BufRead};
use std::sync::Arc;

use super::case_log::{LineFault, Lines};
use super::{Agency, App, AppError};

pub(super) use prepare::{Prepared, prepare_row};
pub(super) use save::{rehearse, save};

/// Lines in one transaction.
const BATCH: usize = 256;
/// Events after which a transaction takes no further line, so that a register of enormous cases needs no
/// more memory than one of ordinary cases.
const BATCH_EVENTS: usize = 8 * 1024;

/// How an import went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Requests taken over, or given further steps.
    pub accepted: usize,
    /// Requests that were there already.
    pub unchanged: usize,
    /// Lines refused.
    pub refused: usize,
}

/// Why a line was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The line itself.
    Line(LineFault),
    /// The request was taken over before, with another past.
    DifferentHistory,
}

impl Reason {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Line(fault) => fault.code(),
            Self::DifferentHistory => "different_history",
        }
    }
}

/// A line that was not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedLine {
    /// Its number, from 1.
    pub line: usize,
    /// Its `ref`, if it could be read.
    pub source_ref: Option<String>,
    /// Why.
    pub reason: Reason,
}

/// What became of a prepared line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// A new request.
    Accepted,
    /// A request that is there already, with further steps.
    Grown,
    Unchanged,
    DifferentHistory,
}

/// Why an import stopped.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read on.
    #[error(transparent)]
    Unreadable(#[from] io::Error),
    /// The store could not keep a batch; everything before it is kept.
    #[error(transparent)]
    App(#[from] AppError),
}

/// Takes over a case log; `refused` is told of each line that is not used.
///
/// # Errors
/// [`ImportError`] if the file or the store fails in the middle; what was taken over until then stays.
pub fn import(
    app: &App,
    agency: &Agency,
    reader: impl BufRead,
    mut refused: impl FnMut(&RefusedLine),
) -> Result<Summary, ImportError> {
    let mut lines = Lines::new(reader);
    let mut summary = Summary::default();
    loop {
        let mut batch = Vec::with_capacity(BATCH);
        let mut events = 0;
        while batch.len() < BATCH && events < BATCH_EVENTS {
            let Some(line) = lines.next_line()? else { break };
            match prepare::prepare(app, agency, line) {
                Ok(prepared) => {
                    events += prepared.history.len();
                    batch.push(prepared);
                }
                Err(fault) => {
                    summary.refused += 1;
                    refused(&fault);
                }
            }
        }
        if batch.is_empty() {
            return Ok(summary);
        }
        let batch = Arc::new(batch);
        let fates = save(app, agency, &batch)?;
        for (prepared, fate) in batch.iter().zip(fates) {
            summary.count(prepared, fate, &mut refused);
        }
    }
}

impl Summary {
    fn count(&mut self, prepared: &Prepared, fate: Fate, refused: &mut impl FnMut(&RefusedLine)) {
        match fate {
            Fate::Accepted | Fate::Grown => self.accepted += 1,
            Fate::Unchanged => self.unchanged += 1,
            Fate::DifferentHistory => {
                self.refused += 1;
                refused(&RefusedLine {
                    line: prepared.line,
                    source_ref: Some(prepared.source_ref.clone()),
                    reason: Reason::DifferentHistory,
                });
            }
        }
    }
}
