//! 登记簿的一行读成一件申请: cells under known columns become a line of the case log, or a list of what is wrong with
//! which cell.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::field::Field;
use super::given::Given;
use super::vocabulary::{Known, Vocabulary};
use super::{handled, reply};
use crate::domain::case_log::{LogApplicant, LogLine, LogStep, StepKind};
use crate::domain::code::{Category, Channel, coded_enum};
use crate::domain::regime::{Regime, Regimes};

coded_enum! {
    /// What is wrong with a cell.
    CellProblem {
        /// It has to be filled in.
        Missing = "missing",
        /// It is no date that can be read.
        NotADate = "not_a_date",
        /// It is no whole number.
        NotANumber = "not_a_number",
        /// It is none of the words that are known in the column.
        UnknownWord = "unknown_word",
        /// Its formula came to an error.
        BrokenFormula = "broken_formula",
        /// What it says is counted in no report, so there is nothing to take over.
        NotCounted = "not_counted",
    }
}

/// A cell with which something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// Its column.
    pub field: Field,
    /// What stands there.
    pub value: String,
    /// What is wrong with it.
    pub problem: CellProblem,
}

/// What a row without its own word stands for, as whoever imports the register says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unsaid {
    /// 申请渠道
    pub channel: Option<Channel>,
    /// 申请人类别
    pub category: Option<Category>,
}

/// A row that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadRow {
    /// The request as a line of the case log.
    pub line: LogLine,
    /// From which column each of its steps comes.
    pub sources: Vec<Field>,
    /// What the case log has no place for.
    pub beside: Beside,
}

/// What a register has and the case log has no place for.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Beside {
    /// 内容描述
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// 所需信息的文号、索取号
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_no: Option<String>,
    /// 提供方式
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provide_as: Option<String>,
    /// 获取方式
    #[serde(skip_serializing_if = "Option::is_none")]
    pub obtain_by: Option<String>,
    /// 答复文号 of each reply
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reply_nos: Vec<String>,
    /// Why a request that ended by being withdrawn did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn_because: Option<String>,
}

impl Beside {
    /// Whether there is nothing of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The cells of a row by their columns.
pub type Cells = BTreeMap<Field, Given>;

/// Reads a row.
///
/// # Errors
/// Everything that is wrong with its cells, in the order of the columns.
pub fn read_row(
    cells: &Cells,
    unsaid: Unsaid,
    vocabulary: &Vocabulary,
    regimes: &Regimes,
) -> Result<ReadRow, Vec<CellFault>> {
    let mut reading = Reading { cells, vocabulary, regime: None, faults: Vec::new(), steps: Vec::new() };
    let received_on = reading.date(Field::ReceivedOn);
    if received_on.is_none() {
        reading.require(Field::ReceivedOn);
    }
    reading.regime = received_on.and_then(|on| regimes.on(on)).map(AsRef::as_ref);
    reading.refuse_uncounted();
    let source_ref = reading.text(Field::SourceRef).or_else(|| reading.text(Field::Number));
    if source_ref.is_none() {
        reading.fault(Field::Number, CellProblem::Missing);
    }
    let channel = reading.said(Field::Channel, &vocabulary.channels).or(unsaid.channel);
    let category = reading.said(Field::Category, &vocabulary.categories).or(unsaid.category);
    for (field, is_known) in [(Field::Channel, channel.is_some()), (Field::Category, category.is_some())] {
        if !is_known {
            reading.require(field);
        }
    }
    handled::read(&mut reading);
    let (reply_nos, withdrawn_because) = reply::read(&mut reading);
    let beside = Beside {
        description: reading.text(Field::Description),
        document_no: reading.text(Field::WantedDocument),
        provide_as: reading.text(Field::ProvideAs),
        obtain_by: reading.text(Field::ObtainBy),
        reply_nos,
        withdrawn_because,
    };
    let (name, subject) = (reading.text(Field::Applicant), reading.text(Field::Subject));
    let submitted_on = reading.date(Field::SubmittedOn);
    let (steps, sources) = reading.finish()?;
    // Without these there are faults.
    let (Some(source_ref), Some(channel), Some(category), Some(received_on)) =
        (source_ref, channel, category, received_on)
    else {
        return Err(Vec::new());
    };
    let applicant = LogApplicant { category, name };
    Ok(ReadRow {
        line: LogLine { source_ref, channel, applicant, subject, submitted_on, received_on, steps },
        sources,
        beside,
    })
}

/// A step with the column it comes from and its place among others of the same day.
struct Found {
    step: LogStep,
    rank: u8,
    field: Field,
}

/// A row while it is read.
pub(super) struct Reading<'a> {
    cells: &'a Cells,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) regime: Option<&'a Regime>,
    faults: Vec<CellFault>,
    steps: Vec<Found>,
}

impl Reading<'_> {
    fn given(&self, field: Field) -> Option<&Given> {
        self.cells.get(&field).filter(|given| !given.is_empty())
    }

    /// Whether anything stands in a column.
    pub(super) fn has(&self, field: Field) -> bool {
        self.given(field).is_some()
    }

    /// Notes that something is wrong with a cell, once.
    pub(super) fn fault(&mut self, field: Field, problem: CellProblem) {
        if self.faults.iter().any(|fault| fault.field == field) {
            return;
        }
        let given = self.cells.get(&field);
        let problem = if given == Some(&Given::Broken) { CellProblem::BrokenFormula } else { problem };
        self.faults.push(CellFault { field, value: given.map(Given::shown).unwrap_or_default(), problem });
    }

    /// Notes that a cell has to be filled in, unless something else is wrong with it.
    pub(super) fn require(&mut self, field: Field) {
        self.fault(field, CellProblem::Missing);
    }

    /// A text as it stands; line breaks become spaces.
    pub(super) fn text(&mut self, field: Field) -> Option<String> {
        let given = self.given(field)?.clone();
        if given == Given::Broken {
            self.fault(field, CellProblem::BrokenFormula);
            return None;
        }
        let text: Vec<String> = given.shown().split(char::is_control).map(|part| part.trim().to_owned()).collect();
        let text = text.join(" ").trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    /// Texts, several in one cell.
    pub(super) fn texts(&mut self, field: Field) -> Vec<String> {
        if self.given(field) == Some(&Given::Broken) {
            self.fault(field, CellProblem::BrokenFormula);
            return Vec::new();
        }
        self.given(field).map(Given::parts).unwrap_or_default()
    }

    /// Days, several in one cell.
    pub(super) fn dates(&mut self, field: Field) -> Vec<NaiveDate> {
        let Some(given) = self.given(field) else { return Vec::new() };
        let Some(days) = given.dates() else {
            self.fault(field, CellProblem::NotADate);
            return Vec::new();
        };
        days
    }

    /// A day.
    pub(super) fn date(&mut self, field: Field) -> Option<NaiveDate> {
        self.dates(field).first().copied()
    }

    /// Numbers, several in one cell.
    pub(super) fn numbers(&mut self, field: Field) -> Vec<i64> {
        let Some(given) = self.given(field) else { return Vec::new() };
        let Some(numbers) = given.numbers() else {
            self.fault(field, CellProblem::NotANumber);
            return Vec::new();
        };
        numbers
    }

    /// What a word stands for.
    pub(super) fn said<T: Copy + PartialEq>(&mut self, field: Field, known: &Known<T>) -> Option<T> {
        let word = self.text(field)?;
        let meaning = known.of(&word);
        if meaning.is_none() {
            self.fault(field, CellProblem::UnknownWord);
        }
        meaning
    }

    /// What several words of one cell stand for. The whole is tried first: some names have the mark between them.
    pub(super) fn all_said<T>(&mut self, field: Field, meaning: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let Some(whole) = self.text(field) else { return Vec::new() };
        if let Some(meaning) = meaning(&whole) {
            return vec![meaning];
        }
        let meanings: Option<Vec<T>> = self.texts(field).iter().map(|word| meaning(word)).collect();
        meanings.unwrap_or_else(|| {
            self.fault(field, CellProblem::UnknownWord);
            Vec::new()
        })
    }

    /// Adds a step. `rank` orders steps of one day.
    pub(super) fn step(&mut self, field: Field, rank: u8, step: LogStep) {
        self.steps.push(Found { step, rank, field });
    }

    /// Adds a step without particulars on each of the days of a column.
    pub(super) fn steps(&mut self, field: Field, rank: u8, kind: StepKind) {
        for on in self.dates(field) {
            self.step(field, rank, LogStep::new(on, kind));
        }
    }

    fn refuse_uncounted(&mut self) {
        let vocabulary = self.vocabulary;
        if self.text(Field::Status).is_some_and(|status| vocabulary.uncounted.of(&status).is_some()) {
            self.fault(Field::Status, CellProblem::NotCounted);
        }
    }

    /// The steps in the order in which they happened.
    fn finish(mut self) -> Result<(Vec<LogStep>, Vec<Field>), Vec<CellFault>> {
        if !self.faults.is_empty() {
            self.faults.sort_by_key(|fault| fault.field);
            return Err(self.faults);
        }
        self.steps.sort_by_key(|found| (found.step.on, found.rank));
        Ok(self.steps.into_iter().map(|found| (found.step, found.field)).unzip())
    }
}
