//! 草稿: the texts of a report made of its figures and of the material that was entered.
//!
//! The words are in `config/report`. A draft names figures in braces, as an edited text does, so that both are filled
//! in the same way.

use std::collections::BTreeMap;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};

use super::RenderError;
use crate::domain::annual_report::Figures;
use crate::domain::annual_report::narrative::{Bound, Narrative, Part, Vocabulary};
use crate::domain::office::{OfficeContact, OfficeFact};
use crate::messages::Lang;

/// What ends a sentence.
const ENDS: &[char] = &['。', '；', '！', '？'];

const FIGURES: &str = include_str!("../../../config/report/figures.toml");
const OVERVIEW: &str = include_str!("../../../config/report/overview.txt");
const PROBLEMS: &str = include_str!("../../../config/report/problems.txt");
const OTHERS: &str = include_str!("../../../config/report/others.txt");
const CONTACT: &str = include_str!("../../../config/report/contact.txt");

/// 用语: the words that figures are known by.
///
/// # Errors
/// [`RenderError::Words`] if the file is damaged.
pub fn vocabulary() -> Result<Vocabulary, RenderError> {
    toml::from_str(FIGURES).map_err(|error| RenderError::Words(error.to_string()))
}

/// What the texts of a report are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Material<'a> {
    /// The figures.
    pub figures: &'a Figures,
    /// How many agencies they are of.
    pub agencies: usize,
    /// How the agency's disclosure office is reached.
    pub contact: &'a OfficeContact,
    /// What was written, with the names of figures in braces.
    pub written: &'a BTreeMap<Part, String>,
}

impl Material<'_> {
    /// 草稿 of a text, with the names of figures in braces; that of material is empty.
    ///
    /// # Errors
    /// [`RenderError::Words`] if a template cannot be filled.
    pub fn draft(&self, words: &Vocabulary, part: Part) -> Result<String, RenderError> {
        let Some(template) = template(part) else { return Ok(String::new()) };
        let bound = Bound::new(words, self.figures);
        let figures: BTreeMap<&str, f64> =
            bound.all().map(|(term, amount)| (term.name.as_str(), amount.as_f64())).collect();
        let header = &self.figures.header;
        let own = context! {
            year => header.year,
            form => header.form.as_str(),
            agency => &header.agency,
            agencies => self.agencies,
            office => Value::from(Serde(self.contact)),
            reached => Value::from(Serde(self.reached())),
            n => Value::from(Serde(figures)),
        };
        let material: BTreeMap<&str, Vec<String>> =
            Part::MATERIAL.into_iter().map(|part| (part.as_str(), self.lines(part))).collect();
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        let values = context! { ..own, ..Value::from(Serde(material)) };
        let draft = environment.render_named_str(part.as_str(), template, values);
        let draft = draft.map_err(|error| RenderError::Words(error.to_string()))?;
        Ok(draft.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"))
    }

    /// A text with the names of figures in braces: what was written, else the draft.
    ///
    /// # Errors
    /// As [`Material::draft`].
    pub fn text(&self, words: &Vocabulary, part: Part) -> Result<String, RenderError> {
        self.written.get(&part).map_or_else(|| self.draft(words, part), |text| Ok(text.clone()))
    }

    /// 报告的文字: every section as it is read.
    ///
    /// # Errors
    /// As [`Material::draft`]; [`RenderError::Words`] also if a text names a figure that there is not.
    pub fn narrative(&self, words: &Vocabulary) -> Result<Narrative, RenderError> {
        let bound = Bound::new(words, self.figures);
        let read = |part: Part| {
            let text = bound.fill(&self.text(words, part)?).map_err(|fault| RenderError::Words(fault.to_string()))?;
            Ok((part, text))
        };
        Part::SECTIONS.into_iter().map(read).collect()
    }

    /// How the office is reached: what each line is, and the line.
    fn reached(&self) -> Vec<(String, &str)> {
        let known = self.contact.known().filter(|(fact, _)| *fact != OfficeFact::Name);
        known.map(|(fact, text)| (Lang::Zh.text(&format!("office-{fact}")), text)).collect()
    }

    /// The items of some material, each a sentence, with the figures still to be filled in.
    fn lines(&self, part: Part) -> Vec<String> {
        let text = self.written.get(&part).map_or("", String::as_str);
        let sentence = |line: &str| if line.ends_with(ENDS) { line.to_owned() } else { format!("{line}。") };
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(sentence).collect()
    }
}

const fn template(part: Part) -> Option<&'static str> {
    match part {
        Part::Overview => Some(OVERVIEW),
        Part::Problems => Some(PROBLEMS),
        Part::Others => Some(OTHERS),
        Part::Contact => Some(CONTACT),
        Part::Disclosure
        | Part::Management
        | Part::Platform
        | Part::Oversight
        | Part::Shortcomings
        | Part::Measures
        | Part::Matters => None,
    }
}
