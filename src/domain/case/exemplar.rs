//! 典型件: a case for each status, and an act of each kind to try on it.
//!
//! Cases are worked up to their status by acts, like any other, by people who hold every role; what an act
//! presupposes (a letter before its answer) is done first, if it can be. The diagram and the table of what is
//! possible when are made from them.

use chrono::{Days, NaiveDate};

use super::decide::{Context, Mode, Policy};
use super::{Case, CommandKind, Opening, Refused, Request, typical};
use crate::domain::calendar::Calendar;
use crate::domain::code::{Category, Channel};
use crate::domain::ids::OfficerId;
use crate::domain::regime::Regimes;
use crate::domain::role::{Actor, Role};
use crate::domain::status::Status;

use CommandKind as K;

/// Somebody who has had nothing to do with the case.
const NOBODY_YET: i64 = 99;
/// Receipt, and what an act may presuppose.
const EARLY_ACTS: i64 = 3;

/// Where typical cases are made.
#[derive(Debug)]
pub struct Exemplars<'a> {
    regimes: &'a Regimes,
    calendar: &'a Calendar,
    policy: Policy,
}

impl<'a> Exemplars<'a> {
    /// For an agency with the usual review.
    #[must_use]
    pub fn new(regimes: &'a Regimes, calendar: &'a Calendar) -> Self {
        Self { regimes, calendar, policy: Policy::default() }
    }

    /// What a kind of act makes of the typical case of a status: its new status, or why it is refused.
    ///
    /// # Errors
    /// [`Refused`] if the typical case itself cannot be made.
    pub fn ask(&self, status: Status, kind: CommandKind) -> Result<Result<Status, Refused>, Refused> {
        let mut case = self.ready(status, kind)?;
        let on = asked_on(&case, kind);
        Ok(self.act(&mut case, kind, NOBODY_YET, on).map(|()| case.status))
    }

    /// A case of a status, with what an act presupposes done: just before, or early on, or not at all where it
    /// does not go with the status.
    fn ready(&self, status: Status, kind: CommandKind) -> Result<Case, Refused> {
        let stands = |case: &Case| case.status == status;
        let before = presupposed(kind);
        let just_before = self.case(&[story(status), before].concat()).ok().filter(stands);
        let early = || {
            let (received, rest) = story(status).split_first()?;
            self.case(&[&[*received], before, rest].concat()).ok().filter(stands)
        };
        just_before.or_else(early).map_or_else(|| self.case(story(status)), Ok)
    }

    fn case(&self, kinds: &[CommandKind]) -> Result<Case, Refused> {
        let mut case = self.submitted()?;
        for (number, kind) in (1..).zip(kinds) {
            // What begins a case happens early, so that whatever it waits for has run out later.
            let on = if number <= EARLY_ACTS { early() } else { late() };
            self.act(&mut case, *kind, number, on)?;
        }
        Ok(case)
    }

    fn submitted(&self) -> Result<Case, Refused> {
        let opening = Opening {
            channel: Channel::Online,
            category: Category::NaturalPerson,
            applicant: None,
            request: Request::default(),
            source_ref: None,
            submitted_on: early(),
            received_on: None,
        };
        let actor = Actor::Applicant;
        let entries = Case::open(&opening, &self.context(&actor, early()))?;
        Case::fold(&entries, self.regimes).ok_or(Refused::NotReceived)
    }

    fn act(&self, case: &mut Case, kind: CommandKind, by: i64, on: NaiveDate) -> Result<(), Refused> {
        let actor = Actor::Officer { id: OfficerId(by), roles: Role::ALL.to_vec() };
        case.apply(&typical::command(kind, case, on), on, &self.context(&actor, on)).map(|_| ())
    }

    fn context<'b>(&'b self, actor: &'b Actor, today: NaiveDate) -> Context<'b> {
        Context { mode: Mode::Live, actor, policy: &self.policy, regimes: self.regimes, calendar: self.calendar, today }
    }
}

fn early() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 3, 3).unwrap_or_default()
}

/// Within the reply period of a case received early and consulted about.
fn late() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 3, 27).unwrap_or_default()
}

/// A lapse is asked for when the applicant's time has run out.
fn asked_on(case: &Case, kind: CommandKind) -> NaiveDate {
    match (kind, case.open_supplement()) {
        (K::LapseSupplement, Some(supplement)) => supplement.respond_by + Days::new(1),
        (K::LapseFee, _) => late() + Days::new(60),
        _ => late(),
    }
}

/// How a case comes to a status.
fn story(status: Status) -> &'static [CommandKind] {
    match status {
        Status::AwaitingConfirmation => &[],
        Status::NotReceived => &[K::RejectBeforeReceipt],
        Status::Processing => &[K::ConfirmReceipt],
        Status::AwaitingSupplement => &[K::ConfirmReceipt, K::RequestSupplement],
        Status::AwaitingPayment => &[K::ConfirmReceipt, K::NotifyFee],
        Status::InReview => &[K::ConfirmReceipt, K::DraftReply, K::SubmitForReview, K::PassReview, K::PassReview],
        Status::Cleared => {
            &[K::ConfirmReceipt, K::DraftReply, K::SubmitForReview, K::PassReview, K::PassReview, K::PassReview]
        }
        Status::Replied => &[
            K::ConfirmReceipt,
            K::DraftReply,
            K::SubmitForReview,
            K::PassReview,
            K::PassReview,
            K::PassReview,
            K::Dispatch,
        ],
        Status::Closed => &[K::ConfirmReceipt, K::Withdraw],
        Status::Redeciding => &[
            K::ConfirmReceipt,
            K::DraftReply,
            K::SubmitForReview,
            K::PassReview,
            K::PassReview,
            K::PassReview,
            K::Dispatch,
            K::FileAppeal,
            K::ConcludeAppeal,
        ],
        Status::Split => &[K::ConfirmReceipt, K::Split],
    }
}

/// What must have happened for an act to make sense.
const PRESUPPOSED: [(CommandKind, &[CommandKind]); 10] = [
    (K::RecordAnswer, &[K::Consult]),
    (K::RecordReasons, &[K::RequestReasons]),
    (K::AgreeLaterDate, &[K::RequestReasons]),
    (K::Resume, &[K::Suspend]),
    (K::RefundFee, &[K::NotifyFee, K::RecordPayment]),
    (K::MarkSecret, &[K::AddAttachment]),
    (K::SubmitForReview, &[K::DraftReply]),
    (K::AnswerAppeal, &[K::FileAppeal]),
    (K::ConcludeAppeal, &[K::FileAppeal]),
    (K::ConcludeComplaint, &[K::FileComplaint]),
];

fn presupposed(kind: CommandKind) -> &'static [CommandKind] {
    PRESUPPOSED.iter().find(|(known, _)| *known == kind).map_or(&[], |(_, before)| before)
}
