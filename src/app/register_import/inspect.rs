//! 试导入的结果: what becomes of each line and what is wrong with which cell, a page at a time.

use super::Opened;
use super::rows::Rows;
use super::run::{Fate, FatedRow};
use crate::app::case_log::LineFault;
use crate::app::{Agency, App, AppError};
use crate::domain::register::{CellFault, Field};
use crate::domain::status::Status;

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowProblem {
    /// A cell.
    Cell(CellFault),
    /// It cannot have happened like this; where one can be blamed, with the column.
    History {
        /// The column.
        field: Option<Field>,
        /// What contradicts it.
        fault: LineFault,
    },
    /// The request was taken over before, with another past.
    DifferentHistory,
    /// A request of this number is worked here.
    AlreadyHere,
}

/// A line of the file with what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectedRow {
    /// Its number in the file, from 1.
    pub number: usize,
    /// Its number in the register, if it has one.
    pub source_ref: Option<String>,
    /// What becomes of it.
    pub fate: Fate,
    /// 申请内容
    pub subject: String,
    /// 办理状态 of the request that it becomes.
    pub status: Option<Status>,
    /// How many steps it has.
    pub steps: usize,
    /// What is wrong with it.
    pub problems: Vec<RowProblem>,
}

/// Which lines are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// All of them.
    All,
    /// Only those that are refused.
    Refused,
}

/// Lines of a file with what becomes of them, after so many of those that are to be shown.
///
/// # Errors
/// [`AppError::Store`] if what was found out cannot be read.
pub fn inspect(
    app: &App,
    agency: &Agency,
    opened: &Opened,
    shown: Shown,
    (skipped, size): (usize, usize),
) -> Result<Vec<InspectedRow>, AppError> {
    let rows = Rows::new(app, agency, opened)?;
    let fates = opened.fates()?;
    let wanted = fates.iter().filter(|row| shown == Shown::All || row.fate.is_refused());
    Ok(wanted.skip(skipped).take(size).map(|row| inspected(&rows, *row)).collect())
}

fn inspected(rows: &Rows<'_>, FatedRow { row, fate }: FatedRow) -> InspectedRow {
    let read = rows.read(row);
    let (subject, status, steps, mut problems) = match read.request {
        Ok((read, prepared)) => {
            let subject = read.line.subject.unwrap_or_default();
            (subject, Some(prepared.case.status), read.line.steps.len(), Vec::new())
        }
        Err(problems) => (String::new(), None, 0, problems),
    };
    match fate {
        Fate::DifferentHistory => problems.push(RowProblem::DifferentHistory),
        Fate::AlreadyHere => problems.push(RowProblem::AlreadyHere),
        Fate::New | Fate::Grown | Fate::Unchanged | Fate::Faulty => {}
    }
    InspectedRow { number: row, source_ref: read.source_ref, fate, subject, status, steps, problems }
}
