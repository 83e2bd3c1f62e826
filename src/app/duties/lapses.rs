//! 逾期不补正、逾期不缴费 (art 30, FEE art 6): what has run out ends, or is proposed to the officer.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::office::Office;
use super::tell::Telling;
use super::{Counts, Duties, FIRST_DAY, count};
use crate::app::history::decode;
use crate::app::{AppError, act};
use crate::domain::case::{Case, Command};
use crate::domain::duty::{Counted, Lapse, LapseKind, NoticeKind, lapse};
use crate::domain::ids::CaseId;
use crate::domain::role::Actor;
use crate::store::cases::CaseRow;
use crate::store::duty_cases;
use crate::store::events::{self, EventRow};

/// Cases in memory at once.
const PAGE: i64 = 500;

pub(super) fn perform(duties: &Duties<'_>) -> Result<Counts, AppError> {
    let today = duties.app.clock.today();
    let offices = duties.offices()?;
    let mut counts = Counts::new();
    for office in &offices.all {
        if !office.works_on(today)? {
            continue;
        }
        let policy = office.agency.policy.duties;
        let mut proposals = Vec::new();
        duties.for_each_ending(office, today, |row, case| {
            let Some(lapse) = lapse(case, &policy, &office.agency.calendar, today)? else { return Ok(()) };
            if policy.lapse_automatically {
                let ended = end(duties, office, row.id, lapse.kind, today)?;
                count(&mut counts, Counted::Lapsed, usize::from(ended));
            } else {
                proposals.push(proposal(row, &lapse, today));
            }
            Ok(())
        })?;
        count(&mut counts, Counted::Proposed, proposals.len());
        count(&mut counts, Counted::Told, duties.tell(&proposals)?);
    }
    Ok(counts)
}

/// Ends the case, unless the applicant was faster.
fn end(
    duties: &Duties<'_>,
    office: &Office,
    case: CaseId,
    kind: LapseKind,
    today: NaiveDate,
) -> Result<bool, AppError> {
    let command = match kind {
        LapseKind::Supplement => Command::LapseSupplement,
        LapseKind::Fee => Command::LapseFee,
    };
    match act(duties.app, &office.agency, case, None, &Actor::System, command, today) {
        Ok(_) => Ok(true),
        Err(AppError::Refused(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

fn proposal(row: &CaseRow, lapse: &Lapse, today: NaiveDate) -> Telling {
    let kind = match lapse.kind {
        LapseKind::Supplement => NoticeKind::SupplementLapsable,
        LapseKind::Fee => NoticeKind::FeeLapsable,
    };
    Telling::new(kind, row.id.0, lapse.about, today)
}

impl Duties<'_> {
    /// Looks at every case of an agency in which something else than the reply runs out by a day, folded from its
    /// history.
    pub(super) fn for_each_ending(
        &self,
        office: &Office,
        through: NaiveDate,
        mut work: impl FnMut(&CaseRow, &Case) -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        let mut after = (FIRST_DAY, CaseId(0));
        loop {
            let (rows, history) = self.app.store.snapshot(|conn| {
                let rows = duty_cases::ending_through(conn, office.agency.id, through, after, PAGE)?;
                let ids: Vec<CaseId> = rows.iter().map(|row| row.id).collect();
                Ok::<_, AppError>((rows, events::of_cases(conn, &ids)?))
            })?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = (last.state.next_on.unwrap_or(through), last.id);
            self.for_each_folded(&rows, &history, &mut work)?;
        }
    }

    /// Looks at cases, folded from their histories.
    pub(super) fn for_each_folded(
        &self,
        rows: &[CaseRow],
        history: &[EventRow],
        mut work: impl FnMut(&CaseRow, &Case) -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        let rows: HashMap<CaseId, &CaseRow> = rows.iter().map(|row| (row.id, row)).collect();
        for events in history.chunk_by(|one, next| one.case_id == next.case_id) {
            let Some(row) = events.first().and_then(|event| rows.get(&event.case_id)) else { continue };
            if let Some(case) = Case::fold(&decode(events, row.id)?, self.app.rulebook.regimes()) {
                work(row, &case)?;
            }
        }
        Ok(())
    }
}
