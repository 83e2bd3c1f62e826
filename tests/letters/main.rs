//! Letters on paper: what is read back out of the PDF and the Word document is what the rules ask for.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod docx;
mod layout;
mod support;
mod wording;
