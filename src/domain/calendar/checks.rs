//! A file that contradicts itself is refused when it is read, not when a due date comes out wrong.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::error::{CalendarError, CalendarFault};
use super::file::{CalendarFile, Check, SCHEMA};
use super::layer::Layer;
use super::year::Year;

/// Everything that can be wrong within one file.
pub(super) fn check(file: &CalendarFile) -> Result<(), CalendarError> {
    if file.schema != SCHEMA {
        return Err(file.fault(CalendarFault::UnknownSchema(file.schema)));
    }
    if !is_jurisdiction(&file.jurisdiction) {
        return Err(file.fault(CalendarFault::BadJurisdiction(Arc::clone(&file.jurisdiction))));
    }
    if let Some(day) = every_date(file).find(|day| day.year() != file.year) {
        return Err(file.fault(CalendarFault::OutsideYear(day)));
    }
    check_notices(file)?;
    let mut days = Layer::read(file, None)?;
    if file.extends.is_none() {
        check_national(file, &days)?;
    }
    days.undo_changes(file, |_| true)
}

/// `CN`, `CN-GX`: a country as ISO 3166 writes it, and a part of it.
fn is_jurisdiction(text: &str) -> bool {
    let (country, part) = text.split_once('-').map_or((text, None), |(country, part)| (country, Some(part)));
    let is_code = |code: &str| code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    country.len() == 2 && is_code(country) && part.is_none_or(|part| (1..=8).contains(&part.len()) && is_code(part))
}

fn every_date(file: &CalendarFile) -> impl Iterator<Item = NaiveDate> {
    let changed = file.changes.iter().flat_map(|change| {
        [&change.add_off, &change.remove_off, &change.add_makeup, &change.remove_makeup].into_iter().flatten()
    });
    let off = file.holidays.iter().flat_map(|entry| &entry.dates);
    off.chain(changed).copied().chain(file.makeups.iter().map(|entry| entry.date))
}

fn check_notices(file: &CalendarFile) -> Result<(), CalendarError> {
    let mut ids = BTreeSet::new();
    match file.notices.iter().find(|notice| !ids.insert(&notice.id)) {
        None => Ok(()),
        Some(twice) => Err(file.fault(CalendarFault::NoticeTwice(Arc::clone(&twice.id)))),
    }
}

fn check_national(file: &CalendarFile, days: &Layer) -> Result<(), CalendarError> {
    if file.weekend.is_empty() {
        return Err(file.fault(CalendarFault::NoWeekend));
    }
    let Some(mut year) = Year::of_weekends(file.year, &file.weekend, false) else {
        return Err(file.fault(CalendarFault::ImpossibleYear));
    };
    if let Some(day) = year.put(days).first() {
        return Err(file.fault(CalendarFault::MakeupOnWorkingDay(*day)));
    }
    file.check.as_ref().map_or(Ok(()), |stated| check_count(file, stated, year.working_days_by_month()))
}

fn check_count(file: &CalendarFile, stated: &Check, computed: [u32; 12]) -> Result<(), CalendarError> {
    for ((month, stated), computed) in (1..).zip(stated.working_days_by_month).zip(computed) {
        if stated != computed {
            return Err(file.fault(CalendarFault::MonthDisagrees { month, stated, computed }));
        }
    }
    let (stated, computed) = (stated.working_days, computed.iter().sum());
    if stated != computed {
        return Err(file.fault(CalendarFault::YearDisagrees { stated, computed }));
    }
    Ok(())
}
