//! 日历: due dates follow a new one, and next year's is asked for until it is there (R2).

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::tell::Telling;
use super::{Counts, Duties, count, engine};
use crate::app::AppError;
use crate::app::calendars::follow_calendars;
use crate::domain::case::Event;
use crate::domain::duty::{Counted, Duty, NoticeKind};
use crate::domain::ids::{AgencyId, OfficerId};
use crate::domain::mail::{MailContent, MovedDate};
use crate::domain::role::Role;
use crate::store::{duty_cases, duty_runs};

/// December: from its first day next year's calendar is missed.
const MISSED_FROM: u32 = 12;

/// Counts again what a new calendar changes, and tells whose dates moved since the last time, by whatever moved them.
pub(super) fn follow(duties: &Duties<'_>, run_on: NaiveDate) -> Result<Counts, AppError> {
    follow_calendars(duties.app)?;
    let now = duties.app.clock.now();
    let since = engine::since(duties.app)?;
    let moved = duties.app.store.read(|conn| {
        let last = duty_runs::last_done(conn, Duty::Calendars)?;
        duty_cases::moved_between(conn, last.map_or(since, |run| run.started_at), now)
    })?;
    let offices = duties.offices()?;
    let mut lists: BTreeMap<OfficerId, (AgencyId, Vec<MovedDate>)> = BTreeMap::new();
    let mut counts = Counts::new();
    for date in moved {
        let Ok(Event::DueDateMoved { from, to, .. }) = serde_json::from_str(&date.payload) else { continue };
        let Some(office) = offices.all.iter().find(|office| office.agency.id == date.agency_id) else { continue };
        if from == to {
            continue;
        }
        count(&mut counts, Counted::Moved, 1);
        for officer in offices.people.responsible(&office.path, date.assignee_id) {
            let (_, list) = lists.entry(officer).or_insert_with(|| (date.agency_id, Vec::new()));
            list.push(MovedDate { case_no: date.case_no.clone(), from, to });
        }
    }
    let tellings: Vec<Telling> = lists
        .into_iter()
        .map(|(officer, (agency, cases))| {
            let content = MailContent::DueDatesFixed { cases };
            let telling = Telling::new(NoticeKind::DatesMoved, officer.0, run_on, duties.app.clock.today());
            telling.for_officers(agency, None, &[officer], &content)
        })
        .collect();
    count(&mut counts, Counted::Told, duties.tell(&tellings)?);
    Ok(counts)
}

/// From 1 December, once a week until it is there, to those who can upload it: the administrators of each root.
pub(super) fn ask_for_next_year(duties: &Duties<'_>) -> Result<Counts, AppError> {
    let today = duties.app.clock.today();
    let year = if today.month() >= MISSED_FROM { today.year() + 1 } else { today.year() };
    let offices = duties.offices()?;
    let mut tellings = Vec::new();
    for office in &offices.all {
        let is_root = office.path.matches('/').count() == 2;
        let first = NaiveDate::from_ymd_opt(year, 1, 1);
        let is_missing = first.is_some_and(|day| office.agency.calendar.is_provisional(day));
        if !(is_root && is_missing && office.works_on(today)?) {
            continue;
        }
        let week = today.iso_week();
        let about = format!("{year}/{}-W{:02}", week.year(), week.week());
        let officers = offices.people.with_first_of(&office.path, &[Role::Administrator, Role::OfficeHead]);
        let content = MailContent::CalendarMissing { year };
        let telling = Telling::new(NoticeKind::CalendarMissing, office.agency.id.0, about, today);
        tellings.push(telling.for_officers(office.agency.id, None, &officers, &content));
    }
    let mut counts = Counts::new();
    count(&mut counts, Counted::Told, duties.tell(&tellings)?);
    Ok(counts)
}
