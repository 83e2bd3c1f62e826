//! 待发: what was written with an act is sent afterwards, outside every transaction.
//!
//! **At least once.** A message is claimed, posted, and marked with the answer. A process that is killed in
//! between leaves a claim that runs out, and the message is posted again with the same id. Several processes
//! on one database share the work. A place that does not answer costs one attempt every few seconds and holds up
//! nobody else: whoever runs this gives each destination a thread of its own.

mod schedule;

use chrono::{NaiveDateTime, TimeDelta};

use super::{App, AppError, webhooks};
use crate::delivery::{Post, SendError, Sender};
use crate::domain::message::{MessageKind, MessageState};
use crate::keys::random_bytes;
use crate::store::StoreError;
use crate::store::outbox::{self, Attempt, Claim, MessageRow};

pub use schedule::ATTEMPTS;

/// How long a claim holds: well beyond the longest post.
const CLAIM: TimeDelta = TimeDelta::seconds(60);
/// How long what was sent or given up can be looked at.
const KEEP: TimeDelta = TimeDelta::days(30);

/// What came of looking for a message to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing is due there.
    Nothing,
    /// The receiver has it.
    Sent,
    /// The receiver has not taken it; the next one may fare better.
    NotTaken,
    /// The place does not answer: its other messages rest.
    Resting,
}

/// Sends what is due. Each has a name of its own, by which it knows the messages it has claimed.
pub struct Dispatcher<'a> {
    app: &'a App,
    sender: &'a dyn Sender,
    name: String,
}

/// What was sent, or why not.
type Posted = Result<u16, NotPosted>;

/// Why a message did not leave, or did not arrive.
#[derive(Debug, Clone, Copy)]
enum NotPosted {
    /// The webhook is switched off.
    Inactive,
    /// Its secret does not open.
    Unsigned,
    /// It was posted in vain.
    Send(SendError),
}

impl NotPosted {
    const fn code(self) -> &'static str {
        match self {
            Self::Inactive => "inactive",
            Self::Unsigned => "secret_unreadable",
            Self::Send(error) => error.code(),
        }
    }

    const fn status(self) -> Option<u16> {
        match self {
            Self::Inactive | Self::Unsigned => None,
            Self::Send(error) => error.status(),
        }
    }

    const fn is_about_the_place(self) -> bool {
        match self {
            Self::Inactive => false,
            Self::Unsigned => true,
            Self::Send(error) => error.is_about_the_place(),
        }
    }
}

impl<'a> Dispatcher<'a> {
    /// A dispatcher.
    ///
    /// # Errors
    /// [`AppError::Keys`] if the system has no random numbers.
    pub fn new(app: &'a App, sender: &'a dyn Sender) -> Result<Self, AppError> {
        Ok(Self { app, sender, name: format!("{:016x}", u64::from_le_bytes(random_bytes()?)) })
    }

    /// Where there is something to send now.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn due_destinations(&self) -> Result<Vec<String>, AppError> {
        let now = self.app.clock.now();
        Ok(self.app.store.read(|conn| outbox::due_destinations(conn, now))?)
    }

    /// Sends the oldest message that is due at a destination.
    ///
    /// # Errors
    /// [`AppError::Store`] if the message cannot be claimed or marked; unmarked it is sent again later.
    pub fn send_next(&self, destination: &str) -> Result<Step, AppError> {
        let Some(message) = self.claim(destination)? else { return Ok(Step::Nothing) };
        let posted = self.post(&message);
        let step = match posted {
            Ok(_) => Step::Sent,
            Err(reason) if reason.is_about_the_place() => Step::Resting,
            Err(_) => Step::NotTaken,
        };
        self.settle(&message, posted)?;
        Ok(step)
    }

    /// Sends everything that is due now, one after another, and gives how many messages arrived.
    ///
    /// # Errors
    /// As [`send_next`](Self::send_next).
    pub fn send_all(&self) -> Result<usize, AppError> {
        let mut sent = 0;
        for destination in self.due_destinations()? {
            loop {
                match self.send_next(&destination)? {
                    Step::Sent => sent += 1,
                    Step::NotTaken => {}
                    Step::Nothing | Step::Resting => break,
                }
            }
        }
        Ok(sent)
    }

    fn claim(&self, destination: &str) -> Result<Option<MessageRow>, AppError> {
        let now = self.app.clock.now();
        let claim = Claim { by: self.name.clone(), now, until: now + CLAIM };
        let destination = destination.to_owned();
        Ok(self.app.store.write_blocking(move |conn| outbox::claim(conn, &destination, &claim))?)
    }

    fn post(&self, message: &MessageRow) -> Posted {
        match self.prepare(message) {
            Ok(Some(post)) => self.sender.post(&post).map_err(NotPosted::Send),
            Ok(None) => Err(NotPosted::Inactive),
            Err(error) => {
                tracing::error!(message.id = %message.id, error = %error, "a message cannot be prepared");
                Err(NotPosted::Unsigned)
            }
        }
    }

    fn prepare(&self, message: &MessageRow) -> Result<Option<Post>, AppError> {
        match message.kind {
            MessageKind::Webhook => webhooks::prepare(self.app, message, self.app.clock.now()),
        }
    }

    fn settle(&self, message: &MessageRow, posted: Posted) -> Result<(), AppError> {
        let [chance] = random_bytes()?;
        let now = self.app.clock.now();
        let attempt = attempt(message, posted, chance, now);
        if let Some(error) = attempt.error {
            tracing::warn!(
                message.id = %message.id, message.destination, message.attempts, error,
                status = attempt.response_status, given_up = attempt.state == MessageState::Failed,
                "a message was not taken"
            );
        }
        let rests = posted.is_err_and(NotPosted::is_about_the_place);
        let (id, name, destination) = (message.id, self.name.clone(), message.destination.clone());
        let kept = self.app.store.write_blocking(move |conn| {
            let kept = outbox::settle(conn, id, &name, &attempt)?;
            if rests {
                outbox::rest(conn, &destination, now + schedule::REST)?;
            }
            Ok::<_, StoreError>(kept)
        })?;
        if !kept {
            tracing::warn!(message.id = %id, "a message was claimed by somebody else while it was being sent");
        }
        Ok(())
    }
}

/// What is written down of an attempt.
fn attempt(message: &MessageRow, posted: Posted, chance: u8, now: NaiveDateTime) -> Attempt {
    let reason = match posted {
        Ok(status) => {
            let response_status = Some(status.into());
            return Attempt { state: MessageState::Sent, next_at: None, response_status, error: None, now };
        }
        Err(reason) => reason,
    };
    let pause = match reason {
        NotPosted::Inactive => None,
        NotPosted::Unsigned | NotPosted::Send(_) => schedule::pause_after(message.attempts, chance),
    };
    Attempt {
        state: if pause.is_some() { MessageState::Waiting } else { MessageState::Failed },
        next_at: pause.map(|pause| now + pause),
        response_status: reason.status().map(i32::from),
        error: Some(reason.code()),
        now,
    }
}

/// Removes what was sent or given up 30 days ago, and gives how many messages that were.
///
/// # Errors
/// [`AppError::Store`].
pub fn forget_finished(app: &App) -> Result<usize, AppError> {
    let before = app.clock.now() - KEEP;
    Ok(app.store.write_blocking(move |conn| outbox::forget_finished(conn, before))?)
}

/// How much there is to send, and how much was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlog {
    /// Messages that wait.
    pub waiting: i64,
    /// Messages that were given up.
    pub failed: i64,
}

/// The backlog, for monitoring.
///
/// # Errors
/// [`AppError::Store`].
pub fn backlog(app: &App) -> Result<Backlog, AppError> {
    Ok(app.store.snapshot(|conn| {
        let waiting = outbox::count(conn, MessageState::Waiting)?;
        Ok::<_, StoreError>(Backlog { waiting, failed: outbox::count(conn, MessageState::Failed)? })
    })?)
}
