//! 下载: a kept file, compared with its hash before the first byte leaves.

use std::pin::Pin;
use std::str::FromStr;
use std::task::{Context, Poll};

use actix_web::HttpResponse;
use actix_web::body::{BodySize, MessageBody};
use actix_web::http::header;
use actix_web::web::{Bytes, Data};
use tokio::sync::mpsc::{self, Receiver};

use super::WebError;
use crate::app::{App, AppError};
use crate::domain::attachment::FileKind;
use crate::files::{FilesError, FilesResult};
use crate::store::attachments::AttachmentRow;

/// Pieces that may wait for a slow reader.
const WAITING: usize = 2;

/// A file as an answer: to be saved under its name, never to be shown by the browser as a page of this site.
///
/// # Errors
/// [`WebError::App`] with [`AppError::Files`] if the file is missing or its bytes are no longer those that
/// were kept.
pub async fn send(app: &Data<App>, row: &AttachmentRow) -> Result<HttpResponse, WebError> {
    let file = &row.file;
    let size = app.files.verify(&file.sha256).await.map_err(AppError::from)?;
    let (to, pieces) = mpsc::channel(WAITING);
    let (app, sha256) = (app.clone(), file.sha256.clone());
    actix_web::rt::spawn(async move { app.files.send(&sha256, size, &to).await });
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, file.kind.media_type()))
        .insert_header((header::CONTENT_DISPOSITION, disposition(&file.name)))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(Pieces { pieces, size }))
}

/// How a document is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// To print and to keep.
    Pdf,
    /// To go on writing.
    Docx,
}

impl FromStr for Format {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "pdf" => Ok(Self::Pdf),
            "docx" => Ok(Self::Docx),
            _ => Err(()),
        }
    }
}

/// A document as an answer: to be saved under its name.
#[must_use]
pub fn document(name: &str, format: Format, bytes: Vec<u8>) -> HttpResponse {
    let (ending, media_type) = match format {
        Format::Pdf => ("pdf", FileKind::Pdf.media_type()),
        Format::Docx => ("docx", FileKind::Docx.media_type()),
    };
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, media_type))
        .insert_header((header::CONTENT_DISPOSITION, disposition(&format!("{name}.{ending}"))))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(bytes)
}

/// A file that is read as fast as somebody takes it.
struct Pieces {
    pieces: Receiver<FilesResult<Vec<u8>>>,
    size: u64,
}

impl MessageBody for Pieces {
    type Error = FilesError;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.size)
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<FilesResult<Bytes>>> {
        self.pieces.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Bytes::from)))
    }
}

/// RFC 6266 with the name in UTF-8 (RFC 8187).
pub(super) fn disposition(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("attachment; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_travels_whole_whatever_is_in_it() {
        assert_eq!(disposition("合同 \"1\".pdf"), "attachment; filename*=UTF-8''%E5%90%88%E5%90%8C%20%221%22.pdf");
    }
}
