//! 日常事务: when each was done last and is next, with a button to do it now.

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use super::layout::{Page, see_other, send};
use crate::app::duties::{Counts, Duties, DutyStanding, Plan, overview, require_administrator};
use crate::app::{App, AppError, rehearsal};
use crate::config::Settings;
use crate::domain::duty::Duty;
use crate::domain::role::Actor;
use crate::messages::Lang;
use crate::web::auth::Signed;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// The page's address.
const ADDRESS: &str = "/administration/duties";
/// How a time is written: where the agency is, without seconds.
const WRITTEN: &str = "%Y-%m-%d %H:%M";

#[derive(Template)]
#[template(path = "duties.html", config = "src/web/askama.toml")]
struct DutiesPage {
    page: Page,
    address: String,
    rows: Vec<Row>,
}

struct Row {
    code: &'static str,
    name: String,
    what: String,
    last: Option<String>,
    result: String,
    has_failed: bool,
    next: Option<String>,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    settings: Data<Settings>,
    visit: Visit,
    who: Signed,
) -> Result<HttpResponse, WebError> {
    let (plan, actor) = (Plan::of(&settings), actor(&who));
    let standings = read(&app, move |app| {
        require_administrator(app, &actor)?;
        overview(app, &plan)
    });
    let standings = standings.await?;
    let page = Page::desk(&app, visit, &who).await?;
    let lang = page.reader.lang;
    let rows = standings.into_iter().map(|standing| row(lang, &app, standing)).collect();
    send(lang, &DutiesPage { address: page.href(ADDRESS), rows, page })
}

/// Does a duty now.
pub(in crate::web) async fn run(
    app: Data<App>,
    settings: Data<Settings>,
    visit: Visit,
    who: Signed,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let (plan, actor) = (Plan::of(&settings), actor(&who));
    let duty: Duty = posted.value("duty").parse().map_err(|_| WebError::NoSuchPage)?;
    let ran = read(&app, move |app| {
        require_administrator(app, &actor)?;
        Duties::new(app, &plan).run_now(duty)
    });
    visit.say(match ran.await?.map(|ran| ran.outcome) {
        Some(Ok(_)) => "duties-said-done",
        Some(Err(_)) => "duties-said-failed",
        None => "duties-said-busy",
    });
    Ok(see_other(&visit.reader.href(ADDRESS)))
}

/// 排演新年: on a simulated clock only.
pub(in crate::web) async fn go_to_new_year(
    app: Data<App>,
    visit: Visit,
    who: Signed,
    _: Posted,
) -> Result<HttpResponse, WebError> {
    let actor = actor(&who);
    let there = read(&app, move |app| {
        require_administrator(app, &actor)?;
        Ok::<_, AppError>(rehearsal::go_to_new_year(app))
    });
    let Some(_) = there.await? else { return Err(WebError::NoSuchPage) };
    visit.say("duties-said-new-year");
    Ok(see_other(&visit.reader.href(ADDRESS)))
}

fn row(lang: Lang, app: &App, standing: DutyStanding) -> Row {
    let code = standing.duty.as_str();
    let dashed = code.replace('_', "-");
    let zone = app.clock.zone();
    let written = |at: chrono::NaiveDateTime| at.and_utc().with_timezone(&zone).format(WRITTEN).to_string();
    let (last, result, has_failed) = match standing.last {
        None => (None, lang.text("duties-never"), false),
        Some(run) => match (run.finished_at, run.error) {
            (Some(at), _) => (Some(written(at)), counted(lang, &run.counts), false),
            (None, Some(error)) => {
                (Some(written(run.started_at)), lang.with("duties-failed", &[("reason", error.into())]), true)
            }
            (None, None) => (Some(written(run.started_at)), lang.text("duties-running"), false),
        },
    };
    Row {
        code,
        name: lang.text(&format!("duties-name-{dashed}")),
        what: lang.text(&format!("duties-what-{dashed}")),
        last,
        result,
        has_failed,
        next: standing.next_at.map(|at| at.format(WRITTEN).to_string()),
    }
}

/// What a run counted, as a line of words.
fn counted(lang: Lang, counts: &Counts) -> String {
    if counts.is_empty() {
        return lang.text("duties-nothing");
    }
    let words = counts.iter().map(|(what, number)| {
        let id = format!("duties-count-{}", what.as_str().replace('_', "-"));
        lang.with(&id, &[("count", (*number).into())])
    });
    words.collect::<Vec<_>>().join(&lang.text("duties-count-between"))
}

/// Where somebody is an administrator is looked up when it is asked.
fn actor(who: &Signed) -> Actor {
    Actor::Officer { id: who.officer, roles: Vec::new() }
}
