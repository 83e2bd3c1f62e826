//! 日历变更: what a file would move is shown first; exactly that file is then put in force.
//!
//! The page carries the file back in a field of its form, with the revision of the calendars that it was
//! compared with. A file that came back otherwise, or calendars that were changed meanwhile, are shown again.

use std::collections::HashMap;
use std::io::Read;

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use super::{calendars, faults};
use crate::app::administration::administered;
use crate::app::attachments::Incoming;
use crate::app::calendars::upload::{self, Applied};
use crate::app::calendars::{Moved, MovedPage, Place, Proposal, preview};
use crate::app::{App, AppError};
use crate::files::FilesError;
use crate::messages::Lang;
use crate::web::auth::{Administrator, Somewhere};
use crate::web::pages::layout::{Page, see_other, send_with};
use crate::web::pages::parts::Faults;
use crate::web::posted::{self, Posted};
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Cases on a page.
const PAGE: usize = 200;
/// Bytes of a file: the longest there is has seven thousand.
const LONGEST: u64 = 128 << 10;

#[derive(Template)]
#[template(path = "administration/calendar_change.html", config = "src/web/askama.toml")]
struct ChangePage {
    page: Page,
    here: String,
    name: String,
    /// Why it is shown again instead of being in force.
    warning: Option<String>,
    /// How much moves, in a sentence.
    count: String,
    rows: Vec<Row>,
    carried: Carried,
    /// Where the next page begins.
    next: Option<String>,
}

/// What the form carries from the look to the act.
struct Carried {
    text: String,
    withdraw: String,
    digest: String,
    revision: i64,
}

struct Row {
    agency: String,
    case_no: String,
    from: String,
    to: String,
}

/// Shows what a change would move, or makes it, as the button says.
pub(in crate::web) async fn send(
    app: Data<App>,
    who: Somewhere<Administrator>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let (text, withdraw) = match sent(&app, lang, &posted).await? {
        Ok(sent) => sent,
        Err(faults) => return calendars::page(&app, &who, visit, &raw(&posted, "text"), faults).await,
    };
    let proposal = match withdraw.as_str() {
        "" => Proposal::Put(text.clone()),
        name => Proposal::Withdraw(vec![name.to_owned()]),
    };
    let is_act = posted.act() == "apply";
    if is_act {
        match apply(&app, &who, &proposal, &posted).await? {
            Outcome::Done(applied) => {
                visit.say_of("admin-calendar-applied", &applied.moved.len().to_string());
                return Ok(see_other(&visit.reader.href(calendars::HERE)));
            }
            Outcome::DoneBefore => {
                visit.say("admin-calendar-applied-before");
                return Ok(see_other(&visit.reader.href(calendars::HERE)));
            }
            Outcome::Changed => {}
        }
    }
    let digest = proposal.digest();
    let looked = look(&app, &who, proposal, place(&posted)?).await;
    match faults::tried(lang, looked)? {
        Ok(found) => {
            let carried = Carried { text, withdraw, digest, revision: found.revision };
            show(&app, &who, visit, carried, found, is_act).await
        }
        Err(faults) => calendars::page(&app, &who, visit, &text, faults).await,
    }
}

/// The text of the file, or the name of one to be taken away; the other is empty.
async fn sent(app: &Data<App>, lang: Lang, posted: &Posted) -> Result<Result<(String, String), Faults>, WebError> {
    let withdraw = posted.value("withdraw").to_owned();
    if !withdraw.is_empty() {
        return Ok(Ok((String::new(), withdraw)));
    }
    let wrong = |field: &str, id: &str| Faults::default().and(field, lang.text(id));
    if let Some(file) = posted.files().into_iter().next() {
        let text = read(app, move |_| file_text(&file)).await?;
        return Ok(text.map(|text| (text, String::new())).ok_or_else(|| wrong("file", "admin-calendar-no-text")));
    }
    let text = raw(posted, "text");
    let is_missing = text.trim().is_empty();
    Ok(if is_missing { Err(wrong("file", "admin-calendar-nothing")) } else { Ok((text, String::new())) })
}

/// A field as it was sent: white space belongs to a file.
fn raw(posted: &Posted, name: &str) -> String {
    posted.values(name).next().unwrap_or_default().to_owned()
}

/// What is in a file, as a field of a form would bring it back; none if it is no text or too long to be a calendar.
fn file_text(file: &Incoming) -> Result<Option<String>, AppError> {
    let opened = std::fs::File::open(&file.path).map_err(FilesError::Io)?;
    let mut bytes = Vec::new();
    opened.take(LONGEST + 1).read_to_end(&mut bytes).map_err(FilesError::Io)?;
    let text = String::from_utf8(bytes).ok().filter(|text| text.len() as u64 <= LONGEST);
    Ok(text.map(|text| posted::plain(text.trim_start_matches('\u{feff}'))))
}

/// Where the page that is asked for begins.
fn place(posted: &Posted) -> Result<Option<Place>, WebError> {
    if posted.act() != "more" {
        return Ok(None);
    }
    posted.value("after").parse().map(Some).map_err(|_| WebError::BadParameter { name: "after" })
}

/// What became of the button.
enum Outcome {
    Done(Applied),
    /// Somebody pressed it twice.
    DoneBefore,
    /// It is not what was looked at.
    Changed,
}

async fn apply(
    app: &Data<App>,
    who: &Somewhere<Administrator>,
    proposal: &Proposal,
    posted: &Posted,
) -> Result<Outcome, WebError> {
    let revision: i64 = posted.value("revision").parse().map_err(|_| WebError::BadParameter { name: "revision" })?;
    if posted.value("digest") != proposal.digest() {
        return Ok(Outcome::Changed);
    }
    let (actor, proposal) = (who.actor(), proposal.clone());
    read(app, move |app| match upload::apply_seen(app, &actor, &proposal, revision) {
        Ok(applied) => Ok(Outcome::Done(applied)),
        Err(_) if upload::is_made(app, &proposal)? => Ok(Outcome::DoneBefore),
        Err(AppError::CalendarReplaced) => Ok(Outcome::Changed),
        Err(other) => Err(other),
    })
    .await
}

async fn look(
    app: &Data<App>,
    who: &Somewhere<Administrator>,
    proposal: Proposal,
    after: Option<Place>,
) -> Result<MovedPage, WebError> {
    let actor = who.actor();
    read(app, move |app| preview(app, &actor, &proposal, after, PAGE)).await
}

async fn show(
    app: &Data<App>,
    who: &Somewhere<Administrator>,
    visit: Visit,
    carried: Carried,
    MovedPage { name, moved, next, revision: _ }: MovedPage,
    is_warned: bool,
) -> Result<HttpResponse, WebError> {
    let officer = who.officer();
    let names: HashMap<String, String> = read(app, move |app| {
        let agencies = administered::administered(app, officer)?.agencies.into_iter();
        Ok(agencies.map(|one| (one.agency.code, one.agency.name)).collect())
    })
    .await?;
    let page = Page::desk(app, visit, &who.who).await?;
    let lang = page.reader.lang;
    let faults = Faults::default();
    let template = ChangePage {
        here: page.href(calendars::HERE),
        name,
        warning: is_warned.then(|| lang.text("admin-calendar-changed")),
        count: match &next {
            Some(_) => lang.with("admin-calendar-moves-many", &[("count", moved.len().into())]),
            None => lang.with("admin-calendar-moves", &[("count", moved.len().into())]),
        },
        rows: moved.into_iter().map(|moved| row(lang, &names, moved)).collect(),
        carried,
        next: next.map(|place| place.to_string()),
        page,
    };
    send_with(if is_warned { actix_web::http::StatusCode::CONFLICT } else { faults.status() }, lang, &template)
}

fn row(lang: Lang, names: &HashMap<String, String>, Moved { agency, case_no, from, to, .. }: Moved) -> Row {
    let date =
        |day: Option<chrono::NaiveDate>| day.map_or_else(|| lang.text("admin-calendar-no-date"), |day| day.to_string());
    Row { agency: names.get(&agency).cloned().unwrap_or(agency), case_no, from: date(from), to: date(to) }
}
