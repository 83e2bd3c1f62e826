//! 件页: one case: when it is due and why, what may be done now, and everything that is in it.
//!
//! ```text
//! load      what is read for the page           seat      who looks, with which rights
//! clock     the due date                        acts      what may be done, and why not the rest
//! section   a part of the page that folds       records   most parts are lists of records
//! request similar files proceedings urgings mails history   the parts
//! ```

pub(in crate::web) mod files;
pub(in crate::web) mod letters;
pub(in crate::web) mod urgings;

mod acts;
mod clock;
mod history;
mod load;
mod mails;
mod proceedings;
mod records;
mod request;
mod seat;
mod section;
mod similar;

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use self::acts::Acts;
use self::clock::{Fact, Verdict};
use self::files::Picking;
use self::letters::LetterTyped;
use self::load::Loaded;
use self::section::Section;
use self::urgings::Answers;
use super::layout::{Page, agency_address, send_with};
use super::parts::{Explanation, Faults, Summary};
use super::queue::word;
use crate::app::App;
use crate::messages::Lang;
use crate::web::auth::{CaseReader, On};
use crate::web::visit::Visit;
use crate::web::{WebError, read};

pub(super) use self::acts::address as act_address;
pub(super) use self::seat::Seat;

#[derive(Template)]
#[template(path = "case.html", config = "src/web/askama.toml")]
struct CasePage {
    page: Page,
    agency: String,
    agency_address: String,
    summary: Option<Summary>,
    case_no: String,
    subject: String,
    status: String,
    /// How the status looks: as a badge does.
    tone: &'static str,
    facts: Vec<Fact>,
    verdict: Verdict,
    acts: Acts,
    explanation: Option<Explanation>,
    sections: Vec<Section>,
}

/// What was typed into the forms of the page that was not taken.
#[derive(Default)]
pub(super) struct Typed {
    pub urging: Answers,
    pub files: Picking,
    pub letter: LetterTyped,
    pub faults: Faults,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: On<CaseReader>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    shown(&app, Seat::of(&officer), visit, Typed::default()).await
}

/// Shows the page, again with what was typed if something of it was not taken.
pub(super) async fn shown(app: &Data<App>, seat: Seat, visit: Visit, typed: Typed) -> Result<HttpResponse, WebError> {
    let page = Page::desk(app, visit, &seat.who).await?;
    let (lang, status) = (page.reader.lang, typed.faults.status());
    let limits = app.files.limits();
    let asked = seat.clone();
    let loaded = read(app, move |app| Loaded::read(app, &asked)).await?;
    let view = View { page: &page, seat: &seat, loaded: &loaded, typed: &typed, limits, app };
    let sections = sections(&view)?;
    let (file, state) = (&loaded.desk.file, &loaded.desk.file.row.state);
    let template = CasePage {
        agency: file.agency.name.clone(),
        agency_address: page.href(&agency_address(&file.agency.code)),
        summary: typed.faults.summary(lang),
        case_no: file.row.origin.case_no.clone(),
        subject: state.subject.clone(),
        status: word(lang, "status", state.status.as_str()),
        tone: clock::tone(file),
        facts: clock::facts(lang, &loaded),
        verdict: clock::verdict(lang, file),
        acts: Acts::of(&page, &loaded),
        explanation: explanation(lang, &loaded),
        sections,
        page,
    };
    send_with(status, lang, &template)
}

/// What the parts of the page are made from.
#[derive(Clone, Copy)]
struct View<'a> {
    page: &'a Page,
    seat: &'a Seat,
    loaded: &'a Loaded,
    typed: &'a Typed,
    limits: crate::files::Limits,
    app: &'a App,
}

impl View<'_> {
    fn lang(&self) -> Lang {
        self.page.reader.lang
    }

    /// The address of something of this case.
    fn to(&self, part: &str) -> String {
        self.page.href(&format!("/cases/{}{part}", self.seat.case))
    }
}

fn sections(view: &View<'_>) -> Result<Vec<Section>, WebError> {
    let all = [
        Some(request::request(view)?),
        Some(request::applicant(view)?),
        Some(similar::section(view)?),
        Some(files::section(view)?),
        Some(proceedings::supplement(view)?),
        Some(proceedings::consultations(view)?),
        Some(proceedings::fees(view)?),
        Some(proceedings::reviews(view)?),
        Some(proceedings::replies(view)?),
        Some(letters::section(view)?),
        Some(proceedings::appeals(view)?),
        Some(urgings::section(view)?),
        mails::section(view)?,
        Some(history::section(view)?),
    ];
    Ok(all.into_iter().flatten().collect())
}

fn explanation(lang: Lang, loaded: &Loaded) -> Option<Explanation> {
    let file = &loaded.desk.file;
    let deadline = file.deadline.as_ref()?;
    Some(Explanation::of(lang, &deadline.trace, &file.agency.calendar))
}
