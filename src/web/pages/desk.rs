//! 今天: what is due and late, what waits for whoever looks, how the office stands.

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use super::layout::{Page, agency_address, send};
use super::queue::asked::address;
use super::queue::tabs::number;
use super::queue::word;
use super::rows::{Row, row_to, rows};
use crate::app::App;
use crate::app::queue::{Assignee, Question, Sort, Tab};
use crate::app::standing::LONG_LATE;
use crate::app::today::{self, Figures, OfferFigures, OfficeFigures, PersonFigures, Today, Wait, Waiting};
use crate::web::auth::Signed;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "desk.html", config = "src/web/askama.toml")]
struct DeskPage {
    page: Page,
    urgent: Vec<Row>,
    /// Whether there is more that is urgent than is shown.
    more_urgent: bool,
    is_everybodys: bool,
    /// Whether there are agencies below, whose cases are only counted here.
    has_below: bool,
    waiting: Vec<Work>,
    offices: Vec<Office>,
    long_late: String,
}

/// Work of one kind that waits.
struct Work {
    name: String,
    count: String,
    /// The agency, if one works in several.
    agency: Option<String>,
    all: String,
    cases: Vec<Row>,
}

/// An agency with its figures.
struct Office {
    name: String,
    address: String,
    /// Where the next case is.
    next_one: String,
    own: Numbers,
    subtree: Option<Numbers>,
    people: Vec<Line>,
    below: Vec<Line>,
    /// What became of this year's offers, in a sentence.
    offers: Option<String>,
}

/// Somebody or some agency with figures.
struct Line {
    name: String,
    address: Option<String>,
    numbers: Numbers,
}

/// Figures with the lists behind them.
struct Numbers {
    open: Number,
    soon: Number,
    late: Number,
    long_late: Number,
}

struct Number {
    count: i64,
    address: String,
}

/// Shows the page.
pub(in crate::web) async fn show(app: Data<App>, who: Signed, visit: Visit) -> Result<HttpResponse, WebError> {
    let me = who.officer;
    let Today { urgent, waiting, offices } = read(&app, move |app| today::today(app, me)).await?;
    let page = Page::desk(&app, visit, &who).await?;
    let lang = page.reader.lang;
    let has_several = offices.len() > 1;
    let template = DeskPage {
        urgent: rows(&page, &urgent.cases),
        more_urgent: urgent.more,
        is_everybodys: urgent.is_everybodys,
        has_below: offices.iter().any(|office| office.subtree.is_some()),
        waiting: waiting.iter().map(|work| self::work(&page, work, has_several)).collect(),
        offices: offices.into_iter().map(|office| self::office(&page, office)).collect(),
        long_late: lang.with("desk-long-late", &[("days", LONG_LATE.into())]),
        page,
    };
    send(lang, &template)
}

fn work(page: &Page, work: &Waiting, has_several: bool) -> Work {
    let lang = page.reader.lang;
    Work {
        name: word(lang, "wait", work.kind.as_str()),
        count: number(lang, work.count.count, work.count.more),
        agency: has_several.then(|| work.agency.name.clone()),
        all: page.href(&list(&work.agency.code, &work.kind.question())),
        cases: work.cases.iter().map(|case| row_to(page, case, place(work.kind))).collect(),
    }
}

/// Where work of a kind is done.
fn place(kind: Wait) -> &'static str {
    match kind {
        Wait::Review => "/review",
        Wait::Dispatch => "/dispatch",
        // What is asked for is read before it is answered.
        Wait::Confirm | Wait::Assign | Wait::Draft | Wait::Redecide => "",
    }
}

/// The address of the list that a question is about.
fn list(code: &str, question: &Question) -> String {
    let mut pairs = vec![("tab", question.tab.as_str().to_owned())];
    pairs.extend(question.status.map(|status| ("status", status.as_str().to_owned())));
    let assignee = question.assignee.map(|assignee| match assignee {
        Assignee::Me => "me".to_owned(),
        Assignee::Nobody => "nobody".to_owned(),
        Assignee::Somebody => "somebody".to_owned(),
        Assignee::Officer(officer) => officer.to_string(),
    });
    pairs.extend(assignee.map(|assignee| ("assignee", assignee)));
    pairs.extend(question.subtree.then(|| ("subtree", "true".to_owned())));
    address(&agency_address(code), pairs.iter().map(|(name, value)| (*name, value.as_str())))
}

fn office(page: &Page, office: OfficeFigures) -> Office {
    let OfficeFigures { code, name, own, subtree, people, below, offers } = office;
    let everything = Question::new(Tab::Open, Sort::Due);
    let tree = Question { subtree: true, ..everything.clone() };
    Office {
        address: page.href(&agency_address(&code)),
        next_one: page.href(&format!("{}/next", agency_address(&code))),
        own: numbers(page, &code, &everything, own),
        subtree: subtree.map(|figures| numbers(page, &code, &tree, figures)),
        people: people.into_iter().map(|person| self::person(page, &code, person)).collect(),
        below: below
            .into_iter()
            .map(|below| Line {
                address: Some(page.href(&agency_address(&below.code))),
                numbers: numbers(page, &below.code, &everything, below.figures),
                name: below.name,
            })
            .collect(),
        offers: offers.map(|OfferFigures { answered, asked }| {
            page.reader.lang.with("desk-offers", &[("answered", answered.into()), ("asked", asked.into())])
        }),
        name,
    }
}

fn person(page: &Page, code: &str, PersonFigures { officer, name, figures }: PersonFigures) -> Line {
    let assignee = officer.map_or(Assignee::Nobody, Assignee::Officer);
    let question = Question { assignee: Some(assignee), ..Question::new(Tab::Open, Sort::Due) };
    Line {
        name: name.unwrap_or_else(|| page.t("assignee-nobody")),
        address: None,
        numbers: numbers(page, code, &question, figures),
    }
}

fn numbers(page: &Page, code: &str, question: &Question, figures: Figures) -> Numbers {
    let number = |tab: Tab, count: i64| Number { count, address: page.href(&list(code, &question.at(tab))) };
    Numbers {
        open: number(Tab::Open, figures.open),
        soon: number(Tab::DueSoon, figures.soon),
        late: number(Tab::Late, figures.late),
        // What is longest late stands first in that list.
        long_late: number(Tab::Late, figures.long_late),
    }
}
