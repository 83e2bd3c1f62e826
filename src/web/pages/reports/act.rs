//! 定稿、签发、发布、退回重编: what an act does is said first, then it is done on a click.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use super::course::{part, why_not, words};
use super::{ScopeQuery, Which};
use crate::app::annual_report::{self as report, Offer, ReportOrder};
use crate::app::{App, AppError};
use crate::domain::annual_report::life::{Report, ReportActKind, ReportEvent, ReportRefused, ReportStatus};
use crate::domain::annual_report::{Figures, Scope};
use crate::domain::calendar::iso_date;
use crate::findings;
use crate::letters::report::Paper;
use crate::messages::Lang;
use crate::store::StoreError;
use crate::web::api::report_acts::{REASON, check_length, order};
use crate::web::auth::{Head, In};
use crate::web::error::{Wrong, WrongField};
use crate::web::pages::layout::{Page, see_other, send_with};
use crate::web::pages::parts::{Faults, Field, Fields, Summary};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "reports/act.html", config = "src/web/askama.toml")]
struct ActPage {
    page: Page,
    /// Where the report is.
    report: String,
    report_title: String,
    name: String,
    confirm: String,
    does: String,
    /// What follows, point by point.
    follows: Vec<String>,
    /// The year in one sentence.
    figures: String,
    /// Why it cannot be done now, with what is wrong with the figures.
    refused: Option<String>,
    faults: Vec<String>,
    summary: Option<Summary>,
    action: String,
    version: i32,
    fields: Vec<Field>,
    is_grave: bool,
}

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Typed {
    version: String,
    reason: String,
    on: String,
}

/// What is read for the page.
struct Found {
    report: Report,
    figures: Figures,
    offer: Option<Offer>,
}

/// Which act on which report.
type Named = Path<(String, String, String)>;

/// Says what the act does.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Head>,
    visit: Visit,
    path: Named,
    query: Query<ScopeQuery>,
) -> Result<HttpResponse, WebError> {
    let which = Which::of(&officer.agency, &path.1, query.scope)?;
    let act = act(&path.2)?;
    let on = app.clock.today().to_string();
    let typed = Typed { on, ..Typed::default() };
    page(&app, &officer, visit, &which, act, typed, Faults::default()).await
}

/// Does it.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: In<Head>,
    visit: Visit,
    path: Named,
    query: Query<ScopeQuery>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let which = Which::of(&officer.agency, &path.1, query.scope)?;
    let act = act(&path.2)?;
    let typed: Typed = posted.typed()?;
    let lang = visit.reader.lang;
    match perform(&app, &officer, &which, act, &typed).await {
        Ok(words) => {
            visit.say(&format!("reports-done-{words}"));
            Ok(see_other(&visit.reader.href(&which.to(""))))
        }
        Err(error) => {
            let field = if let WebError::App(AppError::Report(refused)) = &error { field_of(refused) } else { None };
            let faults = Faults::of(lang, error)?;
            let faults = field.map_or(faults.clone(), |field| faults.about(field));
            page(&app, &officer, visit, &which, act, typed, faults).await
        }
    }
}

/// The field that a refusal is about.
fn field_of(refused: &ReportRefused) -> Option<&'static str> {
    match refused {
        ReportRefused::ReasonMissing => Some("reason"),
        ReportRefused::InFuture { .. } | ReportRefused::BeforeSigning { .. } => Some("on"),
        ReportRefused::NotAuthorised { .. }
        | ReportRefused::WrongStatus { .. }
        | ReportRefused::YearNotOver { .. }
        | ReportRefused::NothingToCorrect { .. }
        | ReportRefused::Faulty { .. } => None,
    }
}

/// Does it, and says what it was called.
async fn perform(
    app: &Data<App>,
    officer: &In<Head>,
    which: &Which,
    act: ReportActKind,
    typed: &Typed,
) -> Result<&'static str, WebError> {
    let version = typed.version.parse().map_err(|_| WebError::BadParameter { name: "version" })?;
    check_length(&typed.reason)?;
    let on = match typed.on.trim() {
        "" => None,
        text => Some(iso_date(text).ok_or_else(|| no_date(text))?),
    };
    let order = order(officer, &which.year.to_string(), version, Some(which.scope))?;
    let reason = typed.reason.trim().to_owned();
    read(app, move |app| {
        let done = match act {
            ReportActKind::Freeze => report::freeze(app, &order, None, Some(reason)),
            ReportActKind::SignOff => report::sign_off(app, &order),
            ReportActKind::Publish => report::publish(app, &order, on),
            ReportActKind::Reopen => report::reopen(app, &order, reason),
        };
        let before = match done {
            Ok(after) => after.draft.or(after.published.last().cloned()).and_then(|edition| edition.replaces),
            Err(AppError::Store(StoreError::StaleReport { .. })) if is_done(app, &order, act)? => None,
            Err(error) => return Err(error),
        };
        let status = if before.is_some() { ReportStatus::Published } else { ReportStatus::Open };
        Ok(words(act, status))
    })
    .await
}

fn no_date(text: &str) -> WebError {
    WebError::Invalid(vec![WrongField { field: "on".to_owned(), code: Wrong::Value, message: text.to_owned() }])
}

/// Whether the first of two clicks has done it.
fn is_done(app: &App, order: &ReportOrder, act: ReportActKind) -> Result<bool, AppError> {
    let last = report::history(app, &order.code, order.year, order.scope)?.pop();
    let is_same = |event: &ReportEvent| match event {
        ReportEvent::Frozen { .. } => act == ReportActKind::Freeze,
        ReportEvent::SignedOff => act == ReportActKind::SignOff,
        ReportEvent::Published { .. } => act == ReportActKind::Publish,
        ReportEvent::Reopened { .. } => act == ReportActKind::Reopen,
    };
    Ok(last.is_some_and(|line| {
        line.version == order.expected + 1 && line.entry.actor == order.actor.to_string() && is_same(&line.entry.event)
    }))
}

/// The act that an address names.
fn act(text: &str) -> Result<ReportActKind, WebError> {
    text.replace('-', "_").parse().map_err(|_| WebError::NoSuchPage)
}

async fn page(
    app: &Data<App>,
    officer: &In<Head>,
    visit: Visit,
    which: &Which,
    act: ReportActKind,
    typed: Typed,
    faults: Faults,
) -> Result<HttpResponse, WebError> {
    let (asked, actor) = (which.clone(), officer.actor());
    let Found { report, figures, offer } = read(app, move |app| {
        let Which { code, year, scope, .. } = &asked;
        let standing = report::view(app, code, *year, *scope, None)?;
        let offers = report::offers(app, code, *year, *scope, &actor)?;
        let offer = offers.into_iter().find(|offer| offer.act == act);
        Ok(Found { report: standing.report, figures: standing.figures, offer })
    })
    .await?;
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let words = words(act, report.status());
    let refused = offer.and_then(|offer| offer.refused);
    let is_faulty = matches!(refused, Some(ReportRefused::Faulty { .. }));
    let name = lang.text(&format!("reports-act-{words}"));
    let template = ActPage {
        report: page.href(&which.to("")),
        report_title: which.title(lang),
        confirm: lang.with("reports-confirm", &[("act", name.clone().into())]),
        name,
        does: lang.text(&format!("reports-does-{words}")),
        follows: follows(lang, words, which.scope),
        figures: Paper::lay_out(&figures, lang).summary,
        faults: figure_faults(lang, refused.as_ref()),
        refused: refused.as_ref().map(|refused| why_not(lang, refused)),
        // What is wrong with the figures stands above already, place by place.
        summary: faults.summary(lang).filter(|_| !is_faulty),
        action: page.href(&which.to(&part(act))),
        version: report.version,
        fields: fields(lang, words, &typed, &faults),
        is_grave: act == ReportActKind::Reopen,
        page,
    };
    send_with(faults.status(), lang, &template)
}

fn figure_faults(lang: Lang, refused: Option<&ReportRefused>) -> Vec<String> {
    match refused {
        Some(ReportRefused::Faulty { faults }) => faults.iter().map(|fault| findings::fault(lang, fault)).collect(),
        Some(_) | None => Vec::new(),
    }
}

/// What follows from an act, and what does not.
fn follows(lang: Lang, words: &str, scope: Scope) -> Vec<String> {
    let mut points =
        vec![lang.text(&format!("reports-follows-{words}-first")), lang.text(&format!("reports-follows-{words}-then"))];
    points.push(lang.text(match scope {
        Scope::Own => "reports-follows-own",
        Scope::All => "reports-follows-all",
    }));
    points.push(lang.text("reports-follows-who"));
    points
}

fn fields(lang: Lang, words: &str, typed: &Typed, faults: &Faults) -> Vec<Field> {
    let fields = Fields::new(lang, faults);
    let hint = |id: &str| lang.text(id);
    match words {
        "correct" => {
            let field = fields.area("reason", "reports-correction", &typed.reason);
            vec![field.hint(hint("reports-correction-hint")).required().most(REASON)]
        }
        "reopen" => {
            let field = fields.area("reason", "reports-reason", &typed.reason);
            vec![field.hint(hint("reports-reason-hint")).required().most(REASON)]
        }
        "publish" => vec![
            fields.date("on", "reports-published-on", &typed.on).hint(hint("reports-published-on-hint")).required(),
        ],
        _ => Vec::new(),
    }
}
