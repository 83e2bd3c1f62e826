//! 案卷 (归档): a case file as one PDF, the forms first, then its letters and files page by page, with contents.
//!
//! It is no PDF/A. Its letters are, and the files are kept as they came; but a page of a file somebody else made may
//! break the rules of PDF/A (ISO 19005), and whoever vouches for the whole would have to vouch for that page. So the
//! typesetter refuses foreign pages in PDF/A, and the dossier is plain PDF 2.0.
//!
//! A file that cannot be shown, because it is damaged, encrypted or has hidden layers, is tried alone first and then
//! only listed: one bad file never costs the dossier.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::Datelike;
use serde_json::{Value, json};

use super::form::{Form, Section};
use super::press::{Layout, Press, PressError, pages_of};
use crate::domain::attachment::FileKind;

/// The layout of dossiers.
const LAYOUT: Layout = Layout { name: "/dossier.typ", source: include_str!("templates/dossier.typ") };
/// Pages of one file at most; a longer one is only listed.
const PAGES_MAX: usize = 500;
/// Files at most: each needs a name that the typesetter remembers for ever.
pub const FILES_MAX: usize = 200;

/// 案卷.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// What is told on the cover.
    pub cover: Section,
    /// What is set as forms: title, issuer, day and sections.
    pub form: Form,
    /// The heading of the contents.
    pub contents: String,
    /// Letters and files, in order.
    pub enclosed: Vec<Enclosed>,
}

/// A letter or a file that is reproduced page by page.
#[derive(Clone, PartialEq, Eq)]
pub struct Enclosed {
    title: String,
    format: &'static str,
    pages: usize,
    bytes: Vec<u8>,
}

impl std::fmt::Debug for Enclosed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Enclosed").field("format", &self.format).field("pages", &self.pages).finish_non_exhaustive()
    }
}

impl Enclosed {
    /// A file that can be reproduced; `None` if it cannot, for whatever reason.
    #[must_use]
    pub fn of(press: &Press, title: &str, kind: FileKind, bytes: Vec<u8>) -> Option<Self> {
        let format = format(kind)?;
        let pages = if kind == FileKind::Pdf { guarded(|| pages_of(&bytes)).flatten()? } else { 1 };
        let enclosed = Self { title: title.to_owned(), format, pages, bytes };
        let is_within = (1..=PAGES_MAX).contains(&pages);
        (is_within && enclosed.can_be_set(press)).then_some(enclosed)
    }

    /// Tries it alone.
    fn can_be_set(&self, press: &Press) -> bool {
        let data = json!({
            "title": "-", "issuer": "-", "day": { "year": 2000, "month": 1, "day": 1 },
            "subtitle": null, "cover": [], "contents": "-", "sections": [], "enclosed": [self.data(0)],
        });
        matches!(guarded(|| press.bind(LAYOUT, &data, &[(&name(0), &self.bytes)])), Some(Ok(_)))
    }

    fn data(&self, at: usize) -> Value {
        json!({ "title": self.title, "file": name(at), "format": self.format, "pages": self.pages })
    }
}

impl Dossier {
    /// The dossier on paper.
    ///
    /// # Errors
    /// [`PressError`].
    pub fn pdf(&self, press: &Press) -> Result<Vec<u8>, PressError> {
        let Form { issuer, title, subtitle, sections, notes: _, dated_on } = &self.form;
        let enclosed: Vec<Value> = self.enclosed.iter().enumerate().map(|(at, enclosed)| enclosed.data(at)).collect();
        let data = json!({
            "title": title,
            "subtitle": subtitle,
            "issuer": issuer,
            "day": { "year": dated_on.year(), "month": dated_on.month(), "day": dated_on.day() },
            "cover": [self.cover],
            "contents": self.contents,
            "sections": sections,
            "enclosed": enclosed,
        });
        let names: Vec<String> = (0..self.enclosed.len()).map(name).collect();
        let files: Vec<(&str, &[u8])> = names
            .iter()
            .zip(&self.enclosed)
            .map(|(name, enclosed)| (name.as_str(), enclosed.bytes.as_slice()))
            .collect();
        press.bind(LAYOUT, &data, &files)
    }
}

/// What the typesetter calls a kind of file; `None` for what it cannot show.
fn format(kind: FileKind) -> Option<&'static str> {
    match kind {
        FileKind::Pdf => Some("pdf"),
        FileKind::Png => Some("png"),
        FileKind::Jpeg => Some("jpg"),
        FileKind::Webp => Some("webp"),
        FileKind::Ofd
        | FileKind::Tiff
        | FileKind::Docx
        | FileKind::Xlsx
        | FileKind::Pptx
        | FileKind::Doc
        | FileKind::Xls
        | FileKind::Ppt
        | FileKind::Odt
        | FileKind::Ods
        | FileKind::Text => None,
    }
}

fn name(at: usize) -> String {
    format!("/enclosed-{at}")
}

/// Runs what reads files that anybody may have made: a reader that gives up on one gives up on that one only.
fn guarded<T>(read: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(read)).map_err(drop).ok()
}
