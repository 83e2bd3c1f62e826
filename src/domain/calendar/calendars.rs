//! The set of calendar files, and the calendars that can be built from it.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::checks::check;
use super::error::{CalendarError, CalendarFault, LayerName};
use super::file::CalendarFile;
use super::layer::Layer;
use super::table::Calendar;
use super::year::Year;

/// The national calendar's code.
const NATIONAL: &str = "CN";

/// 全部日历文件: checked against themselves and each other.
#[derive(Debug, Clone, Default)]
pub struct Calendars {
    published: BTreeMap<LayerName, CalendarFile>,
    /// What the 放假办法 names: used for a year without a published notice.
    statutory: BTreeMap<LayerName, CalendarFile>,
}

impl Calendars {
    /// Takes the files together. A year may have two: the published one, which counts, and the
    /// statutory one, for answers "as known on" a day before the notice.
    ///
    /// # Errors
    /// [`CalendarError`] names the year, the date and what to do, if a file contradicts itself or
    /// another one, if a region has no base, or if years are missing in between.
    pub fn new(files: impl IntoIterator<Item = CalendarFile>) -> Result<Self, CalendarError> {
        let mut calendars = Self::default();
        for file in files {
            check(&file)?;
            calendars.add(file)?;
        }
        calendars.check_bases()?;
        calendars.check_regions()?;
        for jurisdiction in calendars.jurisdictions() {
            calendars.build(Some(&jurisdiction), None)?;
        }
        Ok(calendars)
    }

    /// The calendar of the country, or of a region (`CN-GX`) or another jurisdiction (`GB`); as it
    /// is, or as it was known on a day.
    ///
    /// Known on a day means: changes made later are taken back; days from a notice published later
    /// are left out; a year whose own notice was published later is 暂定, on weekends and the
    /// festival days of the 放假办法 in its present wording.
    ///
    /// # Errors
    /// [`CalendarError::UnknownRegion`] if no file is about it.
    pub fn build(&self, region: Option<&str>, known_on: Option<NaiveDate>) -> Result<Calendar, CalendarError> {
        let region = region.unwrap_or(NATIONAL);
        let base = self.base_of(region).ok_or_else(|| self.unknown(region))?;
        let mut years = Vec::new();
        for layer in self.years_of(&base) {
            years.extend(self.year(layer, region, known_on)?);
        }
        contiguous(&base, &years)?;
        Calendar::new(years).ok_or_else(|| self.unknown(region))
    }

    /// Every code that [`build`](Self::build) knows.
    #[must_use]
    pub fn jurisdictions(&self) -> BTreeSet<Arc<str>> {
        self.files().map(|file| Arc::clone(&file.jurisdiction)).collect()
    }

    fn files(&self) -> impl Iterator<Item = &CalendarFile> {
        self.published.values().chain(self.statutory.values())
    }

    fn add(&mut self, file: CalendarFile) -> Result<(), CalendarError> {
        let is_fallback = file.is_statutory_only() && file.extends.is_none();
        let shelf = if is_fallback { &mut self.statutory } else { &mut self.published };
        match shelf.entry(file.layer()) {
            Entry::Occupied(taken) => Err(CalendarFault::TwoFiles.in_layer(taken.key().clone())),
            Entry::Vacant(free) => {
                free.insert(file);
                Ok(())
            }
        }
    }

    /// What extends another file extends a national one, and the same one in every year.
    fn check_bases(&self) -> Result<(), CalendarError> {
        for file in self.files() {
            let others = self.files().filter(|other| other.jurisdiction == file.jurisdiction);
            let agreed = others.map(|other| &other.extends).all(|base| *base == file.extends);
            let Some(base) = &file.extends else { continue };
            let is_national = self.files().filter(|other| other.jurisdiction == *base).all(|it| it.extends.is_none());
            if !agreed || !is_national {
                return Err(file.fault(CalendarFault::WrongBase(Arc::clone(base))));
            }
        }
        Ok(())
    }

    /// A region needs its base's file of the same year, and makes up only for days that are off.
    fn check_regions(&self) -> Result<(), CalendarError> {
        for file in self.files() {
            let Some(base) = &file.extends else { continue };
            let base_layer = LayerName { jurisdiction: Arc::clone(base), year: file.year };
            let Some(mut year) = self.national_year(&base_layer, None)? else {
                return Err(file.fault(CalendarFault::MissingBase(Arc::clone(base))));
            };
            if let Some(day) = year.put(&Layer::read(file, None)?).first() {
                return Err(file.fault(CalendarFault::MakeupOnWorkingDay(*day)));
            }
        }
        Ok(())
    }

    fn base_of(&self, region: &str) -> Option<Arc<str>> {
        let file = self.files().find(|file| &*file.jurisdiction == region)?;
        Some(Arc::clone(file.extends.as_ref().unwrap_or(&file.jurisdiction)))
    }

    fn years_of(&self, base: &str) -> BTreeSet<&LayerName> {
        self.published.keys().chain(self.statutory.keys()).filter(|layer| &*layer.jurisdiction == base).collect()
    }

    fn year(&self, base: &LayerName, region: &str, known_on: Option<NaiveDate>) -> Result<Option<Year>, CalendarError> {
        let Some(mut year) = self.national_year(base, known_on)? else { return Ok(None) };
        let own = LayerName { jurisdiction: region.into(), year: base.year };
        if let Some(file) = self.published.get(&own).filter(|file| file.extends.is_some()) {
            year.put(&Layer::read(file, known_on)?);
        }
        Ok(Some(year))
    }

    /// `None` if the year's notice was not known and there is nothing to fall back on.
    fn national_year(&self, name: &LayerName, known_on: Option<NaiveDate>) -> Result<Option<Year>, CalendarError> {
        let is_known = |file: &&CalendarFile| match (file.annual_notice(), known_on) {
            (Some(notice), Some(day)) => notice.is_known_on(day),
            (Some(_) | None, None) | (None, Some(_)) => true,
        };
        if let Some(file) = self.published.get(name).filter(is_known) {
            return national(file, &Layer::read(file, known_on)?).map(Some);
        }
        // The 放假办法 is not filtered by its date: a provisional answer is the best one of today.
        self.statutory.get(name).map(|file| national(file, &Layer::read(file, None)?)).transpose()
    }

    /// That there is no calendar of a region, and which ones there are.
    #[must_use]
    pub fn unknown(&self, region: &str) -> CalendarError {
        let known: Vec<String> = self.jurisdictions().iter().map(ToString::to_string).collect();
        CalendarError::UnknownRegion { region: region.to_owned(), known: known.join(", ") }
    }
}

fn national(file: &CalendarFile, layer: &Layer) -> Result<Year, CalendarError> {
    let mut year = Year::of_weekends(file.year, &file.weekend, file.is_statutory_only())
        .ok_or_else(|| file.fault(CalendarFault::ImpossibleYear))?;
    year.put(layer);
    Ok(year)
}

fn contiguous(base: &Arc<str>, years: &[Year]) -> Result<(), CalendarError> {
    let gap = years.windows(2).find_map(|pair| match pair {
        [earlier, later] if earlier.number + 1 != later.number => Some((earlier.number, later.number)),
        _ => None,
    });
    match gap {
        None => Ok(()),
        Some((earlier, year)) => {
            Err(CalendarFault::Gap(earlier).in_layer(LayerName { jurisdiction: Arc::clone(base), year }))
        }
    }
}
