//! 我的账号: roles, sessions, one-time codes, calendar feeds.

pub(in crate::web) mod feeds;
pub(in crate::web) mod totp;

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;
use chrono::NaiveDateTime;

use super::layout::{Page, see_other, send_with};
use super::parts::{Faults, Field, Fields, Summary};
use super::queue::word;
use crate::app::accounts::{self, Account};
use crate::app::overview::{self, AgencyLoad};
use crate::app::{App, AppError, calendar_feeds, sign_in};
use crate::domain::ids::SessionId;
use crate::store::calendar_feeds::FeedRow;
use crate::store::sessions::SessionRow;
use crate::web::auth::Signed;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "me.html", config = "src/web/askama.toml")]
struct MePage {
    page: Page,
    name: String,
    login: String,
    roles: Vec<String>,
    sessions: Vec<Session>,
    has_totp: bool,
    feeds: Vec<Feed>,
    label: Field,
    summary: Option<Summary>,
}

/// A session in the list.
struct Session {
    id: String,
    device: String,
    began: String,
    used: String,
    is_this_one: bool,
}

/// A calendar feed in the list.
struct Feed {
    id: String,
    label: String,
    made: String,
}

/// What is read for the page.
struct Own {
    account: Account,
    agencies: Vec<AgencyLoad>,
    sessions: Vec<SessionRow>,
    feeds: Vec<FeedRow>,
    has_totp: bool,
}

/// Shows the page.
pub(in crate::web) async fn show(app: Data<App>, who: Signed, visit: Visit) -> Result<HttpResponse, WebError> {
    page(&app, &who, visit, "", Faults::default()).await
}

/// Ends a session.
pub(in crate::web) async fn end_session(
    app: Data<App>,
    who: Signed,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let id: SessionId = posted.value("session").parse().map_err(|_| WebError::BadParameter { name: "session" })?;
    read(&app, move |app| sign_in::end_session(app, who.officer, id)).await?;
    visit.say("me-session-ended");
    Ok(see_other(&visit.reader.href("/me")))
}

/// The page, with what is wrong with a form of it.
async fn page(
    app: &Data<App>,
    who: &Signed,
    visit: Visit,
    label: &str,
    faults: Faults,
) -> Result<HttpResponse, WebError> {
    let (me, session) = (who.officer, who.session);
    let own = read(app, move |app| {
        Ok::<_, AppError>(Own {
            account: accounts::account(app, me)?,
            agencies: overview::agencies_of(app, me)?,
            sessions: sign_in::own_sessions(app, me)?,
            feeds: calendar_feeds::list_feeds(app, me)?,
            has_totp: sign_in::has_totp(app, me)?,
        })
    });
    let Own { account, agencies, sessions, feeds, has_totp } = own.await?;
    let page = Page::desk(app, visit, who).await?;
    let lang = page.reader.lang;
    let local = |at: NaiveDateTime| app.clock.local(at).format("%Y-%m-%d %H:%M").to_string();
    let template = MePage {
        roles: roles(&page, &account, &agencies),
        name: account.name,
        login: account.login,
        sessions: sessions
            .into_iter()
            .map(|row| Session {
                id: row.id.to_string(),
                began: local(row.created_at),
                used: local(row.used_at),
                is_this_one: row.id == session,
                device: row.device,
            })
            .collect(),
        has_totp,
        feeds: feeds
            .into_iter()
            .map(|row| Feed { id: row.id.to_string(), made: local(row.created_at), label: row.label })
            .collect(),
        label: Fields::new(lang, &faults)
            .text("label", "me-feed-label", label)
            .hint(lang.text("me-feed-label-hint"))
            .most(calendar_feeds::MOST_LABEL)
            .required(),
        summary: faults.summary(lang),
        page,
    };
    send_with(faults.status(), lang, &template)
}

/// Roles with the agencies in which they are held, as sentences.
fn roles(page: &Page, account: &Account, agencies: &[AgencyLoad]) -> Vec<String> {
    let lang = page.reader.lang;
    let name = |code: &str| agencies.iter().find(|load| load.agency.code == code).map(|load| load.agency.name.clone());
    let held = account.roles.iter().map(|held| {
        let particulars = [
            ("agency", name(&held.agency).unwrap_or_else(|| held.agency.clone()).into()),
            ("role", word(lang, "role", held.role.as_str()).into()),
        ];
        lang.with(if held.subtree { "me-role-below" } else { "me-role" }, &particulars)
    });
    held.collect()
}

/// A secret as it was typed: white space belongs to it.
fn secret(posted: &Posted, name: &str) -> String {
    posted.values(name).next().unwrap_or_default().to_owned()
}
