//! 定稿、签发、发布、退回重编: each names the version that the person saw.

use actix_web::web::{Data, Json, Path};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::queue::agency_code;
use super::reports::year_of;
use crate::app::annual_report::{self as report, ReportOrder};
use crate::app::{App, AppError};
use crate::domain::annual_report::Scope;
use crate::domain::regime::Form;
use crate::store::StoreError;
use crate::web::auth::{Head, In};
use crate::web::body::Body;
use crate::web::error::{WebError, Wrong, WrongField};
use crate::web::report_views::{ReportView, StateView};
use crate::web::{openapi, read};

/// Characters of a reason at most.
pub(in crate::web) const REASON: usize = 2000;

/// 定稿
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FreezeBody {
    /// `state.version` of the report as it was seen.
    version: i32,
    /// `own`, unless it is said otherwise.
    #[schema(schema_with = openapi::codes_or_null::<Scope>)]
    scope: Option<Scope>,
    /// The form; the year's own, unless it is said otherwise.
    #[schema(schema_with = openapi::codes_or_null::<Form>)]
    form: Option<Form>,
    /// 更正说明; of a published report only, where the public reads it.
    #[schema(max_length = 2000)]
    reason: Option<String>,
}

/// 签发
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignOffBody {
    /// `state.version` of the report as it was seen.
    version: i32,
    /// `own`, unless it is said otherwise.
    #[schema(schema_with = openapi::codes_or_null::<Scope>)]
    scope: Option<Scope>,
}

/// 发布
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishBody {
    /// `state.version` of the report as it was seen.
    version: i32,
    /// `own`, unless it is said otherwise.
    #[schema(schema_with = openapi::codes_or_null::<Scope>)]
    scope: Option<Scope>,
    /// The day on which it was published; today, unless it is said otherwise.
    on: Option<NaiveDate>,
}

/// 退回重编
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopenBody {
    /// `state.version` of the report as it was seen.
    version: i32,
    /// `own`, unless it is said otherwise.
    #[schema(schema_with = openapi::codes_or_null::<Scope>)]
    scope: Option<Scope>,
    /// Why.
    #[schema(max_length = 2000)]
    reason: String,
}

/// 定稿: the figures of the year as they stand are copied. Of a published report it begins the next edition.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{code}/reports/{year}/freeze",
    operation_id = "freeze_report",
    tag = "annual report",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("year" = i32, Path, description = "The year")),
    request_body = FreezeBody,
    responses((status = 200, description = "Where the report stands now", body = StateView)),
)]
pub async fn freeze_report(
    app: Data<App>,
    officer: In<Head>,
    path: Path<(String, String)>,
    body: Body<FreezeBody>,
) -> Result<Json<StateView>, WebError> {
    let FreezeBody { version, scope, form, reason } = body.value;
    check_length(reason.as_deref().unwrap_or_default())?;
    let order = order(&officer, &path.1, version, scope)?;
    perform(&app, order, move |app, order| report::freeze(app, order, form, reason).map(|_| ())).await
}

/// 签发: refused with `figures_faulty` and the list in `errors` while the frozen figures contradict themselves or last
/// year's published report, or cells are blank.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{code}/reports/{year}/sign-off",
    operation_id = "sign_off_report",
    tag = "annual report",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("year" = i32, Path, description = "The year")),
    request_body = SignOffBody,
    responses((status = 200, description = "Where the report stands now", body = StateView)),
)]
pub async fn sign_off_report(
    app: Data<App>,
    officer: In<Head>,
    path: Path<(String, String)>,
    body: Body<SignOffBody>,
) -> Result<Json<StateView>, WebError> {
    let order = order(&officer, &path.1, body.value.version, body.value.scope)?;
    perform(&app, order, |app, order| report::sign_off(app, order).map(|_| ())).await
}

/// 发布 (art 49): from then on the public may read it.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{code}/reports/{year}/publish",
    operation_id = "publish_report",
    tag = "annual report",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("year" = i32, Path, description = "The year")),
    request_body = PublishBody,
    responses((status = 200, description = "Where the report stands now", body = StateView)),
)]
pub async fn publish_report(
    app: Data<App>,
    officer: In<Head>,
    path: Path<(String, String)>,
    body: Body<PublishBody>,
) -> Result<Json<StateView>, WebError> {
    let PublishBody { version, scope, on } = body.value;
    let order = order(&officer, &path.1, version, scope)?;
    perform(&app, order, move |app, order| report::publish(app, order, on).map(|_| ())).await
}

/// 退回重编: before publication only. What the public has stands.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{code}/reports/{year}/reopen",
    operation_id = "reopen_report",
    tag = "annual report",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("year" = i32, Path, description = "The year")),
    request_body = ReopenBody,
    responses((status = 200, description = "Where the report stands now", body = StateView)),
)]
pub async fn reopen_report(
    app: Data<App>,
    officer: In<Head>,
    path: Path<(String, String)>,
    body: Body<ReopenBody>,
) -> Result<Json<StateView>, WebError> {
    let ReopenBody { version, scope, reason } = body.value;
    check_length(&reason)?;
    let order = order(&officer, &path.1, version, scope)?;
    perform(&app, order, move |app, order| report::reopen(app, order, reason).map(|_| ())).await
}

/// A report to be changed, by whom, and as whom it was seen.
pub(in crate::web) fn order(
    officer: &In<Head>,
    year: &str,
    expected: i32,
    scope: Option<Scope>,
) -> Result<ReportOrder, WebError> {
    let (code, year) = (agency_code(&officer.agency.code)?, year_of(year)?);
    Ok(ReportOrder { code, year, scope: scope.unwrap_or(Scope::Own), expected, actor: officer.actor() })
}

/// Whether a reason is not too long.
pub(in crate::web) fn check_length(reason: &str) -> Result<(), WebError> {
    if reason.chars().count() <= REASON {
        return Ok(());
    }
    let wrong = WrongField { field: "reason".to_owned(), code: Wrong::Value, message: format!("> {REASON}") };
    Err(WebError::Invalid(vec![wrong]))
}

/// Does it, and shows where the report stands then; who was overtaken is shown it too.
async fn perform(
    app: &Data<App>,
    order: ReportOrder,
    act: impl FnOnce(&App, &ReportOrder) -> Result<(), AppError> + Send + 'static,
) -> Result<Json<StateView>, WebError> {
    let today = app.clock.today();
    let (done, standing) = read(app, move |app| {
        let done = match act(app, &order) {
            Ok(()) => true,
            Err(AppError::Store(StoreError::StaleReport { .. })) => false,
            Err(error) => return Err(error),
        };
        Ok((done, report::view(app, &order.code, order.year, order.scope, None)?))
    })
    .await?;
    let state = ReportView::new(standing, today).into_state();
    if done {
        return Ok(Json(state));
    }
    let current = serde_json::to_value(&state).unwrap_or_default();
    Err(WebError::StaleReport { current: Box::new(current) })
}
