//! 收件 (arts 29–31): a request becomes a case.
//!
//! The applicant's file, the register number, the history, the row and the figures are kept together or
//! not at all: every number that was given out belongs to a case, and none is missing.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

use super::history::{self, CASE_NUMBERS, Filing, Register};
use super::{Agency, App, AppError, CaseView, administration, applicants, calendars, sealing};
use crate::domain::administration::AdminRefused;
use crate::domain::applicant::{Applicant, ApplicantForm, Field, FieldError, Problem};
use crate::domain::case::{Case, Context, Entry, Mode, Opening, Refused, Request};
use crate::domain::code::Channel;
use crate::domain::query_code::QueryCode;
use crate::domain::regime::Regimes;
use crate::domain::role::{Actor, Role};
use crate::keys::{Keyring, Purpose, random_bytes};
use crate::store::applicants::NewApplicant;
use crate::store::cases::{self, CaseRow, NewCase};
use crate::store::events::{self, Head};
use crate::store::tallies::{self, Deltas};
use crate::store::{DbConn, StoreError, counters};

/// A request that came over the counter, by post, by fax, by e-mail or by word of mouth.
#[derive(Debug, Clone)]
pub struct Intake {
    /// How it came.
    pub channel: Channel,
    /// Who asks.
    pub applicant: ApplicantForm,
    /// What is asked for.
    pub request: Request,
    /// 提交之日
    pub submitted_on: NaiveDate,
    /// 收到申请之日 (art 31), where it is known: of a letter that was signed for, that day. At the counter
    /// and by word of mouth it is the day of submission; what has to be confirmed with the applicant has none yet.
    pub received_on: Option<NaiveDate>,
}

/// A case that has just been opened.
#[derive(Debug, Clone)]
pub struct Registered {
    /// The case.
    pub view: CaseView,
    /// 查询码, to be given to the applicant now: it is not kept.
    pub query_code: QueryCode,
}

/// 网上提交: an applicant sends the form today. The agency's rule says whether it is received with that (R9).
///
/// # Errors
/// [`AppError::Form`] with everything that is wrong or missing (art 29); [`AppError::Keys`], [`AppError::Store`].
pub fn submit(app: &App, agency: &Agency, form: &ApplicantForm, request: &Request) -> Result<Registered, AppError> {
    let today = app.clock.today();
    let (applicant, request) = check(form, request, today, |applicant| applicant.missing_elements())?;
    let opening = Opening {
        channel: Channel::Online,
        category: applicant.category(),
        applicant: None,
        request,
        source_ref: None,
        submitted_on: today,
        received_on: None,
    };
    open(app, agency, &Actor::Applicant, applicant, &opening)
}

/// 收件登记: a registrar enters a request. What art 29 asks for may be missing; it is asked for by 补正.
///
/// # Errors
/// [`AppError::Refused`] if the actor is no registrar of the agency or the dates cannot be; [`AppError::Form`];
/// [`AppError::Keys`], [`AppError::Store`].
pub fn register(app: &App, agency: &Agency, actor: &Actor, intake: &Intake) -> Result<Registered, AppError> {
    if !actor.holds(Role::Registrar) {
        return Err(Refused::NotAuthorised { role: Role::Registrar }.into());
    }
    let (applicant, request) = check(&intake.applicant, &intake.request, intake.submitted_on, |_| Vec::new())?;
    let at_once = matches!(intake.channel, Channel::InPerson | Channel::Oral).then_some(intake.submitted_on);
    let opening = Opening {
        channel: intake.channel,
        category: applicant.category(),
        applicant: None,
        request,
        source_ref: None,
        submitted_on: intake.submitted_on,
        received_on: intake.received_on.or(at_once),
    };
    open(app, agency, actor, applicant, &opening)
}

/// Both halves of the form, with everything that is wrong with either.
fn check(
    form: &ApplicantForm,
    request: &Request,
    on: NaiveDate,
    missing: impl FnOnce(&Applicant) -> Vec<Field>,
) -> Result<(Applicant, Request), AppError> {
    match (form.check(on), request.check()) {
        (Ok(applicant), request) => {
            let missing = missing(&applicant).into_iter().map(|field| FieldError { field, problem: Problem::Missing });
            let mut errors: Vec<FieldError> = missing.collect();
            match request {
                Ok(request) if errors.is_empty() => return Ok((applicant, request)),
                Ok(_) => {}
                Err(wrong) => errors.extend(wrong),
            }
            Err(AppError::Form(errors))
        }
        (Err(errors), Ok(_)) => Err(AppError::Form(errors)),
        (Err(errors), Err(more)) => Err(AppError::Form([errors, more].concat())),
    }
}

fn open(
    app: &App,
    agency: &Agency,
    actor: &Actor,
    applicant: Applicant,
    opening: &Opening,
) -> Result<Registered, AppError> {
    if !agency.active {
        return Err(AdminRefused::AgencyClosed { agency: agency.code.clone() }.into());
    }
    calendars::with_current(app, agency, |agency| open_in(app, agency, actor, applicant.clone(), opening))
}

fn open_in(
    app: &App,
    agency: &Agency,
    actor: &Actor,
    applicant: Applicant,
    opening: &Opening,
) -> Result<Registered, AppError> {
    let context = Context {
        mode: Mode::Live,
        actor,
        policy: &agency.policy,
        regimes: app.rulebook.regimes(),
        calendar: &agency.calendar,
        today: app.clock.today(),
    };
    let history = Case::open(opening, &context)?;
    let query_code = QueryCode::from_random(random_bytes()?);
    let now = app.clock.now();
    let view = sealing::with_keyring(app, |keyring| {
        let file = applicants::seal_identifiers(keyring, agency.id, &applicant, now)?;
        let new = NewEntry {
            agency: agency.clone(),
            regimes: app.rulebook.regimes().clone(),
            now,
            actor: actor.clone(),
            keyring: Arc::clone(keyring),
            applicant: applicant.clone(),
            file,
            history: history.clone(),
            query_code_hash: keyring.keyed_hash(Purpose::QueryCode, query_code.as_str()),
        };
        app.store.write_blocking(move |conn| new.save(conn))
    })?;
    Ok(Registered { view, query_code })
}

/// A case to be opened, with all it needs, so that it can be tried again.
struct NewEntry {
    agency: Agency,
    regimes: Regimes,
    now: NaiveDateTime,
    actor: Actor,
    keyring: Arc<Keyring>,
    applicant: Applicant,
    file: NewApplicant,
    history: Vec<Entry>,
    query_code_hash: String,
}

impl NewEntry {
    fn save(&self, conn: &mut DbConn) -> Result<CaseView, AppError> {
        let register = Register { agency: &self.agency, regimes: &self.regimes, now: self.now };
        sealing::hold(conn, self.keyring.active_key())?;
        let applicant = applicants::find_or_insert(conn, &self.keyring, &self.applicant, &self.file)?;
        let history = history::with_applicant(&self.history, applicant);
        let case = Case::fold(&history, &self.regimes)
            .ok_or_else(|| StoreError::Corrupt { what: "history of a new case".to_owned() })?;
        let contribution = case.contribution(&self.agency.calendar)?;
        let entries = register.encode(&history, &self.actor)?;

        // From here on others wait: on PostgreSQL the counter and the sums are locked until the end.
        let number = counters::next(conn, self.agency.id, CASE_NUMBERS, history::year_of(&case))?;
        let query_code_hash = Some(self.query_code_hash.as_str());
        let new = register.new_case(&case, &Filing { applicant, number, digest: None, query_code_hash })?;
        let id = cases::insert(conn, &new)?;
        events::append(conn, id, &Head::default(), &entries)?;
        calendars::require_current(conn, &self.agency)?;
        administration::agencies::require_active(conn, &self.agency)?;
        let mut deltas = Deltas::new();
        history::count(&mut deltas, self.agency.id, &contribution, 1);
        tallies::apply(conn, &deltas)?;
        let NewCase { origin, state } = new;
        Ok(CaseView { row: CaseRow { id, origin, state }, case, added: history })
    }
}
