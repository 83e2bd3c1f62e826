//! What an act changes in the row of a case.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::{AsChangeset, AstPass, QueryFragment, QueryId};

use super::{CaseState, find};
use crate::domain::code::{Category, Channel};
use crate::domain::ids::{ApplicantId, CaseId, OfficerId, SectionId};
use crate::domain::outcome::Outcome;
use crate::domain::regime::RegimeId;
use crate::domain::role::Role;
use crate::domain::status::{ClockState, Status};
use crate::store::conn::{DbConn, on_both};
use crate::store::error::{StoreError, StoreResult};
use crate::store::schema::cases;

/// The columns that are set: an act changes few of them, and those that stay as they are need no rule
/// looked up, no reference followed and no index rewritten.
#[derive(AsChangeset)]
#[diesel(table_name = cases)]
struct Changed<'a> {
    applicant_id: Option<ApplicantId>,
    version: i32,
    status: Option<Status>,
    channel: Option<Channel>,
    category: Option<Category>,
    subject: Option<&'a str>,
    regime: Option<Option<RegimeId>>,
    submitted_on: Option<Option<NaiveDate>>,
    received_on: Option<Option<NaiveDate>>,
    due_on: Option<Option<NaiveDate>>,
    stopped_until: Option<Option<NaiveDate>>,
    due_provisional: Option<bool>,
    clock: Option<ClockState>,
    due_key: Option<NaiveDate>,
    is_open: Option<bool>,
    closed_on: Option<Option<NaiveDate>>,
    outcome: Option<Option<Outcome>>,
    assignee_id: Option<Option<OfficerId>>,
    section_id: Option<Option<SectionId>>,
    source_digest: Option<Option<&'a str>>,
    review_role: Option<Option<Role>>,
    review_hands: Option<Option<&'a str>>,
    next_on: Option<Option<NaiveDate>>,
    updated_at: NaiveDateTime,
}

impl<'a> Changed<'a> {
    fn between(from: &'a CaseState, to: &'a CaseState) -> Self {
        // Every field by name: one that is added is not forgotten here.
        let CaseState {
            applicant_id,
            version,
            status,
            channel,
            category,
            subject,
            regime,
            submitted_on,
            received_on,
            due_on,
            stopped_until,
            due_provisional,
            clock,
            due_key,
            is_open,
            closed_on,
            outcome,
            assignee_id,
            section_id,
            source_digest,
            updated_at,
            review_role,
            review_hands,
            next_on,
        } = to;
        Self {
            applicant_id: changed(from.applicant_id, *applicant_id),
            version: *version,
            status: changed(from.status, *status),
            channel: changed(from.channel, *channel),
            category: changed(from.category, *category),
            subject: changed(&*from.subject, subject),
            regime: changed(from.regime, *regime),
            submitted_on: changed(from.submitted_on, *submitted_on),
            received_on: changed(from.received_on, *received_on),
            due_on: changed(from.due_on, *due_on),
            stopped_until: changed(from.stopped_until, *stopped_until),
            due_provisional: changed(from.due_provisional, *due_provisional),
            clock: changed(from.clock, *clock),
            due_key: changed(from.due_key, *due_key),
            is_open: changed(from.is_open, *is_open),
            closed_on: changed(from.closed_on, *closed_on),
            outcome: changed(from.outcome, *outcome),
            assignee_id: changed(from.assignee_id, *assignee_id),
            section_id: changed(from.section_id, *section_id),
            source_digest: changed(from.source_digest.as_deref(), source_digest.as_deref()),
            updated_at: *updated_at,
            review_role: changed(from.review_role, *review_role),
            review_hands: changed(from.review_hands.as_deref(), review_hands.as_deref()),
            next_on: changed(from.next_on, *next_on),
        }
    }
}

fn changed<T: PartialEq>(from: T, to: T) -> Option<T> {
    (from != to).then_some(to)
}

/// Moves a case on from where it was read to where it stands now, if nobody else has moved it meanwhile.
///
/// # Errors
/// [`StoreError::StaleVersion`] if it has moved on, [`StoreError::NotFound`] if there is no such case.
pub fn advance(conn: &mut DbConn, id: CaseId, from: &CaseState, to: &CaseState) -> StoreResult<()> {
    let changes = Changed::between(from, to).as_changeset();
    execute(conn, id, from.version, changes)
}

/// Replaces where a case stands, if it is still at version `expected`.
///
/// # Errors
/// As [`advance`].
pub fn update(conn: &mut DbConn, id: CaseId, expected: i32, state: &CaseState) -> StoreResult<()> {
    execute(conn, id, expected, state.as_changeset())
}

fn execute<S>(conn: &mut DbConn, id: CaseId, expected: i32, changes: S) -> StoreResult<()>
where
    S: QueryFragment<diesel::sqlite::Sqlite> + QueryFragment<diesel::pg::Pg>,
{
    let condition = cases::id.eq(id).and(cases::version.eq(expected));
    let update = Update { changes, condition };
    let rows = on_both!(conn, c => update.execute(c))?;
    if rows == 1 {
        return Ok(());
    }
    find(conn, id)?;
    Err(StoreError::StaleVersion { case: id, expected })
}

/// The statement that every act on a case ends with. diesel prepares each of its own UPDATEs anew; this
/// one is prepared once for each set of columns.
struct Update<S, C> {
    changes: S,
    condition: C,
}

impl<DB: Backend, S: QueryFragment<DB>, C: QueryFragment<DB>> QueryFragment<DB> for Update<S, C> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("UPDATE cases SET ");
        self.changes.walk_ast(out.reborrow())?;
        out.push_sql(" WHERE ");
        self.condition.walk_ast(out)
    }
}

impl<S, C> QueryId for Update<S, C> {
    type QueryId = ();
    // The text of the statement is its name.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<S, C, Conn> RunQueryDsl<Conn> for Update<S, C> {}
