//! What every page has: the language, its links, today.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::Data;
use askama::Template;
use askama::filters::HtmlSafe;
use chrono::{Datelike, NaiveDate};

use super::navigation::{self, Entry};
use crate::app::sign_in::SignedIn;
use crate::app::{App, accounts};
use crate::domain::calendar::Day;
use crate::messages::Lang;
use crate::web::posted::TOKEN;
use crate::web::reader::{Reader, escaped, other};
use crate::web::visit::Visit;
use crate::web::{WebError, assets, read};

/// The frame of a page.
pub(super) struct Page {
    pub reader: Reader,
    /// Who is signed in.
    pub login: Option<String>,
    /// The day by which the page counts; an error page counts nothing.
    pub today: Option<String>,
    /// Whether that day is a rehearsal's.
    pub is_rehearsal: bool,
    /// Whose pages these are, for the style sheet: `desk` or `portal`.
    pub side: &'static str,
    pub navigation: Vec<Entry>,
    /// What forms carry; `{{ page.token() }}` inside a form.
    token: String,
    /// What the page before left to be said.
    pub said: Option<String>,
    pub stylesheet: String,
    pub script: String,
    pub icon: String,
}

/// The hidden field of a form.
#[derive(Template)]
#[template(source = r#"<input type="hidden" name="{{ name }}" value="{{ token }}">"#, ext = "html")]
pub(super) struct Token {
    name: &'static str,
    token: String,
}

impl HtmlSafe for Token {}

impl Page {
    /// 工作台: the frame of a page for somebody who is signed in.
    ///
    /// # Errors
    /// [`WebError`] if the database does not tell what the person may do.
    pub(super) async fn desk(app: &Data<App>, visit: Visit, who: &SignedIn) -> Result<Self, WebError> {
        let officer = who.officer;
        let account = read(app, move |app| accounts::account(app, officer)).await?;
        let navigation = navigation::desk(&visit.reader, &account.roles);
        let page = Self::plain(visit);
        Ok(Self { login: Some(who.login.clone()), navigation, side: "desk", ..page }.with_day(app))
    }

    /// 门户: the frame of a page for everybody.
    pub(super) fn portal(app: &App, visit: Visit) -> Self {
        Self::plain(visit).with_day(app)
    }

    /// The frame of a page that does not depend on the day.
    pub(super) fn plain(visit: Visit) -> Self {
        let said = visit.said.and_then(|saying| saying.sentence(visit.reader.lang));
        Self { token: visit.token, said, ..Self::bare(visit.reader) }
    }

    /// The frame of a page without any form.
    pub(super) fn bare(reader: Reader) -> Self {
        Self {
            navigation: navigation::portal(&reader),
            reader,
            login: None,
            today: None,
            is_rehearsal: false,
            side: "portal",
            token: String::new(),
            said: None,
            stylesheet: assets::address(assets::STYLES),
            script: assets::address("app.js"),
            icon: assets::address("icon.svg"),
        }
    }

    fn with_day(self, app: &App) -> Self {
        Self { today: Some(today(app, self.reader.lang)), is_rehearsal: app.clock.is_simulated(), ..self }
    }

    /// The hidden field that every form has that is sent by POST.
    pub(super) fn token(&self) -> Token {
        Token { name: TOKEN, token: self.token.clone() }
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
