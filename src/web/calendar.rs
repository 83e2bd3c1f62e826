//! 日历订阅: deadlines under a secret address, for programs that show calendars.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use super::WebError;
use super::limits::Public;
use super::read;
use super::reader::Reader;
use crate::app::App;
use crate::app::calendar_feeds::{self, Due};
use crate::letters::ical::{self, Calendar, Entry};
use crate::messages::Lang;
use crate::wording;

/// The deadlines of the officer whose secret it is, RFC 5545. `?lang=` chooses the language.
#[utoipa::path(
    get,
    path = "/calendar/{token}.ics",
    operation_id = "get_calendar",
    tag = "calendar",
    params(("token" = String, Path, description = "The secret that was shown when the feed was made")),
    responses(
        (status = 200, description = "The deadlines", body = String, content_type = "text/calendar"),
        (status = 429, description = "Too often; see `Retry-After`"),
    ),
)]
pub(in crate::web) async fn get_calendar(
    app: Data<App>,
    _: Public,
    token: Path<String>,
    reader: Reader,
) -> Result<HttpResponse, WebError> {
    let due = read(&app, move |app| calendar_feeds::open_feed(app, &token)).await?.ok_or(WebError::NoSuchPage)?;
    Ok(HttpResponse::Ok().content_type("text/calendar; charset=utf-8").body(render(reader.lang, &due)))
}

/// The calendar in a reader's language.
#[must_use]
pub fn render(lang: Lang, due: &[Due]) -> String {
    let entries = due.iter().map(|due| entry(lang, due)).collect();
    ical::write(&Calendar { name: lang.text("feed-name"), entries })
}

fn entry(lang: Lang, due: &Due) -> Entry {
    let what = lang.text(&format!("deadline-{}", due.kind.as_str().replace('_', "-")));
    let summary = match (due.late, due.provisional) {
        (true, _) => "feed-summary-late",
        (false, true) => "feed-summary-provisional",
        (false, false) => "feed-summary",
    };
    let description = if due.provisional { "feed-description-provisional" } else { "feed-description" };
    let status = wording::word(lang, "status", due.status.as_str());
    Entry {
        uid: due.uid.clone(),
        stamp: due.updated_at,
        sequence: due.version,
        on: due.on,
        summary: lang.with(summary, &[("case", due.case_no.clone().into()), ("what", what.into())]),
        description: lang.with(description, &[("agency", due.agency.clone().into()), ("status", status.into())]),
        is_tentative: due.provisional,
    }
}
