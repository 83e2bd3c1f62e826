//! 今天: what somebody finds on the desk in the morning: what is due and late, what waits for them, and how the
//! office stands.

mod figures;
mod reviews;
mod seat;

use std::cmp::Reverse;

pub use self::figures::{BelowFigures, Figures, OfferFigures, OfficeFigures, PersonFigures};
pub use self::reviews::{next_review, reviews};
use self::seat::Seat;
use super::queue::{Assignee, ListedCase, Question, Sort, Tab, TabCount};
use super::{Agency, App, AppError, calendars, queue};
use crate::domain::code::coded_enum;
use crate::domain::ids::{AgencyCode, CaseId, OfficerId};
use crate::domain::role::Role;
use crate::domain::status::Status;
use crate::store::{DbConn, agencies};

/// Cases that are shown of what is due and late.
const URGENT: u32 = 20;
/// Cases that are shown of each kind of work.
const FIRST: u32 = 5;

coded_enum! {
    /// 待我办理: the kinds of work that wait for somebody.
    Wait {
        /// 待我审查 (art 17)
        Review = "review",
        /// 待确认收到 (art 31)
        Confirm = "confirm",
        /// 待分办
        Assign = "assign",
        /// 待我拟稿
        Draft = "draft",
        /// 待我重新办理 (R15)
        Redecide = "redecide",
        /// 待我发出
        Dispatch = "dispatch",
    }
}

/// Work of one kind that waits in an agency.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Its kind.
    pub kind: Wait,
    /// Where.
    pub agency: Agency,
    /// How much there is.
    pub count: TabCount,
    /// The first of it.
    pub cases: Vec<ListedCase>,
}

/// What is due today and what is late.
#[derive(Debug, Clone, Default)]
pub struct Urgent {
    /// The cases, latest first.
    pub cases: Vec<ListedCase>,
    /// Whether there are more.
    pub more: bool,
    /// Whether it is everybody's, in one agency at least; otherwise it is one's own.
    pub is_everybodys: bool,
}

/// A desk in the morning.
#[derive(Debug, Clone, Default)]
pub struct Today {
    /// 今日到期与超期
    pub urgent: Urgent,
    /// 待我办理; only kinds of which there is something.
    pub waiting: Vec<Waiting>,
    /// The agencies in which one holds a role that reads cases.
    pub offices: Vec<OfficeFigures>,
}

impl Wait {
    /// The list that has all of it.
    #[must_use]
    pub fn question(self) -> Question {
        let open = Question::new(Tab::Open, Sort::Due);
        match self {
            Self::Review => Question::new(Tab::MyReview, Sort::Due),
            Self::Confirm => Question::new(Tab::Unconfirmed, Sort::Due),
            Self::Assign => Question { status: Some(Status::Processing), assignee: Some(Assignee::Nobody), ..open },
            Self::Draft => Question { status: Some(Status::Processing), assignee: Some(Assignee::Me), ..open },
            Self::Redecide => Question { status: Some(Status::Redeciding), assignee: Some(Assignee::Me), ..open },
            Self::Dispatch => Question { tab: Tab::ToDispatch, assignee: Some(Assignee::Me), ..open },
        }
    }

    /// Whether it may wait for somebody with these roles.
    fn is_for(self, roles: &[Role]) -> bool {
        let any = |of: &[Role]| roles.iter().any(|role| of.contains(role));
        match self {
            // Who takes which step is the agency's choice (R17).
            Self::Review => roles.iter().any(|role| role.works_on_cases()),
            Self::Confirm => any(&[Role::Registrar, Role::CaseOfficer]),
            Self::Assign => any(&[Role::Registrar, Role::OfficeHead]),
            Self::Draft | Self::Redecide | Self::Dispatch => any(&[Role::CaseOfficer]),
        }
    }
}

/// The desk of an officer today.
///
/// # Errors
/// [`AppError::Store`] if the database does not answer; [`AppError::Settings`] for damaged settings of an agency.
pub fn today(app: &App, me: OfficerId) -> Result<Today, AppError> {
    app.store.snapshot(|conn| {
        calendars::refresh(app, conn)?;
        let mut today = Today::default();
        for seat in seat::of(app, conn, me)? {
            today.urgent.add(app, conn, &seat, me)?;
            for kind in Wait::ALL.iter().filter(|kind| kind.is_for(&seat.roles)) {
                today.waiting.extend(waiting(app, conn, &seat, me, *kind, FIRST)?);
            }
            today.offices.push(figures::of(app, conn, &seat)?);
        }
        today.urgent.finish();
        Ok(today)
    })
}

/// 下一件: of all that waits for somebody in an agency, what is due first.
///
/// # Errors
/// As [`today`]; with [`NotFound`](crate::store::StoreError::NotFound) if there is no such agency.
pub fn next_for(app: &App, me: OfficerId, code: &AgencyCode) -> Result<Option<CaseId>, AppError> {
    app.store.snapshot(|conn| {
        calendars::refresh(app, conn)?;
        let seat = seat::at(app, conn, me, code)?;
        let mut first = Vec::new();
        for kind in Wait::ALL.iter().filter(|kind| kind.is_for(&seat.roles)) {
            first.extend(queue::first(app, conn, Some(me), &seat.agency, &kind.question(), 1)?);
        }
        first.sort_by_key(|case| (case.row.state.due_key, case.row.id));
        Ok(first.first().map(|case| case.row.id))
    })
}

/// Whether there are agencies below this one whose cases this person may read.
///
/// # Errors
/// As [`next_for`].
pub fn reads_below(app: &App, me: OfficerId, code: &AgencyCode) -> Result<bool, AppError> {
    app.store.snapshot(|conn| {
        let seat = seat::at(app, conn, me, code)?;
        Ok(seat.reads_below && agencies::subtree(conn, &seat.row)?.len() > 1)
    })
}

/// The first `size` cases of a kind of work.
fn waiting(
    app: &App,
    conn: &mut DbConn,
    seat: &Seat,
    me: OfficerId,
    kind: Wait,
    size: u32,
) -> Result<Option<Waiting>, AppError> {
    let question = kind.question();
    let cases = queue::first(app, conn, Some(me), &seat.agency, &question, size)?;
    if cases.is_empty() {
        return Ok(None);
    }
    let count = queue::how_many(app, conn, Some(me), &seat.agency, &question)?;
    Ok(Some(Waiting { kind, agency: seat.agency.clone(), count, cases }))
}

impl Urgent {
    fn add(&mut self, app: &App, conn: &mut DbConn, seat: &Seat, me: OfficerId) -> Result<(), AppError> {
        let is_everybodys = seat.watches_everybody();
        self.is_everybodys |= is_everybodys;
        let whose = (!is_everybodys).then_some(me);
        self.cases.extend(queue::due_by(app, conn, &seat.agency, whose, app.clock.today(), URGENT + 1)?);
        Ok(())
    }

    fn finish(&mut self) {
        self.cases.sort_by_key(|case| (case.row.state.due_key, Reverse(case.row.state.assignee_id), case.row.id));
        self.more = self.cases.len() > URGENT as usize;
        self.cases.truncate(URGENT as usize);
    }
}
