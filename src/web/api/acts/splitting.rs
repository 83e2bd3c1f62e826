//! 拆分、并案、关联 (R13, R14)

use actix_web::web::{Data, Json};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::endpoint::in_order;
use super::{ActedView, Asked, acts};
use crate::app::acted::Acted;
use crate::app::{App, AppError, splitting};
use crate::domain::case::{Command, Request};
use crate::web::api::forms::RequestBody;
use crate::web::auth::{CaseWorker, On};
use crate::web::body::Body;
use crate::web::once::Once;
use crate::web::reader::Reader;
use crate::web::{WebError, read};

/// What `split` takes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SplitBody {
    /// The version of the case that the person saw.
    expected_version: i32,
    /// The civil day of the act; today if it is left out.
    on: Option<NaiveDate>,
    /// What each part asks for; how it is provided is as in the whole where it does not say otherwise.
    #[schema(min_items = 2)]
    parts: Vec<RequestBody>,
}

/// A request that was split.
#[derive(Serialize, ToSchema)]
pub struct SplitView {
    /// The request, which has ended with that.
    #[serde(flatten)]
    whole: ActedView,
    /// The cases that it became, in order.
    parts: Vec<ActedView>,
}

/// 拆分 (一事一申请, R13): each part becomes a case of the same applicant, received on the same day.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case_id}/split",
    operation_id = "split",
    tag = "acts",
    security(("bearer" = [])),
    params(
        ("case_id" = String, Path, description = "The case", example = "case_12"),
        ("Idempotency-Key" = Option<String>, Header, description = "The act is done once under it"),
    ),
    request_body = SplitBody,
    responses((status = 200, description = "The case after the act, and its parts", body = SplitView)),
)]
pub async fn split(
    app: Data<App>,
    officer: On<CaseWorker>,
    once: Once,
    reader: Reader,
    body: Body<SplitBody>,
) -> Result<Json<SplitView>, WebError> {
    let Body { value: SplitBody { expected_version, on, parts }, hash } = body;
    let parts: Vec<Request> = parts.into_iter().map(Request::from).collect();
    let agency = officer.agency.clone();
    let asked = Asked { officer, once, lang: reader.lang, expected_version, on, body_hash: hash };
    // The numbers of the parts are not known before they are entered.
    let command = Command::Split { into: Vec::new() };
    let split = in_order(&app, asked, command, move |app, order| splitting::split(app, order, &parts)).await?;
    let told = read(&app, move |app| {
        let whole = ActedView::new(reader.lang, &Acted::of(app, &agency, split.view)?);
        let tell = |part| Ok::<_, AppError>(ActedView::new(reader.lang, &Acted::of(app, &agency, part)?));
        Ok(SplitView { whole, parts: split.parts.into_iter().map(tell).collect::<Result<_, _>>()? })
    });
    Ok(Json(told.await?))
}

acts! {
    /// 并入另一件 (R14): of the same applicant and agency, and still to be answered; 三(六)3.
    merge at "/api/v1/cases/{case_id}/merge" takes MergeBody {
        /// 登记编号 of the other case.
        #[schema(example = "2025-00007")]
        into: String,
    } => Command::Merge { into };

    /// 关联: two cases of the agency that have to do with each other.
    link at "/api/v1/cases/{case_id}/link" takes LinkBody {
        /// 登记编号 of the other case.
        #[schema(example = "2025-00007")]
        to: String,
    } => Command::Link { to };
}
