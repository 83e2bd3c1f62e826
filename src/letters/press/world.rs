//! What a document sees while it is set: its template, its data, its pictures, and nothing else.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};

use super::PressError;
use super::fonts::Fonts;

/// One document on its way to paper.
pub(super) struct Sheet<'a> {
    pub(super) library: &'a LazyHash<Library>,
    pub(super) fonts: &'a Fonts,
    pub(super) main: Source,
    pub(super) common: Source,
    pub(super) files: Vec<(FileId, Bytes)>,
}

/// The name of a file inside a document. Names are kept for ever, so there must be few of them: data travel in
/// the content of a file, never in its name.
pub(super) fn file_id(name: &str) -> Result<FileId, PressError> {
    let path = VirtualPath::new(name).map_err(|error| PressError::Typesetting { detail: format!("{error:?}") })?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let known = [&self.main, &self.common].into_iter().find(|source| source.id() == id);
        known.cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let file = self.files.iter().find(|(known, _)| *known == id);
        file.map(|(_, bytes)| bytes.clone()).ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    /// A document says its own date; the day on which it is set is nobody's business.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_with_slash().into())
}
