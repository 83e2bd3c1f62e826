//! 卷宗: one case, what happened in it, when it is due and why, what it may repeat, what may be done.

use actix_web::web::{Data, Json};

use crate::app::App;
use crate::app::case_file::open_case_of;
use crate::app::desk::{allowed_acts, view_case, view_history};
use crate::app::duplicates::find_duplicates;
use crate::web::auth::{CaseReader, On};
use crate::web::error::WebError;
use crate::web::read;
use crate::web::views::DeadlineView;
use crate::web::views::case_file::CaseFileView;
use crate::web::views::desk::{AllowedActsView, DeadlinesView, DuplicatesView, TimelineView};

/// A case with everything in it. Who only watches sees the applicant's name masked and no particulars. Who sees
/// them is remembered with the day, for the audit.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case_id}",
    operation_id = "get_case",
    tag = "register",
    security(("bearer" = [])),
    params(("case_id" = String, Path, description = "Its id", example = "case_12")),
    responses((status = 200, description = "The case", body = CaseFileView)),
)]
pub async fn get_case(app: Data<App>, officer: On<CaseReader>) -> Result<Json<CaseFileView>, WebError> {
    let view = read(&app, move |app| view_case(app, &officer.agency, &officer.actor(), officer.case));
    Ok(Json(view.await?.into()))
}

/// 办理经过: what happened, with the hash that each entry must have after the one before it.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case_id}/timeline",
    operation_id = "get_timeline",
    tag = "register",
    security(("bearer" = [])),
    params(("case_id" = String, Path, description = "The case", example = "case_12")),
    responses((status = 200, description = "Every entry, the first one first", body = TimelineView)),
)]
pub async fn get_timeline(app: Data<App>, officer: On<CaseReader>) -> Result<Json<TimelineView>, WebError> {
    let (file, officers) = read(&app, move |app| view_history(app, &officer.agency, officer.case)).await?;
    Ok(Json(TimelineView::new(file, &officers)))
}

/// 期限: every deadline that is of interest today, each with the explanation of its date in both languages.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case_id}/deadlines",
    operation_id = "list_deadlines",
    tag = "register",
    security(("bearer" = [])),
    params(("case_id" = String, Path, description = "The case", example = "case_12")),
    responses((status = 200, description = "The deadline for the reply first", body = DeadlinesView)),
)]
pub async fn list_deadlines(app: Data<App>, officer: On<CaseReader>) -> Result<Json<DeadlinesView>, WebError> {
    let file = read(&app, move |app| open_case_of(app, &officer.agency, officer.case)).await?;
    let deadlines = file.deadlines.into_iter().map(DeadlineView::from).collect();
    Ok(Json(DeadlinesView { deadlines }))
}

/// 疑似重复: earlier requests of the same applicant, and requests in much the same words. Whether one is a
/// repeat (art 36(六)) is for the officer to say.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case_id}/duplicates",
    operation_id = "list_duplicates",
    tag = "register",
    security(("bearer" = [])),
    params(("case_id" = String, Path, description = "The case", example = "case_12")),
    responses((status = 200, description = "At most 50, the likeliest first", body = DuplicatesView)),
)]
pub async fn list_duplicates(app: Data<App>, officer: On<CaseReader>) -> Result<Json<DuplicatesView>, WebError> {
    let found = read(&app, move |app| find_duplicates(app, &officer.agency, officer.case)).await?;
    Ok(Json(DuplicatesView { duplicates: found.into_iter().map(Into::into).collect() }))
}

/// 可办事项: what whoever asks may do with the case now.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case_id}/allowed-acts",
    operation_id = "list_allowed_acts",
    tag = "register",
    security(("bearer" = [])),
    params(("case_id" = String, Path, description = "The case", example = "case_12")),
    responses((status = 200, description = "The kinds of acts, with the version they are asked of", body = AllowedActsView)),
)]
pub async fn list_allowed_acts(app: Data<App>, officer: On<CaseReader>) -> Result<Json<AllowedActsView>, WebError> {
    let acts = read(&app, move |app| {
        let file = open_case_of(app, &officer.agency, officer.case)?;
        let acts = allowed_acts(app, &officer.agency, &officer.actor(), &file.case);
        Ok(AllowedActsView { version: file.row.state.version, acts })
    });
    Ok(Json(acts.await?))
}
