//! Letters on paper: what is read back out of the PDF and the Word document is what the rules ask for.

mod docx;
mod layout;
mod support;
mod wording;
