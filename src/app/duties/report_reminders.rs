//! 年度报告的提醒 (art 49): unsigned on the 15th, the 25th and the 29th of the month it is due in, and late.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use super::office::Office;
use super::tell::Telling;
use super::{Counts, Duties, count};
use crate::app::AppError;
use crate::domain::annual_report::Scope;
use crate::domain::annual_report::life::{ReportStatus, publish_by};
use crate::domain::duty::{Counted, NoticeKind};
use crate::domain::ids::AgencyId;
use crate::domain::mail::MailContent;
use crate::domain::role::Role;
use crate::store::reports::{self, ReportRow};

/// Days of the month on which a report that is not signed is pointed out, or on the next working day.
const REMINDED_ON: [u32; 3] = [29, 25, 15];

type Reports = HashMap<(AgencyId, Scope), ReportRow>;

pub(super) fn perform(duties: &Duties<'_>) -> Result<Counts, AppError> {
    let today = duties.app.clock.today();
    let year = today.year() - 1;
    let rows = duties.app.store.read(reports::list)?;
    let reports: Reports =
        rows.into_iter().filter(|row| row.year == year).map(|row| ((row.agency_id, row.scope), row)).collect();
    let offices = duties.offices()?;
    let mut tellings = Vec::new();
    for office in offices.all.iter().filter(|office| office.agency.active) {
        if !office.works_on(today)? {
            continue;
        }
        for scope in office.scopes() {
            let Some(due_on) = publish_by(duties.app.rulebook.regimes(), year, scope) else { continue };
            let Some(notice) = notice(reports.get(&(office.agency.id, scope)), today, due_on) else { continue };
            let heads = offices.people.with(&office.path, Role::OfficeHead);
            tellings.push(telling(office, year, scope, &notice, today, due_on).for_officers(
                office.agency.id,
                None,
                &heads,
                &notice.content(year, due_on),
            ));
        }
    }
    let mut counts = Counts::new();
    count(&mut counts, Counted::Told, duties.tell(&tellings)?);
    Ok(counts)
}

impl Office {
    /// The reports that it makes: its own, and the one of the tree if there is one below it.
    pub(super) fn scopes(&self) -> impl Iterator<Item = Scope> + use<> {
        std::iter::once(Scope::Own).chain(self.has_children.then_some(Scope::All))
    }
}

/// What is to be said about a report.
enum Notice {
    /// Since this day of the month it has been unsigned.
    Unsigned(u32),
    Late,
}

impl Notice {
    fn content(&self, year: i32, due_on: NaiveDate) -> MailContent {
        match self {
            Self::Unsigned(_) => MailContent::ReportUnsigned { year, due_on },
            Self::Late => MailContent::ReportLate { year, due_on },
        }
    }
}

fn notice(report: Option<&ReportRow>, today: NaiveDate, due_on: NaiveDate) -> Option<Notice> {
    if report.is_some_and(|report| report.first_published_on.is_some()) {
        return None;
    }
    if today > due_on {
        return Some(Notice::Late);
    }
    let is_signed = report.is_some_and(|report| report.status == ReportStatus::Signed);
    let in_month = (today.year(), today.month()) == (due_on.year(), due_on.month());
    let day = REMINDED_ON.into_iter().find(|day| *day <= today.day())?;
    (in_month && !is_signed).then_some(Notice::Unsigned(day))
}

fn telling(office: &Office, year: i32, scope: Scope, notice: &Notice, today: NaiveDate, due_on: NaiveDate) -> Telling {
    let id = office.agency.id.0;
    match notice {
        Notice::Unsigned(day) => {
            let about = format!("{year}/{scope}/{:02}-{day}", due_on.month());
            Telling::new(NoticeKind::ReportUnsigned, id, about, today)
        }
        // Once a month as long as it is late.
        Notice::Late => {
            let about = format!("{year}/{scope}/{}-{:02}", today.year(), today.month());
            Telling::new(NoticeKind::ReportLate, id, about, today)
        }
    }
}
