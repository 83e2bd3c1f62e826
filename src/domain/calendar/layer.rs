//! One file's days, as they were known on a given day.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::day::Day;
use super::error::{CalendarError, CalendarFault};
use super::file::{CalendarFile, Change, Notice};

/// The days of a file that are not what the weekend alone would make them.
#[derive(Debug, Clone)]
pub(super) struct Layer {
    days: BTreeMap<NaiveDate, Day>,
}

impl Layer {
    /// The file as it stands, or as it was known on an earlier day: later changes taken back, days
    /// from later notices left out.
    pub(super) fn read(file: &CalendarFile, known_on: Option<NaiveDate>) -> Result<Self, CalendarError> {
        let mut layer = Self::as_it_stands(file)?;
        if let Some(day) = known_on {
            layer.undo_changes(file, |change| change.known_from > day)?;
            layer.days.retain(|_, entry| entry.notice().is_none_or(|notice| notice.is_known_on(day)));
        }
        Ok(layer)
    }

    fn as_it_stands(file: &CalendarFile) -> Result<Self, CalendarError> {
        let mut layer = Self { days: BTreeMap::new() };
        for entry in &file.holidays {
            let notice = known_notice(file, &entry.notice)?;
            for day in &entry.dates {
                let off = Day::Holiday { name: Arc::clone(&entry.name), notice: Arc::clone(notice) };
                layer.insert(file, *day, off)?;
            }
        }
        for entry in &file.makeups {
            let notice = known_notice(file, &entry.notice)?;
            let makeup = Day::Makeup { festival: Arc::clone(&entry.festival), notice: Arc::clone(notice) };
            layer.insert(file, entry.date, makeup)?;
        }
        Ok(layer)
    }

    fn insert(&mut self, file: &CalendarFile, day: NaiveDate, entry: Day) -> Result<(), CalendarError> {
        let works = entry.is_working();
        match self.days.insert(day, entry) {
            None => Ok(()),
            Some(before) if before.is_working() == works => Err(file.fault(CalendarFault::ListedTwice(day))),
            Some(_) => Err(file.fault(CalendarFault::HolidayAndMakeup(day))),
        }
    }

    /// Takes changes back, the latest first. Fails if a change is not what the entries show.
    pub(super) fn undo_changes(
        &mut self,
        file: &CalendarFile,
        is_unknown: impl Fn(&Change) -> bool,
    ) -> Result<(), CalendarError> {
        let mut changes: Vec<&Change> = file.changes.iter().filter(|change| is_unknown(change)).collect();
        changes.sort_by_key(|change| Reverse(change.known_from));
        changes.into_iter().try_for_each(|change| self.undo(file, change))
    }

    fn undo(&mut self, file: &CalendarFile, change: &Change) -> Result<(), CalendarError> {
        let disagrees = |day| file.fault(CalendarFault::ChangeDisagrees { notice: Arc::clone(&change.notice), day });
        let made = change.add_off.iter().map(|day| (day, false)).chain(change.add_makeup.iter().map(|day| (day, true)));
        for (day, works) in made {
            match self.days.remove(day) {
                Some(entry) if entry.is_working() == works => {}
                Some(_) | None => return Err(disagrees(*day)),
            }
        }
        let earlier = Earlier::of(file, change)?;
        let unmade = change.remove_off.iter().map(|day| (day, earlier.holiday()));
        let unmade = unmade.chain(change.remove_makeup.iter().map(|day| (day, earlier.makeup())));
        for (day, entry) in unmade {
            if self.days.insert(*day, entry).is_some() {
                return Err(disagrees(*day));
            }
        }
        Ok(())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (NaiveDate, &Day)> {
        self.days.iter().map(|(day, entry)| (*day, entry))
    }
}

/// What a restored day is attributed to: a change lists dates only, so the occasion is that of the
/// change, and the document is the annual notice, which it amended.
struct Earlier {
    festival: Arc<str>,
    notice: Arc<Notice>,
}

impl Earlier {
    fn of(file: &CalendarFile, change: &Change) -> Result<Self, CalendarError> {
        let by = known_notice(file, &change.notice)?;
        let named = file.holidays.iter().find(|entry| entry.notice == change.notice).map(|entry| &entry.name);
        Ok(Self {
            festival: Arc::clone(named.unwrap_or(&by.title)),
            notice: Arc::clone(file.annual_notice().unwrap_or(by)),
        })
    }

    fn holiday(&self) -> Day {
        Day::Holiday { name: Arc::clone(&self.festival), notice: Arc::clone(&self.notice) }
    }

    fn makeup(&self) -> Day {
        Day::Makeup { festival: Arc::clone(&self.festival), notice: Arc::clone(&self.notice) }
    }
}

fn known_notice<'a>(file: &'a CalendarFile, id: &Arc<str>) -> Result<&'a Arc<Notice>, CalendarError> {
    file.notice(id).ok_or_else(|| file.fault(CalendarFault::UnknownNotice(Arc::clone(id))))
}
