//! 登记提示: applicants who were here before, and requests that this one may repeat.

use askama::Template;
use askama::filters::HtmlSafe;

use super::typed::Typed;
use crate::app::counter::{self, KnownApplicant};
use crate::app::duplicates::{Duplicate, Reason};
use crate::app::{Agency, App, AppError};
use crate::domain::applicant::{Applicant, Party, masking};
use crate::messages::Lang;
use crate::web::pages::queue::word;
use crate::web::reader::Reader;

/// Requests that are shown.
const SHOWN: usize = 8;

/// What a registrar is shown beside the form.
#[derive(Template)]
#[template(path = "register_hints.html", config = "src/web/askama.toml")]
pub(super) struct Hints {
    lang: Lang,
    known: Vec<Known>,
    similar: Vec<Similar>,
    /// Whether somebody asked and there is nothing to tell.
    is_asked: bool,
}

impl HtmlSafe for Hints {}

/// An applicant who was here before.
struct Known {
    id: String,
    name: String,
    sameness: String,
    /// As lists show it.
    identity: String,
    contact: String,
}

/// A request that may be the same.
struct Similar {
    address: String,
    case_no: String,
    subject: String,
    status: String,
    why: String,
    score: u8,
    is_likely: bool,
}

/// What was found out about what has been typed.
pub(super) struct Noticed {
    known: Vec<KnownApplicant>,
    similar: Vec<Duplicate>,
}

impl Noticed {
    /// Looks it up.
    pub(super) fn of(app: &App, agency: &Agency, typed: &Typed) -> Result<Self, AppError> {
        let form = typed.applicant();
        Ok(Self {
            known: counter::recall(app, agency, &form)?,
            similar: counter::similar(app, agency, &form, &typed.subject)?,
        })
    }

    /// The likely repeats, as the form remembers that they were shown.
    pub(super) fn seen(&self) -> String {
        let likely = self.similar.iter().filter(|it| it.reason == Reason::LikelyRepeat);
        likely.map(|it| it.row.id.to_string()).collect::<Vec<_>>().join(" ")
    }

    /// Whether there is a likely repeat that has not been shown yet.
    pub(super) fn is_news(&self, seen: &str) -> bool {
        let seen: Vec<&str> = seen.split(' ').collect();
        self.seen().split(' ').any(|case| !case.is_empty() && !seen.contains(&case))
    }

    /// As it is shown.
    pub(super) fn hints(self, reader: &Reader) -> Hints {
        let lang = reader.lang;
        Hints {
            lang,
            known: self.known.into_iter().map(|known| self::known(lang, known)).collect(),
            similar: self.similar.into_iter().take(SHOWN).map(|similar| self::similar(reader, similar)).collect(),
            is_asked: true,
        }
    }
}

impl Hints {
    /// Before anything is typed.
    pub(super) fn none(lang: Lang) -> Self {
        Self { lang, known: Vec::new(), similar: Vec::new(), is_asked: false }
    }

    fn t(&self, id: &str) -> String {
        self.lang.text(id)
    }
}

fn known(lang: Lang, KnownApplicant { id, sameness, applicant }: KnownApplicant) -> Known {
    use crate::domain::applicant::Sameness;
    let sameness = match sameness {
        Sameness::Same => "register-same",
        Sameness::Likely => "register-likely",
        Sameness::Possible | Sameness::Different => "register-possible",
    };
    let contact = &applicant.contact;
    let ways = [
        contact.phone.as_ref().map(|phone| masking::phone(phone.as_str())),
        contact.address.as_ref().map(|address| address.as_str().to_owned()),
    ];
    Known {
        id: id.to_string(),
        name: applicant.name.as_ref().map(|name| name.as_str().to_owned()).unwrap_or_default(),
        sameness: lang.text(sameness),
        identity: identity(&applicant),
        contact: ways.into_iter().flatten().collect::<Vec<_>>().join(" · "),
    }
}

fn identity(applicant: &Applicant) -> String {
    match &applicant.party {
        Party::Person(person) => {
            person.document.as_ref().map(|document| masking::id_number(document.number.as_str())).unwrap_or_default()
        }
        Party::Organisation(organisation) => {
            organisation.credit_code.as_ref().map(|code| code.as_str().to_owned()).unwrap_or_default()
        }
    }
}

fn similar(reader: &Reader, Duplicate { row, reason, score, sameness: _ }: Duplicate) -> Similar {
    Similar {
        address: reader.href(&format!("/cases/{}", row.id)),
        case_no: row.origin.case_no,
        subject: row.state.subject,
        status: word(reader.lang, "status", row.state.status.as_str()),
        why: word(reader.lang, "similar", reason.as_str()),
        score,
        is_likely: reason == Reason::LikelyRepeat,
    }
}
