//! 核对页: somebody's report is looked through, cell by cell, for what contradicts itself. Nothing of it is kept.

mod tables;

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use self::tables::{Table, tables};
use super::layout::{Page, send_with};
use super::parts::{Faults, Field, Fields, Summary};
use super::reports::checks::signed;
use crate::app::App;
use crate::domain::reconcile::{Finding, Node, Published, reconcile};
use crate::findings;
use crate::messages::Lang;
use crate::web::auth::Signed;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, body};

/// Bytes of a file at most; the figures of a report are a few thousand.
const FILE: u64 = 1 << 20;
const ACCEPT: &str = ".json,application/json";

#[derive(Template)]
#[template(path = "reconcile.html", config = "src/web/askama.toml")]
struct ReconcilePage {
    page: Page,
    summary: Option<Summary>,
    fields: Vec<Field>,
    result: Option<Looked>,
}

/// What was found.
struct Looked {
    /// Whose report it is.
    title: String,
    verdict: String,
    is_sound: bool,
    /// Files that are of another year than they should be.
    notes: Vec<String>,
    lines: Vec<Line>,
    tables: Vec<Table>,
}

/// A contradiction.
struct Line {
    number: usize,
    sentence: String,
    /// By how much; none for a blank.
    difference: Option<String>,
}

/// What was sent, read.
struct Sent {
    report: Published,
    previous: Option<(String, Published)>,
    children: Vec<(String, Published)>,
}

/// Shows the form.
pub(in crate::web) async fn show(app: Data<App>, who: Signed, visit: Visit) -> Result<HttpResponse, WebError> {
    page(&app, &who, visit, Faults::default(), None).await
}

/// Looks through what was sent.
pub(in crate::web) async fn send(
    app: Data<App>,
    who: Signed,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    match crate::web::block(move || read(lang, &posted)).await? {
        Ok(sent) => page(&app, &who, visit, Faults::default(), Some(look(lang, &sent))).await,
        Err(faults) => page(&app, &who, visit, faults, None).await,
    }
}

async fn page(
    app: &Data<App>,
    who: &Signed,
    visit: Visit,
    faults: Faults,
    result: Option<Looked>,
) -> Result<HttpResponse, WebError> {
    let page = Page::desk(app, visit, who).await?;
    let lang = page.reader.lang;
    let fields = Fields::new(lang, &faults);
    let template = ReconcilePage {
        summary: faults.summary(lang),
        fields: vec![
            fields.one_file("report", "reconcile-report", ACCEPT).hint(page.t("reconcile-report-hint")).required(),
            fields.one_file("previous", "reconcile-previous", ACCEPT).hint(page.t("reconcile-previous-hint")),
            fields.files("children", "reconcile-children", ACCEPT).hint(page.t("reconcile-children-hint")),
        ],
        result,
        page,
    };
    send_with(faults.status(), lang, &template)
}

/// Reads the files, or says which cannot be read and where.
fn read(lang: Lang, posted: &Posted) -> Result<Sent, Faults> {
    let mut faults = Faults::default();
    let mut of = |field: &str| {
        let read = reports(lang, posted, field);
        read.unwrap_or_else(|sentence| {
            faults = std::mem::take(&mut faults).and(field, sentence);
            Vec::new()
        })
    };
    let (report, previous, children) = (of("report"), of("previous"), of("children"));
    let Some((_, report)) = report.into_iter().next() else {
        let is_told = faults.with_field("report").is_some();
        return Err(if is_told { faults } else { faults.and("report", lang.text("reconcile-pick")) });
    };
    let previous = previous.into_iter().next();
    if faults.is_empty() { Ok(Sent { report, previous, children }) } else { Err(faults) }
}

/// The reports in the files of a field.
fn reports(lang: Lang, posted: &Posted, field: &str) -> Result<Vec<(String, Published)>, String> {
    let files = posted.contents(field, FILE).map_err(|error| error.tell(lang).message)?;
    let read = |(name, bytes): (String, Vec<u8>)| {
        let report = published(lang, &name, &bytes)?;
        Ok((name, report))
    };
    files.into_iter().map(read).collect()
}

fn published(lang: Lang, name: &str, bytes: &[u8]) -> Result<Published, String> {
    // Editors on Windows put a mark before the text that JSON does not know.
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let about = |id: &str, key: &'static str, why: String| {
        lang.with(id, &[("file", name.to_owned().into()), (key, why.into())])
    };
    let node: Node = body::read(text).map_err(|error| {
        if let WebError::BadJson { reason } = error {
            return about("reconcile-no-json", "error", reason);
        }
        error.tell(lang).message
    })?;
    Published::read(&node).map_err(|error| about("reconcile-unreadable", "problem", findings::unreadable(lang, &error)))
}

fn look(lang: Lang, sent: &Sent) -> Looked {
    let Sent { report, previous, children } = sent;
    let below: Vec<Published> = children.iter().map(|(_, child)| child.clone()).collect();
    let found = reconcile(report, previous.as_ref().map(|(_, previous)| previous), &below);
    let year = report.year.map(|year| year.to_string()).unwrap_or_default();
    let about =
        [("agency", report.agency.clone().into()), ("year", year.into()), ("form", report.form.as_str().into())];
    let verdict = match found.len() {
        0 => lang.text("reconcile-none"),
        count => lang.with("reconcile-some", &[("count", count.into())]),
    };
    Looked {
        title: lang.with("reconcile-about", &about),
        verdict,
        is_sound: found.is_empty(),
        notes: notes(lang, sent),
        lines: found.iter().zip(1..).map(|(finding, number)| line(lang, finding, number)).collect(),
        tables: tables(lang, report, &found),
    }
}

fn line(lang: Lang, finding: &Finding, number: usize) -> Line {
    let difference = finding.left.zip(finding.right).map(|(left, right)| signed(left - right));
    Line { number, sentence: findings::sentence(lang, finding), difference }
}

/// Files that are of another year than those they are held against.
fn notes(lang: Lang, Sent { report, previous, children }: &Sent) -> Vec<String> {
    let note = |id: &str, (file, other): &(String, Published), expected: Option<i32>| {
        let (found, expected) = (other.year?, expected?);
        let particulars = [
            ("file", file.clone().into()),
            ("found", found.to_string().into()),
            ("expected", expected.to_string().into()),
        ];
        (found != expected).then(|| lang.with(id, &particulars))
    };
    let before = previous.iter().map(|it| note("reconcile-note-previous", it, report.year.map(|year| year - 1)));
    let below = children.iter().map(|it| note("reconcile-note-child", it, report.year));
    before.chain(below).flatten().collect()
}
