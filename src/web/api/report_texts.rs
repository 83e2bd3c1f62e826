//! 报告的文字: the sections that are not tables, and the material that their drafts are made of.

use actix_web::web::{Data, Json, Path, Query};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::queue::agency_code;
use super::report_acts::order;
use super::reports::{ScopeQuery, year_of};
use crate::app::App;
use crate::app::annual_report::{self as report, NamedFigure, ReportText, ReportTexts, TextVersion};
use crate::domain::annual_report::life::ReportStatus;
use crate::domain::annual_report::narrative::Part;
use crate::domain::annual_report::{Amount, Scope};
use crate::web::auth::{Head, In, ReportReader};
use crate::web::body::Body;
use crate::web::error::WebError;
use crate::web::{openapi, read};

/// A text to be kept.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TextBody {
    /// `version` of the text as it was seen; 0 for a draft that nobody has touched.
    version: i32,
    /// `own`, unless it is said otherwise.
    #[schema(schema_with = openapi::codes_or_null::<Scope>)]
    scope: Option<Scope>,
    /// The text, with the names of figures in braces or with the figures themselves; `null` takes the draft back.
    text: Option<String>,
}

/// 报告的文字
#[derive(Serialize, ToSchema)]
pub struct ReportTextsView {
    /// Where the report stands.
    #[schema(schema_with = openapi::codes::<ReportStatus>)]
    status: ReportStatus,
    /// Whether texts may be changed now.
    editable: bool,
    /// Every text: sections, then material.
    texts: Vec<ReportTextView>,
    /// Every figure that a text may name.
    figures: Vec<NamedFigureView>,
}

/// A text of a report.
#[derive(Serialize, ToSchema)]
pub struct ReportTextView {
    /// Which.
    #[schema(schema_with = openapi::codes::<Part>)]
    part: Part,
    /// The version that a change names.
    version: i32,
    /// What was written, with the names of figures in braces; `null` while the draft stands.
    text: Option<String>,
    /// The draft, with the names of figures in braces; empty for material.
    draft: String,
    /// As it is read.
    reads: String,
    /// Its versions, the newest first.
    versions: Vec<TextVersionView>,
}

/// A version of a text.
#[derive(Serialize, ToSchema)]
pub struct TextVersionView {
    /// From 1.
    version: i32,
    /// When it was written (UTC).
    at: DateTime<Utc>,
    /// Who wrote it.
    #[schema(example = "officer_3")]
    by: String,
    /// The text; `null` where the draft was taken back.
    text: Option<String>,
}

/// A figure that a text may name.
#[derive(Serialize, ToSchema)]
pub struct NamedFigureView {
    /// Its name between braces.
    #[schema(example = "received")]
    name: String,
    /// What it is.
    #[schema(value_type = f64)]
    amount: Amount,
    /// 单位
    unit: String,
}

/// The texts of a report with their drafts.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/reports/{year}/texts",
    operation_id = "get_report_texts",
    tag = "annual report",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("year" = i32, Path, description = "The year"), ScopeQuery),
    responses((status = 200, description = "The texts", body = ReportTextsView)),
)]
pub async fn get_report_texts(
    app: Data<App>,
    officer: In<ReportReader>,
    path: Path<(String, String)>,
    query: Query<ScopeQuery>,
) -> Result<Json<ReportTextsView>, WebError> {
    let (code, year) = (agency_code(&officer.agency.code)?, year_of(&path.1)?);
    let scope = query.scope.unwrap_or(Scope::Own);
    Ok(Json(read(&app, move |app| report::texts(app, &code, year, scope)).await?.into()))
}

/// Write a text. Numbers beside the words for a figure are bound to it; a wrong one is refused, and so is a text of a
/// report that is frozen.
#[utoipa::path(
    put,
    path = "/api/v1/agencies/{code}/reports/{year}/texts/{part}",
    operation_id = "put_report_text",
    tag = "annual report",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code"),
        ("year" = i32, Path, description = "The year"),
        ("part" = String, Path, description = "Which text: `part` of the list"),
    ),
    request_body = TextBody,
    responses((status = 200, description = "The texts as they are now", body = ReportTextsView)),
)]
pub async fn put_report_text(
    app: Data<App>,
    officer: In<Head>,
    path: Path<(String, String, String)>,
    body: Body<TextBody>,
) -> Result<Json<ReportTextsView>, WebError> {
    let TextBody { version, scope, text } = body.value;
    let part = part_of(&path.2)?;
    let order = order(&officer, &path.1, version, scope)?;
    let texts = read(&app, move |app| {
        report::write_text(app, &order, part, text)?;
        report::texts(app, &order.code, order.year, order.scope)
    })
    .await?;
    Ok(Json(texts.into()))
}

/// The text that an address names.
pub(in crate::web) fn part_of(text: &str) -> Result<Part, WebError> {
    text.parse().map_err(|_| WebError::NoSuchPage)
}

impl From<ReportTexts> for ReportTextsView {
    fn from(found: ReportTexts) -> Self {
        let editable = found.may_be_written();
        let ReportTexts { status, texts, figures } = found;
        Self {
            status,
            editable,
            texts: texts.into_iter().map(Into::into).collect(),
            figures: figures
                .into_iter()
                .map(|NamedFigure { name, amount, unit }| NamedFigureView { name, amount, unit })
                .collect(),
        }
    }
}

impl From<ReportText> for ReportTextView {
    fn from(ReportText { part, version, written, draft, reads, versions }: ReportText) -> Self {
        let view =
            |TextVersion { version, at, actor, text }| TextVersionView { version, at: at.and_utc(), by: actor, text };
        Self { part, version, text: written, draft, reads, versions: versions.into_iter().map(view).collect() }
    }
}
