//! 规则: the statute's numbers and the calendars, read into the domain's types.
//!
//! `config/regimes` and `config/calendars` are compiled in, so that an office without a network has
//! everything; the folder of the setting `calendars.dir` comes on top: next year's notice, a
//! region's own holidays.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::calendar::{Calendar, CalendarError, Calendars};
use crate::domain::regime::Regimes;

mod error;
mod fingerprint;
mod sources;
pub mod words;

pub use error::RulebookError;
pub use fingerprint::fingerprint;

/// 中国: the calendar without a region.
const NATIONAL: &str = "CN";

/// All rules in force: regimes and calendars.
#[derive(Debug)]
pub struct Rulebook {
    regimes: Regimes,
    calendars: Calendars,
    /// Every jurisdiction's calendar as it is today, built once.
    current: BTreeMap<Arc<str>, Calendar>,
}

impl Rulebook {
    /// Reads the built-in rules and every `*.toml` of a folder; an empty path means no folder.
    ///
    /// A file of the folder replaces the built-in one of the same year and jurisdiction. A file
    /// with `coverage = "statutory-only"` never replaces a published calendar.
    ///
    /// # Errors
    /// [`RulebookError`] names the file and what to correct in it.
    pub fn load(extra_dir: &Path) -> Result<Self, RulebookError> {
        let regimes = sources::regimes()?;
        let files = sources::calendars(extra_dir)?;
        let calendars = Calendars::new(files.values().map(|found| found.file.clone()))
            .map_err(|error| RulebookError::calendar(error, &files))?;
        let mut current = BTreeMap::new();
        for jurisdiction in calendars.jurisdictions() {
            let calendar = calendars.build(Some(&jurisdiction), None);
            let calendar = calendar.map_err(|error| RulebookError::calendar(error, &files))?;
            current.insert(jurisdiction, calendar);
        }
        Ok(Self { regimes, calendars, current })
    }

    /// 制度: what the regulation says, by date (R10).
    #[must_use]
    pub fn regimes(&self) -> &Regimes {
        &self.regimes
    }

    /// 工作日历 of the country, or of a region (`CN-GX`): a look-up and a copied pointer.
    ///
    /// # Errors
    /// [`CalendarError::UnknownRegion`] if no file is about the region.
    pub fn calendar(&self, region: Option<&str>) -> Result<Calendar, CalendarError> {
        match self.current.get(region.unwrap_or(NATIONAL)) {
            Some(calendar) => Ok(calendar.clone()),
            None => self.calendars.build(region, None),
        }
    }

    /// 工作日历 as it was known on a day: with the notices published by then. Built anew each time.
    ///
    /// # Errors
    /// [`CalendarError::UnknownRegion`] if no file is about the region.
    pub fn calendar_known_on(&self, day: NaiveDate, region: Option<&str>) -> Result<Calendar, CalendarError> {
        self.calendars.build(region, Some(day))
    }

    /// The codes that [`calendar`](Self::calendar) knows.
    pub fn regions(&self) -> impl Iterator<Item = &str> {
        self.current.keys().map(AsRef::as_ref)
    }
}
