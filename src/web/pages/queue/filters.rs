//! 筛选: the form that narrows a list, and what of it is in force.

use super::asked::Asked;
use super::word;
use crate::domain::code::{Category, Channel};
use crate::domain::outcome::Outcome;
use crate::domain::status::Status;
use crate::messages::Lang;
use crate::web::pages::layout::Page;

/// One of several values.
pub(super) struct Choice {
    pub value: String,
    pub name: String,
    pub is_chosen: bool,
}

/// A filter that is in force, and the list without it.
pub(super) struct Chip {
    pub name: String,
    pub value: String,
    pub without: String,
}

/// The form as it was filled in.
pub(super) struct Filters {
    pub words: String,
    pub name: String,
    pub statuses: Vec<Choice>,
    pub assignees: Vec<Choice>,
    pub sections: Vec<Choice>,
    pub channels: Vec<Choice>,
    pub due_from: String,
    pub due_to: String,
    /// What the form has no field for and passes on.
    pub hidden: Vec<(String, String)>,
    pub chips: Vec<Chip>,
}

/// People and sections that a list can be narrowed to: id and name.
pub(super) struct Known {
    pub officers: Vec<(String, String)>,
    pub sections: Vec<(String, String)>,
}

/// Parameters with a field of their own.
const FIELDS: [&str; 8] = ["q", "name", "status", "assignee", "section", "channel", "due_from", "due_to"];

impl Filters {
    pub(super) fn new(page: &Page, asked: &Asked, here: &str, known: &Known) -> Self {
        let lang = page.reader.lang;
        let codes = |name: &str, kind: &str, all: Vec<&'static str>| {
            let pairs = all.into_iter().map(|code| (code.to_owned(), word(lang, kind, code)));
            choices(asked.value(name), pairs)
        };
        let anybody = ["me", "nobody", "somebody"].map(|who| (who.to_owned(), word(lang, "assignee", who)));
        let hidden = asked.pairs().iter().filter(|(name, _)| !FIELDS.contains(&name.as_str()));
        Self {
            words: asked.value("q").to_owned(),
            name: asked.value("name").to_owned(),
            statuses: codes("status", "status", Status::ALL.iter().map(|it| it.as_str()).collect()),
            assignees: choices(asked.value("assignee"), anybody.into_iter().chain(known.officers.iter().cloned())),
            sections: choices(asked.value("section"), known.sections.iter().cloned()),
            channels: codes("channel", "channel", Channel::ALL.iter().map(|it| it.as_str()).collect()),
            due_from: asked.value("due_from").to_owned(),
            due_to: asked.value("due_to").to_owned(),
            hidden: hidden.cloned().chain(page.reader.chosen_parameter()).collect(),
            chips: asked
                .filters()
                .map(|(name, value)| Chip {
                    name: word(lang, "filter", name),
                    value: told(lang, name, value, known),
                    without: page.href(&asked.with(here, &[(name, "")])),
                })
                .collect(),
        }
    }
}

fn choices(chosen: &str, all: impl Iterator<Item = (String, String)>) -> Vec<Choice> {
    all.map(|(value, name)| Choice { is_chosen: value == chosen, value, name }).collect()
}

/// The value of a filter in words.
fn told(lang: Lang, name: &str, value: &str, known: &Known) -> String {
    let of = |some: &[(String, String)]| some.iter().find(|(id, _)| id == value).map(|(_, name)| name.clone());
    let is = |known: bool, kind: &str| known.then(|| word(lang, kind, value));
    let words = match name {
        "status" => is(value.parse::<Status>().is_ok(), "status"),
        "channel" => is(value.parse::<Channel>().is_ok(), "channel"),
        "category" => is(value.parse::<Category>().is_ok(), "category"),
        "outcome" => is(value.parse::<Outcome>().is_ok(), "outcome"),
        "section" => of(&known.sections),
        "assignee" => of(&known.officers).or_else(|| is(["me", "nobody", "somebody"].contains(&value), "assignee")),
        // An id tells nobody anything.
        "applicant" => Some(lang.text("queue-this-applicant")),
        _ => None,
    };
    words.unwrap_or_else(|| value.to_owned())
}
