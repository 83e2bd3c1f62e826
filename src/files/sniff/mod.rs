//! 识别文件类型: from the bytes alone.
//!
//! The documents of offices are containers, which are told apart by what is in them; pictures and PDF by how
//! they begin; text by having nothing else in it. Whatever is left is named, but not accepted.

mod ole;
mod text;
mod zip;

use std::io::{self, Read, Seek, SeekFrom};

use infer::MatcherType;

use crate::domain::attachment::{FileKind, Found};

/// What is looked at to see how a file begins.
const HEAD: u64 = 8 << 10;

/// What the bytes of a file are.
pub(super) fn sniff<F: Read + Seek>(file: &mut F) -> io::Result<Found> {
    let mut head = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut head)?;
    if head.starts_with(b"PK") {
        return zip::sniff(file, &head);
    }
    if head.starts_with(&ole::MAGIC) {
        return ole::sniff(file);
    }
    let begins = infer::get(&head);
    if let Some(kind) = begins.and_then(|begins| accepted(begins.mime_type())) {
        return Ok(Found::Accepted(kind));
    }
    // Pages and scripts are text as well, but a browser or a shell would run them.
    if let Some(begins) = begins.filter(|begins| begins.matcher_type() == MatcherType::Text) {
        return Ok(Found::Other(begins.mime_type()));
    }
    file.seek(SeekFrom::Start(0))?;
    if text::is_text(file)? {
        return Ok(Found::Accepted(FileKind::Text));
    }
    Ok(Found::Other(begins.map_or("application/octet-stream", |begins| begins.mime_type())))
}

fn accepted(media_type: &str) -> Option<FileKind> {
    let by_their_beginning = [FileKind::Pdf, FileKind::Png, FileKind::Jpeg, FileKind::Tiff, FileKind::Webp];
    by_their_beginning.into_iter().find(|kind| kind.media_type() == media_type)
}

#[cfg(test)]
mod tests;
