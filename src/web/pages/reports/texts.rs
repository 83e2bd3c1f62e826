//! 报告文字: every text of a report as it is read, and who wrote it.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use askama::Template;

use super::{ScopeQuery, Which};
use crate::app::App;
use crate::app::annual_report::{self as report, ReportText};
use crate::domain::annual_report::narrative::Part;
use crate::messages::Lang;
use crate::narrate;
use crate::web::auth::{Head, In};
use crate::web::pages::layout::{Page, send};
use crate::web::visit::Visit;
use crate::web::{WebError, read};
use crate::wording::report_status;

#[derive(Template)]
#[template(path = "reports/texts.html", config = "src/web/askama.toml")]
struct TextsPage {
    page: Page,
    title: String,
    report: String,
    /// Why nothing may be changed now.
    closed: Option<String>,
    groups: Vec<Group>,
}

/// Sections, or material.
struct Group {
    heading: String,
    note: String,
    texts: Vec<Shown>,
}

/// A text with where it is edited.
struct Shown {
    id: &'static str,
    name: String,
    /// Draft, or written.
    state: String,
    is_written: bool,
    paragraphs: Vec<String>,
    /// Who wrote it last, and when.
    last: Option<(String, String)>,
    edit: Option<String>,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Head>,
    visit: Visit,
    path: Path<(String, String)>,
    query: Query<ScopeQuery>,
) -> Result<HttpResponse, WebError> {
    let which = Which::of(&officer.agency, &path.1, query.scope)?;
    let asked = which.clone();
    let found = read(&app, move |app| report::texts(app, &asked.code, asked.year, asked.scope)).await?;
    let page = Page::desk(&app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let is_open = found.may_be_written();
    let status = report_status(lang, found.status);
    let (sections, material): (Vec<ReportText>, Vec<ReportText>) =
        found.texts.into_iter().partition(|text| text.part.is_section());
    let group = |heading: &str, note: &str, texts: Vec<ReportText>| Group {
        heading: lang.text(heading),
        note: lang.text(note),
        texts: texts.into_iter().map(|text| shown(&page, &which, text, is_open)).collect(),
    };
    let template = TextsPage {
        title: which.title(lang),
        report: page.href(&which.to("")),
        closed: (!is_open).then(|| lang.with("report-text-text-frozen", &[("status", status.into())])),
        groups: vec![
            group("reports-texts-sections", "reports-texts-sections-note", sections),
            group("reports-texts-material", "reports-texts-material-note", material),
        ],
        page,
    };
    send(lang, &template)
}

fn shown(page: &Page, which: &Which, text: ReportText, is_open: bool) -> Shown {
    let lang = page.reader.lang;
    let is_written = text.written.is_some();
    let last = text.versions.first().map(|version| {
        let at = version.at.format("%Y-%m-%d").to_string();
        (at, narrate::actor(lang, &version.actor))
    });
    let state = match (text.part.is_section(), is_written) {
        (true, false) => "reports-text-draft",
        (_, true) => "reports-text-written",
        (false, false) => "reports-text-empty",
    };
    Shown {
        id: text.part.as_str(),
        name: part_name(lang, text.part),
        state: lang.text(state),
        is_written,
        paragraphs: text.reads.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect(),
        last,
        edit: is_open.then(|| page.href(&which.to(&format!("/texts/{}", text.part)))),
    }
}

/// What a text is called.
pub(super) fn part_name(lang: Lang, part: Part) -> String {
    lang.text(&format!("report-part-{part}"))
}
