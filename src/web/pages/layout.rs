//! What every page has: the language, its links, today.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use askama::Template;
use chrono::{Datelike, NaiveDate};

use crate::app::App;
use crate::app::sign_in::SignedIn;
use crate::domain::calendar::Day;
use crate::messages::Lang;
use crate::web::WebError;
use crate::web::assets;
use crate::web::reader::{Reader, escaped, other};

/// The frame of a page.
pub(super) struct Page {
    pub reader: Reader,
    /// Who is signed in.
    pub login: Option<String>,
    /// The day by which the page counts; an error page counts nothing.
    pub today: Option<String>,
    /// Whether that day is a rehearsal's.
    pub is_rehearsal: bool,
    pub stylesheets: [String; 4],
    pub icon: String,
}

impl Page {
    /// The frame of a page about the register.
    pub(super) fn new(app: &App, reader: Reader, who: &SignedIn) -> Self {
        let today = Some(today(app, reader.lang));
        let login = Some(who.login.clone());
        Self { login, today, is_rehearsal: app.clock.is_simulated(), ..Self::without_day(reader) }
    }

    /// The frame of a page that does not depend on the day.
    pub(super) fn without_day(reader: Reader) -> Self {
        Self {
            reader,
            login: None,
            today: None,
            is_rehearsal: false,
            stylesheets: ["base.css", "lists.css", "case.css", "desk.css"].map(assets::address),
            icon: assets::address("icon.svg"),
        }
    }

    /// A message.
    pub(super) fn t(&self, id: &str) -> String {
        self.reader.lang.text(id)
    }

    /// A figure that includes the agencies below.
    pub(super) fn below(&self, count: &i64) -> String {
        self.reader.lang.with("web-below", &[("count", (*count).into())])
    }

    /// A link in the same language.
    pub(super) fn href(&self, address: &str) -> String {
        self.reader.href(address)
    }

    /// The language, for HTML.
    pub(super) fn tag(&self) -> &'static str {
        self.reader.lang.tag()
    }

    /// The other language, for HTML.
    pub(super) fn other_tag(&self) -> &'static str {
        other(self.reader.lang).tag()
    }
}

/// Sends a page.
pub(super) fn send(lang: Lang, template: &impl Template) -> Result<HttpResponse, WebError> {
    send_with(StatusCode::OK, lang, template)
}

/// Leads to another page.
pub(super) fn see_other(address: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, address)).finish()
}

/// Sends a page that says that something is not right.
pub(super) fn send_with(status: StatusCode, lang: Lang, template: &impl Template) -> Result<HttpResponse, WebError> {
    let html = template.render()?;
    Ok(HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_LANGUAGE, lang.tag()))
        .insert_header((header::VARY, "Accept-Language"))
        .body(html))
}

/// The address of an agency's cases. Codes may be Chinese.
pub(super) fn agency_address(code: &str) -> String {
    format!("/agencies/{}", escaped(code))
}

/// Today with its day of the week, and whether it counts.
fn today(app: &App, lang: Lang) -> String {
    let today = app.clock.today();
    let calendar = app.rulebook.calendar(None).ok();
    let counts = match calendar.as_ref().and_then(|calendar| calendar.day(today)) {
        Some(Day::Working) => "working",
        Some(Day::Makeup { .. }) => "makeup",
        Some(Day::Weekend) => "weekend",
        Some(Day::Holiday { .. }) => "holiday",
        None => "unknown",
    };
    let particulars =
        [("date", today.to_string().into()), ("weekday", weekday(lang, today).into()), ("counts", counts.into())];
    lang.with("web-today", &particulars)
}

fn weekday(lang: Lang, day: NaiveDate) -> String {
    lang.text(&format!("web-weekday-{}", day.weekday().number_from_monday()))
}
