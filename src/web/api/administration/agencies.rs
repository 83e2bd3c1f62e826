//! 机关管理

use actix_web::HttpResponse;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{field, present};
use crate::app::administration::agencies::{self, AgencyChange};
use crate::app::{AgencyForm, App};
use crate::domain::applicant::Name;
use crate::domain::role::Actor;
use crate::store::agencies::AgencyRow;
use crate::web::auth::{Administrator, In, Signed};
use crate::web::body::Body;
use crate::web::once::Once;
use crate::web::{WebError, read};

/// An agency to be entered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgencyBody {
    /// 机关代码
    #[schema(example = "hz-jyj")]
    code: String,
    /// 机关名称
    #[schema(example = "Bureau of Education")]
    name: String,
    /// 上级机关, by its code; none for a root.
    parent: Option<String>,
    /// The region whose holidays it keeps.
    region: Option<String>,
    /// 代字 of its document numbers.
    #[serde(default)]
    letter_prefix: String,
}

/// What is to change; what is not named stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgencyChangeBody {
    /// 机关名称
    name: Option<String>,
    /// The region whose holidays it keeps; `null` for the national calendar alone.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    region: Option<Option<String>>,
    /// 代字 of its document numbers.
    letter_prefix: Option<String>,
    /// 上级机关, by its code; `null` makes it a root.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    parent: Option<Option<String>>,
    /// Whether it takes requests.
    active: Option<bool>,
}

/// An agency as it is administered.
#[derive(Serialize, ToSchema)]
pub struct AgencyAdminView {
    /// 机关代码
    code: String,
    /// 机关名称
    name: String,
    /// The region whose holidays it keeps.
    region: Option<String>,
    /// 代字 of its document numbers.
    letter_prefix: String,
    /// Whether it takes requests.
    active: bool,
}

impl From<AgencyRow> for AgencyAdminView {
    fn from(row: AgencyRow) -> Self {
        let AgencyRow { code, name, region, letter_prefix, active, .. } = row;
        Self { code, name, region, letter_prefix, active }
    }
}

/// Enter an agency under another one that the administrator administers with everything below it.
#[utoipa::path(
    post,
    path = "/api/v1/agencies",
    operation_id = "create_agency",
    tag = "administration",
    security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key does it once")),
    request_body = AgencyBody,
    responses(
        (status = 201, description = "Entered", body = AgencyAdminView),
        (status = 404, description = "There is no such agency above it"),
        (status = 409, description = "The code is taken, or the agency above it is closed"),
    ),
)]
pub async fn create_agency(
    app: Data<App>,
    who: Signed,
    once: Once,
    body: Body<AgencyBody>,
) -> Result<HttpResponse, WebError> {
    let Body { value: AgencyBody { code, name, parent, region, letter_prefix }, hash } = body;
    let form = AgencyForm {
        code: field("code", &code)?,
        name: field::<Name>("name", &name)?.as_str().to_owned(),
        parent: parent.map(|parent| field("parent", &parent)).transpose()?,
        region,
        letter_prefix,
    };
    let officer = who.officer;
    let row = read(&app, move |app| {
        let key = once.key(app, &officer.to_string(), "create_agency", &hash)?;
        agencies::add(app, &Actor::Officer { id: officer, roles: Vec::new() }, &form, key)
    })
    .await?;
    Ok(HttpResponse::Created().json(AgencyAdminView::from(row)))
}

/// Change an agency. Its place in the tree is changed by an administrator of the agencies above it, before and
/// after; its figures follow. It is closed when nothing is open and no active agency is below it.
#[utoipa::path(
    patch,
    path = "/api/v1/agencies/{code}",
    operation_id = "change_agency",
    tag = "administration",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code", example = "hz-zfb")),
    request_body = AgencyChangeBody,
    responses((status = 200, description = "As it is now", body = AgencyAdminView)),
)]
pub async fn change_agency(
    app: Data<App>,
    officer: In<Administrator>,
    body: Body<AgencyChangeBody>,
) -> Result<Json<AgencyAdminView>, WebError> {
    let AgencyChangeBody { name, region, letter_prefix, parent, active } = body.value;
    let parent = parent.map(|parent| parent.map(|code| field("parent", &code)).transpose()).transpose()?;
    let name = name.map(|name| field("name", &name)).transpose()?;
    let wanted = AgencyChange { name, region, letter_prefix, parent, active };
    let code = field("code", &officer.agency.code)?;
    let row = read(&app, move |app| agencies::change_agency(app, &officer.actor(), &code, &wanted)).await?;
    Ok(Json(row.into()))
}
