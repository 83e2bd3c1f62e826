//! 填写项: a field of a form with its label, its hint and what is wrong with it.

use askama::Template;
use askama::filters::HtmlSafe;
use chrono::NaiveDate;

use super::Faults;
use crate::messages::Lang;

/// Makes the fields of one form: each knows what is wrong with it.
#[derive(Debug, Clone, Copy)]
pub(in crate::web) struct Fields<'a> {
    lang: Lang,
    faults: &'a Faults,
}

impl<'a> Fields<'a> {
    /// The fields of a form in this language with these faults.
    pub(in crate::web) fn new(lang: Lang, faults: &'a Faults) -> Self {
        Self { lang, faults }
    }

    /// A line of text. `label` is the id of a message.
    pub(in crate::web) fn text(self, name: &str, label: &str, value: &str) -> Field {
        self.field(Kind::Line { input: "text" }, name, label, value)
    }

    /// A line of another kind: `email`, `tel`, `search`, `number`, `password`, `url`.
    pub(in crate::web) fn input(self, input: &'static str, name: &str, label: &str, value: &str) -> Field {
        self.field(Kind::Line { input }, name, label, value)
    }

    /// A date, `YYYY-MM-DD`.
    pub(in crate::web) fn date(self, name: &str, label: &str, value: &str) -> Field {
        // A browser empties a field for dates of whatever is none.
        let is_kept = value.is_empty() || NaiveDate::parse_from_str(value, "%Y-%m-%d").is_ok();
        self.field(Kind::Line { input: if is_kept { "date" } else { "text" } }, name, label, value)
    }

    /// A figure of a statutory form, under the form's own words.
    pub(in crate::web) fn figure(self, name: &str, words: &str, value: &str) -> Field {
        self.text(name, words, value).required().inputmode("decimal").labelled(words.to_owned())
    }

    /// Several lines of text.
    pub(in crate::web) fn area(self, name: &str, label: &str, value: &str) -> Field {
        self.field(Kind::Area { rows: 5 }, name, label, value)
    }

    /// One of a few, all of which are shown.
    pub(in crate::web) fn radios(self, name: &str, label: &str, value: &str, choices: Vec<Choice>) -> Field {
        self.field(Kind::Radios { choices }, name, label, value)
    }

    /// One of many.
    pub(in crate::web) fn select(self, name: &str, label: &str, value: &str, choices: Vec<Choice>) -> Field {
        self.field(Kind::Select { choices }, name, label, value)
    }

    /// A box to tick; it is sent as `yes`.
    pub(in crate::web) fn tick(self, name: &str, label: &str, is_ticked: bool) -> Field {
        self.field(Kind::Tick, name, label, if is_ticked { "yes" } else { "" }).required()
    }

    /// Files to pick or to drop.
    pub(in crate::web) fn files(self, name: &str, label: &str, accept: &str) -> Field {
        self.field(Kind::Files { accept: accept.to_owned(), several: true }, name, label, "")
    }

    /// One file to pick or to drop.
    pub(in crate::web) fn one_file(self, name: &str, label: &str, accept: &str) -> Field {
        self.field(Kind::Files { accept: accept.to_owned(), several: false }, name, label, "")
    }

    fn field(self, kind: Kind, name: &str, label: &str, value: &str) -> Field {
        Field {
            id: id_of(name),
            name: name.to_owned(),
            label: self.lang.text(label),
            hint: None,
            error: self.faults.with_field(name),
            value: value.to_owned(),
            is_required: false,
            autocomplete: None,
            inputmode: None,
            most: None,
            kind,
            optional: self.lang.text("form-optional"),
            wrong: self.lang.text("form-wrong-field"),
        }
    }
}

/// The id of a field's element.
pub(super) fn id_of(name: &str) -> String {
    format!("f-{}", name.replace(['.', '_'], "-"))
}

/// A field of a form. In a template: `{{ field }}`.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/field.html", config = "src/web/askama.toml")]
pub(in crate::web) struct Field {
    id: String,
    name: String,
    label: String,
    hint: Option<String>,
    error: Option<String>,
    value: String,
    is_required: bool,
    autocomplete: Option<&'static str>,
    inputmode: Option<&'static str>,
    most: Option<usize>,
    kind: Kind,
    optional: String,
    wrong: String,
}

impl HtmlSafe for Field {}

#[derive(Debug, Clone)]
enum Kind {
    Line { input: &'static str },
    Area { rows: usize },
    Radios { choices: Vec<Choice> },
    Select { choices: Vec<Choice> },
    Tick,
    Files { accept: String, several: bool },
}

/// One of the things to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// What it means, in a line below.
    pub note: Option<String>,
}

impl Choice {
    /// A choice without a note.
    pub(in crate::web) fn new(value: &str, label: String) -> Self {
        Self { value: value.to_owned(), label, note: None }
    }

    /// The same with a line below.
    #[must_use]
    pub(in crate::web) fn note(self, note: String) -> Self {
        Self { note: Some(note), ..self }
    }
}

impl Field {
    /// With a sentence below the label.
    #[must_use]
    pub(in crate::web) fn hint(self, hint: String) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// Under a label of its own words.
    #[must_use]
    pub(in crate::web) fn labelled(self, label: String) -> Self {
        Self { label, ..self }
    }

    /// Not marked as one that may be left empty. The server says what is missing, in the reader's words.
    #[must_use]
    pub(in crate::web) fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    /// What the browser may fill in, as HTML names it.
    #[must_use]
    pub(in crate::web) fn autocomplete(self, autocomplete: &'static str) -> Self {
        Self { autocomplete: Some(autocomplete), ..self }
    }

    /// Which keyboard a phone shows.
    #[must_use]
    pub(in crate::web) fn inputmode(self, inputmode: &'static str) -> Self {
        Self { inputmode: Some(inputmode), ..self }
    }

    /// Characters at most.
    #[must_use]
    pub(in crate::web) fn most(self, most: usize) -> Self {
        Self { most: Some(most), ..self }
    }

    /// Lines of a text of several lines.
    #[must_use]
    pub(in crate::web) fn rows(self, rows: usize) -> Self {
        Self { kind: Kind::Area { rows }, ..self }
    }

    /// What the field is described by.
    fn described(&self) -> Option<String> {
        let hint = self.hint.is_some().then(|| format!("{}-hint", self.id));
        let error = self.error.is_some().then(|| format!("{}-error", self.id));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}
