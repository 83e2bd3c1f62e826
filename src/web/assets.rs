//! 静态文件: the style sheet, the script and the icon, compiled in.

use std::collections::HashMap;
use std::sync::LazyLock;

use actix_web::http::header::{self, ETag, EntityTag, IfNoneMatch};
use actix_web::web::{Bytes, Header, Path};
use actix_web::{HttpResponse, Responder};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use super::WebError;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/src/web/static"]
struct Assets;

/// A file changes its address with its content (`?v=`), so a browser never needs to ask again.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The name of all style sheets as one.
pub(super) const STYLES: &str = "style.css";
/// The style sheets, in the order in which they hold.
const SHEETS: &[&str] = &[
    "base.css",
    "forms.css",
    "parts.css",
    "lists.css",
    "case.css",
    "portal.css",
    "report.css",
    "desk.css",
    "queue.css",
    "counter.css",
    "reply.css",
    "print.css",
];

/// The file of this name.
pub(super) async fn file(name: Path<String>, known: Header<IfNoneMatch>) -> Result<impl Responder, WebError> {
    let found = find(&name).ok_or(WebError::NoSuchPage)?;
    let tag = EntityTag::new_strong(found.fingerprint.clone());
    let is_known = knows(&known, &tag);
    let mut answer = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header(ETag(tag)).insert_header((header::CACHE_CONTROL, FOR_EVER));
    if is_known {
        return Ok(answer.finish());
    }
    Ok(answer.content_type(media_type(&name)).body(found.bytes.clone()))
}

/// The address of a file in its present form.
pub(super) fn address(name: &str) -> String {
    let version = find(name).map(|file| file.fingerprint.as_str()).unwrap_or_default();
    format!("/static/{name}?v={version}")
}

struct Asset {
    bytes: Bytes,
    fingerprint: String,
}

impl Asset {
    fn new(bytes: Bytes) -> Self {
        let fingerprint = Sha256::digest(&bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Self { bytes, fingerprint }
    }
}

fn find(name: &str) -> Option<&'static Asset> {
    static ALL: LazyLock<HashMap<String, Asset>> = LazyLock::new(all);
    ALL.get(name)
}

/// Every file, and the style sheets as one: a browser asks once.
fn all() -> HashMap<String, Asset> {
    let read = |name: &str| Assets::get(name).map(|file| file.data.into_owned()).unwrap_or_default();
    let styles = SHEETS.iter().flat_map(|name| read(name)).collect::<Vec<u8>>();
    let files = Assets::iter().map(|name| (name.to_string(), Asset::new(read(&name).into())));
    files.chain([(STYLES.to_owned(), Asset::new(styles.into()))]).collect()
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
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some(_) | None => "application/octet-stream",
    }
}
