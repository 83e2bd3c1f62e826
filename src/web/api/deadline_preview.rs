//! 期限计算: when a reply would be due, with the explanation, for anybody.

use actix_web::web::{Data, Json, Query};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::App;
use crate::app::deadline_preview::{self, WhatIf};
use crate::domain::regime::RegimeId;
use crate::web::limits::Public;
use crate::web::openapi::codes;
use crate::web::views::DeadlineView;
use crate::web::{WebError, read};

/// What would happen.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PreviewQuery {
    /// 收到申请之日; it also decides which regulation applies, unless one is named.
    #[param(example = "2025-03-03")]
    pub received_on: NaiveDate,
    /// By which regulation to count, as if it were in force on the day of receipt.
    #[param(schema_with = codes::<RegimeId>)]
    pub regime: Option<RegimeId>,
    /// 机关代码: its regional holidays; the national calendar if it is left out.
    pub agency: Option<String>,
    /// 补正通知
    pub supplement_requested_on: Option<NaiveDate>,
    /// 收到补正
    pub supplemented_on: Option<NaiveDate>,
    /// 征求第三方意见
    pub consulted_on: Option<NaiveDate>,
    /// 收到意见
    pub answered_on: Option<NaiveDate>,
    /// 延期通知
    pub extended_on: Option<NaiveDate>,
    /// 延长的工作日; as many as the regulation allows if it is left out.
    #[param(minimum = 1, maximum = 20)]
    pub extension_working_days: Option<u32>,
    /// The day from which to look; today if it is left out.
    pub as_of: Option<NaiveDate>,
    /// The language of the errors.
    #[param(ignore)]
    #[serde(default, rename = "lang")]
    pub _lang: Option<String>,
}

/// When a reply would be due, and why: each line of the explanation is one stretch of time with its cause.
#[utoipa::path(
    get,
    path = "/api/v1/deadline-preview",
    operation_id = "preview_deadline",
    tag = "applicants",
    params(PreviewQuery),
    responses(
        (status = 200, description = "The deadline", body = DeadlineView),
        (status = 404, description = "There is no such agency"),
        (status = 422, description = "This cannot have happened like this, or lies outside every calendar"),
    ),
)]
pub async fn preview_deadline(
    app: Data<App>,
    _: Public,
    query: Query<PreviewQuery>,
) -> Result<Json<DeadlineView>, WebError> {
    let query = query.into_inner();
    let agency = query.agency.as_deref().map(super::queue::agency_code).transpose()?;
    let what_if = WhatIf {
        received_on: query.received_on,
        regime: query.regime,
        supplement: query.supplement_requested_on,
        supplemented: query.supplemented_on,
        consulted: query.consulted_on,
        answered: query.answered_on,
        extended: query.extended_on.map(|on| (on, query.extension_working_days)),
        as_of: query.as_of,
    };
    let deadline = read(&app, move |app| deadline_preview::preview(app, agency.as_ref(), &what_if)).await?;
    Ok(Json(deadline.into()))
}
