//! 编写文字: one text of a report, written, looked at, kept, or given up for its draft.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use super::texts::part_name;
use super::{ScopeQuery, Which};
use crate::app::App;
use crate::app::annual_report::{self as report, NamedFigure, ReportText, ReportTexts};
use crate::domain::annual_report::narrative::Part;
use crate::narrate;
use crate::web::api::report_acts::order;
use crate::web::api::report_texts::part_of;
use crate::web::auth::{Head, In};
use crate::web::pages::layout::{Page, see_other, send_with};
use crate::web::pages::parts::{Faults, Field, Fields, Summary};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Characters of a text at most.
const LONGEST: usize = 20_000;

#[derive(Template)]
#[template(path = "reports/text.html", config = "src/web/askama.toml")]
struct TextPage {
    page: Page,
    title: String,
    report: String,
    texts: String,
    name: String,
    note: String,
    action: String,
    summary: Option<Summary>,
    field: Field,
    version: i32,
    /// How it would be read.
    preview: Option<Vec<String>>,
    /// Whether there is something to give up for the draft.
    is_written: bool,
    figures: Vec<NamedFigure>,
    versions: Vec<Version>,
}

struct Version {
    version: i32,
    on: String,
    who: String,
    text: Option<String>,
}

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Typed {
    version: String,
    text: String,
}

/// Which text of which report.
type Named = Path<(String, String, String)>;

/// Shows the form.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Head>,
    visit: Visit,
    path: Named,
    query: Query<ScopeQuery>,
) -> Result<HttpResponse, WebError> {
    let which = Which::of(&officer.agency, &path.1, query.scope)?;
    let shown = Shown { part: part_of(&path.2)?, typed: None, preview: None, faults: Faults::default() };
    page(&app, &officer, visit, &which, shown).await
}

/// Keeps what was written, shows how it would be read, or takes the draft back.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: In<Head>,
    visit: Visit,
    path: Named,
    query: Query<ScopeQuery>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let which = Which::of(&officer.agency, &path.1, query.scope)?;
    let part = part_of(&path.2)?;
    let typed: Typed = posted.typed()?;
    let (lang, act) = (visit.reader.lang, posted.act().to_owned());
    let version = typed.version.parse().map_err(|_| WebError::BadParameter { name: "version" })?;
    let order = order(&officer, &path.1, version, Some(which.scope))?;
    let text = (act != "reset").then(|| typed.text.clone());
    let is_preview = act == "preview";
    let done = read(&app, move |app| match (is_preview, text) {
        (true, Some(text)) => report::preview_text(app, &order, part, &text).map(Some),
        (_, text) => report::write_text(app, &order, part, text).map(|()| None),
    })
    .await;
    match done {
        Ok(None) => {
            visit.say(if act == "reset" { "reports-text-reset-done" } else { "reports-text-kept" });
            Ok(see_other(&visit.reader.href(&format!("{}#{part}", which.to("/texts")))))
        }
        Ok(preview) => {
            let shown = Shown { part, typed: Some(typed), preview, faults: Faults::default() };
            page(&app, &officer, visit, &which, shown).await
        }
        Err(error) => {
            let faults = Faults::of(lang, error)?;
            page(&app, &officer, visit, &which, Shown { part, typed: Some(typed), preview: None, faults }).await
        }
    }
}

/// The form as it was filled in.
struct Shown {
    part: Part,
    typed: Option<Typed>,
    preview: Option<String>,
    faults: Faults,
}

async fn page(
    app: &Data<App>,
    officer: &In<Head>,
    visit: Visit,
    which: &Which,
    shown: Shown,
) -> Result<HttpResponse, WebError> {
    let Shown { part, typed, preview, faults } = shown;
    let asked = which.clone();
    let ReportTexts { texts, figures, .. } =
        read(app, move |app| report::texts(app, &asked.code, asked.year, asked.scope)).await?;
    let text = texts.into_iter().find(|text| text.part == part).ok_or(WebError::NoSuchPage)?;
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let ReportText { version, written, draft, versions, .. } = text;
    let is_written = written.is_some();
    let value = typed.map_or_else(|| written.unwrap_or(draft), |typed| typed.text);
    let name = part_name(lang, part);
    let hint = lang.text("reports-text-hint");
    let line = |version: &report::TextVersion| Version {
        version: version.version,
        on: version.at.format("%Y-%m-%d %H:%M UTC").to_string(),
        who: narrate::actor(lang, &version.actor),
        text: version.text.clone(),
    };
    let template = TextPage {
        title: which.title(lang),
        report: page.href(&which.to("")),
        texts: page.href(&which.to("/texts")),
        note: lang.text(if part.is_section() { "reports-text-note" } else { "reports-text-material-note" }),
        action: page.href(&which.to(&format!("/texts/{part}"))),
        summary: faults.summary(lang),
        field: Fields::new(lang, &faults).area("text", "reports-text", &value).hint(hint).most(LONGEST),
        version,
        preview: preview.map(|text| text.lines().map(str::to_owned).collect()),
        is_written,
        figures,
        versions: versions.iter().map(line).collect(),
        name,
        page,
    };
    send_with(faults.status(), lang, &template)
}
