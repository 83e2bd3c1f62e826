//! 另算: on which days what should have been told, worked out from each request's line and the calendar, day by day.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use gongkai::domain::calendar::Calendar;
use gongkai::domain::case::{Case, Context, Mode, Policy};
use gongkai::domain::case_log::LogLine;
use gongkai::domain::deadline;
use gongkai::domain::duty::NoticeKind;
use gongkai::domain::regime::Regimes;
use gongkai::domain::role::Actor;
use gongkai::domain::status::DeadlineState;

/// What is told once, and on which day.
pub type Expected = BTreeMap<(NoticeKind, i64, String), NaiveDate>;

pub struct Oracle<'a> {
    pub calendar: &'a Calendar,
    pub regimes: &'a Regimes,
    pub ends_by_itself: bool,
    /// The last morning.
    pub last: NaiveDate,
}

impl Oracle<'_> {
    /// What should have been told of a request, and on which day it should have ended by itself.
    pub fn expect(&self, id: i64, line: &LogLine, expected: &mut Expected) -> Option<NaiveDate> {
        let mut days: Vec<NaiveDate> = line.steps.iter().map(|step| step.on).collect();
        days.insert(0, line.received_on);
        days.dedup();
        days.retain(|day| *day < self.last);
        for (place, day) in days.iter().enumerate() {
            let until = days.get(place + 1).copied().unwrap_or(self.last).min(self.last);
            let case = self.case(line, *day);
            // What is entered on a day is seen on the next morning.
            for morning in day.iter_days().skip(1).take_while(|morning| *morning <= until) {
                if !self.is_working(morning) {
                    continue;
                }
                if self.morning(id, &case, morning, expected) {
                    return Some(morning);
                }
            }
        }
        None
    }

    fn case(&self, line: &LogLine, until: NaiveDate) -> Case {
        let (actor, policy) = (Actor::Import, Policy::default());
        let context = Context {
            mode: Mode::Recorded,
            actor: &actor,
            policy: &policy,
            regimes: self.regimes,
            calendar: self.calendar,
            today: self.last,
        };
        line.fold(&context, Some(until)).unwrap().0
    }

    /// Whether the case ends by itself on that morning.
    fn morning(&self, id: i64, case: &Case, morning: NaiveDate, expected: &mut Expected) -> bool {
        let mut tell = |kind, about: String| {
            expected.entry((kind, id, about)).or_insert(morning);
        };
        let soon = |begun: NaiveDate, last| begun < morning && morning <= last && self.between(morning, last) <= 2;
        if let Some(supplement) = case.open_supplement() {
            let (about, last) = (supplement.requested_on.version.to_string(), supplement.respond_by);
            if soon(supplement.requested_on.on, last) {
                tell(NoticeKind::SupplementEnding, about.clone());
            }
            if morning > self.nth(last, 1) {
                if self.ends_by_itself {
                    return true;
                }
                tell(NoticeKind::SupplementLapsable, about);
            }
        }
        if let Some(notice) = case.open_fee() {
            let (about, last) = (notice.notified_on.version.to_string(), self.nth(notice.notified_on.on, 20));
            if soon(notice.notified_on.on, last) {
                tell(NoticeKind::FeeEnding, about.clone());
            }
            if morning > self.nth(last, 1) {
                if self.ends_by_itself {
                    return true;
                }
                tell(NoticeKind::FeeLapsable, about);
            }
        }
        for letter in case.consultations.iter().filter(|it| case.is_open() && it.answered_on.is_none()) {
            if soon(letter.sent_on.on, self.nth(letter.sent_on.on, 15)) {
                tell(NoticeKind::ThirdPartyEnding, letter.sent_on.version.to_string());
            }
        }
        for appeal in case.appeals.iter().filter(|appeal| appeal.concluded.is_none()) {
            let filed = appeal.filed_on;
            let (kind, last) = match appeal.is_litigation() {
                true => (NoticeKind::CourtAnswerEnding, filed.on + Days::new(15)),
                false => (NoticeKind::ReconsiderationAnswerEnding, self.nth(filed.on, 10)),
            };
            if soon(filed.on, last) {
                tell(kind, filed.version.to_string());
            }
        }
        if let Some((due_on, days)) = self.late(case, morning).filter(|(_, days)| *days <= 25) {
            for (level, after) in [("officer", 1), ("section_head", 3), ("office_head", 5)] {
                if days >= after {
                    tell(NoticeKind::Late, format!("{due_on}/{level}"));
                }
            }
        }
        false
    }

    /// The due date of a late case, and how many working days it is late.
    fn late(&self, case: &Case, morning: NaiveDate) -> Option<(NaiveDate, u32)> {
        let reply = deadline::reply(case, self.calendar, morning).unwrap().filter(|_| case.is_open())?;
        let due_on = reply.due_on.filter(|_| reply.state == DeadlineState::Late)?;
        Some((due_on, self.between(due_on, morning)))
    }

    pub fn is_working(&self, day: NaiveDate) -> bool {
        self.calendar.is_working_day(day).unwrap()
    }

    /// Working days after one day up to another, one by one.
    fn between(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        let days = from.iter_days().skip(1).take_while(|day| *day <= to);
        days.filter(|day| self.is_working(*day)).map(|_| 1).sum()
    }

    /// The n-th working day after a day, one by one.
    fn nth(&self, from: NaiveDate, n: usize) -> NaiveDate {
        from.iter_days().skip(1).filter(|day| self.is_working(*day)).nth(n - 1).unwrap()
    }

    fn first_working(&self, from: NaiveDate) -> NaiveDate {
        from.iter_days().find(|day| self.is_working(*day)).unwrap()
    }

    /// What should have been told of the report of a year that nobody signs, which is due in a month.
    pub fn report(&self, agency: i64, year: i32, scope: &str, month: u32, expected: &mut Expected) {
        let on = |day| NaiveDate::from_ymd_opt(year + 1, month, day).unwrap();
        let reminders = [15, 25, 29].map(|day| (day, self.first_working(on(day))));
        for (place, (day, told_on)) in reminders.iter().enumerate() {
            // One that a holiday puts off until the next one is that one.
            let is_next = reminders.get(place + 1).is_some_and(|(next, _)| on(*next) <= *told_on);
            if !is_next && told_on.month() == month {
                let about = format!("{year}/{scope}/{month:02}-{day}");
                expected.insert((NoticeKind::ReportUnsigned, agency, about), *told_on);
            }
        }
        for late in month + 1..=12 {
            let told_on = self.first_working(NaiveDate::from_ymd_opt(year + 1, late, 1).unwrap());
            let about = format!("{year}/{scope}/{}-{late:02}", year + 1);
            expected.insert((NoticeKind::ReportLate, agency, about), told_on);
        }
    }

    /// The weeks in which next year's calendar is asked for.
    pub fn missing_calendar(&self, agency: i64, from: NaiveDate, expected: &mut Expected) {
        for day in from.iter_days().take_while(|day| *day <= self.last).filter(|day| self.is_working(*day)) {
            let year = if day.month() == 12 { day.year() + 1 } else { day.year() };
            if year == 2027 {
                let week = day.iso_week();
                let about = format!("2027/{}-W{:02}", week.year(), week.week());
                expected.entry((NoticeKind::CalendarMissing, agency, about)).or_insert(day);
            }
        }
    }
}
