//! 规则: the statute's numbers and the calendars, read into the domain's types.
//!
//! Calendar files come from three places, and a later one replaces the file of the same year and
//! jurisdiction from an earlier one:
//!
//! 1. compiled in (`config/calendars`), so that an office without a network has everything;
//! 2. the folder of the setting `calendars.dir`, read at the start: next year's notice, a region's
//!    own holidays;
//! 3. uploaded by an administrator and kept in the database ([`Rulebook::with_uploaded`]), for every
//!    server of the office and at once.
//!
//! What a file *says* is layered after that: a region's days lie on top of the country's.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::calendar::{Calendar, CalendarError, Calendars};
use crate::domain::regime::Regimes;

mod error;
mod fingerprint;
mod shared;
mod sources;
mod uploaded;
pub mod words;

pub use error::RulebookError;
pub use fingerprint::fingerprint;
pub use shared::SharedRulebook;
pub use sources::Source;
pub use uploaded::{CalendarSource, UploadedCalendar};

use sources::Files;

/// 中国: the calendar without a region.
const NATIONAL: &str = "CN";

/// All rules in force: regimes and calendars.
#[derive(Debug)]
pub struct Rulebook {
    regimes: Regimes,
    /// What was read at the start; uploaded files come on top.
    at_start: Arc<Files>,
    files: Files,
    calendars: Calendars,
    /// Every jurisdiction's calendar as it is today, built once.
    current: BTreeMap<Arc<str>, Counted>,
}

/// A calendar with the fingerprint by which dates counted with it are recognised.
#[derive(Debug, Clone)]
pub struct Counted {
    /// The working days.
    pub calendar: Calendar,
    /// 日历指纹, see [`fingerprint`].
    pub fingerprint: Arc<str>,
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
        let at_start = Arc::new(sources::calendars(extra_dir)?);
        Self::of(sources::regimes()?, at_start, &[])
    }

    /// The same rules with the files that an administrator has uploaded on top, in place of those that
    /// were uploaded before.
    ///
    /// # Errors
    /// [`RulebookError`] names the file and what to correct in it.
    pub fn with_uploaded(&self, uploaded: &[UploadedCalendar]) -> Result<Self, RulebookError> {
        Self::of(self.regimes.clone(), Arc::clone(&self.at_start), uploaded)
    }

    fn of(regimes: Regimes, at_start: Arc<Files>, uploaded: &[UploadedCalendar]) -> Result<Self, RulebookError> {
        let files = sources::with_uploaded(&at_start, uploaded)?;
        let calendars = Calendars::new(files.values().map(|found| found.file.clone()))
            .map_err(|error| RulebookError::calendar(error, &files))?;
        let mut current = BTreeMap::new();
        for jurisdiction in calendars.jurisdictions() {
            let calendar = calendars.build(Some(&jurisdiction), None);
            let calendar = calendar.map_err(|error| RulebookError::calendar(error, &files))?;
            let fingerprint = fingerprint(&calendar).into();
            current.insert(jurisdiction, Counted { calendar, fingerprint });
        }
        Ok(Self { regimes, at_start, files, calendars, current })
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
        self.counted(region).map(|counted| counted.calendar.clone())
    }

    /// 工作日历 of the country or of a region, with its fingerprint.
    ///
    /// # Errors
    /// [`CalendarError::UnknownRegion`] if no file is about the region.
    pub fn counted(&self, region: Option<&str>) -> Result<&Counted, CalendarError> {
        let region = region.unwrap_or(NATIONAL);
        self.current.get(region).ok_or_else(|| self.calendars.unknown(region))
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

    /// Every calendar file in force, by jurisdiction and year.
    pub fn files(&self) -> impl Iterator<Item = CalendarSource> + '_ {
        self.files.values().map(CalendarSource::of)
    }
}
