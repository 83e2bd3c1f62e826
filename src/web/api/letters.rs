//! 文书: letters of a case, and an agency's letters by number.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path, Query};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::app::letters::{self, Open};
use crate::domain::ids::LetterId;
use crate::domain::letter::{LetterKind, LetterState};
use crate::store::letters::LetterRow;
use crate::web::auth::{CaseReader, CaseWorker, In, NameReader, On, ReportReader};
use crate::web::body::Body;
use crate::web::download::Format;
use crate::web::error::{Wrong, WrongField};
use crate::web::letter_files::{letter_document, wanted};
use crate::web::once::Once;
use crate::web::openapi::codes;
use crate::web::{WebError, read};

/// Characters of a name or a reason at most.
const TEXT_MAX: usize = 500;

/// A letter with its number.
#[derive(Serialize, ToSchema)]
pub struct LetterView {
    /// Its id.
    #[schema(example = "letter_3")]
    id: String,
    /// The case that it is about.
    #[schema(example = "case_12")]
    case: String,
    /// 种类
    #[schema(schema_with = codes::<LetterKind>)]
    kind: LetterKind,
    /// 文号
    document_no: String,
    /// The entry of the history that it answers.
    version: i32,
    /// 已取号, 已出具 or 作废.
    #[schema(schema_with = codes::<LetterState>)]
    state: LetterState,
    /// 成文日期
    dated_on: NaiveDate,
    /// When it was entered (UTC).
    recorded_at: DateTime<Utc>,
    /// Who entered it.
    #[schema(example = "officer_3")]
    recorded_by: String,
    /// SHA-256 of its PDF, hexadecimal, once it was printed.
    sha256: Option<String>,
    /// 作废原因
    void_reason: Option<String>,
    /// When it was voided (UTC).
    voided_at: Option<DateTime<Utc>>,
}

impl From<LetterRow> for LetterView {
    fn from(LetterRow { id, letter }: LetterRow) -> Self {
        Self {
            id: id.to_string(),
            case: letter.case_id.to_string(),
            kind: letter.kind,
            document_no: letter.document_no,
            version: letter.version,
            state: letter.state,
            dated_on: letter.dated_on,
            recorded_at: letter.recorded_at.and_utc(),
            recorded_by: letter.actor,
            sha256: letter.sha256,
            void_reason: letter.void_reason,
            voided_at: letter.voided_at.map(|at| at.and_utc()),
        }
    }
}

/// A letter that can be issued.
#[derive(Serialize, ToSchema)]
pub struct OpenLetterView {
    /// 种类
    #[schema(schema_with = codes::<LetterKind>)]
    kind: LetterKind,
    /// The entry of the history that it would answer.
    version: u32,
    /// The day of that step.
    on: NaiveDate,
    /// Whether it should have been issued with the step, and lacks something.
    is_due: bool,
}

impl From<Open> for OpenLetterView {
    fn from(Open { kind, version, on, is_due }: Open) -> Self {
        Self { kind, version, on, is_due }
    }
}

/// The letters of a case.
#[derive(Serialize, ToSchema)]
pub struct LettersView {
    /// Those with a number, oldest first.
    letters: Vec<LetterView>,
    /// Those that can be issued.
    open: Vec<OpenLetterView>,
}

/// 发文登记 of a year.
#[derive(Serialize, ToSchema)]
pub struct LetterRegisterView {
    /// By kind and number; voided ones among them.
    letters: Vec<LetterView>,
}

/// A letter that is wanted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterBody {
    /// 种类
    #[schema(schema_with = codes::<LetterKind>)]
    kind: LetterKind,
    /// The entry of the history that it answers; the last that calls for it, if none is named.
    #[serde(default)]
    version: Option<u32>,
    /// To whom, where the history does not say.
    #[serde(default)]
    #[schema(max_length = 500)]
    third_party: String,
    /// Why, where the history does not say.
    #[serde(default)]
    #[schema(max_length = 500)]
    reason: String,
}

/// 作废
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VoidBody {
    /// 作废原因
    #[schema(max_length = 500)]
    reason: String,
}

/// How a document is wanted.
#[derive(Deserialize, IntoParams)]
pub struct DocumentQuery {
    /// `pdf` (if nothing is said) or `docx`.
    format: Option<String>,
}

impl DocumentQuery {
    /// The format.
    pub(super) fn format(&self) -> Result<Format, WebError> {
        self.format.as_deref().unwrap_or("pdf").parse().map_err(|()| WebError::BadParameter { name: "format" })
    }
}

/// Which year.
#[derive(Deserialize, IntoParams)]
pub struct YearQuery {
    /// The year; this year, if nothing is said.
    #[param(example = 2026)]
    year: Option<i32>,
}

/// The letters of a case, and those that can be issued.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case_id}/letters",
    operation_id = "list_letters",
    tag = "letters",
    security(("bearer" = [])),
    params(("case_id" = String, Path, description = "The case", example = "case_12")),
    responses((status = 200, description = "The letters", body = LettersView)),
)]
pub async fn list_letters(app: Data<App>, officer: On<CaseReader>) -> Result<Json<LettersView>, WebError> {
    let listed = read(&app, move |app| letters::letters_of(app, &officer.agency, officer.case)).await?;
    Ok(Json(LettersView {
        letters: listed.letters.into_iter().map(Into::into).collect(),
        open: listed.open.into_iter().map(Into::into).collect(),
    }))
}

/// 出具: issue a letter that a step of the case calls for. Most are issued with their step; this is for the others, and
/// for those that lacked something.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case_id}/letters",
    operation_id = "issue_letter",
    tag = "letters",
    security(("bearer" = [])),
    params(
        ("case_id" = String, Path, description = "The case", example = "case_12"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same letter under the same key is issued once"),
    ),
    request_body = LetterBody,
    responses(
        (status = 201, description = "Issued, with its number", body = LetterView),
        (status = 409, description = "No step calls for it (`letter_not_called_for`), or there is one already (`letter_issued`)"),
        (status = 422, description = "It would lack something (`letter_lacks`)"),
    ),
)]
pub async fn issue_letter(
    app: Data<App>,
    officer: On<CaseWorker>,
    once: Once,
    body: Body<LetterBody>,
) -> Result<HttpResponse, WebError> {
    let LetterBody { kind, version, third_party, reason } = body.value;
    check("third_party", &third_party, false)?;
    check("reason", &reason, false)?;
    let wanted = wanted(kind, version, &third_party, &reason);
    let row = read(&app, move |app| {
        let who = officer.officer().to_string();
        let once = once.key(app, &who, &format!("issue_letter {}", officer.case), &body.hash)?;
        letters::issue(app, &officer.agency, officer.case, &officer.actor(), wanted, once)
    });
    Ok(HttpResponse::Created().json(LetterView::from(row.await?)))
}

/// 制作答复书: make the letter of the draft and put it among the draft's files, so that it is reviewed with it. The
/// draft has another digest then. A letter that says what the draft says is left as it is.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case_id}/letters/reply",
    operation_id = "make_reply_letter",
    tag = "letters",
    security(("bearer" = [])),
    params(("case_id" = String, Path, description = "The case", example = "case_12")),
    responses(
        (status = 200, description = "The letters of the case", body = LettersView),
        (status = 409, description = "There is no draft (`letter_no_draft`)"),
        (status = 422, description = "It would lack something (`letter_lacks`)"),
    ),
)]
pub async fn make_reply_letter(app: Data<App>, officer: On<CaseWorker>) -> Result<Json<LettersView>, WebError> {
    let listed = read(&app, move |app| {
        letters::make_reply(app, &officer.agency, officer.case, &officer.actor())?;
        letters::letters_of(app, &officer.agency, officer.case)
    });
    let listed = listed.await?;
    Ok(Json(LettersView {
        letters: listed.letters.into_iter().map(Into::into).collect(),
        open: listed.open.into_iter().map(Into::into).collect(),
    }))
}

/// A letter on paper. Its PDF is set once and kept by its hash; as a Word document it can be gone on with.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case_id}/letters/{letter_id}/document",
    operation_id = "get_letter_document",
    tag = "letters",
    security(("bearer" = [])),
    params(
        ("case_id" = String, Path, description = "The case", example = "case_12"),
        ("letter_id" = String, Path, description = "The letter", example = "letter_3"),
        DocumentQuery,
    ),
    responses((status = 200, description = "The document, to be saved", content_type = "*/*", body = Vec<u8>)),
)]
pub async fn get_letter_document(
    app: Data<App>,
    officer: On<NameReader>,
    path: Path<(String, String)>,
    query: Query<DocumentQuery>,
) -> Result<HttpResponse, WebError> {
    let id = letter_id(&path.1)?;
    let format = query.format()?;
    let paper = read(&app, move |app| letters::print(app, &officer.agency, officer.case, id)).await?;
    letter_document(format, &paper, false)
}

/// 作废: void a letter. Its number stays in the register with the reason.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case_id}/letters/{letter_id}/void",
    operation_id = "void_letter",
    tag = "letters",
    security(("bearer" = [])),
    params(
        ("case_id" = String, Path, description = "The case", example = "case_12"),
        ("letter_id" = String, Path, description = "The letter", example = "letter_3"),
    ),
    request_body = VoidBody,
    responses(
        (status = 204, description = "It is void"),
        (status = 409, description = "It was void already (`letter_void`)"),
    ),
)]
pub async fn void_letter(
    app: Data<App>,
    officer: On<CaseWorker>,
    path: Path<(String, String)>,
    body: Body<VoidBody>,
) -> Result<HttpResponse, WebError> {
    let id = letter_id(&path.1)?;
    let reason = body.value.reason.trim().to_owned();
    check("reason", &reason, true)?;
    read(&app, move |app| letters::void(app, &officer.actor(), officer.case, id, &reason)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// 发文登记: an agency's letters of a year by kind and number.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/letters",
    operation_id = "list_letter_numbers",
    tag = "letters",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), YearQuery),
    responses((status = 200, description = "The letters", body = LetterRegisterView)),
)]
pub async fn list_letter_numbers(
    app: Data<App>,
    officer: In<ReportReader>,
    query: Query<YearQuery>,
) -> Result<Json<LetterRegisterView>, WebError> {
    let year = query.year.unwrap_or_else(|| app.clock.today().year());
    let rows = read(&app, move |app| letters::register_of(app, &officer.agency, year)).await?;
    Ok(Json(LetterRegisterView { letters: rows.into_iter().map(Into::into).collect() }))
}

fn letter_id(text: &str) -> Result<LetterId, WebError> {
    text.parse().map_err(|_| WebError::NoSuchPage)
}

fn check(field: &str, text: &str, is_needed: bool) -> Result<(), WebError> {
    match text.chars().count() {
        0 if is_needed => {
            Err(WrongField { field: field.to_owned(), code: Wrong::Missing, message: field.to_owned() }.into())
        }
        0..=TEXT_MAX => Ok(()),
        _ => Err(WrongField::too_long(field, TEXT_MAX).into()),
    }
}
