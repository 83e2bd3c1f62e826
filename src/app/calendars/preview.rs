//! 试算: which due dates a change of calendars would move. Nothing is changed.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::Moved;
use super::proposal::{Proposal, Proposed};
use crate::app::administration::require_root;
use crate::app::history::Register;
use crate::app::{Agency, App, AppError};
use crate::domain::calendar::Calendar;
use crate::domain::deadline;
use crate::domain::ids::{AgencyId, CaseId};
use crate::domain::role::Actor;
use crate::store::agencies::AgencyRow;
use crate::store::cases::{CaseRow, NO_DUE_DATE};
use crate::store::{DbConn, agencies, audit};

/// Cases in memory at once.
const PAGE: i64 = 500;

/// Where a page ended: the agency, and the place in its queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The agency of the last case.
    pub agency: AgencyId,
    /// The date that it has now.
    pub due_key: NaiveDate,
    /// The last case.
    pub case: CaseId,
}

impl fmt::Display for Place {
    /// As it is given out: `3.2027-01-11.12`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { agency, due_key, case } = self;
        write!(f, "{}.{due_key}.{}", agency.0, case.0)
    }
}

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let mut parts = text.splitn(3, '.');
        let mut part = || parts.next().ok_or(NoPlace);
        let agency = part()?.parse().map_err(|_| NoPlace)?;
        let due_key = part()?.parse().map_err(|_| NoPlace)?;
        let id = part()?.parse().map_err(|_| NoPlace)?;
        Ok(Self { agency: AgencyId(agency), due_key, case: CaseId(id) })
    }
}

/// Something that was not given out as a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a place in the list")]
pub struct NoPlace;

/// A page of what would move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedPage {
    /// What the file is called.
    pub name: String,
    /// The open cases whose due date would move, by agency and then by the date they have now.
    pub moved: Vec<Moved>,
    /// Where the next page begins, if there is one.
    pub next: Option<Place>,
    /// The revision of the uploaded files that was looked at, for [`apply_seen`](super::upload::apply_seen).
    pub revision: i64,
}

/// Lists the open cases whose due date a change of calendars would move, after `after`, at most `size`.
///
/// # Errors
/// [`AppError::Rules`] if the file cannot be used, naming line or day; [`AppError::Admin`] if the actor is no
/// administrator of a root; [`AppError::Calendar`] if an agency would be left without a calendar.
pub fn preview(
    app: &App,
    actor: &Actor,
    proposal: &Proposal,
    after: Option<Place>,
    size: usize,
) -> Result<MovedPage, AppError> {
    app.store.snapshot(|conn| {
        require_root(conn, actor)?;
        let proposed = proposal.read(app, conn)?;
        let mut rows = agencies::list(conn)?;
        rows.sort_by_key(|row| row.id);
        let mut page = MovedPage { name: proposed.name(), moved: Vec::new(), next: None, revision: proposed.revision };
        for row in rows {
            let from = after.filter(|place| place.agency == row.id).map(|place| (place.due_key, place.case));
            if after.is_none_or(|place| place.agency <= row.id) {
                Looking { app, proposed: &proposed, size }.look_at(conn, row, from, &mut page)?;
            }
            if page.next.is_some() {
                break;
            }
        }
        Ok(page)
    })
}

struct Looking<'a> {
    app: &'a App,
    proposed: &'a Proposed,
    size: usize,
}

impl Looking<'_> {
    fn look_at(
        &self,
        conn: &mut DbConn,
        row: AgencyRow,
        from: Option<(NaiveDate, CaseId)>,
        page: &mut MovedPage,
    ) -> Result<(), AppError> {
        let before = self.proposed.before.counted(row.region.as_deref())?;
        let agency = Agency::by_rules(&self.proposed.after, row)?;
        let Some(changed_on) = first_change(&before.calendar, &agency.calendar) else { return Ok(()) };
        // What is due before the first day that changes stays.
        let mut after = from.unwrap_or((changed_on, CaseId(0)));
        loop {
            let cases = audit::open_due_after(conn, agency.id, after, PAGE)?;
            let Some(last) = cases.last() else { return Ok(()) };
            let end = (last.state.due_key, last.id);
            for case in cases.iter().take_while(|case| case.state.due_key < NO_DUE_DATE) {
                let Some(moved) = self.moved(conn, &agency, case)? else { continue };
                if page.moved.len() == self.size {
                    page.next = Some(Place { agency: agency.id, due_key: after.0, case: after.1 });
                    return Ok(());
                }
                after = (case.state.due_key, case.id);
                page.moved.push(moved);
            }
            if end.0 == NO_DUE_DATE {
                return Ok(());
            }
            after = end;
        }
    }

    fn moved(&self, conn: &mut DbConn, agency: &Agency, row: &CaseRow) -> Result<Option<Moved>, AppError> {
        let register = Register { agency, regimes: self.app.rulebook.regimes(), now: self.app.clock.now() };
        let case = register.past(conn, row.id)?.case;
        let from = row.state.due_on;
        let to = deadline::outlook(&case, &agency.calendar)?.and_then(|outlook| outlook.due_on);
        Ok((from != to).then(|| Moved {
            agency: agency.code.clone(),
            case: row.id,
            case_no: row.origin.case_no.clone(),
            from,
            to,
            is_open: true,
            assignee: row.state.assignee_id,
        }))
    }
}

/// The first day that two calendars do not agree on.
fn first_change(before: &Calendar, after: &Calendar) -> Option<NaiveDate> {
    let starts_differently = before.first_day() != after.first_day();
    if starts_differently {
        return Some(before.first_day().min(after.first_day()));
    }
    let mut days = before.days().zip(after.days());
    let differs = days.find(|((_, old, was), (_, new, is))| (old.is_working(), was) != (new.is_working(), is));
    match differs {
        Some(((day, ..), _)) => Some(day),
        None if before.last_day() == after.last_day() => None,
        None => Some(before.last_day().min(after.last_day())),
    }
}
