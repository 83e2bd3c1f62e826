//! 待发消息: what is to be sent, kept with the act that causes it.
//!
//! A message is claimed before it is sent: by one guarded update, for a time. Whoever changed the row has
//! it; a claim whose holder was killed runs out, and somebody else takes the message over. So a message is sent at
//! least once, and twice only if a sender died, or was held up for longer than its claim, after sending.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::DbConn;
use super::error::{StoreError, StoreResult};
use super::schema::outbox;
use crate::domain::ids::MessageId;
use crate::domain::message::{MessageKind, MessageState};

/// A message as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = outbox, treat_none_as_default_value = false)]
pub struct MessageRow {
    /// Its id, the same at every attempt.
    pub id: MessageId,
    /// How it travels.
    pub kind: MessageKind,
    /// The row that says where to, for example `webhook_3`.
    pub destination: String,
    /// When it was written (UTC).
    pub created_at: NaiveDateTime,
    /// What it says, as JSON of its kind.
    pub payload: String,
    /// How far it has come.
    pub state: MessageState,
    /// Attempts so far.
    pub attempts: i32,
    /// Not to be tried before (UTC).
    pub next_at: NaiveDateTime,
    /// Until when somebody is sending it (UTC).
    pub claimed_until: Option<NaiveDateTime>,
    /// Who is sending it.
    pub claimed_by: Option<String>,
    /// What the receiver answered last, where it answered.
    pub response_status: Option<i32>,
    /// The code of what went wrong last.
    pub last_error: Option<String>,
    /// When the receiver said that it has it (UTC).
    pub sent_at: Option<NaiveDateTime>,
}

#[derive(Insertable)]
#[diesel(table_name = outbox)]
struct NewRow<'a> {
    kind: MessageKind,
    destination: &'a str,
    created_at: NaiveDateTime,
    payload: &'a str,
    state: MessageState,
    attempts: i32,
    next_at: NaiveDateTime,
}

/// Writes a message, to be sent as soon as the transaction is over.
///
/// # Errors
/// If the database refuses the statement.
pub fn enqueue(
    conn: &mut DbConn,
    kind: MessageKind,
    destination: &str,
    payload: &str,
    now: NaiveDateTime,
) -> StoreResult<MessageId> {
    let state = MessageState::Waiting;
    let new = NewRow { kind, destination, created_at: now, payload, state, attempts: 0, next_at: now };
    Ok(diesel::insert_into(outbox::table).values(new).returning(outbox::id).get_result(conn)?)
}

/// Where there is something to send now.
///
/// # Errors
/// If the database refuses the query.
pub fn due_destinations(conn: &mut DbConn, now: NaiveDateTime) -> StoreResult<Vec<String>> {
    Ok(outbox::table
        .filter(outbox::state.eq(MessageState::Waiting))
        .filter(outbox::next_at.le(now))
        .filter(outbox::claimed_until.is_null().or(outbox::claimed_until.le(now)))
        .select(outbox::destination)
        .distinct()
        .load(conn)?)
}

/// Who sends, and for how long at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// A name that no other sender has.
    pub by: String,
    /// The time of the claim (UTC).
    pub now: NaiveDateTime,
    /// When it runs out (UTC).
    pub until: NaiveDateTime,
}

/// Claims the oldest message that is due at a destination, and counts the attempt.
///
/// # Errors
/// If the database refuses a statement.
pub fn claim(conn: &mut DbConn, destination: &str, claim: &Claim) -> StoreResult<Option<MessageRow>> {
    let waiting = outbox::state.eq(MessageState::Waiting).and(outbox::next_at.le(claim.now));
    let free = outbox::claimed_until.is_null().or(outbox::claimed_until.le(claim.now));
    loop {
        let due = outbox::table.filter(outbox::destination.eq(destination)).filter(waiting).filter(free);
        let first: Option<MessageId> = due.order(outbox::id).select(outbox::id).first(conn).optional()?;
        let Some(id) = first else { return Ok(None) };
        let claimed = diesel::update(outbox::table.find(id).filter(waiting).filter(free))
            .set((
                outbox::claimed_by.eq(&claim.by),
                outbox::claimed_until.eq(claim.until),
                outbox::attempts.eq(outbox::attempts + 1),
            ))
            .execute(conn)?;
        // Somebody else may have been faster; then the next one is looked for.
        if claimed == 1 {
            return Ok(outbox::table.find(id).select(MessageRow::as_select()).first(conn).optional()?);
        }
    }
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// How far the message has come with it.
    pub state: MessageState,
    /// When it is tried again, while it waits (UTC).
    pub next_at: Option<NaiveDateTime>,
    /// What the receiver answered.
    pub response_status: Option<i32>,
    /// The code of what went wrong.
    pub error: Option<&'static str>,
    /// The time (UTC).
    pub now: NaiveDateTime,
}

#[derive(AsChangeset)]
#[diesel(table_name = outbox, treat_none_as_null = true)]
struct Outcome {
    state: MessageState,
    next_at: NaiveDateTime,
    claimed_until: Option<NaiveDateTime>,
    claimed_by: Option<String>,
    response_status: Option<i32>,
    last_error: Option<&'static str>,
    sent_at: Option<NaiveDateTime>,
}

/// Writes down what became of an attempt and gives the message back; `false` if the claim had run out and
/// somebody else has it, or if it is gone.
///
/// # Errors
/// If the database refuses the statement.
pub fn settle(conn: &mut DbConn, id: MessageId, by: &str, attempt: &Attempt) -> StoreResult<bool> {
    let outcome = Outcome {
        state: attempt.state,
        next_at: attempt.next_at.unwrap_or(attempt.now),
        claimed_until: None,
        claimed_by: None,
        response_status: attempt.response_status,
        last_error: attempt.error,
        sent_at: (attempt.state == MessageState::Sent).then_some(attempt.now),
    };
    let mine = outbox::table.find(id).filter(outbox::claimed_by.eq(by));
    Ok(diesel::update(mine).set(&outcome).execute(conn)? == 1)
}

/// Lets a destination rest: nothing that waits for it is tried before `until`.
///
/// # Errors
/// If the database refuses the statement.
pub fn rest(conn: &mut DbConn, destination: &str, until: NaiveDateTime) -> StoreResult<()> {
    let waiting = outbox::table
        .filter(outbox::destination.eq(destination))
        .filter(outbox::state.eq(MessageState::Waiting))
        .filter(outbox::claimed_by.is_null())
        .filter(outbox::next_at.lt(until));
    diesel::update(waiting).set(outbox::next_at.eq(until)).execute(conn)?;
    Ok(())
}

/// Puts a message at the beginning again, unless it has been sent or is being sent.
///
/// # Errors
/// If the database refuses the statement.
pub fn retry(conn: &mut DbConn, id: MessageId, now: NaiveDateTime) -> StoreResult<bool> {
    let not_sent = outbox::table
        .find(id)
        .filter(outbox::state.ne(MessageState::Sent))
        .filter(outbox::claimed_until.is_null().or(outbox::claimed_until.le(now)));
    let again = (
        outbox::state.eq(MessageState::Waiting),
        outbox::attempts.eq(0),
        outbox::next_at.eq(now),
        // Whoever had it and is late must not write over this.
        outbox::claimed_by.eq(None::<String>),
        outbox::claimed_until.eq(None::<NaiveDateTime>),
    );
    Ok(diesel::update(not_sent).set(again).execute(conn)? == 1)
}

/// A message to a destination.
///
/// # Errors
/// [`StoreError::NotFound`], also for another destination's.
pub fn find(conn: &mut DbConn, destination: &str, id: MessageId) -> StoreResult<MessageRow> {
    let row = outbox::table.find(id).filter(outbox::destination.eq(destination));
    let row = row.select(MessageRow::as_select()).first(conn).optional()?;
    row.ok_or_else(|| StoreError::not_found("message", id))
}

/// The messages to a destination before `before`, newest first, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn page(
    conn: &mut DbConn,
    destination: &str,
    before: Option<MessageId>,
    size: u32,
) -> StoreResult<Vec<MessageRow>> {
    Ok(outbox::table
        .filter(outbox::destination.eq(destination))
        .filter(outbox::id.lt(before.unwrap_or(MessageId(i64::MAX))))
        .order(outbox::id.desc())
        .limit(i64::from(size))
        .select(MessageRow::as_select())
        .load(conn)?)
}

/// How many messages are in a state.
///
/// # Errors
/// If the database refuses the query.
pub fn count(conn: &mut DbConn, state: MessageState) -> StoreResult<i64> {
    Ok(outbox::table.filter(outbox::state.eq(state)).count().get_result(conn)?)
}

/// Removes what was finished before `before`, sent or failed, and gives how many messages that were.
///
/// # Errors
/// If the database refuses the statement.
pub fn forget_finished(conn: &mut DbConn, before: NaiveDateTime) -> StoreResult<usize> {
    // When a message was settled, `next_at` became the time of it.
    let finished = outbox::table.filter(outbox::state.ne(MessageState::Waiting)).filter(outbox::next_at.lt(before));
    Ok(diesel::delete(finished).execute(conn)?)
}

/// Removes every message to a destination.
pub(super) fn forget_destination(conn: &mut DbConn, destination: &str) -> StoreResult<()> {
    diesel::delete(outbox::table.filter(outbox::destination.eq(destination))).execute(conn)?;
    Ok(())
}
