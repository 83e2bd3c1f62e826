//! 办理记录: the history, only ever added to. The payload is the domain's event as JSON; the store does
//! not look into it.
//!
//! Each event carries a hash of itself and of the event before it in its case ([`link`]), so that a line
//! changed by hand is found. See `seals` for the whole day.

use chrono::{NaiveDate, NaiveDateTime, Timelike};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::conn::{Day, DbConn, Moment, insert_rows, on_both};
use super::error::{StoreError, StoreResult};
use super::hex;
use super::schema::{cases, events};
use crate::domain::ids::CaseId;

/// Rows in memory while the whole history is read.
const ROWS_IN_MEMORY: i64 = 2_000;

/// An event as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = events, treat_none_as_default_value = false)]
pub struct EventRow {
    /// Whose history.
    pub case_id: CaseId,
    /// Its place in the history, from 1.
    pub version: i32,
    /// The civil date on which it happened.
    pub on_date: NaiveDate,
    /// When it was recorded (UTC, whole microseconds).
    pub recorded_at: NaiveDateTime,
    /// Who did it, in one line.
    pub actor: String,
    /// What happened, as JSON.
    pub payload: String,
    /// The hash of this event and of the one before it.
    pub hash: String,
}

/// An event to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// The civil date on which it happened.
    pub on_date: NaiveDate,
    /// When it is recorded (UTC); cut to whole microseconds.
    pub recorded_at: NaiveDateTime,
    /// Who did it, in one line.
    pub actor: String,
    /// What happened, as JSON.
    pub payload: String,
}

/// The end of a case's history.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// How many events there are.
    pub version: i32,
    /// The last one's hash; empty if there is none.
    pub hash: String,
}

impl Head {
    /// The end of these events, which are in order.
    #[must_use]
    pub fn of(history: &[EventRow]) -> Self {
        history.last().map_or_else(Self::default, |last| Self { version: last.version, hash: last.hash.clone() })
    }
}

/// The hash of an event: SHA-256 over six lines and the payload, in hexadecimal: the hash before it,
/// the case's number, version, date (`2025-03-03`), instant (`2025-03-03T01:02:03.000000Z`), actor.
///
/// ```
/// use gongkai_core::{domain::ids::CaseId, store::events};
/// let recorded_at = chrono::DateTime::UNIX_EPOCH.naive_utc();
/// let event = events::NewEvent {
///     on_date: recorded_at.date(), recorded_at, actor: "system".into(), payload: "{}".into(),
/// };
/// let rows = events::chain(CaseId(7), &events::Head::default(), [event]);
/// // printf '\n7\n1\n1970-01-01\n1970-01-01T00:00:00.000000Z\nsystem\n{}' | sha256sum
/// assert_eq!(rows[0].hash, events::link("", &rows[0]));
/// assert!(rows[0].hash.starts_with("8b6edf4f"));
/// ```
#[must_use]
pub fn link(previous: &str, event: &EventRow) -> String {
    let EventRow { case_id, version, on_date, recorded_at, actor, payload, hash: _ } = event;
    let recorded_at = instant(*recorded_at);
    let head = format!("{previous}\n{}\n{version}\n{on_date}\n{recorded_at}\n{actor}\n", case_id.0);
    hex::encode(&Sha256::new().chain_update(head).chain_update(payload).finalize())
}

/// `2025-03-03T01:02:03.000000Z`, without a pattern that would be read anew for every event.
fn instant(at: NaiveDateTime) -> String {
    // A leap second is kept as more than a second's worth of nanoseconds.
    let (leap, micros) = (at.nanosecond() / 1_000_000_000, at.nanosecond() / 1000 % 1_000_000);
    let (day, hour, minute, second) = (at.date(), at.hour(), at.minute(), at.second() + leap);
    format!("{day}T{hour:02}:{minute:02}:{second:02}.{micros:06}Z")
}

/// The rows that continue a case's history after `head`.
#[must_use]
pub fn chain(case: CaseId, head: &Head, new: impl IntoIterator<Item = NewEvent>) -> Vec<EventRow> {
    let mut rows: Vec<EventRow> = Vec::new();
    for (version, NewEvent { on_date, recorded_at, actor, payload }) in (head.version + 1..).zip(new) {
        let mut row = EventRow {
            case_id: case,
            version,
            on_date,
            recorded_at: to_microseconds(recorded_at),
            actor,
            payload,
            hash: String::new(),
        };
        row.hash = link(rows.last().map_or(&head.hash, |before| &before.hash), &row);
        rows.push(row);
    }
    rows
}

/// SQLite keeps nine digits and PostgreSQL rounds to six, so the rest is cut off before it is hashed.
pub(super) fn to_microseconds(at: NaiveDateTime) -> NaiveDateTime {
    at.with_nanosecond(at.nanosecond() / 1000 * 1000).unwrap_or(at)
}

/// Makes everybody who is about to add to the history of any case wait until this transaction ends, and
/// waits for those who have added and not finished.
///
/// # Errors
/// If the database refuses the statement.
pub fn lock(conn: &mut DbConn) -> StoreResult<()> {
    Ok(conn.lock_events()?)
}

/// Adds events to a case's history after `head` and gives its new end.
///
/// # Errors
/// [`StoreError::StaleVersion`] if somebody else added to it since; [`StoreError::SealedDay`].
pub fn append(conn: &mut DbConn, case: CaseId, head: &Head, new: &[NewEvent]) -> StoreResult<Head> {
    let rows = chain(case, head, new.iter().cloned());
    for row in &rows {
        // Not through the common type, which would put the statement together three times.
        on_both!(conn, c => diesel::insert_into(events::table).values(row).execute(c))
            .map_err(|error| taken(error, case, head))?;
    }
    Ok(if rows.is_empty() { head.clone() } else { Head::of(&rows) })
}

/// A version that exists already was added by somebody else.
fn taken(error: diesel::result::Error, case: CaseId, head: &Head) -> StoreError {
    let error = StoreError::from(error);
    if error.violates_unique_key() { StoreError::StaleVersion { case, expected: head.version } } else { error }
}

/// Adds rows of many cases made by [`chain`], for imports.
///
/// # Errors
/// [`StoreError::Duplicate`] if a case has one of the versions already; [`StoreError::SealedDay`].
pub fn insert_many(conn: &mut DbConn, rows: &[EventRow]) -> StoreResult<()> {
    insert_rows!(conn, events::table, rows, |row| {
        let EventRow { case_id, version, on_date, recorded_at, actor, payload, hash } = row;
        (
            events::case_id.eq(*case_id),
            events::version.eq(*version),
            events::on_date.eq(Day(*on_date)),
            events::recorded_at.eq(Moment(*recorded_at)),
            events::actor.eq(actor.as_str()),
            events::payload.eq(payload.as_str()),
            events::hash.eq(hash.as_str()),
        )
    })
    .map_err(|error| StoreError::from(error).or_duplicate("event", "in this batch"))
}

/// A case's whole history, in order.
///
/// # Errors
/// If the database refuses the query.
pub fn load(conn: &mut DbConn, case: CaseId) -> StoreResult<Vec<EventRow>> {
    let history = events::table.filter(events::case_id.eq(case)).order(events::version);
    Ok(on_both!(conn, c => history.select(EventRow::as_select()).load(c))?)
}

/// The histories of these cases, in the order of case and version.
///
/// # Errors
/// If the database refuses the query.
pub fn of_cases(conn: &mut DbConn, ids: &[CaseId]) -> StoreResult<Vec<EventRow>> {
    Ok(events::table
        .filter(events::case_id.eq_any(ids))
        .order((events::case_id, events::version))
        .select(EventRow::as_select())
        .load(conn)?)
}

/// The events after one of them (or the first), in the order of case and version, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn page(conn: &mut DbConn, after: Option<(CaseId, i32)>, size: i64) -> StoreResult<Vec<EventRow>> {
    let (case, version) = after.unwrap_or((CaseId(i64::MIN), 0));
    let later =
        sql::<Bool>("(case_id, version) > (").bind::<BigInt, _>(case).sql(", ").bind::<Integer, _>(version).sql(")");
    Ok(events::table
        .filter(later)
        .order((events::case_id, events::version))
        .limit(size)
        .select(EventRow::as_select())
        .load(conn)?)
}

/// Shows `see` every event, in the order of case and version, holding only a few at a time.
///
/// # Errors
/// If the database refuses a query, or what `see` returns.
pub fn for_each<E: From<StoreError>>(
    conn: &mut DbConn,
    mut see: impl FnMut(&EventRow) -> Result<(), E>,
) -> Result<(), E> {
    let mut after = None;
    loop {
        let rows = page(conn, after, ROWS_IN_MEMORY)?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = Some((last.case_id, last.version));
        rows.iter().try_for_each(&mut see)?;
    }
}

/// A place where a case's history does not continue from what is before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// The case.
    pub case: CaseId,
    /// The first version that is wrong or missing.
    pub version: i32,
}

/// Follows the hashes of events shown in the order of case and version.
#[derive(Debug, Default)]
pub struct ChainCheck {
    case: Option<CaseId>,
    head: Head,
    broken: bool,
}

impl ChainCheck {
    /// Looks at the next event; reports the first break of each case.
    pub fn see(&mut self, event: &EventRow) -> Option<Broken> {
        if self.case != Some(event.case_id) {
            *self = Self { case: Some(event.case_id), ..Self::default() };
        }
        let expected = self.head.version + 1;
        let sound = event.version == expected && event.hash == link(&self.head.hash, event);
        self.head = Head { version: event.version, hash: event.hash.clone() };
        if sound || std::mem::replace(&mut self.broken, true) {
            return None;
        }
        Some(Broken { case: event.case_id, version: expected })
    }
}

/// Follows the hashes of every case: the first break of each case that has one, and every case whose
/// history does not end where its row says.
///
/// # Errors
/// If the database refuses a query.
pub fn verify(conn: &mut DbConn) -> StoreResult<Vec<Broken>> {
    let mut check = ChainCheck::default();
    let mut broken = Vec::new();
    for_each(conn, |event| {
        broken.extend(check.see(event));
        Ok::<_, StoreError>(())
    })?;
    broken.extend(without_last_event(conn)?);
    broken.sort_by_key(|broken| (broken.case, broken.version));
    broken.dedup_by_key(|broken| broken.case);
    Ok(broken)
}

fn without_last_event(conn: &mut DbConn) -> StoreResult<Vec<Broken>> {
    let last = events::table.filter(events::case_id.eq(cases::id)).filter(events::version.eq(cases::version));
    let rows: Vec<(CaseId, i32)> = cases::table
        .filter(diesel::dsl::not(diesel::dsl::exists(last)))
        .order(cases::id)
        .select((cases::id, cases::version))
        .load(conn)?;
    Ok(rows.into_iter().map(|(case, version)| Broken { case, version }).collect())
}
