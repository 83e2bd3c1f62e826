//! 填写的内容: what was typed into an act's form, read field by field; whatever cannot be read is told beside it.

use std::str::FromStr;

use chrono::NaiveDate;

use crate::messages::Lang;
use crate::web::pages::parts::Faults;

/// Characters of a text at most.
const TEXT_MAX: usize = 10_000;
/// What stands for a text that is still to be written, while only the effect is asked for.
const TO_BE_WRITTEN: &str = "…";

/// What stands in the fields of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// The value of a field, without white space around it.
    pub(super) fn value(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }

    /// The same with a value in a field that has none.
    pub(super) fn propose(&mut self, name: &str, value: String) {
        if !self.0.iter().any(|(field, _)| field == name) {
            self.0.push((name.to_owned(), value));
        }
    }
}

/// Reads the fields of a form.
pub(super) struct Answers<'a> {
    lang: Lang,
    typed: &'a Typed,
    /// Whether texts may still be missing.
    is_draft: bool,
    faults: Faults,
}

impl<'a> Answers<'a> {
    /// Of a form that is sent.
    pub(super) fn sent(lang: Lang, typed: &'a Typed) -> Self {
        Self { lang, typed, is_draft: false, faults: Faults::default() }
    }

    /// Of a form that is still being filled in.
    pub(super) fn so_far(lang: Lang, typed: &'a Typed) -> Self {
        Self { is_draft: true, ..Self::sent(lang, typed) }
    }

    /// What is wrong.
    pub(super) fn faults(self) -> Faults {
        self.faults
    }

    /// A text that must be there.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        if self.typed.value(name).is_empty() && self.is_draft {
            return Some(TO_BE_WRITTEN.to_owned());
        }
        self.required(name)?;
        self.optional_text(name)?
    }

    /// A text that may be left out.
    pub(super) fn optional_text(&mut self, name: &str) -> Option<Option<String>> {
        let text = self.typed.value(name);
        if text.chars().count() > TEXT_MAX {
            return self.fault(name, self.lang.with("act-too-long", &[("most", TEXT_MAX.into())]));
        }
        Some(Some(text.to_owned()).filter(|text| !text.is_empty()))
    }

    /// A day.
    pub(super) fn date(&mut self, name: &str) -> Option<NaiveDate> {
        let day = self.typed.value(name).parse().ok();
        day.or_else(|| self.fault(name, self.lang.text("act-no-date")))
    }

    /// A whole number.
    pub(super) fn number<T: FromStr>(&mut self, name: &str) -> Option<T> {
        let number = self.typed.value(name).parse().ok();
        number.or_else(|| self.fault(name, self.lang.text("act-no-number")))
    }

    /// A whole number that may be left out.
    pub(super) fn optional_number<T: FromStr>(&mut self, name: &str) -> Option<Option<T>> {
        if self.typed.value(name).is_empty() { Some(None) } else { self.number(name).map(Some) }
    }

    /// Something that is chosen.
    pub(super) fn choice<T: FromStr>(&mut self, name: &str) -> Option<T> {
        let chosen = self.typed.value(name).parse().ok();
        chosen.or_else(|| self.fault(name, self.lang.text("act-not-chosen")))
    }

    /// Something that may be chosen.
    pub(super) fn optional_choice<T: FromStr>(&mut self, name: &str) -> Option<Option<T>> {
        if self.typed.value(name).is_empty() { Some(None) } else { self.choice(name).map(Some) }
    }

    /// Whether a box is ticked.
    pub(super) fn tick(&self, name: &str) -> bool {
        !self.typed.value(name).is_empty()
    }

    /// 是否同意公开.
    pub(super) fn consents(&mut self, name: &str) -> Option<Option<bool>> {
        match self.typed.value(name) {
            "yes" => Some(Some(true)),
            "no" => Some(Some(false)),
            "unsaid" => Some(None),
            _ => self.fault(name, self.lang.text("act-not-chosen")),
        }
    }

    /// The lines of a text that are not empty.
    pub(super) fn lines(&self, name: &str) -> Vec<String> {
        if self.is_draft && self.typed.value(name).is_empty() {
            return vec![TO_BE_WRITTEN.to_owned(); 2];
        }
        self.typed.value(name).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    fn required(&mut self, name: &str) -> Option<()> {
        match self.typed.value(name) {
            "" => self.fault(name, self.lang.text("act-missing")),
            _ => Some(()),
        }
    }

    fn fault<T>(&mut self, name: &str, sentence: String) -> Option<T> {
        self.faults = std::mem::take(&mut self.faults).and(name, sentence);
        None
    }
}
