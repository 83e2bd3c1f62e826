//! Where the rules are read from: compiled in, or a folder of the office's own.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rust_embed::Embed;
use serde::de::DeserializeOwned;

use super::error::RulebookError;
use super::uploaded::UploadedCalendar;
use crate::domain::calendar::{CalendarFile, LayerName};
use crate::domain::regime::{Regime, Regimes};

#[derive(Embed)]
#[folder = "../../config/regimes"]
struct RegimeFiles;

#[derive(Embed)]
#[folder = "../../config/calendars"]
struct CalendarFiles;

/// Where a calendar file comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Compiled in.
    BuiltIn,
    /// The folder of the setting `calendars.dir`.
    Folder,
    /// The database: an administrator uploaded it.
    Uploaded,
}

impl Source {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::BuiltIn => "built_in",
            Self::Folder => "folder",
            Self::Uploaded => "uploaded",
        }
    }
}

/// A calendar file and what to call it in a message.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) source: Source,
    pub(super) origin: String,
    pub(super) file: CalendarFile,
}

/// Calendar files by layer. A year may have two: the published calendar and the statutory days.
pub(super) type Files = BTreeMap<(LayerName, bool), Found>;

pub(super) fn regimes() -> Result<Regimes, RulebookError> {
    let mut regimes: Vec<Regime> = Vec::new();
    for name in RegimeFiles::iter() {
        regimes.push(embedded::<RegimeFiles, _>(&name, &format!("config/regimes/{name}"))?);
    }
    Ok(Regimes::new(regimes)?)
}

pub(super) fn calendars(extra_dir: &Path) -> Result<Files, RulebookError> {
    let mut files = built_in_calendars()?;
    files.extend(calendars_in(extra_dir)?);
    Ok(files)
}

/// The files of the start with those that were uploaded on top.
pub(super) fn with_uploaded(at_start: &Files, uploaded: &[UploadedCalendar]) -> Result<Files, RulebookError> {
    let mut own = Files::new();
    for UploadedCalendar { name, text } in uploaded {
        let file = parse(text, name)?;
        add(&mut own, Found { source: Source::Uploaded, origin: name.clone(), file })?;
    }
    let mut files = at_start.clone();
    files.extend(own);
    Ok(files)
}

fn built_in_calendars() -> Result<Files, RulebookError> {
    let mut files = Files::new();
    for name in CalendarFiles::iter() {
        let origin = format!("config/calendars/{name}");
        let file = embedded::<CalendarFiles, _>(&name, &origin)?;
        add(&mut files, Found { source: Source::BuiltIn, origin, file })?;
    }
    Ok(files)
}

fn calendars_in(dir: &Path) -> Result<Files, RulebookError> {
    let mut files = Files::new();
    if dir.as_os_str().is_empty() {
        return Ok(files);
    }
    for path in toml_files(dir).map_err(|error| RulebookError::unreadable(dir, &error))? {
        let text = fs::read_to_string(&path).map_err(|error| RulebookError::unreadable(&path, &error))?;
        let origin = path.display().to_string();
        let file = parse(&text, &origin)?;
        add(&mut files, Found { source: Source::Folder, origin, file })?;
    }
    Ok(files)
}

fn toml_files(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(dir)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    Ok(paths)
}

fn embedded<Folder: Embed, T: DeserializeOwned>(name: &str, origin: &str) -> Result<T, RulebookError> {
    let bytes = Folder::get(name).map(|file| file.data).unwrap_or_default();
    parse(&String::from_utf8_lossy(&bytes), origin)
}

pub(super) fn parse<T: DeserializeOwned>(text: &str, origin: &str) -> Result<T, RulebookError> {
    toml::from_str(text).map_err(|error| RulebookError::Malformed {
        file: origin.to_owned(),
        line: error.span().and_then(|span| text.get(..span.start)).map_or(1, line_after),
        detail: error.message().replace('\n', "; "),
    })
}

/// The line on which a text that ends here is continued, from 1 on.
fn line_after(before: &str) -> usize {
    before.matches('\n').count() + 1
}

fn add(files: &mut Files, found: Found) -> Result<(), RulebookError> {
    match files.entry((found.file.layer(), found.file.is_statutory_only())) {
        Entry::Vacant(free) => {
            free.insert(found);
            Ok(())
        }
        Entry::Occupied(taken) => Err(RulebookError::TwoFiles {
            layer: taken.key().0.clone(),
            first: taken.get().origin.clone(),
            second: found.origin,
        }),
    }
}
