//! 收件 (arts 29–31): a request becomes a case.
//!
//! The applicant's file, the register number, the history, the row and the figures are kept together or
//! not at all: every number that was given out belongs to a case, and none is missing.

mod applicant_files;
mod entry;
mod keeping;
mod reception;

use std::sync::Arc;

use chrono::NaiveDate;

use self::entry::{NewEntry, Particulars, Saved};
pub use self::reception::{Reception, meet};
use super::attachments::{Kept, commands};
use super::footprint::Footprint;
use super::history::Register;
use super::mail::acts::Correspondence;
use super::once::OnceKey;
use super::{Agency, App, AppError, CaseView, calendars, sealing};
use crate::domain::administration::AdminRefused;
use crate::domain::applicant::{Applicant, ApplicantForm, Field, FieldError, Problem};
use crate::domain::case::{Case, Context, Entry, Mode, Opening, Refused, Request};
use crate::domain::code::Channel;
use crate::domain::ids::CaseId;
use crate::domain::mail::Language;
use crate::domain::query_code::QueryCode;
use crate::domain::role::{Actor, Role};
use crate::keys::{Keyring, Purpose, random_bytes};
use crate::store::StoreError;

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
    ready_to_submit(app, agency, form, request)?.save_blocking(app)
}

/// The first half of [`submit`], which needs no database: the checks.
///
/// # Errors
/// [`AppError::Form`]; [`AppError::Keys`] if the system has no random numbers.
pub fn ready_to_submit<'a>(
    app: &App,
    agency: &'a Agency,
    form: &ApplicantForm,
    request: &Request,
) -> Result<Ready<'a>, AppError> {
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
    Ready::new(app, agency, Actor::Applicant, applicant, opening)
}

/// 收件登记: a registrar enters a request. What art 29 asks for may be missing; it is asked for by 补正.
///
/// # Errors
/// [`AppError::Refused`] if the actor is no registrar of the agency or the dates cannot be; [`AppError::Form`];
/// [`AppError::Keys`], [`AppError::Store`].
pub fn register(app: &App, agency: &Agency, actor: &Actor, intake: &Intake) -> Result<Registered, AppError> {
    ready_to_register(app, agency, actor, intake)?.save_blocking(app)
}

/// The first half of [`register`], which needs no database: the checks.
///
/// # Errors
/// [`AppError::Refused`], [`AppError::Form`]; [`AppError::Keys`] if the system has no random numbers.
pub fn ready_to_register<'a>(
    app: &App,
    agency: &'a Agency,
    actor: &Actor,
    intake: &Intake,
) -> Result<Ready<'a>, AppError> {
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
    Ready::new(app, agency, actor.clone(), applicant, opening)
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

/// A request that has passed every check and may be kept.
pub struct Ready<'a> {
    agency: &'a Agency,
    actor: Actor,
    applicant: Applicant,
    opening: Opening,
    history: Vec<Entry>,
    files: Vec<Kept>,
    /// From what the query code is derived, with a key that is not in the database.
    seed: String,
    once: Option<OnceKey>,
    /// In which language the applicant is written to.
    language: Language,
}

fn context<'a>(app: &'a App, agency: &'a Agency, actor: &'a Actor) -> Context<'a> {
    Context {
        mode: Mode::Live,
        actor,
        policy: &agency.policy,
        regimes: app.rulebook.regimes(),
        calendar: &agency.calendar,
        today: app.clock.today(),
    }
}

impl<'a> Ready<'a> {
    fn new(
        app: &App,
        agency: &'a Agency,
        actor: Actor,
        applicant: Applicant,
        opening: Opening,
    ) -> Result<Self, AppError> {
        if !agency.active {
            return Err(AdminRefused::AgencyClosed { agency: agency.code.clone() }.into());
        }
        let history = decided(app, agency, &actor, &opening, &[])?;
        let seed = random_bytes::<16>()?.iter().map(|byte| format!("{byte:02x}")).collect();
        let (files, language) = (Vec::new(), app.mail.language);
        Ok(Self { agency, actor, applicant, opening, history, files, seed, once: None, language })
    }

    /// 随附材料: the same with files that were [received](super::attachments::receive). They become part of the case
    /// together with it, or not at all.
    ///
    /// # Errors
    /// [`AppError::Refused`] if a new case takes no files.
    pub fn with_files(self, app: &App, files: Vec<Kept>) -> Result<Self, AppError> {
        let history = decided(app, self.agency, &self.actor, &self.opening, &files)?;
        Ok(Self { history, files, ..self })
    }

    /// The same, done once under this key: a repeated request is told of the case that the first one opened.
    #[must_use]
    pub fn once(self, once: Option<OnceKey>) -> Self {
        Self { once, ..self }
    }

    /// The same with mail to the applicant in this language.
    #[must_use]
    pub fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// The same request, decided with the calendar that its agency has by now.
    fn anew<'b>(&self, app: &App, agency: &'b Agency) -> Result<Ready<'b>, AppError> {
        Ok(Ready {
            agency,
            actor: self.actor.clone(),
            applicant: self.applicant.clone(),
            opening: self.opening.clone(),
            history: decided(app, agency, &self.actor, &self.opening, &self.files)?,
            files: self.files.clone(),
            seed: self.seed.clone(),
            once: self.once.clone(),
            language: self.language,
        })
    }

    /// Keeps it, and answers when it is durable. Nothing waits meanwhile but this future.
    ///
    /// # Errors
    /// [`AppError::Keys`], [`AppError::Store`]; with [`StoreError::Busy`] if too many writes are waiting.
    pub async fn save(self, app: &App) -> Result<Registered, AppError> {
        let mut done = self.save_as_decided(app).await;
        for _ in 1..calendars::ATTEMPTS {
            if !matches!(done, Err(AppError::CalendarReplaced)) {
                break;
            }
            let agency = Arc::new(calendars::renewed(app, self.agency)?);
            if let Ok(code) = agency.code.parse() {
                app.intake.remember(code, &agency);
            }
            done = self.anew(app, &agency)?.save_as_decided(app).await;
        }
        done
    }

    async fn save_as_decided(&self, app: &App) -> Result<Registered, AppError> {
        let keyring = sealing::keyring(app)?;
        match self.save_with(app, &keyring).await {
            Err(error) if sealing::tells_of_other_keys(&error) => self.save_with(app, &app.keys.reload()?).await,
            done => done,
        }
    }

    async fn save_with(&self, app: &App, keyring: &Arc<Keyring>) -> Result<Registered, AppError> {
        let entry = self.entry(app, keyring)?;
        let saved = app.store.write_together(&app.intake.waiting, Arc::clone(&entry), keeping::keep).await?;
        self.registered(app, keyring, &entry, saved)
    }

    /// Keeps it, and blocks this thread until it is durable.
    ///
    /// # Errors
    /// [`AppError::Keys`], [`AppError::Store`].
    pub fn save_blocking(self, app: &App) -> Result<Registered, AppError> {
        calendars::with_current(app, self.agency, |agency| {
            let ready = self.anew(app, agency)?;
            sealing::with_keyring(app, |keyring| {
                let entry = ready.entry(app, keyring)?;
                let kept = [Arc::clone(&entry)];
                let saved = app.store.write_blocking(move |conn| keeping::keep(conn, &kept).and_then(only))?;
                ready.registered(app, keyring, &entry, saved)
            })
        })
    }

    /// What the applicant is told: of this request, or of the one before under the same key.
    fn registered(&self, app: &App, keyring: &Keyring, entry: &NewEntry, saved: Saved) -> Result<Registered, AppError> {
        let query_code = query_code(keyring, &saved.seed);
        let view = match saved.seed == self.seed {
            true => entry.view(saved),
            false => self.kept_before(app, saved.id)?,
        };
        Ok(Registered { view, query_code })
    }

    fn kept_before(&self, app: &App, id: CaseId) -> Result<CaseView, AppError> {
        let register = Register { agency: self.agency, regimes: app.rulebook.regimes(), now: app.clock.now() };
        app.store.snapshot(|conn| Footprint::of_new(id, self.history.len()).view(conn, &register))
    }

    fn entry(&self, app: &App, keyring: &Arc<Keyring>) -> Result<Arc<NewEntry>, AppError> {
        let Self { agency, actor, applicant, opening, history, files, seed, once, language } = self;
        let query_code = query_code(keyring, seed);
        let (query_code, once) = (query_code.as_str(), once.as_ref());
        let correspondence = Correspondence::of(applicant, &opening.request, *language);
        let particulars =
            Particulars { agency, actor, applicant, history, files, query_code, seed, once, correspondence };
        NewEntry::prepare(app, keyring, &particulars).map(Arc::new)
    }
}

fn only(saved: Vec<Saved>) -> Result<Saved, AppError> {
    let missing = || StoreError::Corrupt { what: "a request was kept without a case".to_owned() };
    Ok(saved.into_iter().next().ok_or_else(missing)?)
}

/// The history that a request and its files begin.
fn decided(
    app: &App,
    agency: &Agency,
    actor: &Actor,
    opening: &Opening,
    files: &[Kept],
) -> Result<Vec<Entry>, AppError> {
    let context = context(app, agency, actor);
    let mut history = Case::open(opening, &context)?;
    if let Some(mut case) = Case::fold(&history, context.regimes).filter(|_| !files.is_empty()) {
        for command in commands(files) {
            history.extend(case.apply(&command, context.today, &context)?);
        }
    }
    Ok(history)
}

/// 查询码, derived from what the database has with a key that it has not: nobody finds it there, and whoever
/// asks again under the same `Idempotency-Key` is shown the same.
pub(super) fn query_code(keyring: &Keyring, seed: &str) -> QueryCode {
    let bytes = keyring.keyed_bytes(Purpose::QueryCodeSeed, seed);
    QueryCode::from_random(bytes.first_chunk().copied().unwrap_or_default())
}
