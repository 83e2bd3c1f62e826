//! 文书格式: the words and numbers that an agency uses for its letters.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::app::letters::{self, FormatView};
use crate::domain::letter::LetterKind;
use crate::web::auth::{Administrator, In};
use crate::web::body::Body;
use crate::web::openapi::codes;
use crate::web::{WebError, read};

/// The words and numbers of a kind of letter.
#[derive(Serialize, ToSchema)]
pub struct LetterFormatView {
    /// 种类
    #[schema(schema_with = codes::<LetterKind>)]
    kind: LetterKind,
    /// Its words, with places for what is known of the case.
    wording: String,
    /// Whether the agency wrote them.
    wording_is_own: bool,
    /// 文号格式
    numbering: String,
    /// Whether the agency chose it.
    numbering_is_own: bool,
    /// What a number looks like.
    example: String,
}

impl From<FormatView> for LetterFormatView {
    fn from(view: FormatView) -> Self {
        let FormatView { kind, wording, wording_is_own, numbering, numbering_is_own, example } = view;
        Self { kind, wording, wording_is_own, numbering, numbering_is_own, example }
    }
}

/// The words and numbers of every kind of letter.
#[derive(Serialize, ToSchema)]
pub struct LetterFormatsView {
    /// One for each kind.
    formats: Vec<LetterFormatView>,
}

/// An agency's own words and numbers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterFormatBody {
    /// Its words; the built-in ones stay the agency's only as long as they differ.
    #[schema(max_length = 20_000)]
    wording: String,
    /// 文号格式
    #[schema(max_length = 60)]
    numbering: String,
}

/// The words and numbers in force for every kind of letter.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/letter-formats",
    operation_id = "list_letter_formats",
    tag = "letters",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code")),
    responses((status = 200, description = "One for each kind", body = LetterFormatsView)),
)]
pub async fn list_letter_formats(
    app: Data<App>,
    officer: In<Administrator>,
) -> Result<Json<LetterFormatsView>, WebError> {
    let formats = read(&app, move |app| letters::formats(app, &officer.agency)).await?;
    Ok(Json(LetterFormatsView { formats: formats.into_iter().map(Into::into).collect() }))
}

/// Keep an agency's own words and numbers of a kind of letter. They are tried with examples first: every place must be
/// one that can be filled, and nothing may be missing that the law asks for.
#[utoipa::path(
    put,
    path = "/api/v1/agencies/{code}/letter-formats/{kind}",
    operation_id = "put_letter_format",
    tag = "letters",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code"),
        ("kind" = String, Path, description = "The kind", example = "supplement_notice"),
    ),
    request_body = LetterFormatBody,
    responses(
        (status = 204, description = "Kept"),
        (status = 422, description = "They cannot be used (`wording_broken`, `wording_lacks`, `numbering_same` …)"),
    ),
)]
pub async fn put_letter_format(
    app: Data<App>,
    officer: In<Administrator>,
    path: Path<(String, String)>,
    body: Body<LetterFormatBody>,
) -> Result<HttpResponse, WebError> {
    let kind: LetterKind = path.1.parse().map_err(|_| WebError::NoSuchPage)?;
    let LetterFormatBody { wording, numbering } = body.value;
    let who = officer.officer();
    read(&app, move |app| letters::save_format(app, &officer.agency, who, kind, (&wording, &numbering))).await?;
    Ok(HttpResponse::NoContent().finish())
}
