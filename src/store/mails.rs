//! 邮件: what is to be sent to people, kept with the act that causes it.
//!
//! A table of its own beside the [outbox](super::outbox) of webhooks: what goes to another program is one
//! stream for each address and rests as a whole while that address is silent; mail goes through one server to
//! many people, is looked up by case and by agency, and is kept out of quiet hours.
//!
//! A mail is claimed before it is sent, by one guarded update, for a time: `next_at` moves to the end of the
//! claim, so a claim whose holder was killed is simply due again.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::{DbConn, Moment, insert_rows};
use super::error::{StoreError, StoreResult};
use super::schema::mails;
use crate::domain::ids::{AgencyId, CaseId, MailId};
use crate::domain::mail::{Language, MailKind, MailState};

/// Mails that are looked at together for a claim: those who look at the same moment seldom want the same one.
const LOOKED_AT: i64 = 32;
/// Longest answer of a mail server that is kept, in characters.
const ANSWER_MAX: usize = 500;

/// A mail as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = mails, treat_none_as_default_value = false)]
pub struct MailRow {
    /// Its id, the same at every attempt.
    pub id: MailId,
    /// 机关 in whose name it is sent.
    pub agency_id: AgencyId,
    /// 种类
    pub kind: MailKind,
    /// The case that it is about.
    pub case_id: Option<CaseId>,
    /// Whom it is for: `case_7` is that case's applicant, `officer_3` an officer.
    pub recipient: String,
    /// In which language; none: in that of the installation.
    pub language: Option<Language>,
    /// What it says, as JSON.
    pub content: String,
    /// When it was written (UTC).
    pub created_at: NaiveDateTime,
    /// How far it has come.
    pub state: MailState,
    /// Attempts so far.
    pub attempts: i32,
    /// Not to be tried before (UTC).
    pub next_at: NaiveDateTime,
    /// Who is sending it, until `next_at`.
    pub claimed_by: Option<String>,
    /// What the mail server said last, without addresses.
    pub answer: Option<String>,
    /// The code of what went wrong last.
    pub last_error: Option<String>,
    /// When the mail server said that it has it (UTC).
    pub sent_at: Option<NaiveDateTime>,
}

/// A mail to be written.
#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = mails, treat_none_as_default_value = false)]
pub struct NewMail {
    /// 机关 in whose name it is sent.
    pub agency_id: AgencyId,
    /// 种类
    pub kind: MailKind,
    /// The case that it is about.
    pub case_id: Option<CaseId>,
    /// Whom it is for.
    pub recipient: String,
    /// In which language; none: in that of the installation.
    pub language: Option<Language>,
    /// What it says, as JSON.
    pub content: String,
    /// When it is written (UTC).
    pub created_at: NaiveDateTime,
    /// [`MailState::Waiting`].
    pub state: MailState,
    /// None yet.
    pub attempts: i32,
    /// Not to be tried before (UTC).
    pub next_at: NaiveDateTime,
}

/// Writes a mail.
///
/// # Errors
/// If the database refuses the statement.
pub fn insert(conn: &mut DbConn, new: &NewMail) -> StoreResult<MailId> {
    Ok(diesel::insert_into(mails::table).values(new).returning(mails::id).get_result(conn)?)
}

/// Writes many mails.
///
/// # Errors
/// If the database refuses the statement.
pub fn insert_many(conn: &mut DbConn, new: &[NewMail]) -> StoreResult<()> {
    Ok(insert_rows!(conn, mails::table, new, |mail| {
        let NewMail { agency_id, kind, case_id, recipient, language, content, created_at, state, attempts, next_at } =
            mail;
        (
            mails::agency_id.eq(*agency_id),
            mails::kind.eq(*kind),
            mails::case_id.eq(*case_id),
            mails::recipient.eq(recipient.as_str()),
            mails::language.eq(*language),
            mails::content.eq(content.as_str()),
            mails::created_at.eq(Moment(*created_at)),
            mails::state.eq(*state),
            mails::attempts.eq(*attempts),
            mails::next_at.eq(Moment(*next_at)),
        )
    })?)
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
    /// Which of the mails that are due, so that several senders reach for different ones.
    pub chance: u8,
}

/// How many mails are due, counted up to a number.
///
/// # Errors
/// If the database refuses the query.
pub fn due(conn: &mut DbConn, now: NaiveDateTime, at_most: usize) -> StoreResult<usize> {
    let due = mails::table.filter(mails::state.eq(MailState::Waiting)).filter(mails::next_at.le(now));
    let ids: Vec<MailId> = due.select(mails::id).limit(i64::try_from(at_most).unwrap_or(i64::MAX)).load(conn)?;
    Ok(ids.len())
}

/// Claims one of the mails that have been due longest, and counts the attempt.
///
/// # Errors
/// If the database refuses a statement.
pub fn claim(conn: &mut DbConn, claim: &Claim) -> StoreResult<Option<MailRow>> {
    let due = mails::state.eq(MailState::Waiting).and(mails::next_at.le(claim.now));
    loop {
        let oldest = mails::table.filter(due).order((mails::next_at, mails::id)).limit(LOOKED_AT);
        let ids: Vec<MailId> = oldest.select(mails::id).load(conn)?;
        let place = usize::from(claim.chance).checked_rem(ids.len());
        let Some(id) = place.and_then(|place| ids.get(place)) else { return Ok(None) };
        let claimed = diesel::update(mails::table.find(id).filter(due))
            .set((
                mails::claimed_by.eq(&claim.by),
                mails::next_at.eq(claim.until),
                mails::attempts.eq(mails::attempts + 1),
            ))
            .execute(conn)?;
        // Somebody else may have been faster; then another one is looked for.
        if claimed == 1 {
            return Ok(mails::table.find(id).select(MailRow::as_select()).first(conn).optional()?);
        }
    }
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// How far the mail has come with it.
    pub state: MailState,
    /// When it is tried again, or the time of the attempt (UTC).
    pub next_at: NaiveDateTime,
    /// What the mail server said, without addresses.
    pub answer: Option<String>,
    /// The code of what went wrong.
    pub error: Option<&'static str>,
    /// When the mail server took it (UTC).
    pub sent_at: Option<NaiveDateTime>,
}

/// Writes down what became of an attempt and gives the mail back; `false` if the claim had run out and somebody
/// else has it.
///
/// # Errors
/// If the database refuses the statement.
pub fn settle(conn: &mut DbConn, id: MailId, by: &str, attempt: &Attempt) -> StoreResult<bool> {
    let answer = attempt.answer.as_deref().map(|answer| answer.chars().take(ANSWER_MAX).collect::<String>());
    let mine = mails::table.find(id).filter(mails::claimed_by.eq(by)).filter(mails::state.eq(MailState::Waiting));
    let outcome = (
        mails::state.eq(attempt.state),
        mails::next_at.eq(attempt.next_at),
        mails::claimed_by.eq(None::<String>),
        mails::answer.eq(answer),
        mails::last_error.eq(attempt.error),
        mails::sent_at.eq(attempt.sent_at),
    );
    Ok(diesel::update(mine).set(outcome).execute(conn)? == 1)
}

/// Gives a mail back that was not tried: the attempt does not count.
///
/// # Errors
/// If the database refuses the statement.
pub fn put_back(
    conn: &mut DbConn,
    id: MailId,
    by: &str,
    next_at: NaiveDateTime,
    error: Option<&'static str>,
) -> StoreResult<bool> {
    let mine = mails::table.find(id).filter(mails::claimed_by.eq(by)).filter(mails::state.eq(MailState::Waiting));
    let waits = (
        mails::attempts.eq(mails::attempts - 1),
        mails::next_at.eq(next_at),
        mails::claimed_by.eq(None::<String>),
        mails::last_error.eq(error),
    );
    Ok(diesel::update(mine).set(waits).execute(conn)? == 1)
}

/// 重新发送: puts a mail that failed at the beginning again; `false` if it has not failed.
///
/// # Errors
/// If the database refuses the statement.
pub fn retry(conn: &mut DbConn, id: MailId, now: NaiveDateTime) -> StoreResult<bool> {
    let failed = mails::table.find(id).filter(mails::state.eq(MailState::Failed));
    let again = (mails::state.eq(MailState::Waiting), mails::attempts.eq(0), mails::next_at.eq(now));
    Ok(diesel::update(failed).set(again).execute(conn)? == 1)
}

/// A mail of an agency.
///
/// # Errors
/// [`StoreError::NotFound`], also for another agency's.
pub fn find(conn: &mut DbConn, agency: AgencyId, id: MailId) -> StoreResult<MailRow> {
    let row = mails::table.find(id).filter(mails::agency_id.eq(agency));
    let row = row.select(MailRow::as_select()).first(conn).optional()?;
    row.ok_or_else(|| StoreError::not_found("mail", id))
}

/// The mails of an agency before `before`, newest first, at most `size`; only those in a state, if one is given.
///
/// # Errors
/// If the database refuses the query.
pub fn page(
    conn: &mut DbConn,
    agency: AgencyId,
    state: Option<MailState>,
    before: Option<MailId>,
    size: u32,
) -> StoreResult<Vec<MailRow>> {
    let mut query = mails::table.filter(mails::agency_id.eq(agency)).into_boxed();
    if let Some(state) = state {
        query = query.filter(mails::state.eq(state));
    }
    Ok(query
        .filter(mails::id.lt(before.unwrap_or(MailId(i64::MAX))))
        .order(mails::id.desc())
        .limit(i64::from(size))
        .select(MailRow::as_select())
        .load(conn)?)
}

/// The mails about a case, oldest first.
///
/// # Errors
/// If the database refuses the query.
pub fn about(conn: &mut DbConn, case: CaseId) -> StoreResult<Vec<MailRow>> {
    let rows = mails::table.filter(mails::case_id.eq(case)).order(mails::id);
    Ok(rows.select(MailRow::as_select()).load(conn)?)
}

/// How many mails are in a state, everywhere.
///
/// # Errors
/// If the database refuses the query.
pub fn count(conn: &mut DbConn, state: MailState) -> StoreResult<i64> {
    Ok(mails::table.filter(mails::state.eq(state)).count().get_result(conn)?)
}

/// Removes what was sent before `before`, and gives how many mails that were. What failed stays with its case.
///
/// # Errors
/// If the database refuses the statement.
pub fn forget_sent(conn: &mut DbConn, before: NaiveDateTime) -> StoreResult<usize> {
    let sent = mails::table.filter(mails::state.eq(MailState::Sent)).filter(mails::next_at.lt(before));
    Ok(diesel::delete(sent).execute(conn)?)
}
