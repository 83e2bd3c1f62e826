//! 邮件模板: words made of data.
//!
//! A template is a text: the subject in the first line, an empty line, then the body. The HTML part is made of
//! the text unless the template brings one of its own, so both say the same. Built-in templates are in
//! `config/mail`; a folder of the office's own comes before them, an agency's own text before both.
//!
//! Whoever writes a template cannot harm anybody: it sees nothing but the mail's own data, ends when its fuel is
//! used up, and is tried with an example before it is kept.

mod check;
mod fault;
mod files;
mod html;
mod words;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, Value};
use serde::Serialize;

use crate::domain::mail::{Language, MailContent, MailKind};
use crate::messages::Lang;

pub use fault::TemplateFault;
pub use files::Templates;

/// Steps that a template may take: a bulletin of a thousand lines needs a quarter of it.
const FUEL: u64 = 200_000;
/// Longest subject, in characters.
const SUBJECT_MAX: usize = 200;

/// A template as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Subject, empty line, text.
    pub text: String,
    /// The HTML part, if it is not made of the text.
    pub html: Option<String>,
}

/// What a template is filled with beside the content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Particulars {
    /// 机关名称
    pub agency: String,
    /// 登记编号
    pub case_no: String,
    /// 查询码, in a receipt.
    pub query_code: String,
    /// Where to read on.
    pub link: String,
    /// The address of the office's site, without a slash at the end: addresses of further cases begin with it.
    pub site: String,
    /// Where to stop mails of this kind.
    pub unsubscribe: Option<String>,
}

/// A mail in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// 主题
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

impl Templates {
    /// Makes words of a mail.
    ///
    /// # Errors
    /// [`TemplateFault`] if the template cannot be filled; one that was [checked](Self::check) can.
    pub fn render(
        &self,
        words: &Words,
        lang: Lang,
        content: &MailContent,
        particulars: &Particulars,
    ) -> Result<Rendered, TemplateFault> {
        let values = values(content, particulars)?;
        let environment = environment(lang);
        let (subject, body) = words.text.split_once('\n').unwrap_or((&words.text, ""));
        let fill = |part, name, source| {
            environment.render_named_str(name, source, &values).map_err(|error| TemplateFault::of(part, &error))
        };
        let subject = fill("subject", "subject.txt", subject)?;
        let subject = subject.split_whitespace().collect::<Vec<_>>().join(" ");
        if subject.is_empty() || subject.chars().count() > SUBJECT_MAX {
            return Err(TemplateFault::Subject { max: SUBJECT_MAX });
        }
        let body = fill("text", "body.txt", body)?.trim().to_owned();
        if body.is_empty() {
            return Err(TemplateFault::NoText);
        }
        let footer = fill("text", "footer.txt", self.footer(lang))?.trim().to_owned();
        let inner = match &words.html {
            Some(own) => fill("html", "own.html", own)?,
            None => html::of_text(&body),
        };
        let page = html::Page { lang: lang.tag(), subject: &subject, inner: &inner, footer: &footer };
        let html = environment
            .render_named_str("layout.html", self.layout(), page.values())
            .map_err(|error| TemplateFault::of("html", &error))?;
        Ok(Rendered { subject, text: format!("{body}\n\n-- \n{footer}\n"), html })
    }
}

/// What a template knows: the content and the particulars, side by side.
fn values(content: &MailContent, particulars: &Particulars) -> Result<Value, TemplateFault> {
    let unreadable =
        |error: serde_json::Error| TemplateFault::Broken { part: "data", line: None, detail: error.to_string() };
    let mut values = serde_json::to_value(content).map_err(unreadable)?;
    let more = serde_json::to_value(particulars).map_err(unreadable)?;
    if let (Some(values), serde_json::Value::Object(more)) = (values.as_object_mut(), more) {
        // From what the query code is derived is nobody's business.
        values.remove("seed");
        values.extend(more);
    }
    Ok(Value::from(Serde(values)))
}

/// Nothing is known but what is given; a name that is not known is an error.
fn environment(lang: Lang) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_auto_escape_callback(|name| match name.rsplit_once('.') {
        Some((_, "html")) => AutoEscape::Html,
        Some(_) | None => AutoEscape::None,
    });
    words::add_to(&mut environment, lang);
    environment
}

fn invalid(message: &'static str) -> minijinja::Error {
    minijinja::Error::new(ErrorKind::InvalidOperation, message)
}

/// The language of messages for a language of mail.
fn lang(language: Language) -> Lang {
    language.into()
}

/// The name of a template's file.
fn file_name(language: Language, kind: MailKind, extension: &str) -> String {
    format!("{}/{kind}.{extension}", lang(language).tag())
}
