//! 科室管理

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{field, named};
use crate::app::App;
use crate::app::administration::sections;
use crate::domain::applicant::Name;
use crate::domain::ids::SectionId;
use crate::store::sections::SectionRow;
use crate::web::auth::{Administrator, Anyone, In};
use crate::web::body::Body;
use crate::web::once::Once;
use crate::web::{WebError, read};

/// A section's name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionBody {
    /// 科室名称
    #[schema(example = "Disclosure Section")]
    name: String,
}

/// A section.
#[derive(Serialize, ToSchema)]
pub struct SectionView {
    /// The section.
    #[schema(example = "section_3")]
    id: String,
    /// 科室名称
    name: String,
}

/// An agency's sections.
#[derive(Serialize, ToSchema)]
pub struct SectionsView {
    /// In the order they were made.
    sections: Vec<SectionView>,
}

impl From<SectionRow> for SectionView {
    fn from(SectionRow { id, agency_id: _, name }: SectionRow) -> Self {
        Self { id: id.to_string(), name }
    }
}

/// An agency's sections.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/sections",
    operation_id = "list_sections",
    tag = "administration",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code")),
    responses((status = 200, description = "All of them", body = SectionsView)),
)]
pub async fn list_sections(app: Data<App>, officer: In<Anyone>) -> Result<Json<SectionsView>, WebError> {
    let rows = read(&app, move |app| sections::list(app, &officer.agency)).await?;
    Ok(Json(SectionsView { sections: rows.into_iter().map(Into::into).collect() }))
}

/// Make a section.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{code}/sections",
    operation_id = "create_section",
    tag = "administration",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key does it once"),
    ),
    request_body = SectionBody,
    responses((status = 201, description = "Made", body = SectionView)),
)]
pub async fn create_section(
    app: Data<App>,
    officer: In<Administrator>,
    once: Once,
    body: Body<SectionBody>,
) -> Result<HttpResponse, WebError> {
    let name: Name = field("name", &body.value.name)?;
    let row = read(&app, move |app| {
        let what = format!("create_section {}", officer.agency.code);
        let key = once.key(app, &officer.officer().to_string(), &what, &body.hash)?;
        sections::add(app, &officer.actor(), &officer.agency, &name, key)
    })
    .await?;
    Ok(HttpResponse::Created().json(SectionView::from(row)))
}

/// Rename a section.
#[utoipa::path(
    patch,
    path = "/api/v1/agencies/{code}/sections/{section_id}",
    operation_id = "rename_section",
    tag = "administration",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code"),
        ("section_id" = String, Path, description = "The section"),
    ),
    request_body = SectionBody,
    responses((status = 200, description = "Renamed", body = SectionView)),
)]
pub async fn rename_section(
    app: Data<App>,
    officer: In<Administrator>,
    path: Path<(String, String)>,
    body: Body<SectionBody>,
) -> Result<Json<SectionView>, WebError> {
    let (id, name): (SectionId, Name) = (named(&path.1)?, field("name", &body.value.name)?);
    let renamed = move |app: &App| sections::rename(app, &officer.actor(), &officer.agency, id, &name);
    Ok(Json(read(&app, renamed).await?.into()))
}

/// Take a section away that no case names.
#[utoipa::path(
    delete,
    path = "/api/v1/agencies/{code}/sections/{section_id}",
    operation_id = "remove_section",
    tag = "administration",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code"),
        ("section_id" = String, Path, description = "The section"),
    ),
    responses(
        (status = 204, description = "Taken away"),
        (status = 409, description = "Cases name it"),
    ),
)]
pub async fn remove_section(
    app: Data<App>,
    officer: In<Administrator>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let id: SectionId = named(&path.1)?;
    read(&app, move |app| sections::remove(app, &officer.actor(), &officer.agency, id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
