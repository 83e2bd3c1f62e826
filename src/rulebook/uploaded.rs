//! Calendar files that an administrator has uploaded, and the list of all files in force.

use super::error::RulebookError;
use super::sources::{self, Found, Source};
use crate::domain::calendar::{CalendarFile, LayerName};

/// A calendar file as it was uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadedCalendar {
    /// What it is called, see [`UploadedCalendar::read`].
    pub name: String,
    /// The file, as the ones in `config/calendars` are written.
    pub text: String,
}

impl UploadedCalendar {
    /// Reads a file and names it after what it is about: `cn-2027.toml`, `cn-gx-2027.toml`,
    /// `cn-2031.statutory.toml`. Whether its days agree with each other and with the other files is seen
    /// when it is put [into the rules](super::Rulebook::with_uploaded).
    ///
    /// # Errors
    /// [`RulebookError::Malformed`] with the line.
    pub fn read(text: String) -> Result<(Self, CalendarFile), RulebookError> {
        let file: CalendarFile = sources::parse(&text, "calendar.toml")?;
        Ok((Self { name: name_of(&file.layer(), file.is_statutory_only()), text }, file))
    }
}

fn name_of(layer: &LayerName, statutory_only: bool) -> String {
    let kind = if statutory_only { ".statutory" } else { "" };
    format!("{}-{}{kind}.toml", layer.jurisdiction.to_ascii_lowercase(), layer.year)
}

/// A calendar file in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarSource {
    /// What it is called.
    pub name: String,
    /// Which year of which jurisdiction.
    pub layer: LayerName,
    /// Whether it has only the festival days that the 放假办法 names.
    pub statutory_only: bool,
    /// Where it comes from.
    pub source: Source,
    /// The documents that it cites, by 发文字号 or title.
    pub citations: Vec<String>,
}

impl CalendarSource {
    pub(super) fn of(found: &Found) -> Self {
        let (layer, statutory_only) = (found.file.layer(), found.file.is_statutory_only());
        let citations = found.file.notices.iter().map(|notice| notice.citation().to_owned()).collect();
        Self { name: name_of(&layer, statutory_only), layer, statutory_only, source: found.source, citations }
    }
}
