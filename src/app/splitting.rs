//! 拆分、并案、关联 (R13, R14): cases that belong together.
//!
//! A request for several things may be split before it is answered (一事一申请): each part becomes a case of the
//! same applicant, received on the same day, and is answered and counted by itself; the request that was split
//! is not. The applicant's 查询码 opens every part.

use chrono::NaiveDate;

use super::act::{Act, Order};
use super::footprint::Footprint;
use super::history::{self, CASE_NUMBERS, Filed, Filing, Register};
use super::once::{self, OnceKey};
use super::webhooks::announce;
use super::{App, AppError, CaseView, applicants, calendars, project};
use crate::domain::applicant::FieldError;
use crate::domain::case::{Case, Command, Entry, Event, Refused, Request};
use crate::domain::role::Actor;
use crate::store::cases::{self, CaseRow, NewCase};
use crate::store::correspondents::CorrespondentRow;
use crate::store::events::{self, Head};
use crate::store::tallies::{self, Deltas};
use crate::store::{DbConn, StoreError, correspondents, counters};

/// A request that was split.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// The request, which has ended with that.
    pub view: CaseView,
    /// The cases that it became, in order.
    pub parts: Vec<CaseView>,
}

/// Splits a request into parts, in one transaction. How a part is to be provided is as in the whole where it does
/// not say otherwise. The command in the order is not looked at.
///
/// # Errors
/// [`AppError::Form`] if a part cannot be taken down; otherwise as [`act_once`](super::act_once).
pub fn split(app: &App, order: Order<'_>, parts: &[Request]) -> Result<Split, AppError> {
    let parts = check_parts(parts)?;
    calendars::with_current(app, order.agency, |agency| {
        let splitting = Splitting {
            on: order.on,
            actor: order.actor.clone(),
            once: order.once.clone(),
            act: Act::new(app, Order { agency, once: None, ..order.clone() }),
            parts: parts.clone(),
        };
        app.store.write_blocking(move |conn| splitting.run(conn))
    })
}

fn check_parts(parts: &[Request]) -> Result<Vec<Request>, AppError> {
    let mut wrong: Vec<FieldError> = Vec::new();
    let checked = parts.iter().filter_map(|part| part.check().map_err(|errors| wrong.extend(errors)).ok()).collect();
    if wrong.is_empty() { Ok(checked) } else { Err(AppError::Form(wrong)) }
}

/// A splitting with all it needs, so that it can be run again.
struct Splitting {
    act: Act,
    actor: Actor,
    on: NaiveDate,
    once: Option<OnceKey>,
    parts: Vec<Request>,
}

impl Splitting {
    fn run(&self, conn: &mut DbConn) -> Result<Split, AppError> {
        let mut done = None;
        let footprints = once::run(conn, self.once.as_ref(), |conn| {
            let Split { view, parts } = &*done.insert(self.perform(conn)?);
            Ok(std::iter::once(view).chain(parts).map(Footprint::of).collect::<Vec<_>>())
        })?;
        if let Some(split) = done {
            return Ok(split);
        }
        let register = self.act.register();
        let mut views = Vec::with_capacity(footprints.len());
        for footprint in footprints {
            views.push(footprint.view(conn, &register)?);
        }
        let mut views = views.into_iter();
        let damaged = || StoreError::Corrupt { what: "idempotency key: a splitting of nothing".to_owned() };
        Ok(Split { view: views.next().ok_or_else(damaged)?, parts: views.collect() })
    }

    /// The parts are entered first, so that the request can name them; if it may not be split, nothing is kept.
    fn perform(&self, conn: &mut DbConn) -> Result<Split, AppError> {
        let whole = self.act.find(conn)?;
        let mut deltas = Deltas::new();
        let mut parts = Vec::with_capacity(self.parts.len());
        for request in &self.parts {
            parts.push(self.enter(conn, &whole, request, &mut deltas)?);
        }
        tallies::apply(conn, &deltas)?;
        let into = parts.iter().map(|part| part.row.origin.case_no.clone()).collect();
        let view = self.act.with(Command::Split { into }).perform(conn)?;
        Ok(Split { view, parts })
    }

    fn enter(
        &self,
        conn: &mut DbConn,
        whole: &Filed,
        request: &Request,
        deltas: &mut Deltas,
    ) -> Result<CaseView, AppError> {
        let register = self.act.register();
        let history = self.history_of_part(whole, request);
        let case = Case::fold(&history, register.regimes).ok_or_else(|| history::corrupt(whole.row.id))?;
        let state = project(&case, &register.agency.calendar, whole.row.state.applicant_id, None, register.now)?;
        history::count(deltas, register.agency.id, &case.contribution(&register.agency.calendar)?, 1);
        let number = counters::next(conn, register.agency.id, CASE_NUMBERS, history::year_of(&case))?;
        let filing = Filing { number, query_code_hash: whole.row.origin.query_code_hash.as_deref() };
        let origin = history::origin(register.agency, &case, &filing, register.now)?;
        let id = cases::insert(conn, &NewCase { origin: origin.clone(), state: state.clone() })?;
        events::append(conn, id, &Head::default(), &register.encode(&history, &self.actor)?)?;
        let row = CaseRow { id, origin, state };
        announce::cases_opened(conn, std::iter::once((register.agency, &row)))?;
        // Whoever is written to about the whole is written to about its parts.
        if let Some(known) = correspondents::find(conn, whole.row.id)? {
            correspondents::put(conn, &CorrespondentRow { case_id: id, ..known })?;
        }
        Ok(CaseView { row, case, added: history })
    }

    /// A part came with the whole, and stays with whoever works on it.
    fn history_of_part(&self, whole: &Filed, request: &Request) -> Vec<Entry> {
        let case = &whole.past.case;
        let submitted = Event::Submitted {
            channel: case.channel,
            category: case.category,
            applicant: case.applicant,
            request: completed(request, &case.request),
            source_ref: None,
        };
        let receipt = case.received_on.map(|received| Entry { on: received.on, event: Event::ReceiptConfirmed });
        let linked = Event::Linked { to: whole.row.origin.case_no.clone() };
        let assigned = case.assignee.map(|officer| Event::Assigned { officer, section: case.section });
        let today = [Some(linked), assigned].into_iter().flatten().map(|event| Entry { on: self.on, event });
        let first = Entry { on: case.submitted_on, event: submitted };
        std::iter::once(first).chain(receipt).chain(today).collect()
    }
}

fn completed(part: &Request, whole: &Request) -> Request {
    let or = |own: &Option<String>, whole: &Option<String>| own.clone().or_else(|| whole.clone());
    Request {
        subject: part.subject.clone(),
        description: part.description.clone(),
        document_no: part.document_no.clone(),
        purpose: or(&part.purpose, &whole.purpose),
        provide_as: or(&part.provide_as, &whole.provide_as),
        obtain_by: or(&part.obtain_by, &whole.obtain_by),
    }
}

/// 并案、关联: the other case is there, and the applicant is not sent to somebody else's.
pub(super) fn check(
    conn: &mut DbConn,
    register: &Register<'_>,
    filed: &Filed,
    command: &Command,
) -> Result<(), AppError> {
    let (Command::Merge { into: number } | Command::Link { to: number }) = command else { return Ok(()) };
    let found = cases::find_by_no(conn, register.agency.id, number)?;
    let other = found.ok_or_else(|| StoreError::NotFound { what: "case", key: number.clone() })?;
    if other.id == filed.row.id {
        return Err(Refused::SameCase.into());
    }
    if matches!(command, Command::Link { .. }) {
        return Ok(());
    }
    let same = applicants::same_person(conn, register.agency.id, filed.row.state.applicant_id)?;
    if !same.contains(&other.state.applicant_id) {
        return Err(Refused::OtherApplicant { to: number.clone() }.into());
    }
    if other.state.is_open { Ok(()) } else { Err(Refused::MergedIntoEnded { to: number.clone() }.into()) }
}
