//! 相近的申请: what the same applicant asked for before, and what reads much the same, whoever asked.

use askama::Template;

use super::View;
use super::records::count;
use super::section::{Fold, Section};
use crate::app::duplicates::{Duplicate, Reason};
use crate::web::WebError;
use crate::web::pages::layout::Page;
use crate::web::pages::queue::word;

/// Requests that are shown of each kind.
const SHOWN: usize = 10;

/// Another request.
pub(super) struct Similar {
    pub address: String,
    pub case_no: String,
    pub subject: String,
    pub received: String,
    pub status: String,
    pub why: String,
    /// How alike the two read, 0 to 100.
    pub score: u8,
    pub is_likely: bool,
}

#[derive(Template)]
#[template(path = "case/similar.html", config = "src/web/askama.toml")]
struct Alike {
    note: String,
    alike_label: String,
    requests: Vec<Similar>,
}

/// 疑似重复: what reads much the same, the likeliest first.
pub(super) fn section(view: &View<'_>) -> Result<Section, WebError> {
    let lang = view.lang();
    let alike = of(view, |reason| match reason {
        Reason::LikelyRepeat | Reason::SimilarSubject => true,
        Reason::SameApplicant => false,
    });
    let fold = Fold::of(alike.len(), alike.iter().any(|it| it.is_likely));
    let note = count(lang, alike.len());
    let id = if alike.is_empty() { "case-similar-none" } else { "case-similar-note" };
    let body = Alike { note: lang.text(id), alike_label: lang.text("case-alike"), requests: alike };
    Section::new(lang, ("similar", "case-similar"), (note, fold), &body)
}

/// 申请人以前的申请.
pub(super) fn earlier(view: &View<'_>) -> Vec<Similar> {
    of(view, |reason| match reason {
        Reason::LikelyRepeat | Reason::SameApplicant => true,
        Reason::SimilarSubject => false,
    })
}

fn of(view: &View<'_>, is_wanted: impl Fn(Reason) -> bool) -> Vec<Similar> {
    let wanted = view.loaded.similar.iter().filter(|it| is_wanted(it.reason));
    wanted.take(SHOWN).map(|duplicate| similar(view.page, duplicate)).collect()
}

fn similar(page: &Page, Duplicate { row, reason, score, sameness: _ }: &Duplicate) -> Similar {
    let lang = page.reader.lang;
    let status = word(lang, "status", row.state.status.as_str());
    Similar {
        address: page.href(&format!("/cases/{}", row.id)),
        case_no: row.origin.case_no.clone(),
        subject: row.state.subject.clone(),
        received: row.state.received_on.map(|on| on.to_string()).unwrap_or_default(),
        status: row.state.outcome.map_or(status, |outcome| word(lang, "outcome", outcome.as_str())),
        why: word(lang, "similar", reason.as_str()),
        score: *score,
        is_likely: *reason == Reason::LikelyRepeat,
    }
}
