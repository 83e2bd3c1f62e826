//! 逐行: the lines of a file that may be requests, each read or with what is wrong with it.

use super::Opened;
use super::inspect::RowProblem;
use super::vocabulary::vocabulary;
use crate::app::case_log::LineFault;
use crate::app::import::{Prepared, prepare_row};
use crate::app::{Agency, App, AppError};
use crate::domain::case_log::LogFault;
use crate::domain::register::{Cells, Field, Given, ReadRow, Vocabulary, read_row};

/// Reads the lines of one file.
pub(super) struct Rows<'a> {
    app: &'a App,
    agency: &'a Agency,
    opened: &'a Opened,
    vocabulary: Vocabulary,
}

/// A line that was read.
pub(super) struct Read {
    /// Its number in the file, from 1.
    pub number: usize,
    /// Its number in the register, if it has one.
    pub source_ref: Option<String>,
    /// The request, or what is wrong with it.
    pub request: Result<(ReadRow, Prepared), Vec<RowProblem>>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(app: &'a App, agency: &'a Agency, opened: &'a Opened) -> Result<Self, AppError> {
        Ok(Self { app, agency, opened, vocabulary: vocabulary()? })
    }

    /// The numbers of the lines that may be requests, from 1: blank ones, sums and remarks are none.
    pub(super) fn numbers(&self) -> Vec<usize> {
        let lines = self.opened.sheet.rows.iter().enumerate().skip(self.opened.mapping.first());
        lines.filter(|(_, row)| self.is_request(row)).map(|(place, _)| place + 1).collect()
    }

    /// One of them.
    pub(super) fn read(&self, number: usize) -> Read {
        let row = self.opened.sheet.rows.get(number.saturating_sub(1)).map_or(&[][..], Vec::as_slice);
        let cells = self.opened.mapping.cells(row);
        let (regimes, unsaid) = (self.app.rulebook.regimes(), self.opened.mapping.unsaid());
        let request = match read_row(&cells, unsaid, &self.vocabulary, regimes) {
            Ok(read) => match prepare_row(self.app, self.agency, number, &read) {
                Ok(prepared) => Ok((read, prepared)),
                Err(fault) => Err(vec![RowProblem::History { field: place(&fault, &read), fault }]),
            },
            Err(faults) => Err(faults.into_iter().map(RowProblem::Cell).collect()),
        };
        Read { number, source_ref: source_ref(&cells), request }
    }

    fn is_request(&self, row: &[Given]) -> bool {
        let Some(first) = row.iter().find(|given| !given.is_empty()) else { return false };
        let cells = self.opened.mapping.cells(row);
        let is_dated = cells.get(&Field::ReceivedOn).is_some_and(|given| !given.is_empty() && given.dates().is_some());
        is_dated || !self.vocabulary.leaves_out(&first.shown())
    }
}

fn source_ref(cells: &Cells) -> Option<String> {
    let shown = |field: Field| cells.get(&field).map(Given::shown).filter(|text| !text.is_empty());
    shown(Field::SourceRef).or_else(|| shown(Field::Number))
}

/// The column that a history stumbles over.
fn place(fault: &LineFault, read: &ReadRow) -> Option<Field> {
    let LineFault::History(fault) = fault else { return None };
    let index = match fault {
        LogFault::BadText { field, .. } => {
            return match *field {
                "ref" => Some(Field::Number),
                "applicant.name" => Some(Field::Applicant),
                "subject" => Some(Field::Subject),
                "reason" => Some(Field::SuspensionReason),
                "sub_reason" => Some(Field::OutcomeReason),
                _ => None,
            };
        }
        LogFault::MissingField { index, .. }
        | LogFault::UnexpectedField { index, .. }
        | LogFault::BadValue { index, .. }
        | LogFault::Refused { index, .. } => *index,
    };
    match index.checked_sub(1) {
        Some(step) => read.sources.get(step).copied(),
        None => Some(Field::ReceivedOn),
    }
}
