//! 附件: the files of a case.

use actix_web::web::{Data, Json, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::attachments::{self, Addition, Kept, receive};
use crate::app::{App, act};
use crate::domain::attachment::{FileKind, FilePurpose};
use crate::domain::case::Command;
use crate::domain::code::UnknownCode;
use crate::domain::ids::AttachmentId;
use crate::store::attachments::AttachmentRow;
use crate::web::auth::{CaseReader, CaseWorker, On};
use crate::web::error::{Wrong, WrongField};
use crate::web::once::Once;
use crate::web::openapi::codes;
use crate::web::upload::{self, Upload};
use crate::web::{WebError, body, download, read};

/// A file of a case.
#[derive(Serialize, ToSchema)]
pub struct FileView {
    /// The file.
    #[schema(example = "attachment_7")]
    id: String,
    /// 文件名
    #[schema(example = "contract.pdf")]
    name: String,
    /// What its bytes are.
    #[schema(schema_with = codes::<FileKind>)]
    kind: FileKind,
    /// The media type that it is handed out under.
    #[schema(example = "application/pdf")]
    media_type: &'static str,
    /// Its size.
    bytes: i64,
    /// SHA-256 of its bytes, hexadecimal: by this a reply names the files that go with it.
    sha256: String,
    /// 用途
    #[schema(schema_with = codes::<FilePurpose>)]
    purpose: FilePurpose,
    /// Who added it: `officer_3`, `applicant`.
    added_by: String,
    /// When (UTC).
    added_at: DateTime<Utc>,
    /// 标明涉密: it is not handed out any more (R18).
    secret: bool,
    /// 清除: when its bytes were given up (UTC).
    purged_at: Option<DateTime<Utc>>,
}

impl From<AttachmentRow> for FileView {
    fn from(row: AttachmentRow) -> Self {
        let AttachmentRow { id, file } = row;
        Self {
            id: id.to_string(),
            name: file.name,
            kind: file.kind,
            media_type: file.kind.media_type(),
            bytes: file.bytes,
            sha256: file.sha256,
            purpose: file.purpose,
            added_by: file.actor,
            added_at: file.recorded_at.and_utc(),
            secret: file.secret,
            purged_at: file.purged_at.map(|at| at.and_utc()),
        }
    }
}

/// The files of a case.
#[derive(Serialize, ToSchema)]
pub struct FilesView {
    /// In the order in which they were added.
    attachments: Vec<FileView>,
}

impl From<Vec<AttachmentRow>> for FilesView {
    fn from(rows: Vec<AttachmentRow>) -> Self {
        Self { attachments: rows.into_iter().map(Into::into).collect() }
    }
}

/// Files to be added, as a form with parts.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the parts; they are read as they arrive")]
pub struct FilesBody {
    /// 用途
    #[schema(schema_with = codes::<FilePurpose>)]
    purpose: FilePurpose,
    /// One part for each file.
    #[schema(value_type = Vec<String>, format = Binary)]
    file: Vec<Vec<u8>>,
}

/// The files of a case; those that were purged are listed as well.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case_id}/attachments",
    operation_id = "list_attachments",
    tag = "register",
    security(("bearer" = [])),
    params(("case_id" = String, Path, description = "The case", example = "case_12")),
    responses((status = 200, description = "The files", body = FilesView)),
)]
pub async fn list_attachments(app: Data<App>, on: On<CaseReader>) -> Result<Json<FilesView>, WebError> {
    let rows = read(&app, move |app| attachments::attachments(app, on.case)).await?;
    Ok(Json(rows.into()))
}

/// Add files to a case: all of them, or none. What a file is is read from its bytes; a name that says
/// something else is refused.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case_id}/attachments",
    operation_id = "add_attachments",
    tag = "register",
    security(("bearer" = [])),
    params(
        ("case_id" = String, Path, description = "The case", example = "case_12"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same files under the same key are added once"),
    ),
    request_body(content = FilesBody, content_type = "multipart/form-data"),
    responses((status = 201, description = "The files that were added", body = FilesView)),
)]
pub async fn add_attachments(
    request: HttpRequest,
    app: Data<App>,
    on: On<CaseWorker>,
    once: Once,
    payload: Payload,
) -> Result<HttpResponse, WebError> {
    let upload = upload::receive(&request, payload).await?;
    let purpose = purpose(&upload)?;
    let incoming = upload.files();
    if incoming.is_empty() {
        return Err(wrong("file", Wrong::Missing, "file"));
    }
    let files = receive(&app.files, &incoming).await?;
    let rows = read(&app, move |app| {
        let who = on.officer().to_string();
        let once = once.key(app, &who, &format!("add_attachments {}", on.case), &hash(purpose, &files))?;
        attachments::add(app, &on.agency, Addition { case: on.case, actor: on.actor(), purpose, files, once })
    });
    Ok(HttpResponse::Created().json(FilesView::from(rows.await?)))
}

/// Fetch a file. Its bytes are compared with its hash before the first of them is sent. Who opens a file that the
/// applicant gave is remembered with the day, for the audit.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case_id}/attachments/{attachment_id}",
    operation_id = "get_attachment",
    tag = "register",
    security(("bearer" = [])),
    params(
        ("case_id" = String, Path, description = "The case", example = "case_12"),
        ("attachment_id" = String, Path, description = "The file", example = "attachment_7"),
    ),
    responses(
        (status = 200, description = "The file, to be saved", content_type = "*/*", body = Vec<u8>),
        (status = 422, description = "It was marked secret (`attachments_locked`)"),
        (status = 500, description = "It is missing, or its bytes are no longer those that were kept"),
    ),
)]
pub async fn get_attachment(
    app: Data<App>,
    on: On<CaseReader>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let id = attachment_id(&path.1)?;
    let row = read(&app, move |app| attachments::open_attachment(app, &on.actor(), on.case, id)).await?;
    download::send(&app, &row).await
}

/// 标明涉密: mark a file as a state secret (R18). It is not handed out any more and goes with no reply; with the
/// outcome 属于国家秘密 its bytes are purged.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case_id}/attachments/{attachment_id}/mark-secret",
    operation_id = "mark_secret",
    tag = "register",
    security(("bearer" = [])),
    params(
        ("case_id" = String, Path, description = "The case", example = "case_12"),
        ("attachment_id" = String, Path, description = "The file", example = "attachment_7"),
    ),
    responses(
        (status = 200, description = "The files of the case", body = FilesView),
        (status = 422, description = "It is marked already (`attachments_locked`)"),
    ),
)]
pub async fn mark_secret(
    app: Data<App>,
    on: On<CaseWorker>,
    path: Path<(String, String)>,
) -> Result<Json<FilesView>, WebError> {
    let id = attachment_id(&path.1)?;
    let rows = read(&app, move |app| {
        let sha256 = attachments::attachment(app, on.case, id)?.file.sha256;
        let (actor, today) = (on.actor(), app.clock.today());
        act(app, &on.agency, on.case, None, &actor, Command::MarkSecret { sha256 }, today)?;
        attachments::attachments(app, on.case)
    });
    Ok(Json(rows.await?.into()))
}

fn purpose(upload: &Upload) -> Result<FilePurpose, WebError> {
    let given = upload.field("purpose")?.ok_or_else(|| wrong("purpose", Wrong::Missing, "purpose"))?;
    let text = String::from_utf8_lossy(given);
    text.trim().parse().map_err(|error: UnknownCode| wrong("purpose", Wrong::UnknownValue, &error.allowed))
}

fn wrong(field: &str, code: Wrong, message: &str) -> WebError {
    WebError::Invalid(vec![WrongField { field: field.to_owned(), code, message: message.to_owned() }])
}

/// What was sent, so that the same files under the same key are recognised.
fn hash(purpose: FilePurpose, files: &[Kept]) -> String {
    let lines = files.iter().map(|kept| format!("{} {}\n", kept.file.sha256, kept.file.name));
    body::hash(format!("{purpose}\n{}", lines.collect::<String>()).as_bytes())
}

fn attachment_id(text: &str) -> Result<AttachmentId, WebError> {
    text.parse().map_err(|_| WebError::NoSuchPage)
}
