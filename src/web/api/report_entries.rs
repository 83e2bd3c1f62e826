//! 填报: the report's figures that do not come from cases.

use std::collections::BTreeMap;

use actix_web::web::{Data, Json, Path, Query};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::queue::agency_code;
use super::reports::year_of;
use crate::app::App;
use crate::app::annual_report as report;
use crate::domain::annual_report::{Amount, entered_cells, may_be_entered};
use crate::domain::regime::Form;
use crate::web::auth::{Head, In, ReportReader};
use crate::web::body::Body;
use crate::web::error::{WebError, Wrong, WrongField};
use crate::web::{openapi, read};

/// Which form.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FormQuery {
    /// The form whose cells are meant; the year's own, unless it is said otherwise.
    #[param(schema_with = openapi::codes::<Form>)]
    pub form: Option<Form>,
}

/// 填报数 to be kept.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntriesBody {
    /// The form whose cells are meant; the year's own, unless it is said otherwise.
    #[schema(schema_with = openapi::codes_or_null::<Form>)]
    form: Option<Form>,
    /// Figures by cell, in place of those that are there; `null` makes a cell blank again.
    #[schema(value_type = Object)]
    entries: BTreeMap<String, Option<Amount>>,
}

/// 填报数
#[derive(Debug, Serialize, ToSchema)]
pub struct EntriesView {
    /// The form.
    #[schema(schema_with = openapi::codes::<Form>)]
    form: Form,
    /// Every cell of the form that is entered, with its figure; `null` while it is blank.
    #[schema(value_type = Object)]
    entries: BTreeMap<String, Option<Amount>>,
}

/// The cells that the agency enters itself, with what it has entered.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/reports/{year}/entries",
    operation_id = "get_report_entries",
    tag = "annual report",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("year" = i32, Path, description = "The year"), FormQuery),
    responses((status = 200, description = "The cells", body = EntriesView)),
)]
pub async fn get_report_entries(
    app: Data<App>,
    officer: In<ReportReader>,
    path: Path<(String, String)>,
    query: Query<FormQuery>,
) -> Result<Json<EntriesView>, WebError> {
    let (code, year) = (agency_code(&officer.agency.code)?, year_of(&path.1)?);
    let form = form_of(&app, year, query.form);
    let entries = read(&app, move |app| report::entries(app, &code, year, form)).await?;
    Ok(Json(EntriesView { form, entries: entries.into_iter().collect() }))
}

/// Enter figures. What is frozen stays as it is; a later change is an adjustment.
#[utoipa::path(
    put,
    path = "/api/v1/agencies/{code}/reports/{year}/entries",
    operation_id = "put_report_entries",
    tag = "annual report",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("year" = i32, Path, description = "The year")),
    request_body = EntriesBody,
    responses((status = 200, description = "The cells as they are now", body = EntriesView)),
)]
pub async fn put_report_entries(
    app: Data<App>,
    officer: In<Head>,
    path: Path<(String, String)>,
    body: Body<EntriesBody>,
) -> Result<Json<EntriesView>, WebError> {
    let (code, year) = (agency_code(&officer.agency.code)?, year_of(&path.1)?);
    let EntriesBody { form, entries } = body.value;
    let form = form_of(&app, year, form);
    check(form, &entries)?;
    let entries = read(&app, move |app| {
        report::enter(app, &code, year, entries.into_iter().collect())?;
        report::entries(app, &code, year, form)
    })
    .await?;
    Ok(Json(EntriesView { form, entries: entries.into_iter().collect() }))
}

/// The form that is meant; the year's own, unless it is said otherwise.
pub(in crate::web) fn form_of(app: &App, year: i32, form: Option<Form>) -> Form {
    form.or_else(|| app.rulebook.regimes().form_for(year)).unwrap_or(Form::Form2021)
}

fn check(form: Form, entries: &BTreeMap<String, Option<Amount>>) -> Result<(), WebError> {
    let cells = entered_cells(form);
    let wrong = |(cell, amount): (&String, &Option<Amount>)| {
        let field = format!("entries.{cell}");
        if !cells.contains(cell) {
            return Some(WrongField { field, code: Wrong::UnknownField, message: form.to_string() });
        }
        let negative = amount.filter(|amount| !may_be_entered(cell, *amount))?;
        Some(WrongField { field, code: Wrong::Value, message: negative.to_string() })
    };
    let wrong: Vec<WrongField> = entries.iter().filter_map(wrong).collect();
    if wrong.is_empty() { Ok(()) } else { Err(WebError::Invalid(wrong)) }
}
