//! Sending what is due.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{NaiveDateTime, TimeDelta};

use super::prepare::{NotPrepared, prepare};
use super::schedule::{self, Rest};
use crate::app::{Agency, App, AppError};
use crate::domain::mail::MailState;
use crate::keys::random_bytes;
use crate::mail::{MailError, Mailer, Reason};
use crate::store::mails::{self, Attempt, Claim, MailRow};
use crate::store::{StoreError, agencies};

/// How long what was sent can be looked at.
const KEEP: TimeDelta = TimeDelta::days(90);

/// What came of looking for a mail to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing is due.
    Nothing,
    /// The mail server has it.
    Sent,
    /// It is put off until people may be disturbed.
    PutOff,
    /// The mail server has not taken it; the next one may fare better.
    NotTaken,
    /// The mail server does not answer.
    Resting,
}

/// Sends what is due; several threads may share one. It knows by its name which mails it has claimed.
pub struct Dispatcher<'a> {
    app: &'a App,
    mailer: &'a dyn Mailer,
    name: String,
    rest: Mutex<Rest>,
}

impl<'a> Dispatcher<'a> {
    /// A dispatcher.
    ///
    /// # Errors
    /// [`AppError::Keys`] if the system has no random numbers.
    pub fn new(app: &'a App, mailer: &'a dyn Mailer) -> Result<Self, AppError> {
        let name = format!("{:016x}", u64::from_le_bytes(random_bytes()?));
        Ok(Self { app, mailer, name, rest: Mutex::default() })
    }

    /// How many mails are due, counted up to a number.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn due(&self, at_most: usize) -> Result<usize, AppError> {
        let now = self.app.clock.now();
        Ok(self.app.store.read(|conn| mails::due(conn, now, at_most))?)
    }

    /// How many writes are done together at the moment: of people, and of whoever sends.
    #[must_use]
    pub fn writes_at_once(&self) -> usize {
        self.app.store.writes_at_once()
    }

    /// Sends one of the mails that have been due longest.
    ///
    /// # Errors
    /// [`AppError::Store`] if it cannot be claimed or marked; unmarked it is sent again later.
    pub fn send_next(&self) -> Result<Step, AppError> {
        let asked_at = self.app.clock.now();
        if !self.rest().may_ask(asked_at, self.app.mail.claim) {
            return Ok(Step::Resting);
        }
        let Some(mail) = self.claim(asked_at)? else { return Ok(Step::Nothing) };
        if let Some(open) = self.quiet_until(&mail, asked_at)? {
            self.put_back(&mail, open, None)?;
            return Ok(Step::PutOff);
        }
        let sent = match prepare(self.app, &mail) {
            Ok(composed) => {
                self.mailer.send(&composed).map_err(|error| without_addresses(error, &composed.recipients()))
            }
            Err(NotPrepared::Final(reason, answer)) => Err(MailError { reason, answer }),
            Err(NotPrepared::Store(error)) => return Err(error),
        };
        self.settle(&mail, sent, asked_at)
    }

    /// Sends everything that is due now, one after another, and gives how many the mail server took.
    ///
    /// # Errors
    /// As [`send_next`](Self::send_next).
    pub fn send_all(&self) -> Result<usize, AppError> {
        let mut sent = 0;
        loop {
            match self.send_next()? {
                Step::Sent => sent += 1,
                Step::NotTaken | Step::PutOff => {}
                Step::Nothing | Step::Resting => return Ok(sent),
            }
        }
    }

    fn rest(&self) -> MutexGuard<'_, Rest> {
        self.rest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn claim(&self, now: NaiveDateTime) -> Result<Option<MailRow>, AppError> {
        let [chance] = random_bytes()?;
        let claim = Claim { by: self.name.clone(), now, until: now + self.app.mail.claim, chance };
        Ok(self.app.store.write_blocking(move |conn| mails::claim(conn, &claim))?)
    }

    /// 免打扰时段: until when a mail has to wait, if it has to.
    fn quiet_until(&self, mail: &MailRow, now: NaiveDateTime) -> Result<Option<NaiveDateTime>, AppError> {
        let Some(quiet) = self.app.mail.quiet.filter(|_| !mail.kind.is_sent_at_once()) else { return Ok(None) };
        let row = self.app.store.read(|conn| agencies::find(conn, mail.agency_id))?;
        let calendar = Agency::from_row(self.app, row)?.calendar;
        let civil = self.app.clock.local(now);
        // Beyond the last calendar nobody knows which days are working days: then the hour alone is kept.
        let open = quiet.next_open(civil, &calendar).unwrap_or_else(|_| quiet.next_hour(civil));
        Ok((open > civil).then(|| self.app.clock.instant(open)))
    }

    fn put_back(&self, mail: &MailRow, next_at: NaiveDateTime, error: Option<&'static str>) -> Result<(), AppError> {
        let (id, name) = (mail.id, self.name.clone());
        self.app.store.write_blocking(move |conn| mails::put_back(conn, id, &name, next_at, error))?;
        Ok(())
    }

    fn settle(
        &self,
        mail: &MailRow,
        sent: Result<String, MailError>,
        asked_at: NaiveDateTime,
    ) -> Result<Step, AppError> {
        let [chance] = random_bytes()?;
        let now = self.app.clock.now();
        let error = match sent {
            Ok(answer) => {
                self.rest().end();
                self.mark(mail, taken(answer, now))?;
                return Ok(Step::Sent);
            }
            Err(error) => error,
        };
        if error.reason.is_about_the_server() {
            tracing::warn!(error = error.reason.code(), "the mail server does not take any mail");
            self.rest().go_on(asked_at, now, chance);
            self.put_back(mail, now, Some(error.reason.code()))?;
            return Ok(Step::Resting);
        }
        if !matches!(error.reason, Reason::Unwritable | Reason::NoAddress) {
            self.rest().end();
        }
        let attempt = not_taken(mail, error, chance, now);
        tracing::warn!(
            mail.id = %mail.id, mail.kind = %mail.kind, mail.attempts, error = attempt.error,
            given_up = attempt.state == MailState::Failed, "a mail was not taken"
        );
        self.mark(mail, attempt)?;
        Ok(Step::NotTaken)
    }

    fn mark(&self, mail: &MailRow, attempt: Attempt) -> Result<(), AppError> {
        let (id, name) = (mail.id, self.name.clone());
        if !self.app.store.write_blocking(move |conn| mails::settle(conn, id, &name, &attempt))? {
            tracing::warn!(mail.id = %mail.id, "a mail was claimed by somebody else while it was being sent");
        }
        Ok(())
    }
}

fn taken(answer: String, now: NaiveDateTime) -> Attempt {
    Attempt { state: MailState::Sent, next_at: now, answer: Some(answer), error: None, sent_at: Some(now) }
}

fn not_taken(mail: &MailRow, error: MailError, chance: u8, now: NaiveDateTime) -> Attempt {
    let pause = if error.reason.is_final() { None } else { schedule::pause_after(mail.attempts, chance) };
    Attempt {
        state: if pause.is_some() { MailState::Waiting } else { MailState::Failed },
        next_at: pause.map_or(now, |pause| now + pause),
        answer: error.answer,
        error: Some(error.reason.code()),
        sent_at: None,
    }
}

/// What a server says often repeats the address.
fn without_addresses(error: MailError, recipients: &[String]) -> MailError {
    let shown = |answer: String| {
        recipients.iter().fold(answer, |answer, address| {
            let name = address.split('@').next().unwrap_or(address);
            answer.replace(address.as_str(), "…").replace(&format!("<{name}"), "<…")
        })
    };
    MailError { answer: error.answer.map(shown), ..error }
}

/// Removes what was sent 90 days ago, and gives how many mails that were.
///
/// # Errors
/// [`AppError::Store`].
pub fn forget_sent(app: &App) -> Result<usize, AppError> {
    let before = app.clock.now() - KEEP;
    Ok(app.store.write_blocking(move |conn| mails::forget_sent(conn, before))?)
}

/// How much there is to send, and how much was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlog {
    /// Mails that wait.
    pub waiting: i64,
    /// Mails that failed.
    pub failed: i64,
}

/// The backlog, for monitoring.
///
/// # Errors
/// [`AppError::Store`].
pub fn backlog(app: &App) -> Result<Backlog, AppError> {
    Ok(app.store.snapshot(|conn| {
        let waiting = mails::count(conn, MailState::Waiting)?;
        Ok::<_, StoreError>(Backlog { waiting, failed: mails::count(conn, MailState::Failed)? })
    })?)
}
