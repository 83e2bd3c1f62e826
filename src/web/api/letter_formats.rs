//! 文书格式: the words and numbers that an agency uses for its letters.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::app::letters::{self, FormatView};
use crate::domain::letter::LetterText;
use crate::web::auth::{Administrator, In};
use crate::web::body::Body;
use crate::web::openapi::codes;
use crate::web::{WebError, read};

/// The words and numbers of a kind of letter, the words of the reply with one result, or a fact that letters tell.
#[derive(Serialize, ToSchema)]
pub struct LetterFormatView {
    /// A kind (`supplement_notice`), `reply.` with a result (`reply.disclosed`), `payment` or `contact`.
    #[schema(schema_with = codes::<LetterText>)]
    kind: LetterText,
    /// Its words, with places for what is known of the case; of a reply those of every reply where it has none.
    wording: String,
    /// Whether the agency wrote them.
    wording_is_own: bool,
    /// 文号格式; only a kind has one.
    numbering: Option<String>,
    /// Whether the agency chose it.
    numbering_is_own: bool,
    /// What a number looks like.
    example: Option<String>,
}

impl From<FormatView> for LetterFormatView {
    fn from(view: FormatView) -> Self {
        let FormatView { of, wording, wording_is_own, numbering } = view;
        let numbering_is_own = numbering.as_ref().is_some_and(|numbering| numbering.is_own);
        let (numbering, example) = numbering.map(|numbering| (numbering.format, numbering.example)).unzip();
        Self { kind: of, wording, wording_is_own, numbering, numbering_is_own, example }
    }
}

/// The words and numbers of every kind of letter.
#[derive(Serialize, ToSchema)]
pub struct LetterFormatsView {
    /// One for each kind, then for the reply with each result, then for each fact.
    formats: Vec<LetterFormatView>,
}

/// An agency's own words and numbers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterFormatBody {
    /// Its words; they are the agency's own only as long as they differ from what counts without them.
    #[schema(max_length = 20_000)]
    wording: String,
    /// 文号格式 of a kind; it stays as it is if none is given.
    #[schema(max_length = 60)]
    numbering: Option<String>,
}

/// The words and numbers in force for every kind of letter.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/letter-formats",
    operation_id = "list_letter_formats",
    tag = "letters",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code")),
    responses((status = 200, description = "What is in force", body = LetterFormatsView)),
)]
pub async fn list_letter_formats(
    app: Data<App>,
    officer: In<Administrator>,
) -> Result<Json<LetterFormatsView>, WebError> {
    let formats = read(&app, move |app| letters::formats(app, &officer.agency)).await?;
    Ok(Json(LetterFormatsView { formats: formats.into_iter().map(Into::into).collect() }))
}

/// Keep an agency's own words and numbers of a kind of letter, its words of the reply with one result, or a fact that its
/// letters tell: how fees are paid, whom to call. Words are tried with examples first: every place must be
/// one that can be filled, and nothing may be missing that the law asks for.
#[utoipa::path(
    put,
    path = "/api/v1/agencies/{code}/letter-formats/{kind}",
    operation_id = "put_letter_format",
    tag = "letters",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code"),
        ("kind" = String, Path, description = "Of what", example = "reply.disclosed"),
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
    let of: LetterText = path.1.parse().map_err(|_| WebError::NoSuchPage)?;
    let LetterFormatBody { wording, numbering } = body.value;
    let who = officer.officer();
    read(&app, move |app| letters::save_format(app, &officer.agency, who, of, (&wording, numbering.as_deref())))
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
