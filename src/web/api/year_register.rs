//! 年度登记簿: the register of a year as a file.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::reports::year_of;
use crate::app::App;
use crate::app::register::YearSpan;
use crate::domain::annual_report::Scope;
use crate::web::auth::{CaseReader, In};
use crate::web::error::WebError;
use crate::web::openapi;
use crate::web::reader::Reader;
use crate::web::register_files::{Lines, RegisterFile, RegisterFormat};

/// Which file.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RegisterQuery {
    /// `xlsx`, unless it is said otherwise.
    #[param(schema_with = openapi::codes::<RegisterFormat>)]
    pub format: Option<RegisterFormat>,
    /// `own`, unless it is said otherwise: the agency alone; `all`: with everything under it that one may read.
    #[param(schema_with = openapi::codes::<Scope>)]
    pub scope: Option<Scope>,
}

/// 依申请公开信息登记簿 of a year, with what was carried into it: every column that an office keeps. The spreadsheet
/// has appeals and fees on sheets of their own, and the year's statistics as formulas over the lines. Applicants are
/// named for those who work on cases. That it was taken is written in the administrative log.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/register/{year}",
    operation_id = "get_year_register",
    tag = "register",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("year" = i32, Path, description = "The year"), RegisterQuery),
    responses((status = 200, description = "The register", content(
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (String = "text/csv"),
    ))),
)]
pub(in crate::web) async fn get_year_register(
    app: Data<App>,
    officer: In<CaseReader>,
    path: Path<(String, String)>,
    query: Query<RegisterQuery>,
    reader: Reader,
) -> Result<HttpResponse, WebError> {
    let span = YearSpan::of(&app, year_of(&path.1)?).ok_or(WebError::BadParameter { name: "year" })?;
    let RegisterQuery { format, scope } = query.into_inner();
    let file = RegisterFile {
        actor: officer.actor(),
        agency: officer.agency.clone(),
        lang: reader.lang,
        format: format.unwrap_or(RegisterFormat::Xlsx),
        lines: Lines::OfYear(span, scope == Some(Scope::All)),
    };
    Ok(file.answer(app))
}
