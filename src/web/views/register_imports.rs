//! 登记簿导入 as it is told: files, their columns, their lines.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::AppError;
use crate::app::register_import::{Fate, InspectedRow, Opened, RowProblem, Totals};
use crate::domain::code::{Category, Channel};
use crate::domain::register::{Field as RegisterField, ImportState};
use crate::domain::status::Status;
use crate::messages::Lang;
use crate::store::register_imports::RegisterImportRow;
use crate::web::openapi;
use crate::wording;

/// A file that was brought.
#[derive(Serialize, ToSchema)]
pub struct RegisterImportView {
    /// Its id.
    #[schema(example = "import_3")]
    id: String,
    /// What it was called.
    file_name: String,
    /// SHA-256 of the bytes, hexadecimal.
    sha256: String,
    /// How far it is.
    #[schema(schema_with = openapi::codes::<ImportState>)]
    state: ImportState,
    /// When it came (UTC). It is kept for seven days.
    created_at: DateTime<Utc>,
}

/// The files of an agency.
#[derive(Serialize, ToSchema)]
pub struct RegisterImportsView {
    /// The last one first.
    pub imports: Vec<RegisterImportView>,
}

/// A table of a file.
#[derive(Serialize, ToSchema)]
pub struct RegisterSheetView {
    /// By which it is chosen.
    sheet: usize,
    /// What it is called; text in columns is not.
    name: String,
}

/// A column of a file.
#[derive(Serialize, ToSchema)]
pub struct RegisterColumnView {
    /// What it is called; empty if it is not.
    heading: String,
    /// What stands first below it.
    sample: String,
    /// What it is taken for; `null` if it is not taken over.
    #[schema(schema_with = openapi::codes_or_null::<RegisterField>)]
    field: Option<RegisterField>,
}

/// A file with its columns, and how many of its lines become what.
#[derive(Serialize, ToSchema)]
pub struct OpenedImportView {
    #[serde(flatten)]
    import: RegisterImportView,
    /// The name of the table that is read.
    sheet: String,
    /// Every table of the file with something in it.
    sheets: Vec<RegisterSheetView>,
    /// The line with the headings, from 1.
    heading_line: usize,
    /// Its columns.
    columns: Vec<RegisterColumnView>,
    /// 申请渠道 of lines that do not say one.
    #[schema(schema_with = openapi::codes_or_null::<Channel>)]
    channel: Option<Channel>,
    /// 申请人类别 of lines that do not say one.
    #[schema(schema_with = openapi::codes_or_null::<Category>)]
    category: Option<Category>,
    /// How many lines become what; zeros until the columns have been put right.
    totals: TotalsView,
}

/// How many lines become what.
#[derive(Serialize, ToSchema)]
pub struct TotalsView {
    /// New requests.
    new: usize,
    /// Requests that are there already, with further steps.
    grown: usize,
    /// Requests that are there already.
    unchanged: usize,
    /// Lines refused.
    refused: usize,
}

/// What is wrong with a line.
#[derive(Serialize, ToSchema)]
pub struct RowProblemView {
    /// The column; `null` if none can be blamed.
    #[schema(schema_with = openapi::codes_or_null::<RegisterField>)]
    field: Option<RegisterField>,
    /// The stable code.
    #[schema(example = "not_a_date")]
    code: &'static str,
    /// One sentence in the reader's language.
    message: String,
}

/// A line of the file.
#[derive(Serialize, ToSchema)]
pub struct RegisterRowView {
    /// Its number in the file, from 1.
    row: usize,
    /// Its number in the register.
    #[serde(rename = "ref")]
    source_ref: Option<String>,
    /// What becomes of it.
    #[schema(schema_with = openapi::codes::<Fate>)]
    fate: Fate,
    /// 申请内容
    subject: String,
    /// 办理状态 of the request that it becomes; `null` if it is refused.
    #[schema(schema_with = openapi::codes_or_null::<Status>)]
    status: Option<Status>,
    /// How many steps it has.
    steps: usize,
    /// What is wrong with it.
    problems: Vec<RowProblemView>,
}

/// A page of lines.
#[derive(Serialize, ToSchema)]
pub struct RegisterRowsView {
    /// In the order of the file.
    pub rows: Vec<RegisterRowView>,
    /// `skip` of the next page; `null` on the last one.
    pub next: Option<usize>,
}

impl From<RegisterImportRow> for RegisterImportView {
    fn from(row: RegisterImportRow) -> Self {
        let RegisterImportRow { id, file_name, sha256, state, created_at, .. } = row;
        Self { id: id.to_string(), file_name, sha256, state, created_at: created_at.and_utc() }
    }
}

impl From<Totals> for TotalsView {
    fn from(Totals { new, grown, unchanged, refused }: Totals) -> Self {
        Self { new, grown, unchanged, refused }
    }
}

/// A file as it is told.
///
/// # Errors
/// [`AppError::Store`] if what was found out cannot be read.
pub fn opened(opened: Opened) -> Result<OpenedImportView, AppError> {
    let columns = opened.headings().into_iter();
    let columns = columns.map(|it| RegisterColumnView { heading: it.title, sample: it.sample, field: it.field });
    Ok(OpenedImportView {
        columns: columns.collect(),
        totals: Totals::of(&opened.fates()?).into(),
        sheet: opened.sheet.name,
        sheets: opened.tables.into_iter().map(|(sheet, name)| RegisterSheetView { sheet, name }).collect(),
        heading_line: opened.mapping.line + 1,
        channel: opened.mapping.channel,
        category: opened.mapping.category,
        import: opened.row.into(),
    })
}

fn problem(lang: Lang, problem: &RowProblem) -> RowProblemView {
    let message = wording::row_problem(lang, problem);
    let (field, code) = match problem {
        RowProblem::Cell(fault) => (Some(fault.field), fault.problem.as_str()),
        RowProblem::History { field, fault } => (*field, fault.code()),
        RowProblem::DifferentHistory => (None, "different_history"),
        RowProblem::AlreadyHere => (None, "already_here"),
    };
    RowProblemView { field, code, message }
}

/// A line as it is told.
#[must_use]
pub fn row(lang: Lang, it: InspectedRow) -> RegisterRowView {
    RegisterRowView {
        problems: it.problems.iter().map(|problem| self::problem(lang, problem)).collect(),
        row: it.number,
        source_ref: it.source_ref,
        fate: it.fate,
        subject: it.subject,
        status: it.status,
        steps: it.steps,
    }
}
