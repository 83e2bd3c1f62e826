//! 卷内附件: a file of a case, for the people of its agency.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use crate::app::{App, attachments};
use crate::domain::ids::AttachmentId;
use crate::web::auth::{CaseReader, On};
use crate::web::{WebError, download, read};

/// Hands out a file, to be saved. Who opens one that the applicant gave is remembered.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: On<CaseReader>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let id: AttachmentId = path.1.parse().map_err(|_| WebError::NoSuchPage)?;
    let row = read(&app, move |app| attachments::open_attachment(app, &officer.actor(), officer.case, id)).await?;
    download::send(&app, &row).await
}
