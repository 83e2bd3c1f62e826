//! 排版: a template and its data become a PDF. The only folder that knows typst.
//!
//! A template is Typst markup that comes with the program and reads everything it says from `/data.json`; what
//! people write travels as data and is never read as markup. The same template, data and fonts give the same
//! bytes, so a letter can be set again and still be the one that was issued.

mod fonts;
mod world;

use std::path::PathBuf;
use std::sync::OnceLock;

use hayro_syntax::Pdf;
use serde_json::Value;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Smart};
use typst::syntax::Source;
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

pub use fonts::Families;
use fonts::Fonts;
use world::{Sheet, file_id};

/// What layouts have in common, by its name among the files that typst knows.
const COMMON: (&str, &str) = ("/sections.typ", include_str!("../templates/sections.typ"));

/// How many documents typst remembers parts of: the next letter is much like the last.
const REMEMBERED: usize = 10;

/// What can go wrong in setting a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PressError {
    /// None of the folders has the fonts that a letter needs.
    #[error("no fonts for letters in {}", .looked.join(", "))]
    NoFonts {
        /// Where they were looked for.
        looked: Vec<String>,
    },
    /// A folder or font cannot be read.
    #[error("{path}: {reason}")]
    Unreadable {
        /// The folder.
        path: String,
        /// Why.
        reason: String,
    },
    /// The template and its data make no document.
    #[error("typesetting: {detail}")]
    Typesetting {
        /// What typst says.
        detail: String,
    },
}

/// A document's layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Its name among the files that typst knows.
    pub name: &'static str,
    /// Typst markup.
    pub source: &'static str,
}

/// 排版机: fonts and layouts, read when the first document is set.
#[derive(Debug)]
pub struct Press {
    own: PathBuf,
    shipped: Vec<PathBuf>,
    loaded: OnceLock<Result<Loaded, PressError>>,
}

#[derive(Debug)]
struct Loaded {
    library: LazyHash<Library>,
    fonts: Fonts,
    archival: PdfStandards,
    plain: PdfStandards,
}

impl Press {
    /// A press with an office's own folder of fonts (an empty path means none), and the folders in which those
    /// that come with the program may be; the first that exists is taken.
    #[must_use]
    pub fn new(own: PathBuf, shipped: Vec<PathBuf>) -> Self {
        Self { own, shipped, loaded: OnceLock::new() }
    }

    /// The families that documents are set in.
    ///
    /// # Errors
    /// [`PressError::NoFonts`], [`PressError::Unreadable`].
    pub fn families(&self) -> Result<&Families, PressError> {
        Ok(&self.loaded()?.fonts.families)
    }

    /// Sets a document: PDF/A-2a, tagged, with `pictures` by their file names.
    ///
    /// # Errors
    /// [`PressError`].
    pub fn set(&self, layout: Layout, data: &Value, pictures: &[(&str, &[u8])]) -> Result<Vec<u8>, PressError> {
        let loaded = self.loaded()?;
        let made = loaded.set(layout, data, pictures, &loaded.archival);
        comemo::evict(REMEMBERED);
        made
    }

    /// Sets a document that may show pages of other PDF, with `files` by their names: plain PDF 2.0, because PDF/A
    /// takes in no foreign pages. Nothing of it is remembered, for it may be large.
    ///
    /// # Errors
    /// [`PressError`].
    pub fn bind(&self, layout: Layout, data: &Value, files: &[(&str, &[u8])]) -> Result<Vec<u8>, PressError> {
        let loaded = self.loaded()?;
        let made = loaded.set(layout, data, files, &loaded.plain);
        comemo::evict(0);
        made
    }

    fn loaded(&self) -> Result<&Loaded, PressError> {
        let load = || {
            let fonts = Fonts::load(&self.own, &self.shipped)?;
            let (archival, plain) = (standards(PdfStandard::A_2a)?, standards(PdfStandard::V_2_0)?);
            Ok(Loaded { library: LazyHash::new(Library::default()), fonts, archival, plain })
        };
        self.loaded.get_or_init(load).as_ref().map_err(Clone::clone)
    }
}

impl Loaded {
    fn set(
        &self,
        layout: Layout,
        data: &Value,
        enclosed: &[(&str, &[u8])],
        standards: &PdfStandards,
    ) -> Result<Vec<u8>, PressError> {
        let mut data = data.clone();
        data["fonts"] = serde_json::json!(self.fonts.families);
        let mut files = vec![(file_id("/data.json")?, Bytes::new(data.to_string().into_bytes()))];
        for (name, bytes) in enclosed {
            files.push((file_id(name)?, Bytes::new(bytes.to_vec())));
        }
        let main = Source::new(file_id(layout.name)?, layout.source.to_owned());
        let common = Source::new(file_id(COMMON.0)?, COMMON.1.to_owned());
        pdf(&Sheet { library: &self.library, fonts: &self.fonts, main, common, files }, standards)
    }
}

/// How many pages a PDF has; `None` if it cannot be read, as when it is damaged or encrypted.
#[must_use]
pub fn pages_of(pdf: &[u8]) -> Option<usize> {
    Pdf::new(pdf.to_vec()).ok().map(|pdf| pdf.pages().len())
}

fn standards(standard: PdfStandard) -> Result<PdfStandards, PressError> {
    PdfStandards::new(&[standard]).map_err(|error| PressError::Typesetting { detail: error.message().to_string() })
}

fn pdf(sheet: &Sheet<'_>, standards: &PdfStandards) -> Result<Vec<u8>, PressError> {
    let set = typst::compile::<PagedDocument>(sheet);
    // A font that is not there is only a warning to typst; on an official letter it is an error.
    if !set.warnings.is_empty() {
        return Err(failed(&set.warnings));
    }
    let document = set.output.map_err(|errors| failed(&errors))?;
    // Without a time of its own the document is the same whenever it is set.
    let options = PdfOptions {
        creator: Smart::Custom(Some("Gongkai".to_owned())),
        standards: standards.clone(),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| failed(&errors))
}

fn failed(said: &[SourceDiagnostic]) -> PressError {
    let lines: Vec<String> = said.iter().map(|one| one.message.to_string()).collect();
    PressError::Typesetting { detail: lines.join("; ") }
}
