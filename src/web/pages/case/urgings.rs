//! 督办: a supervisor urges the case, the office answers.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use askama::Template;
use chrono::NaiveDate;

use super::records::count;
use super::section::{Fold, Section};
use super::{Seat, Typed, View, shown};
use crate::app::App;
use crate::app::urging::{self, Urging};
use crate::domain::ids::UrgingId;
use crate::messages::Lang;
use crate::store::urgings::UrgingRow;
use crate::web::api::urgings::TEXT_MAX;
use crate::web::auth::{CaseWorker, On, Supervisor};
use crate::web::pages::layout::{Token, see_other};
use crate::web::pages::parts::{Faults, Field, Fields};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// What was typed and not taken.
#[derive(Default)]
pub(in crate::web::pages) struct Answers {
    urge_words: String,
    answer_by: String,
    /// The urging that was answered, and the answer.
    answer: (String, String),
}

#[derive(Template)]
#[template(path = "case/urgings.html", config = "src/web/askama.toml")]
struct Urgings {
    urgings: Vec<Urged>,
    empty: String,
    /// For supervisors.
    urge: Option<Form>,
    token: Token,
}

struct Form {
    address: String,
    send: String,
    fields: Vec<Field>,
}

struct Urged {
    head: String,
    words: String,
    answered: Option<(String, String)>,
    /// For those who work on the case, while it waits for an answer.
    answer: Option<Form>,
}

/// What was urged, and what was answered.
pub(super) fn section(view: &View<'_>) -> Result<Section, WebError> {
    let (lang, rows) = (view.lang(), &view.loaded.urgings);
    let is_waiting = rows.iter().any(|row| row.answer.is_none());
    let body = Urgings {
        urgings: rows.iter().map(|row| urged(view, row)).collect(),
        empty: lang.text("case-nothing"),
        urge: view.seat.may::<Supervisor>().then(|| urge_form(view)),
        token: view.page.token(),
    };
    let typed = &view.typed.urging;
    let fold = Fold::of(rows.len(), is_waiting || !typed.urge_words.is_empty() || !typed.answer_by.is_empty());
    Section::new(lang, ("urgings", "case-urgings"), (count(lang, rows.len()), fold), &body)
}

fn urged(view: &View<'_>, row: &UrgingRow) -> Urged {
    let lang = view.lang();
    let who = |officer| view.loaded.name(officer).unwrap_or_default();
    let on = |at| view.app.clock.local(at).date().to_string();
    let particulars =
        [("on", on(row.urged_at).into()), ("who", who(row.urged_by).into()), ("by", row.answer_by.to_string().into())];
    let answered = row.answer.clone().zip(row.answered_by.zip(row.answered_at)).map(|(words, (by, at))| {
        (lang.with("case-urging-answered", &[("on", on(at).into()), ("who", who(by).into())]), words)
    });
    let answers = row.answer.is_none() && view.seat.may::<CaseWorker>();
    Urged {
        head: lang.with("case-urged", &particulars),
        words: row.words.clone(),
        answered,
        answer: answers.then(|| answer_form(view, row.id)),
    }
}

fn urge_form(view: &View<'_>) -> Form {
    let (lang, typed) = (view.lang(), &view.typed.urging);
    let fields = Fields::new(lang, &view.typed.faults);
    Form {
        address: view.to("/urgings"),
        send: lang.text("case-urge"),
        fields: vec![
            fields.area("urge_words", "case-urge-words", &typed.urge_words).rows(3).required(),
            fields.date("answer_by", "case-urge-by", &typed.answer_by).required(),
        ],
    }
}

fn answer_form(view: &View<'_>, id: UrgingId) -> Form {
    let (lang, typed) = (view.lang(), &view.typed.urging);
    let (name, (answered, words)) = (answer_name(id), &typed.answer);
    let words = if *answered == name { words.as_str() } else { "" };
    let field = Fields::new(lang, &view.typed.faults).area(&name, "case-urging-answer", words);
    Form {
        address: view.to(&format!("/urgings/{id}")),
        send: lang.text("case-urging-send"),
        fields: vec![field.rows(3).required()],
    }
}

/// The field of an answer: there may be several urgings on the page.
fn answer_name(id: UrgingId) -> String {
    format!("answer_{id}")
}

/// Urges.
pub(in crate::web) async fn urge(
    app: Data<App>,
    officer: On<Supervisor>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let (lang, seat) = (visit.reader.lang, Seat::of(&officer));
    let (words, answer_by) = (posted.value("urge_words"), posted.value("answer_by"));
    let mut faults = Faults::default();
    let checked = written(lang, words, "urge_words");
    let day: Option<NaiveDate> = answer_by.parse().ok();
    if day.is_none() {
        faults = faults.and("answer_by", lang.text("act-no-date"));
    }
    match (checked, day) {
        (Ok(words), Some(answer_by)) => {
            let urging = Urging { case: officer.case, by: officer.officer(), words, answer_by };
            let what = format!("urge {}", officer.case);
            let once = posted.once(&app, &officer.officer().to_string(), &what, &[])?;
            read(&app, move |app| urging::urge(app, &officer.agency, urging, once)).await?;
            visit.say("case-urged-now");
            Ok(back(&visit, &seat))
        }
        (checked, _) => {
            faults = checked.err().unwrap_or_default().with(faults);
            let urging =
                Answers { urge_words: words.to_owned(), answer_by: answer_by.to_owned(), ..Answers::default() };
            shown(&app, seat, visit, Typed { urging, faults, ..Typed::default() }).await
        }
    }
}

/// Answers, once.
pub(in crate::web) async fn answer(
    app: Data<App>,
    officer: On<CaseWorker>,
    visit: Visit,
    path: Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let id: UrgingId = path.1.parse().map_err(|_| WebError::NoSuchPage)?;
    let (lang, seat, name) = (visit.reader.lang, Seat::of(&officer), answer_name(id));
    let typed = posted.value(&name).to_owned();
    let done = match written(lang, &typed, &name) {
        Ok(words) => {
            let (case, by) = (officer.case, officer.officer());
            let done = read(&app, move |app| urging::answer(app, &officer.agency, (case, id), by, &words)).await;
            match done {
                Ok(()) => Ok(()),
                Err(error) => Err(Faults::of(lang, error)?),
            }
        }
        Err(faults) => Err(faults),
    };
    match done {
        Ok(()) => {
            visit.say("case-urging-answered-now");
            Ok(back(&visit, &seat))
        }
        Err(faults) => {
            let urging = Answers { answer: (name, typed), ..Answers::default() };
            shown(&app, seat, visit, Typed { urging, faults, ..Typed::default() }).await
        }
    }
}

/// What was written in a field, if it can be kept.
fn written(lang: Lang, words: &str, field: &str) -> Result<String, Faults> {
    match words.chars().count() {
        0 => Err(Faults::default().and(field, lang.text("act-missing"))),
        1..=TEXT_MAX => Ok(words.to_owned()),
        _ => Err(Faults::default().and(field, lang.with("act-too-long", &[("most", TEXT_MAX.into())]))),
    }
}

fn back(visit: &Visit, seat: &Seat) -> HttpResponse {
    see_other(&visit.reader.href(&format!("/cases/{}#urgings", seat.case)))
}
