//! 填写有误: what is wrong with a form, beside each field and in a summary above it.

use actix_web::http::StatusCode;
use askama::Template;
use askama::filters::HtmlSafe;

use super::field::id_of;
use crate::messages::Lang;
use crate::web::WebError;

/// What is wrong with a form that was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::web) struct Faults {
    /// What is wrong with the whole of it.
    message: Option<String>,
    fields: Vec<(String, String)>,
    status: Option<StatusCode>,
}

impl Faults {
    /// What whoever sent the form can put right.
    ///
    /// # Errors
    /// The error itself, if it is none that can be put right in the form.
    pub(in crate::web) fn of(lang: Lang, error: WebError) -> Result<Self, WebError> {
        let told = error.tell(lang);
        match told.status {
            StatusCode::CONFLICT
            | StatusCode::PAYLOAD_TOO_LARGE
            | StatusCode::UNSUPPORTED_MEDIA_TYPE
            | StatusCode::UNPROCESSABLE_ENTITY => {
                let fields: Vec<_> = told.errors.into_iter().map(|error| (error.field, error.message)).collect();
                let message = fields.is_empty().then_some(told.message);
                Ok(Self { message, fields, status: Some(told.status) })
            }
            _ => Err(error),
        }
    }

    /// The same, with what is wrong with the whole of it said of a field.
    #[must_use]
    pub(in crate::web) fn about(mut self, field: &str) -> Self {
        self.fields.extend(self.message.take().map(|message| (field.to_owned(), message)));
        self
    }

    /// Both together.
    #[must_use]
    pub(in crate::web) fn with(mut self, more: Self) -> Self {
        self.fields.extend(more.fields);
        Self { message: self.message.or(more.message), fields: self.fields, status: self.status.or(more.status) }
    }

    /// The same with a sentence about a field.
    #[must_use]
    pub(in crate::web) fn and(mut self, field: &str, sentence: String) -> Self {
        self.fields.push((field.to_owned(), sentence));
        self
    }

    /// The same in the order in which the fields stand on the page.
    #[must_use]
    pub(in crate::web) fn in_order(mut self, names: &[&str]) -> Self {
        let place = |name: &str| names.iter().position(|other| *other == name).unwrap_or(names.len());
        self.fields.sort_by_key(|(name, _)| place(name));
        self
    }

    /// The same with another sentence about a field that something is wrong with.
    #[must_use]
    pub(in crate::web) fn rather(mut self, field: &str, sentence: &str) -> Self {
        for (name, said) in &mut self.fields {
            if name == field {
                sentence.clone_into(said);
            }
        }
        self
    }

    /// Whether nothing is wrong.
    pub(in crate::web) fn is_empty(&self) -> bool {
        self.message.is_none() && self.fields.is_empty()
    }

    /// With which status the form is shown again.
    pub(in crate::web) fn status(&self) -> StatusCode {
        match self.is_empty() {
            true => StatusCode::OK,
            false => self.status.unwrap_or(StatusCode::UNPROCESSABLE_ENTITY),
        }
    }

    /// What is wrong with a field.
    pub(in crate::web) fn with_field(&self, name: &str) -> Option<String> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, sentence)| sentence.clone())
    }

    /// What stands above the form. Fields that are not on the page are told all the same.
    pub(in crate::web) fn summary(&self, lang: Lang) -> Option<Summary> {
        let line = |(field, sentence): &(String, String)| (id_of(field), sentence.clone());
        (!self.is_empty()).then(|| Summary {
            heading: lang.with("form-wrong", &[("count", self.fields.len().into())]),
            message: self.message.clone(),
            lines: self.fields.iter().map(line).collect(),
        })
    }
}

/// 填写有误: above the form, told by screen readers at once, with a link to each field.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/summary.html", config = "src/web/askama.toml")]
pub(in crate::web) struct Summary {
    heading: String,
    message: Option<String>,
    lines: Vec<(String, String)>,
}

impl HtmlSafe for Summary {}
