//! The text of one case.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::expression::{agency_term, inner_term};
use super::query::Sight;
use super::token::{terms, tokens};
use crate::domain::case::{Amendment, Entry, Event};
use crate::domain::code::coded_enum;
use crate::domain::ids::AgencyId;

/// Longest list of entries of one document, in bytes: PostgreSQL takes a mebibyte.
const TERMS_MAX: usize = 900_000;

coded_enum! {
    /// Where in a case something stands.
    Field {
        /// 登记编号
        CaseNo = "case_no",
        /// 登记簿原编号
        SourceRef = "source_ref",
        /// 所需信息的名称
        Subject = "subject",
        /// 申请内容: description, document number, purpose
        Request = "request",
        /// 补正内容
        Supplement = "supplement",
        /// 答复 as it was sent
        Reply = "reply",
        /// 答复稿 that has not been sent
        Draft = "draft",
        /// 申请人姓名或名称
        ApplicantName = "applicant_name",
    }
}

impl Field {
    /// Whether it is there for those who work on the case only.
    #[must_use]
    pub const fn is_inner(self) -> bool {
        matches!(self, Self::Draft | Self::ApplicantName)
    }
}

/// One text of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// What it is.
    pub field: Field,
    /// The text as it was written.
    pub text: String,
}

/// Everything in a case that is searched. The content of attachments is not, so that nothing marked as a
/// state secret (R18) can come into an index.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Document {
    /// Its texts, the shortest names first.
    pub passages: Vec<Passage>,
}

impl Document {
    /// The document of a case: what is asked for as it was corrected last, every reply that was sent, the
    /// draft that is being worked on. A draft that was replaced before it was sent is gone.
    #[must_use]
    pub fn of(case_no: &str, applicant_name: &str, history: &[Entry]) -> Self {
        let mut texts = Texts::default();
        history.iter().for_each(|entry| texts.read(&entry.event));
        let mut document = Self::default();
        document.add(Field::CaseNo, [case_no]);
        document.add(Field::SourceRef, texts.source_ref);
        document.add(Field::Subject, [texts.subject]);
        document.add(Field::Request, texts.request);
        document.add(Field::Supplement, texts.supplements);
        document.add(Field::Reply, texts.replies);
        document.add(Field::Draft, texts.draft);
        document.add(Field::ApplicantName, [applicant_name]);
        document
    }

    fn add<'a>(&mut self, field: Field, texts: impl IntoIterator<Item = &'a str>) {
        let given = texts.into_iter().filter(|text| !text.trim().is_empty());
        self.passages.extend(given.map(|text| Passage { field, text: text.to_owned() }));
    }

    /// What may be seen of it.
    pub(super) fn seen(&self, sight: Sight) -> impl Iterator<Item = &Passage> {
        self.passages.iter().filter(move |passage| sight == Sight::Full || !passage.field.is_inner())
    }

    /// Its entries in an index, separated by spaces, without repetition. Of a text of hundreds of pages
    /// the end may be missing.
    #[must_use]
    pub fn index_terms(&self, agency: AgencyId) -> String {
        let mut all = agency_term(agency);
        let mut known = BTreeSet::new();
        for passage in &self.passages {
            for term in terms(&tokens(&passage.text)) {
                let term = if passage.field.is_inner() { inner_term(&term) } else { term };
                if all.len() + term.len() < TERMS_MAX && known.insert(term.clone()) {
                    all.push(' ');
                    all.push_str(&term);
                }
            }
        }
        all
    }
}

/// What a history says, as of its last entry.
#[derive(Default)]
struct Texts<'a> {
    source_ref: Option<&'a str>,
    subject: &'a str,
    request: Vec<&'a str>,
    supplements: Vec<&'a str>,
    replies: Vec<&'a str>,
    draft: Option<&'a str>,
}

impl<'a> Texts<'a> {
    fn read(&mut self, event: &'a Event) {
        if let Event::Submitted { request, source_ref, .. } = event {
            self.source_ref = source_ref.as_deref();
            self.subject = &request.subject;
            let others = [&request.description, &request.document_no, &request.purpose];
            self.request = others.into_iter().filter_map(Option::as_deref).collect();
        } else if let Event::Corrected { amendment: Amendment::Subject { to }, .. } = event {
            self.subject = to;
        } else if let Event::Supplemented { text: Some(text) } = event {
            self.supplements.push(text);
        } else if let Event::ReplyDrafted { draft } = event {
            self.draft = Some(&draft.text);
        } else if let Event::Replied { .. } = event {
            self.replies.extend(self.draft.take());
        }
    }
}
