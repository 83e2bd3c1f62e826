//! 年度报告文书: the report's figures as a page, a Word document and a spreadsheet.
//!
//! [`Paper`] lays the tables out once, with the merged cells of the official form; the three writers put
//! the same layout into their formats. Everything on the form is Chinese whatever the reader's language:
//! it is a statutory form. The sentences around it follow [`Lang`].

mod docx;
mod grid;
mod html;
mod notice;
mod paper;
mod tables;
mod xlsx;

pub use grid::{Content, Grid, GridCell, Kind, Placed};
pub use notice::Notice;
pub use paper::{Paper, Section};

use crate::domain::annual_report::Figures;
use crate::domain::code::coded_enum;
use crate::messages::Lang;

coded_enum! {
    /// The formats of a report's document.
    DocumentFormat {
        /// A page that stands alone.
        Html = "html",
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
    /// The Word document could not be packed.
    #[error("the Word document could not be written: {0}")]
    Docx(String),
    /// The spreadsheet could not be packed.
    #[error("the spreadsheet could not be written: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
}

/// The report in one of its formats, with what is to be said about its figures.
///
/// # Errors
/// [`RenderError`].
pub fn document(
    figures: &Figures,
    notice: Option<&Notice>,
    format: DocumentFormat,
    lang: Lang,
) -> Result<Vec<u8>, RenderError> {
    let paper = Paper { notice: notice.map(|notice| notice.text(lang)), ..Paper::lay_out(figures, lang) };
    match format {
        DocumentFormat::Html => html::write(&paper).map(String::into_bytes),
        DocumentFormat::Docx => docx::write(&paper),
        DocumentFormat::Xlsx => xlsx::write(&paper),
    }
}

/// The report as one HTML page, without anything outside it.
///
/// # Errors
/// [`RenderError::Html`].
pub fn html(figures: &Figures, lang: Lang) -> Result<String, RenderError> {
    html::write(&Paper::lay_out(figures, lang))
}

/// The report as a Word document (A4).
///
/// # Errors
/// [`RenderError::Docx`].
pub fn docx(figures: &Figures, lang: Lang) -> Result<Vec<u8>, RenderError> {
    docx::write(&Paper::lay_out(figures, lang))
}

/// The report as a spreadsheet, a sheet a table.
///
/// # Errors
/// [`RenderError::Xlsx`].
pub fn xlsx(figures: &Figures, lang: Lang) -> Result<Vec<u8>, RenderError> {
    xlsx::write(&Paper::lay_out(figures, lang))
}
