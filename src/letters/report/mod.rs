//! 年度报告文书: the report's figures as a page, a Word document and a spreadsheet.
//!
//! [`Paper`] lays the tables out once, with the merged cells of the official form; the three writers put
//! the same layout into their formats. Everything on the form is Chinese whatever the reader's language:
//! it is a statutory form. The sentences around it follow [`Lang`].

mod docx;
mod grid;
mod html;
mod paper;
mod tables;
mod xlsx;

pub use grid::{Content, Grid, GridCell, Kind, Placed};
pub use paper::{Paper, Section};

use crate::domain::annual_report::Figures;
use crate::messages::Lang;

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
