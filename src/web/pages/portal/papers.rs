//! 空白表格与流程图: what anybody may take home from an agency.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use crate::app::letters::{self, LetterFault};
use crate::app::{App, find_agency};
use crate::domain::ids::AgencyCode;
use crate::web::download::{Format, document};
use crate::web::letter_files::form_document;
use crate::web::limits::Public;
use crate::web::{WebError, read};

/// Fetches the blank application form of an agency.
pub(in crate::web) async fn blank(
    app: Data<App>,
    _: Public,
    path: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let code: AgencyCode = path.0.parse().map_err(|_| WebError::NoSuchPage)?;
    let format: Format = path.1.parse().map_err(|()| WebError::NoSuchPage)?;
    let form = read(&app, move |app| Ok(letters::blank_application(app, &find_agency(app, &code)?.name))).await?;
    form_document(&app, format, form).await
}

/// Fetches the chart of how an agency handles requests.
pub(in crate::web) async fn chart(app: Data<App>, _: Public, path: Path<String>) -> Result<HttpResponse, WebError> {
    let code: AgencyCode = path.parse().map_err(|_| WebError::NoSuchPage)?;
    let made = read(&app, move |app| {
        let chart = letters::process_chart(app, &find_agency(app, &code)?)?;
        let pdf = chart.pdf(&app.press).map_err(LetterFault::Press)?;
        Ok((chart.title, pdf))
    });
    let (title, pdf) = made.await?;
    Ok(document(&title, Format::Pdf, pdf))
}
