//! 收件 (arts 29–31): a request becomes a case.
//!
//! The applicant's file, the register number, the history, the row and the figures are kept together or
//! not at all: every number that was given out belongs to a case, and none is missing.

mod entry;

use std::sync::Arc;

use chrono::NaiveDate;

use self::entry::{Entered, NewEntry, Particulars};
use super::attachments::{Kept, commands};
use super::once::OnceKey;
use super::{Agency, App, AppError, CaseView, sealing};
use crate::domain::applicant::{Applicant, ApplicantForm, Field, FieldError, Problem};
use crate::domain::case::{Case, Context, Entry, Mode, Opening, Refused, Request};
use crate::domain::code::Channel;
use crate::domain::query_code::QueryCode;
use crate::domain::role::{Actor, Role};
use crate::keys::{KeyError, Keyring, Purpose, random_bytes};

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
    Ready::new(app, agency, Actor::Applicant, applicant, &opening)
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
    Ready::new(app, agency, actor.clone(), applicant, &opening)
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
    history: Vec<Entry>,
    files: Vec<Kept>,
    /// What the 查询码 is derived from, with a key that is not in the database.
    nonce: String,
    once: Option<OnceKey>,
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
        opening: &Opening,
    ) -> Result<Self, AppError> {
        let history = Case::open(opening, &context(app, agency, &actor))?;
        Ok(Self { agency, actor, applicant, history, files: Vec::new(), nonce: nonce()?, once: None })
    }

    /// The same, to be kept only once under a key: whoever sends it again is given the case and the 查询码 of
    /// the first time.
    #[must_use]
    pub fn once(self, key: Option<OnceKey>) -> Self {
        Self { once: key, ..self }
    }

    /// 随附材料: the same with files that were [received](super::attachments::receive). They become part of the case
    /// together with it, or not at all.
    ///
    /// # Errors
    /// [`AppError::Refused`] if a new case takes no files.
    pub fn with_files(mut self, app: &App, files: Vec<Kept>) -> Result<Self, AppError> {
        let context = context(app, self.agency, &self.actor);
        if let Some(mut case) = Case::fold(&self.history, context.regimes) {
            for command in commands(&files) {
                self.history.extend(case.apply(&command, context.today, &context)?);
            }
        }
        self.files = files;
        Ok(self)
    }

    /// Keeps it, and answers when it is durable. Nothing waits meanwhile but this future.
    ///
    /// # Errors
    /// [`AppError::Keys`], [`AppError::Store`]; with [`StoreError::Busy`](crate::store::StoreError::Busy) if too many
    /// writes are waiting.
    pub async fn save(self, app: &App) -> Result<Registered, AppError> {
        match self.save_with(app, &sealing::keyring(app)?).await {
            Err(error) if sealing::tells_of_other_keys(&error) => self.save_with(app, &app.keys.reload()?).await,
            done => done,
        }
    }

    async fn save_with(&self, app: &App, keyring: &Arc<Keyring>) -> Result<Registered, AppError> {
        let entry = self.entry(app, keyring)?;
        let saving = Arc::clone(&entry);
        let kept = app.store.write(move |conn| saving.save(conn)).await?;
        Ok(registered(keyring, Arc::unwrap_or_clone(entry), kept))
    }

    /// Keeps it, and blocks this thread until it is durable.
    ///
    /// # Errors
    /// [`AppError::Keys`], [`AppError::Store`].
    pub fn save_blocking(self, app: &App) -> Result<Registered, AppError> {
        sealing::with_keyring(app, |keyring| {
            let entry = self.entry(app, keyring)?;
            let saving = Arc::clone(&entry);
            let kept = app.store.write_blocking(move |conn| saving.save(conn))?;
            Ok(registered(keyring, Arc::unwrap_or_clone(entry), kept))
        })
    }

    fn entry(&self, app: &App, keyring: &Arc<Keyring>) -> Result<Arc<NewEntry>, AppError> {
        let Self { agency, actor, applicant, history, files, nonce, once } = self;
        let query_code = query_code(keyring, nonce);
        let query_code_hash = keyring.keyed_hash(Purpose::QueryCode, query_code.as_str());
        let particulars = Particulars { agency, actor, applicant, history, files, nonce, query_code_hash, once };
        NewEntry::prepare(app, keyring, &particulars).map(Arc::new)
    }
}

/// What was kept, now or the first time.
fn registered(keyring: &Keyring, entry: NewEntry, entered: Entered) -> Registered {
    let (view, nonce) = entry.view(entered);
    Registered { view, query_code: query_code(keyring, &nonce) }
}

/// The 查询码 of a nonce. A nonce has letters that no code has, so neither passes for the other.
fn query_code(keyring: &Keyring, nonce: &str) -> QueryCode {
    let bytes = keyring.keyed_bytes(Purpose::QueryCode, nonce);
    let mut secret = [0; 16];
    for (place, byte) in secret.iter_mut().zip(bytes.iter()) {
        *place = *byte;
    }
    QueryCode::from_random(secret)
}

fn nonce() -> Result<String, KeyError> {
    let bytes: [u8; 16] = random_bytes()?;
    Ok(format!("nonce:{:032x}", u128::from_be_bytes(bytes)))
}
