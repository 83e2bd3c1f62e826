//! 上传: a request of several parts (`multipart/form-data`), such as a form with files.
//!
//! Parts with a file name are written to temporary files as they arrive, the others are held in memory and are
//! small. Nothing is read further than it may be: what is too large is refused while it is still being sent.
//! However slowly a client sends, it holds no thread.

use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_multipart::form::bytes::Bytes;
use actix_multipart::form::tempfile::{TempFile, TempFileConfig};
use actix_multipart::form::{FieldReader, Limits, MultipartCollect, MultipartForm, MultipartFormConfig, State};
use actix_multipart::{Field, MultipartError};
use actix_web::error::PayloadError;
use actix_web::http::header::{self, DispositionParam};
use actix_web::web::{Data, Payload};
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest};

use super::WebError;
use crate::app::attachments::Incoming;
use crate::app::{App, AppError};
use crate::domain::attachment::FileRefused;
use crate::files::{Files, FilesError};

/// Bytes of all the parts that are no files.
const FIELDS_AT_MOST: usize = 256 << 10;
/// Bytes for what stands between the parts.
const OVERHEAD: u64 = 64 << 10;
/// How long a client may take.
const PATIENCE: Duration = Duration::from_secs(15 * 60);
/// Where the parts are gathered while they are read.
const PARTS: &str = "";

/// What was sent. The files are removed when it is dropped.
#[derive(Debug, Default)]
pub struct Upload {
    fields: Vec<(String, Vec<u8>)>,
    files: Vec<Sent>,
}

/// A file that was sent.
#[derive(Debug)]
struct Sent {
    /// The field of the form.
    field: String,
    /// How the sender calls it.
    name: String,
    file: TempFile,
}

impl Upload {
    /// A part that is no file.
    ///
    /// # Errors
    /// [`WebError::BadMultipart`] if it comes twice.
    pub fn field(&self, name: &str) -> Result<Option<&[u8]>, WebError> {
        let mut found = self.fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.as_slice());
        match (found.next(), found.next()) {
            (first, None) => Ok(first),
            (_, Some(_)) => Err(WebError::BadMultipart { reason: format!("the part {name} comes twice") }),
        }
    }

    /// Every part that is no file, as text, in the order in which they were sent.
    pub fn fields(&self) -> impl Iterator<Item = (&str, std::borrow::Cow<'_, str>)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value)))
    }

    /// The files, for [`receive`](crate::app::attachments::receive).
    #[must_use]
    pub fn files(&self) -> Vec<Incoming> {
        let incoming = |sent: &Sent| Incoming { name: sent.name.clone(), path: sent.file.file.path().to_owned() };
        self.files.iter().map(incoming).collect()
    }

    /// What is in the files of a field, each with its name: for small ones that are looked into and not kept.
    ///
    /// # Errors
    /// [`WebError::App`] with [`AppError::File`] if one has more bytes than that, with [`AppError::Files`] if it
    /// cannot be read.
    pub fn contents(&self, field: &str, at_most: u64) -> Result<Vec<(String, Vec<u8>)>, WebError> {
        let read = |Sent { name, file, .. }: &Sent| {
            if file.size as u64 > at_most {
                let refused = FileRefused::TooLarge { at_most };
                return Err(AppError::File { name: name.clone(), refused }.into());
            }
            let bytes = std::fs::read(file.file.path()).map_err(|error| AppError::from(FilesError::Io(error)))?;
            Ok((name.clone(), bytes))
        };
        self.files.iter().filter(|sent| sent.field == field).map(read).collect()
    }
}

/// How the framework reads parts; registered once for all requests.
pub(super) fn settings(files: &Files) -> (MultipartFormConfig, TempFileConfig) {
    let total = usize::try_from(total(files)).unwrap_or(usize::MAX);
    let form = MultipartFormConfig::default().total_limit(total).memory_limit(FIELDS_AT_MOST);
    (form, TempFileConfig::default().directory(files.incoming_dir()))
}

/// Reads a request of several parts, after whoever asks has been let in.
///
/// # Errors
/// [`WebError::App`] with [`AppError::File`] if a file is too large or there are too many;
/// [`WebError::BadMultipart`] if the request cannot be read; [`WebError::UploadTooSlow`].
pub async fn receive(request: &HttpRequest, payload: Payload) -> Result<Upload, WebError> {
    let app = request.app_data::<Data<App>>().ok_or(WebError::NoSuchPage)?;
    if declared_length(request).is_some_and(|length| length > total(&app.files) + OVERHEAD) {
        return Err(too_large(&app.files, ""));
    }
    app.files.incoming().map_err(AppError::from)?;
    let reading = MultipartForm::<Upload>::from_request(request, &mut payload.into_inner());
    match tokio::time::timeout(PATIENCE, reading).await {
        Ok(Ok(form)) => Ok(form.into_inner()),
        Ok(Err(error)) => Err(refusal(request).unwrap_or_else(|| broken(&error))),
        Err(_) => Err(WebError::UploadTooSlow),
    }
}

impl MultipartCollect for Upload {
    /// Limits are settings, so they are set when a part begins.
    fn limit(_: &str) -> Option<usize> {
        None
    }

    fn handle_field<'t>(
        request: &'t HttpRequest,
        field: Field,
        limits: &'t mut Limits,
        state: &'t mut State,
    ) -> Pin<Box<dyn Future<Output = Result<(), MultipartError>> + 't>> {
        Box::pin(async move {
            let parts = state.entry(PARTS.to_owned()).or_insert_with(|| Box::<Upload>::default());
            let Some(upload) = parts.downcast_mut::<Upload>() else { return Err(MultipartError::NotConsumed) };
            if field.name().is_none_or(str::is_empty) {
                return Err(MultipartError::ContentDispositionNameMissing);
            }
            match file_name(&field) {
                // A file field of a form in which no file was picked.
                Some(name) if name.is_empty() => upload.read_nothing(request, field, limits).await,
                Some(name) => upload.read_file(request, field, name, limits).await,
                None => upload.read_field(request, field, limits).await,
            }
        })
    }

    fn from_state(mut state: State) -> Result<Self, MultipartError> {
        let parts: Option<Box<dyn Any>> = state.remove(PARTS);
        Ok(parts.and_then(|parts| parts.downcast().ok()).map(|upload| *upload).unwrap_or_default())
    }
}

impl Upload {
    async fn read_file(
        &mut self,
        request: &HttpRequest,
        field: Field,
        name: String,
        limits: &mut Limits,
    ) -> Result<(), MultipartError> {
        let Some(app) = request.app_data::<Data<App>>() else { return Err(MultipartError::NotConsumed) };
        let at_most = app.files.limits().max_files;
        if self.files.len() >= at_most {
            let refused = FileRefused::TooMany { at_most };
            return Err(refuse(request, AppError::File { name, refused }.into()));
        }
        limits.field_limit_remaining = usize::try_from(app.files.limits().max_bytes).ok();
        let form_field = field.name().unwrap_or_default().to_owned();
        match TempFile::read_field(request, field, limits).await {
            Ok(file) => self.files.push(Sent { field: form_field, name, file }),
            Err(MultipartError::Payload(PayloadError::Overflow)) => {
                return Err(refuse(request, too_large(&app.files, &name)));
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    async fn read_field(
        &mut self,
        request: &HttpRequest,
        field: Field,
        limits: &mut Limits,
    ) -> Result<(), MultipartError> {
        let name = field.name().unwrap_or_default().to_owned();
        limits.field_limit_remaining = None;
        let read = Bytes::read_field(request, field, limits).await?;
        self.fields.push((name, read.data.to_vec()));
        Ok(())
    }

    async fn read_nothing(
        &mut self,
        request: &HttpRequest,
        field: Field,
        limits: &mut Limits,
    ) -> Result<(), MultipartError> {
        limits.field_limit_remaining = Some(0);
        Bytes::read_field(request, field, limits).await.map(|_| ())
    }
}

/// Why a part was refused. The framework's errors cannot carry it, so it is left with the request.
struct Refusal(WebError);

fn refuse(request: &HttpRequest, error: WebError) -> MultipartError {
    request.extensions_mut().insert(Refusal(error));
    MultipartError::NotConsumed
}

fn refusal(request: &HttpRequest) -> Option<WebError> {
    request.extensions_mut().remove().map(|Refusal(error)| error)
}

fn broken(error: &Error) -> WebError {
    match error.as_error::<MultipartError>() {
        // The temporary file could not be written.
        Some(MultipartError::Field { source, .. }) => {
            AppError::from(FilesError::Io(std::io::Error::other(source.to_string()))).into()
        }
        Some(MultipartError::Payload(PayloadError::Overflow)) => WebError::BodyTooLarge { limit: FIELDS_AT_MOST },
        Some(error) => WebError::BadMultipart { reason: error.to_string() },
        None => WebError::BadMultipart { reason: error.to_string() },
    }
}

fn total(files: &Files) -> u64 {
    let limits = files.limits();
    limits.max_bytes.saturating_mul(limits.max_files as u64).saturating_add(FIELDS_AT_MOST as u64)
}

fn too_large(files: &Files, name: &str) -> WebError {
    let refused = FileRefused::TooLarge { at_most: files.limits().max_bytes };
    AppError::File { name: name.to_owned(), refused }.into()
}

/// How the sender calls a file; of two forms of a name the one that says its encoding.
fn file_name(field: &Field) -> Option<String> {
    let disposition = field.content_disposition()?;
    let extended = disposition.parameters.iter().find_map(|parameter| {
        let DispositionParam::FilenameExt(name) = parameter else { return None };
        String::from_utf8(name.value.clone()).ok()
    });
    extended.or_else(|| disposition.get_filename().map(str::to_owned))
}

fn declared_length(request: &HttpRequest) -> Option<u64> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
