//! 年度报告文书: the report's figures as a page, a PDF, a Word document and a spreadsheet.
//!
//! [`Issue`] is everything that a document is made of; [`Paper`] lays it out once, sections, tables with the merged
//! cells of the official form, charts and annexes; the writers put the same layout into their formats. Everything on
//! the form is Chinese whatever the reader's language: it is a statutory form. The sentences around it follow [`Lang`].

mod charts;
mod docx;
mod draft;
mod grid;
mod html;
mod issue;
mod notice;
mod paper;
mod pdf;
mod properties;
mod read_back;
mod tables;
mod xlsx;

pub use charts::{Bar, Chart};
pub use draft::{Material, vocabulary};
pub use grid::{Content, Grid, GridCell, Kind, Placed};
pub use issue::{Issue, State, YearLine};
pub use notice::Notice;
pub use paper::{Body, Paper, Section};
pub use properties::Properties;
pub use read_back::{SheetFault, complete, read_xlsx};

use super::press::{Press, PressError};
use crate::domain::annual_report::Figures;
use crate::domain::code::coded_enum;
use crate::messages::Lang;

coded_enum! {
    /// The formats of a report's document.
    DocumentFormat {
        /// A page that stands alone.
        Html = "html",
        /// A document for print and archive (PDF/A).
        Pdf = "pdf",
        /// A word processor's document.
        Docx = "docx",
        /// A spreadsheet.
        Xlsx = "xlsx",
    }
}

impl DocumentFormat {
    /// Its media type, for the header of an answer.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The page's template failed.
    #[error("the page could not be written: {0}")]
    Html(#[from] askama::Error),
    /// The words of the report's texts could not be read or filled.
    #[error("the texts of the report could not be made: {0}")]
    Words(String),
    /// The PDF could not be set.
    #[error(transparent)]
    Pdf(#[from] PressError),
    /// The Word document could not be packed.
    #[error("the Word document could not be written: {0}")]
    Docx(String),
    /// The spreadsheet could not be packed.
    #[error("the spreadsheet could not be written: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
}

/// The report in one of its formats; only a PDF needs the press.
///
/// # Errors
/// [`RenderError`].
pub fn document(issue: &Issue, format: DocumentFormat, lang: Lang, press: &Press) -> Result<Vec<u8>, RenderError> {
    let paper = Paper::of(issue, lang);
    match format {
        DocumentFormat::Html => html::write(&paper).map(String::into_bytes),
        DocumentFormat::Pdf => pdf::write(&paper, press),
        DocumentFormat::Docx => docx::write(&paper),
        DocumentFormat::Xlsx => xlsx::write(&paper),
    }
}

/// The tables as one HTML page, without anything outside it.
///
/// # Errors
/// [`RenderError::Html`].
pub fn html(figures: &Figures, lang: Lang) -> Result<String, RenderError> {
    html::write(&Paper::lay_out(figures, lang))
}

/// The tables as a Word document (A4).
///
/// # Errors
/// [`RenderError::Docx`].
pub fn docx(figures: &Figures, lang: Lang) -> Result<Vec<u8>, RenderError> {
    docx::write(&Paper::lay_out(figures, lang))
}

/// The tables as a spreadsheet, a sheet a table.
///
/// # Errors
/// [`RenderError::Xlsx`].
pub fn xlsx(figures: &Figures, lang: Lang) -> Result<Vec<u8>, RenderError> {
    xlsx::write(&Paper::lay_out(figures, lang))
}
