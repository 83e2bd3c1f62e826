//! 提醒: what runs out soon, to whoever has to do something about it.

use chrono::{Days, NaiveDate};

use super::office::{Office, People};
use super::tell::Telling;
use super::{Counts, Duties, count};
use crate::app::AppError;
use crate::domain::case::Case;
use crate::domain::code::AppealGroup;
use crate::domain::duty::{Counted, Ending, NoticeKind, endings, is_unconfirmed_too_long, remedy_ending};
use crate::domain::ids::CaseId;
use crate::domain::mail::MailContent;
use crate::domain::role::Role;
use crate::domain::status::Status;
use crate::store::cases::CaseRow;
use crate::store::duty_cases::{self, DutyCase};
use crate::store::events;

/// A reply sent before that has been delivered long since, and the time for a review of it has passed.
const LONG_AGO: Days = Days::new(150);

pub(super) fn perform(duties: &Duties<'_>) -> Result<Counts, AppError> {
    let today = duties.app.clock.today();
    let offices = duties.offices()?;
    let mut counts = Counts::new();
    for office in &offices.all {
        if office.works_on(today)? {
            let reminding = Reminding { duties, office, people: &offices.people, today };
            let mut tellings = reminding.endings()?;
            tellings.extend(reminding.unconfirmed()?);
            tellings.extend(reminding.remedies()?);
            count(&mut counts, Counted::Told, duties.tell(&tellings)?);
        }
    }
    Ok(counts)
}

struct Reminding<'a> {
    duties: &'a Duties<'a>,
    office: &'a Office,
    people: &'a People,
    today: NaiveDate,
}

impl Reminding<'_> {
    fn endings(&self) -> Result<Vec<Telling>, AppError> {
        let agency = &self.office.agency;
        let policy = agency.policy.duties;
        // The last day may be one of the days off before the next working day.
        let through = agency.calendar.add_working_days(self.today, policy.remind_before.saturating_add(1))?.on;
        let mut tellings = Vec::new();
        self.duties.for_each_ending(self.office, through, |row, case| {
            for ending in endings(case, &policy, &agency.calendar, self.today)? {
                tellings.extend(self.telling(row, case, &ending));
            }
            Ok(())
        })?;
        Ok(tellings)
    }

    fn telling(&self, row: &CaseRow, case: &Case, ending: &Ending) -> Option<Telling> {
        let last_on = ending.awaited.last_on;
        let telling = Telling::new(ending.notice, row.id.0, ending.awaited.about, self.today);
        let agency = self.office.agency.id;
        let to_applicant = |content| Some(telling.clone().for_applicant(agency, row.id, content));
        let to_officers = |content: &MailContent| {
            let officers = self.people.responsible(&self.office.path, row.state.assignee_id);
            Some(telling.clone().for_officers(agency, Some(row.id), &officers, content))
        };
        match ending.notice {
            NoticeKind::SupplementEnding => to_applicant(MailContent::SupplementReminder { respond_by: last_on }),
            NoticeKind::FeeEnding => {
                let amount_yuan = case.open_fee()?.amount_yuan;
                to_applicant(MailContent::FeeReminder { amount_yuan, payable_by: last_on })
            }
            NoticeKind::ThirdPartyEnding => to_officers(&MailContent::ThirdPartyEnding { ends_on: last_on }),
            NoticeKind::ReconsiderationAnswerEnding => {
                let group = AppealGroup::Reconsideration;
                to_officers(&MailContent::AppealAnswerDue { group, due_on: last_on })
            }
            NoticeKind::CourtAnswerEnding => {
                let filed = |appeal: &&crate::domain::appeal::Appeal| appeal.filed_on.version == ending.awaited.about;
                let group = case.appeals.iter().find(filed)?.group;
                to_officers(&MailContent::AppealAnswerDue { group, due_on: last_on })
            }
            NoticeKind::AppealEnding
            | NoticeKind::SupplementLapsable
            | NoticeKind::FeeLapsable
            | NoticeKind::Unconfirmed
            | NoticeKind::Late
            | NoticeKind::Digest
            | NoticeKind::DatesMoved
            | NoticeKind::CalendarMissing
            | NoticeKind::ReportDrafted
            | NoticeKind::ReportUnsigned
            | NoticeKind::ReportLate
            | NoticeKind::Urging
            | NoticeKind::Bulletin => None,
        }
    }

    /// To applicants who asked for it.
    fn remedies(&self) -> Result<Vec<Telling>, AppError> {
        let agency = &self.office.agency;
        let Some(from) = self.today.checked_sub_days(LONG_AGO) else { return Ok(Vec::new()) };
        let (rows, history) = self.duties.app.store.snapshot(|conn| {
            let rows = duty_cases::to_be_reminded_of_remedies(conn, agency.id, from, self.today)?;
            let ids: Vec<CaseId> = rows.iter().map(|row| row.id).collect();
            Ok::<_, AppError>((rows, events::of_cases(conn, &ids)?))
        })?;
        let mut tellings = Vec::new();
        self.duties.for_each_folded(&rows, &history, |row, case| {
            let ending = remedy_ending(case, &agency.policy.duties, &agency.calendar, self.today)?;
            tellings.extend(ending.map(|ending| {
                let content =
                    MailContent::AppealReminder { group: AppealGroup::Reconsideration, last_on: ending.last_on };
                let telling = Telling::new(NoticeKind::AppealEnding, row.id.0, ending.about, self.today);
                telling.for_applicant(agency.id, row.id, content)
            }));
            Ok(())
        })?;
        Ok(tellings)
    }

    /// R9: every working day until somebody confirms.
    fn unconfirmed(&self) -> Result<Vec<Telling>, AppError> {
        let agency = &self.office.agency;
        let cases = |conn: &mut _| duty_cases::in_status(conn, agency.id, Status::AwaitingConfirmation);
        let mut tellings = Vec::new();
        for case in self.duties.app.store.read(cases)? {
            tellings.extend(self.alarm(&case)?);
        }
        Ok(tellings)
    }

    fn alarm(&self, case: &DutyCase) -> Result<Option<Telling>, AppError> {
        let agency = &self.office.agency;
        let Some(submitted_on) = case.submitted_on else { return Ok(None) };
        if !is_unconfirmed_too_long(submitted_on, &agency.calendar, self.today)? {
            return Ok(None);
        }
        let working_days = agency.calendar.working_days_between(submitted_on, self.today)?.working_days;
        let officers =
            self.people.with_first_of(&self.office.path, &[Role::Registrar, Role::CaseOfficer, Role::OfficeHead]);
        let content = MailContent::Unconfirmed { submitted_on, working_days };
        let telling = Telling::new(NoticeKind::Unconfirmed, case.id.0, self.today, self.today);
        Ok(Some(telling.for_officers(agency.id, Some(case.id), &officers, &content)))
    }
}
