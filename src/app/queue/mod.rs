//! 待办与登记簿: the cases of an agency, a page at a time, and how many there are under each tab.

mod cursor;
mod export;
mod question;
pub(super) mod scope;

use std::collections::HashMap;

use chrono::NaiveDate;

pub use self::cursor::Cursor;
pub use self::export::{Export, export_cases};
pub use self::question::{Assignee, Question, SOON_WORKING_DAYS, Sort, Tab};
use self::scope::Scope;
use super::standing::Standing;
use super::{Agency, App, AppError};
use crate::domain::applicant::masking;
use crate::domain::code::Category;
use crate::domain::ids::{AgencyCode, AgencyId, ApplicantId, OfficerId};
use crate::domain::status::Status;
use crate::store::cases::CaseRow;
use crate::store::queue::{self, Assigned, Filter, Listing, Order};
use crate::store::{DbConn, StoreError, applicants, officers};

pub use crate::store::queue::Span;

/// Where cases have to be looked at one by one they are counted no further than this: what has ended, and
/// what the clock makes of each.
const COUNTED_AT_MOST: u32 = 1000;

/// A case in a list.
#[derive(Debug, Clone)]
pub struct ListedCase {
    /// Its row.
    pub row: CaseRow,
    /// The code of its agency.
    pub agency: String,
    /// Its clock today.
    pub standing: Standing,
    /// 申请人 as lists show one: a person's name masked, an organisation's whole; empty if unknown.
    pub applicant: String,
    /// 承办人: the name.
    pub assignee: Option<String>,
}

/// A page of cases.
#[derive(Debug, Clone)]
pub struct CasePage {
    /// Whose.
    pub agency: Agency,
    /// The cases.
    pub cases: Vec<ListedCase>,
    /// Where the next page begins, if there are more.
    pub next: Option<Cursor>,
    /// Whether the words stand in more cases than are looked through: only the last entered are.
    pub is_cut: bool,
}

/// How many cases there are under a tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TabCount {
    /// The tab.
    pub tab: Tab,
    /// So many.
    pub count: u32,
    /// Whether there are more that were not counted.
    pub more: bool,
}

/// A page of at most `size` cases of an agency, or of it and everything below it in which `me` has a role.
///
/// # Errors
/// [`AppError::BadCursor`] if the cursor belongs to no case of these agencies; [`AppError::Store`] if there is no
/// such agency, or it has no such applicant, or the database does not answer.
pub fn list_cases(
    app: &App,
    me: Option<OfficerId>,
    code: &AgencyCode,
    question: &Question,
    after: Option<Cursor>,
    size: u32,
) -> Result<CasePage, AppError> {
    let today = app.clock.today();
    // One more than asked for tells whether there is a next page.
    let wanted = size.saturating_add(1);
    app.store.snapshot(|conn| {
        let scope = Scope::find(app, conn, me, code, question.subtree)?;
        let Found { filter, is_cut } = filter(conn, &scope, me, question, today)?;
        let listing = Listing { agencies: scope.ids(), filter, order: question.sort.order() };
        let after = after.map(|after| scope.place(conn, listing.order, after)).transpose()?;
        let mut rows = queue::page(conn, &listing, after.as_ref(), wanted)?;
        let is_more = rows.len() > size as usize;
        rows.truncate(size as usize);
        let last = rows.last().filter(|_| is_more);
        let next = last.map(|last| Cursor::of(&listing.order.position(last), last.id));
        let cases = listed(conn, |id| scope.of(id), rows, today)?;
        Ok(CasePage { cases, next, is_cut, agency: scope.into_agency() })
    })
}

/// How many cases the same question finds under each tab; some tabs are counted to a thousand.
///
/// # Errors
/// As [`list_cases`].
pub fn count_cases(
    app: &App,
    me: Option<OfficerId>,
    code: &AgencyCode,
    question: &Question,
) -> Result<Vec<TabCount>, AppError> {
    let today = app.clock.today();
    app.store.snapshot(|conn| {
        let scope = Scope::find(app, conn, me, code, question.subtree)?;
        let looked_up = scope.look_up(conn, question)?;
        let count = |tab: &Tab| {
            let filter = looked_up.narrow(filter_of(&scope, me, &question.at(*tab), today)?);
            counted(conn, &scope, *tab, &filter)
        };
        Tab::ALL.iter().map(count).collect()
    })
}

/// The first cases that a question finds in an agency alone.
pub(super) fn first(
    app: &App,
    conn: &mut DbConn,
    me: Option<OfficerId>,
    agency: &Agency,
    question: &Question,
    size: u32,
) -> Result<Vec<ListedCase>, AppError> {
    let today = app.clock.today();
    let scope = Scope::of_one(conn, me, agency)?;
    let Found { filter, .. } = filter(conn, &scope, me, question, today)?;
    let listing = Listing { agencies: scope.ids(), filter, order: question.sort.order() };
    let rows = queue::page(conn, &listing, None, size)?;
    listed(conn, |id| scope.of(id), rows, today)
}

/// How many cases a question finds in an agency alone.
pub(super) fn how_many(
    app: &App,
    conn: &mut DbConn,
    me: Option<OfficerId>,
    agency: &Agency,
    question: &Question,
) -> Result<TabCount, AppError> {
    let scope = Scope::of_one(conn, me, agency)?;
    let Found { filter, .. } = filter(conn, &scope, me, question, app.clock.today())?;
    counted(conn, &scope, question.tab, &filter)
}

/// What is due in an agency up to a day and whose clock runs on it, somebody's alone or everybody's, latest first.
pub(super) fn due_by(
    app: &App,
    conn: &mut DbConn,
    agency: &Agency,
    whose: Option<OfficerId>,
    day: NaiveDate,
    size: u32,
) -> Result<Vec<ListedCase>, AppError> {
    let scope = Scope::of_one(conn, whose, agency)?;
    let filter = Filter {
        statuses: Some(Status::ALL.iter().copied().filter(|status| status.is_open()).collect()),
        due: Span { from: None, to: Some(day) },
        running_on: Some(day),
        assigned: whose.map(Assigned::To),
        ..Filter::default()
    };
    let rows = queue::page(conn, &Listing { agencies: scope.ids(), filter, order: Order::Due }, None, size)?;
    listed(conn, |id| scope.of(id), rows, app.clock.today())
}

fn counted(conn: &mut DbConn, scope: &Scope, tab: Tab, filter: &Filter) -> Result<TabCount, AppError> {
    let at_most = tab.is_counted_to_a_thousand().then_some(COUNTED_AT_MOST);
    let count = queue::count(conn, &scope.ids(), filter, at_most.map(|at_most| at_most + 1))?;
    let most = at_most.unwrap_or(u32::MAX);
    Ok(TabCount { tab, count: count.min(most), more: count > most })
}

/// The question with what has to be looked up for it.
fn filter(
    conn: &mut DbConn,
    scope: &Scope,
    me: Option<OfficerId>,
    question: &Question,
    today: NaiveDate,
) -> Result<Found, AppError> {
    let looked_up = scope.look_up(conn, question)?;
    let filter = filter_of(scope, me, question, today)?;
    Ok(Found { is_cut: looked_up.is_cut, filter: looked_up.narrow(filter) })
}

/// What the store is asked, and whether the words were looked for everywhere.
struct Found {
    filter: Filter,
    is_cut: bool,
}

fn filter_of(scope: &Scope, me: Option<OfficerId>, question: &Question, today: NaiveDate) -> Result<Filter, AppError> {
    let mut filter = question.filter(me, &scope.agency().calendar, today)?;
    if question.tab == Tab::MyReview {
        filter.turn = Some(scope.turn(me));
    }
    Ok(filter)
}

/// Rows as lists show them; `of` knows the agencies that they name.
pub(super) fn listed<'a>(
    conn: &mut DbConn,
    of: impl Fn(AgencyId) -> Result<&'a Agency, StoreError>,
    rows: Vec<CaseRow>,
    today: NaiveDate,
) -> Result<Vec<ListedCase>, AppError> {
    let applicants = applicant_names(conn, &rows)?;
    let assignees: Vec<OfficerId> = rows.iter().filter_map(|row| row.state.assignee_id).collect();
    let assignees = officers::names(conn, &assignees)?;
    let listed = rows.into_iter().map(|row| {
        let agency = of(row.origin.agency_id)?;
        Ok(ListedCase {
            standing: Standing::of(&row.state, &agency.calendar, today)?,
            agency: agency.code.clone(),
            applicant: applicants.get(&row.state.applicant_id).cloned().unwrap_or_default(),
            assignee: row.state.assignee_id.and_then(|officer| assignees.get(&officer).cloned()),
            row,
        })
    });
    listed.collect()
}

fn applicant_names(conn: &mut DbConn, rows: &[CaseRow]) -> Result<HashMap<ApplicantId, String>, StoreError> {
    let ids: Vec<ApplicantId> = rows.iter().map(|row| row.state.applicant_id).collect();
    let names = applicants::names(conn, &ids)?;
    Ok(names.into_iter().map(|(id, category, name)| (id, listed_name(category, &name))).collect())
}

/// 脱敏: a list is read over shoulders.
pub(super) fn listed_name(category: Category, name: &str) -> String {
    if category == Category::NaturalPerson { masking::person_name(name) } else { name.to_owned() }
}

/// An agency that a row names and that is not there.
pub(super) fn lost(agency: AgencyId) -> StoreError {
    StoreError::Corrupt { what: format!("{agency} of a case") }
}
