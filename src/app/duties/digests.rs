//! 每日摘要: one message to each officer, the most urgent first, on a working day.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::office::{Office, Offices, People};
use super::tell::Telling;
use super::{Counts, Duties, FIRST_DAY, count};
use crate::app::AppError;
use crate::domain::calendar::{Calendar, OutsideCalendar};
use crate::domain::deadline::{DeadlineKind, awaited};
use crate::domain::duty::{Counted, Duty, NoticeKind, lapse};
use crate::domain::ids::{AgencyId, CaseId, OfficerId};
use crate::domain::mail::{DigestCase, DigestGroup, DigestHeading, MailContent};
use crate::domain::status::Status;
use crate::store::duty_cases::{self, DutyCase};
use crate::store::duty_runs;

/// Cases in memory at once.
const PAGE: i64 = 1000;
/// What is due within so many working days is named.
const AHEAD: u32 = 5;
/// Cases named under one heading; a longer list is read in the queue.
const NAMED: usize = 50;

pub(super) fn perform(duties: &Duties<'_>) -> Result<Counts, AppError> {
    let today = duties.app.clock.today();
    let last = duties.app.store.read(|conn| duty_runs::last_done(conn, Duty::Digests))?.map(|run| run.run_on);
    let Offices { all, people } = duties.offices()?;
    let mut digests = Digests::default();
    for office in &all {
        if office.works_on(today)? {
            Collecting { duties, office, people: &people, today, last }.collect(&mut digests)?;
        }
    }
    let tellings: Vec<Telling> = digests.tellings(today).collect();
    let mut counts = Counts::new();
    count(&mut counts, Counted::Told, duties.tell(&tellings)?);
    Ok(counts)
}

/// 摘要 of everybody, in the making.
#[derive(Default)]
struct Digests(BTreeMap<OfficerId, (AgencyId, Groups)>);

type Groups = BTreeMap<DigestHeading, Named>;

/// The cases under one heading: how many, and the first of them.
#[derive(Default)]
struct Named {
    total: usize,
    cases: Vec<DigestCase>,
}

impl Digests {
    fn add(&mut self, agency: AgencyId, officers: &[OfficerId], heading: DigestHeading, case: &DigestCase) {
        for officer in officers {
            let (_, groups) = self.0.entry(*officer).or_insert_with(|| (agency, Groups::new()));
            let named = groups.entry(heading).or_default();
            named.total += 1;
            if named.cases.len() < NAMED {
                named.cases.push(case.clone());
            }
        }
    }

    fn tellings(self, on: NaiveDate) -> impl Iterator<Item = Telling> {
        self.0.into_iter().map(move |(officer, (agency, groups))| {
            let group = |(heading, Named { total, cases })| DigestGroup { heading, total, cases };
            let content = MailContent::Digest { on, groups: groups.into_iter().map(group).collect() };
            Telling::new(NoticeKind::Digest, officer.0, on, on).for_officers(agency, None, &[officer], &content)
        })
    }
}

/// What there is to say in one agency.
struct Collecting<'a> {
    duties: &'a Duties<'a>,
    office: &'a Office,
    people: &'a People,
    today: NaiveDate,
    last: Option<NaiveDate>,
}

impl Collecting<'_> {
    fn collect(&self, digests: &mut Digests) -> Result<(), AppError> {
        self.due(digests)?;
        self.owed(digests)?;
        self.reviews(digests)?;
        self.newcomers(digests)
    }

    fn due(&self, digests: &mut Digests) -> Result<(), AppError> {
        let (app, agency) = (self.duties.app, self.office.agency.id);
        let through = self.calendar().add_working_days(self.today, AHEAD)?.on;
        let mut after = (FIRST_DAY, CaseId(0));
        loop {
            let cases = app.store.read(|conn| duty_cases::due_through(conn, agency, through, after, PAGE))?;
            let Some((due_on, last)) = cases.last().and_then(|last| Some((last.due_on?, last.id))) else {
                return Ok(());
            };
            after = (due_on, last);
            for case in cases.iter().filter(|case| case.is_running_on(self.today)) {
                let Some(due_on) = case.due_on else { continue };
                let line = self.line(case)?;
                let heading = heading(due_on, self.today, line.working_days.unwrap_or_default());
                let officers = self.people.responsible(&self.office.path, case.assignee_id);
                digests.add(agency, &officers, heading, &line);
            }
        }
    }

    /// 待重新答复、待确认的逾期: what an officer has to do about a case whose reply is not what runs out.
    fn owed(&self, digests: &mut Digests) -> Result<(), AppError> {
        let agency = &self.office.agency;
        let through = self.calendar().add_working_days(self.today, AHEAD)?.on;
        self.duties.for_each_ending(self.office, through, |row, case| {
            let officers = self.people.responsible(&self.office.path, row.state.assignee_id);
            let mut add = |heading, on| {
                let working_days = Some(left(self.calendar(), self.today, on)?);
                let (case_no, due_on) = (row.origin.case_no.clone(), Some(on));
                digests.add(agency.id, &officers, heading, &DigestCase { case: row.id, case_no, due_on, working_days });
                Ok::<_, AppError>(())
            };
            if let Some(lapse) = lapse(case, &agency.policy.duties, self.calendar(), self.today)? {
                add(DigestHeading::Lapsable, lapse.last_on)?;
            }
            let new_decision = awaited(case, self.calendar())?
                .into_iter()
                .find(|awaited| awaited.kind == DeadlineKind::Redecision && awaited.last_on <= through);
            new_decision.map_or(Ok(()), |owed| add(DigestHeading::Redecision, owed.last_on))
        })
    }

    fn reviews(&self, digests: &mut Digests) -> Result<(), AppError> {
        let agency = &self.office.agency;
        let cases = self.duties.app.store.read(|conn| duty_cases::in_status(conn, agency.id, Status::InReview))?;
        for case in &cases {
            let Some(role) = case.review_role else { continue };
            let mut officers = self.people.with(&self.office.path, role);
            officers.retain(|officer| {
                let own = case.was_submitted_by(*officer) && !agency.policy.review.drafter_may_review;
                !own && !case.was_passed_by(*officer)
            });
            digests.add(agency.id, &officers, DigestHeading::Review, &self.line(case)?);
        }
        Ok(())
    }

    /// What has come in since the last working day, or since the last digest if that is longer ago.
    fn newcomers(&self, digests: &mut Digests) -> Result<(), AppError> {
        let agency = self.office.agency.id;
        let before = self.last_working_day()?;
        let since = self.last.map_or(before, |last| last.min(before));
        let Some(before) = since.checked_sub_days(Days::new(1)) else { return Ok(()) };
        let cases = self.duties.app.store.read(|conn| {
            let mut cases = duty_cases::in_status(conn, agency, Status::AwaitingConfirmation)?;
            cases.retain(|case| case.submitted_on > Some(before));
            cases.extend(duty_cases::received_after(conn, agency, before)?);
            Ok::<_, AppError>(cases)
        })?;
        for case in &cases {
            let officers = self.people.responsible(&self.office.path, case.assignee_id);
            digests.add(agency, &officers, DigestHeading::New, &self.line(case)?);
        }
        Ok(())
    }

    fn last_working_day(&self) -> Result<NaiveDate, AppError> {
        let mut day = self.today;
        while let Some(before) = day.pred_opt() {
            day = before;
            if self.calendar().is_working_day(day)? {
                break;
            }
        }
        Ok(day)
    }

    fn line(&self, case: &DutyCase) -> Result<DigestCase, AppError> {
        let due_on = case.due_on.filter(|_| case.is_running_on(self.today));
        let working_days = due_on.map(|due_on| left(self.calendar(), self.today, due_on)).transpose()?;
        Ok(DigestCase { case: case.id, case_no: case.case_no.clone(), due_on, working_days })
    }

    fn calendar(&self) -> &Calendar {
        &self.office.agency.calendar
    }
}

/// Working days left; negative once it is late.
fn left(calendar: &Calendar, today: NaiveDate, due_on: NaiveDate) -> Result<i64, OutsideCalendar> {
    let left = calendar.working_days_between(today, due_on)?.working_days;
    let late = calendar.working_days_between(due_on, today)?.working_days;
    Ok(i64::from(left) - i64::from(late))
}

fn heading(due_on: NaiveDate, today: NaiveDate, left: i64) -> DigestHeading {
    match (due_on.cmp(&today), left) {
        (std::cmp::Ordering::Less, _) => DigestHeading::Late,
        (std::cmp::Ordering::Equal, _) => DigestHeading::DueToday,
        (std::cmp::Ordering::Greater, ..=1) => DigestHeading::DueIn1,
        (std::cmp::Ordering::Greater, 2..=3) => DigestHeading::DueIn3,
        (std::cmp::Ordering::Greater, _) => DigestHeading::DueIn5,
    }
}
