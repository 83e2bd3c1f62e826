//! 静态文件: the style sheet and the icon, compiled in.

use std::borrow::Cow;

use actix_web::http::header::{self, ETag, EntityTag, IfNoneMatch};
use actix_web::web::{Header, Path};
use actix_web::{HttpResponse, Responder};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::WebError;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/src/web/static"]
struct Assets;

/// A file changes its address with its content (`?v=`), so a browser never needs to ask again.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The file of this name.
pub(super) async fn file(name: Path<String>, known: Header<IfNoneMatch>) -> Result<impl Responder, WebError> {
    let found = Assets::get(&name).ok_or(WebError::NoSuchPage)?;
    let tag = EntityTag::new_strong(fingerprint(&found));
    let is_known = knows(&known, &tag);
    let mut answer = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header(ETag(tag)).insert_header((header::CACHE_CONTROL, FOR_EVER));
    if is_known {
        return Ok(answer.finish());
    }
    answer.content_type(media_type(&name));
    Ok(match found.data {
        Cow::Borrowed(bytes) => answer.body(bytes),
        Cow::Owned(bytes) => answer.body(bytes),
    })
}

/// The address of a file in its present form.
pub(super) fn address(name: &str) -> String {
    let version = Assets::get(name).map(|file| fingerprint(&file)).unwrap_or_default();
    format!("/static/{name}?v={version}")
}

fn fingerprint(file: &EmbeddedFile) -> String {
    file.metadata.sha256_hash().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn knows(known: &IfNoneMatch, tag: &EntityTag) -> bool {
    match known {
        IfNoneMatch::Any => true,
        IfNoneMatch::Items(tags) => tags.iter().any(|known| known.weak_eq(tag)),
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some(_) | None => "application/octet-stream",
    }
}
