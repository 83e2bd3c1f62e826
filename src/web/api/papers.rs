//! 表格与案卷: the forms of a case as documents.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};

use super::letters::DocumentQuery;
use crate::app::App;
use crate::domain::letter::PaperKind;
use crate::web::WebError;
use crate::web::auth::{NameReader, On};
use crate::web::letter_files::paper_document;

/// A form of a case, filled from what is known of it. `dossier` is the whole case file: as PDF with the letters and files
/// themselves, page by page; as a Word document with their words and names.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case_id}/papers/{kind}",
    operation_id = "get_paper",
    tag = "letters",
    security(("bearer" = [])),
    params(
        ("case_id" = String, Path, description = "The case", example = "case_12"),
        ("kind" = String, Path, example = "registration_form", description = "`application_form`, `registration_form`, \
            `consultation_slip`, `review_sheet`, `delivery_record` or `dossier`"),
        DocumentQuery,
    ),
    responses((status = 200, description = "The document, to be saved", content_type = "*/*", body = Vec<u8>)),
)]
pub async fn get_paper(
    app: Data<App>,
    officer: On<NameReader>,
    path: Path<(String, String)>,
    query: Query<DocumentQuery>,
) -> Result<HttpResponse, WebError> {
    let kind: PaperKind = path.1.parse().map_err(|_| WebError::NoSuchPage)?;
    paper_document(&app, &officer, kind, query.format()?).await
}
