//! 超期催办: a late case goes to its officer, then to the head of the section, then to the head of the office.

use chrono::{Days, NaiveDate};

use super::office::{Office, People};
use super::tell::Telling;
use super::{Counts, Duties, FIRST_DAY, count};
use crate::app::AppError;
use crate::domain::duty::{Counted, Level, NoticeKind};
use crate::domain::ids::{CaseId, OfficerId};
use crate::domain::mail::{Escalation, MailContent};
use crate::domain::role::Role;
use crate::store::duty_cases::{self, DutyCase};
use crate::store::duty_notices;

/// Cases in memory at once.
const PAGE: i64 = 1000;
/// Working days past the highest threshold after which a case is no news to anybody, such as one that was taken over
/// from an older register; it stays in the digests.
const OLD_AFTER: u32 = 20;

pub(super) fn perform(duties: &Duties<'_>) -> Result<Counts, AppError> {
    let today = duties.app.clock.today();
    let offices = duties.offices()?;
    let mut counts = Counts::new();
    for office in &offices.all {
        if office.works_on(today)? {
            Escalating { duties, office, people: &offices.people, today }.perform(&mut counts)?;
        }
    }
    Ok(counts)
}

struct Escalating<'a> {
    duties: &'a Duties<'a>,
    office: &'a Office,
    people: &'a People,
    today: NaiveDate,
}

impl Escalating<'_> {
    fn perform(&self, counts: &mut Counts) -> Result<(), AppError> {
        let Some(yesterday) = self.today.checked_sub_days(Days::new(1)) else { return Ok(()) };
        let (app, agency) = (self.duties.app, self.office.agency.id);
        let mut after = (FIRST_DAY, CaseId(0));
        loop {
            let cases = app.store.read(|conn| duty_cases::due_through(conn, agency, yesterday, after, PAGE))?;
            let Some((due_on, last)) = cases.last().and_then(|last| Some((last.due_on?, last.id))) else {
                return Ok(());
            };
            after = (due_on, last);
            let late = cases.iter().filter(|case| case.is_running_on(self.today));
            let tellings = self.tellings(late, counts)?;
            count(counts, Counted::Told, self.duties.tell(&tellings)?);
        }
    }

    /// What has not been told of these cases.
    fn tellings<'b>(
        &self,
        late: impl Iterator<Item = &'b DutyCase>,
        counts: &mut Counts,
    ) -> Result<Vec<Telling>, AppError> {
        let policy = self.office.agency.policy.duties;
        let [.., highest] = policy.escalate_after;
        let mut reached = Vec::new();
        for case in late {
            count(counts, Counted::Late, 1);
            let Some(due_on) = case.due_on else { continue };
            let days = self.office.agency.calendar.working_days_between(due_on, self.today)?.working_days;
            if days <= highest.saturating_add(OLD_AFTER)
                && let Some(level) = policy.level(days)
            {
                reached.push((case, due_on, days, level));
            }
        }
        let ids: Vec<i64> = reached.iter().map(|(case, ..)| case.id.0).collect();
        let told = self.duties.app.store.read(|conn| duty_notices::told(conn, NoticeKind::Late, &ids))?;
        let mut tellings = Vec::new();
        for (case, due_on, days, reached) in reached {
            for level in Level::ALL.iter().filter(|level| **level <= reached) {
                let about = format!("{due_on}/{level}");
                if !told.contains(&(case.id.0, about.clone())) {
                    tellings.push(self.telling(case, due_on, days, *level, &about));
                }
            }
        }
        Ok(tellings)
    }

    fn telling(&self, case: &DutyCase, due_on: NaiveDate, working_days: u32, level: Level, about: &str) -> Telling {
        let content = MailContent::Late { due_on, working_days, level: as_told(level) };
        let officers = self.people_at(level, case);
        Telling::new(NoticeKind::Late, case.id.0, about, self.today).for_officers(
            self.office.agency.id,
            Some(case.id),
            &officers,
            &content,
        )
    }

    fn people_at(&self, level: Level, case: &DutyCase) -> Vec<OfficerId> {
        match level {
            Level::Officer => self.people.responsible(&self.office.path, case.assignee_id),
            // 初审（科室负责人）
            Level::SectionHead => self.people.with(&self.office.path, Role::PreliminaryReviewer),
            Level::OfficeHead => self.people.with(&self.office.path, Role::OfficeHead),
        }
    }
}

fn as_told(level: Level) -> Escalation {
    match level {
        Level::Officer => Escalation::Officer,
        Level::SectionHead => Escalation::SectionHead,
        Level::OfficeHead => Escalation::OfficeHead,
    }
}
