//! 登记簿导入的文字: why a file, a column or a line is not taken over.

use crate::app::case_log::LineFault;
use crate::app::register_import::{ImportFault, MappingFault, RowProblem};
use crate::domain::case_log::LogFault;
use crate::domain::register::{CellFault, CellProblem, Field};
use crate::files::sheet::SheetError;
use crate::letters::register::title;
use crate::messages::Lang;

use super::line_fault;

/// The sentence for a file that cannot be read as a table.
#[must_use]
pub fn sheet_error(lang: Lang, error: &SheetError) -> String {
    let id = error.code().replace('_', "-");
    match error {
        SheetError::Empty
        | SheetError::Swollen
        | SheetError::OldFormat
        | SheetError::Locked
        | SheetError::NotATable => lang.text(&id),
        SheetError::TooLarge { at_most } => lang.with(&id, &[("most", (*at_most >> 20).into())]),
        SheetError::TooManyRows { at_most } | SheetError::TooManyColumns { at_most } => {
            lang.with(&id, &[("most", (*at_most).into())])
        }
        SheetError::Damaged { detail } => lang.with(&id, &[("detail", detail.clone().into())]),
    }
}

/// The sentence for why a register is not taken over.
pub(super) fn import_fault(lang: Lang, fault: &ImportFault) -> String {
    match fault {
        ImportFault::NotNow => lang.text("register-import-not-now"),
        ImportFault::NoSuchTable => lang.text("register-import-no-such-table"),
        ImportFault::Mapping(faults) => {
            let sentences: Vec<String> = faults.iter().map(|fault| mapping_fault(lang, *fault)).collect();
            sentences.join(&lang.text("register-separator"))
        }
    }
}

/// The sentence for what is wrong with the columns.
#[must_use]
pub fn mapping_fault(lang: Lang, fault: MappingFault) -> String {
    let (id, field) = match fault {
        MappingFault::Missing(field) => ("register-import-missing", field),
        MappingFault::Twice(field) => ("register-import-twice", field),
    };
    lang.with(id, &[("field", title(lang, field).into())])
}

/// The sentence for what is wrong with a line.
///
/// ```
/// use gongkai_office::app::register_import::RowProblem;
/// use gongkai_office::domain::register::{CellFault, CellProblem, Field};
/// use gongkai_office::{messages::Lang, wording};
/// let fault = CellFault { field: Field::ReceivedOn, value: "三月初".into(), problem: CellProblem::NotADate };
/// let told = wording::row_problem(Lang::Zh, &RowProblem::Cell(fault));
/// assert_eq!(told, "收到日期“三月初”读不出是哪一天，请写成 2025-03-01");
/// ```
#[must_use]
pub fn row_problem(lang: Lang, problem: &RowProblem) -> String {
    match problem {
        RowProblem::Cell(fault) => cell(lang, fault),
        RowProblem::History { field, fault } => {
            // Whoever looks at columns knows no numbers of steps.
            let sentence = if let LineFault::History(LogFault::Refused { refused, .. }) = fault {
                super::refused(lang, refused)
            } else {
                line_fault(lang, fault)
            };
            let column = field.map(|field| in_column(lang, field));
            column.map(|column| format!("{column}{sentence}")).unwrap_or(sentence)
        }
        RowProblem::DifferentHistory => lang.text("import-different-history"),
        RowProblem::AlreadyHere => lang.text("register-import-already-here"),
    }
}

fn in_column(lang: Lang, field: Field) -> String {
    lang.with("register-import-in-column", &[("field", title(lang, field).into())])
}

fn cell(lang: Lang, CellFault { field, value, problem }: &CellFault) -> String {
    let id = match problem {
        CellProblem::Missing => "register-cell-missing",
        CellProblem::NotADate => "register-cell-not-a-date",
        CellProblem::NotANumber => "register-cell-not-a-number",
        CellProblem::UnknownWord => "register-cell-unknown-word",
        CellProblem::BrokenFormula => "register-cell-broken-formula",
        CellProblem::NotCounted => "register-cell-not-counted",
    };
    let shown: String = value.chars().take(60).collect();
    let field = title(lang, *field);
    match problem {
        CellProblem::Missing | CellProblem::BrokenFormula => lang.with(id, &[("field", field.into())]),
        CellProblem::NotADate | CellProblem::NotANumber | CellProblem::UnknownWord | CellProblem::NotCounted => {
            lang.with(id, &[("field", field.into()), ("value", shown.into())])
        }
    }
}
