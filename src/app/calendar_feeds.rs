//! 日历订阅: an officer's deadlines under a secret address, for the calendar on a desk or a telephone.
//!
//! Whoever has the address reads the feed without signing in. So it shows no applicant and nothing of what was
//! asked for, an officer may make several and take each back, and what it shows follows the roles that the
//! officer has when it is read.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::history::decode;
use super::once::{self, OnceKey};
use super::{Agency, App, AppError, sealing};
use crate::domain::case::Case;
use crate::domain::deadline::{self, Deadline, DeadlineKind};
use crate::domain::ids::{AgencyId, FeedId, OfficerId};
use crate::domain::role::Role;
use crate::domain::status::{DeadlineState, Status};
use crate::keys::{Keyring, Purpose, random_bytes};
use crate::store::agencies::AgencyRow;
use crate::store::calendar_feeds::{self, FeedRow, NewFeed};
use crate::store::cases::CaseRow;
use crate::store::{DbConn, StoreError, StoreResult, agencies, events, officers};

/// Feeds of one officer at most.
pub const MOST: usize = 20;
/// Characters in the name of a feed at most.
pub const MOST_LABEL: usize = 60;
/// Cases in one feed at most, first due first.
const MOST_CASES: u32 = 1000;

/// The secret in a feed's address: 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct FeedToken(String);

impl FeedToken {
    /// Derived from a random text with a key that is not in the database, so that whoever did not hear the
    /// answer can be told again.
    fn derive(keyring: &Keyring, seed: &str) -> Self {
        Self(keyring.keyed_hash(Purpose::Link, &format!("calendar feed {seed}")))
    }

    /// As it is shown, once.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for FeedToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// What is kept of a secret. It has 256 bits, so nobody finds it by trying, and a wrong one is looked up by
/// its hash: how long that takes tells nothing of the right one.
fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// Why a feed was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FeedFault {
    /// The officer has as many as there may be.
    #[error("an officer has at most {max} calendar feeds")]
    TooMany {
        /// How many there may be.
        max: usize,
    },
    /// Its name is empty or too long.
    #[error("a feed's name has 1 to {max} characters")]
    Label {
        /// How many characters there may be.
        max: usize,
    },
}

impl FeedFault {
    /// The stable code, for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooMany { .. } => "too_many_feeds",
            Self::Label { .. } => "feed_label",
        }
    }
}

/// What is remembered of a feed that is made once: not its secret.
#[derive(Debug, Serialize, Deserialize)]
struct Made {
    id: FeedId,
    seed: String,
}

/// Makes a feed, once under the same key. Its secret is given out now and never again.
///
/// # Errors
/// [`AppError::Feed`], [`AppError::Keys`] if the system has no random numbers, [`AppError::Store`].
pub fn create_feed(
    app: &App,
    officer: OfficerId,
    label: &str,
    once: Option<OnceKey>,
) -> Result<(FeedRow, FeedToken), AppError> {
    let label = label.trim();
    if label.is_empty() || label.chars().count() > MOST_LABEL || label.contains(char::is_control) {
        return Err(FeedFault::Label { max: MOST_LABEL }.into());
    }
    let keyring = sealing::keyring(app)?;
    let seed = hex(&random_bytes::<32>()?);
    let new = NewFeed {
        officer_id: officer,
        label: label.to_owned(),
        token_hash: token_hash(FeedToken::derive(&keyring, &seed).reveal()),
        created_at: app.clock.now(),
    };
    let (row, seed) = app.store.write_blocking(move |conn| {
        let Made { id, seed } = once::run(conn, once.as_ref(), |conn| insert(conn, &new, &seed))?;
        Ok::<_, AppError>((calendar_feeds::find(conn, officer, id)?, seed))
    })?;
    Ok((row, FeedToken::derive(&keyring, &seed)))
}

fn insert(conn: &mut DbConn, new: &NewFeed, seed: &str) -> Result<Made, AppError> {
    if calendar_feeds::of_officer(conn, new.officer_id)?.len() >= MOST {
        return Err(FeedFault::TooMany { max: MOST }.into());
    }
    Ok(Made { id: calendar_feeds::insert(conn, new)?.id, seed: seed.to_owned() })
}

/// An officer's feeds, in the order they were made.
///
/// # Errors
/// [`AppError::Store`].
pub fn list_feeds(app: &App, officer: OfficerId) -> Result<Vec<FeedRow>, AppError> {
    Ok(app.store.read(|conn| calendar_feeds::of_officer(conn, officer))?)
}

/// Takes a feed back: its address leads nowhere from now on.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if the officer has no such feed.
pub fn revoke_feed(app: &App, officer: OfficerId, id: FeedId) -> Result<(), AppError> {
    Ok(app.store.write_blocking(move |conn| calendar_feeds::delete(conn, officer, id))?)
}

/// Something that is due, as a calendar shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The same for as long as the deadline exists.
    pub uid: String,
    /// The agency's name.
    pub agency: String,
    /// 登记编号
    pub case_no: String,
    /// 办理状态
    pub status: Status,
    /// What is due.
    pub kind: DeadlineKind,
    /// The last day.
    pub on: NaiveDate,
    /// 暂定 (R2)
    pub provisional: bool,
    /// 超期
    pub late: bool,
    /// When the case was last changed (UTC).
    pub updated_at: NaiveDateTime,
    /// The version of the case.
    pub version: i32,
}

/// What is due under a secret address: in the open cases assigned to the officer, and for a 政府信息公开工作机构负责人
/// in every open case of the agency. `None` if the secret leads nowhere.
///
/// # Errors
/// [`AppError::Store`]; [`AppError::Settings`], [`AppError::Calendar`] for damaged settings of an agency.
pub fn open_feed(app: &App, token: &str) -> Result<Option<Vec<Due>>, AppError> {
    let hash = token_hash(token);
    app.store.snapshot(|conn| {
        let Some(officer) = calendar_feeds::owner(conn, &hash)? else { return Ok(None) };
        let Reach { assigned, all } = reach(conn, officer)?;
        let mut rows = calendar_feeds::open_cases(conn, &ids(&assigned), Some(officer), MOST_CASES)?;
        rows.extend(calendar_feeds::open_cases(conn, &ids(&all), None, MOST_CASES)?);
        rows.sort_by_key(|row| (row.state.due_key, row.id));
        rows.truncate(MOST_CASES as usize);
        let mut known: BTreeMap<AgencyId, Agency> = BTreeMap::new();
        for row in assigned.into_values().chain(all.into_values()) {
            known.insert(row.id, Agency::from_row(app, row)?);
        }
        let mut due = Vec::new();
        for row in &rows {
            if let Some(agency) = known.get(&row.origin.agency_id) {
                due.extend(of_case(app, conn, agency, row)?);
            }
        }
        Ok(Some(due))
    })
}

/// The agencies where an officer sees the own cases, and those where all of them.
struct Reach {
    assigned: BTreeMap<AgencyId, AgencyRow>,
    all: BTreeMap<AgencyId, AgencyRow>,
}

fn reach(conn: &mut DbConn, officer: OfficerId) -> StoreResult<Reach> {
    let mut reach = Reach { assigned: BTreeMap::new(), all: BTreeMap::new() };
    for held in officers::roles(conn, officer)? {
        let here = agencies::find(conn, held.agency_id)?;
        let rows = if held.subtree { agencies::subtree(conn, &here)? } else { vec![here] };
        let heads = held.role == Role::OfficeHead;
        let to = if heads { &mut reach.all } else { &mut reach.assigned };
        to.extend(rows.into_iter().map(|row| (row.id, row)));
    }
    let Reach { assigned, all } = &mut reach;
    assigned.retain(|id, _| !all.contains_key(id));
    Ok(reach)
}

fn ids(agencies: &BTreeMap<AgencyId, AgencyRow>) -> Vec<AgencyId> {
    agencies.keys().copied().collect()
}

fn of_case(app: &App, conn: &mut DbConn, agency: &Agency, row: &CaseRow) -> Result<Vec<Due>, AppError> {
    let history = decode(&events::load(conn, row.id)?, row.id)?;
    let damaged = || StoreError::Corrupt { what: format!("history of {}", row.id) };
    let case = Case::fold(&history, app.rulebook.regimes()).ok_or_else(damaged)?;
    let mut counts: BTreeMap<DeadlineKind, u32> = BTreeMap::new();
    let mut due = Vec::new();
    for deadline in deadline::all(&case, &agency.policy, &agency.calendar, app.clock.today())? {
        // Counted whether it is shown or not, so that a second letter keeps its number when the first is answered.
        let number = counts.entry(deadline.kind).or_default();
        *number += 1;
        if let Some(on) = deadline.due_on.filter(|_| is_shown(&case, &deadline)) {
            due.push(Due {
                uid: format!("{}.{}.{number}@{}.gongkai", row.id, deadline.kind, agency.code),
                agency: agency.name.clone(),
                case_no: row.origin.case_no.clone(),
                status: case.status,
                kind: deadline.kind,
                on,
                provisional: deadline.provisional,
                late: deadline.state == DeadlineState::Late,
                updated_at: row.state.updated_at,
                version: row.state.version,
            });
        }
    }
    Ok(due)
}

/// What runs, and what is late and still has to be done. The last day to extend is that of the reply, and
/// would stand beside it every time.
fn is_shown(case: &Case, deadline: &Deadline) -> bool {
    match deadline.state {
        DeadlineState::Running => deadline.kind != DeadlineKind::Extension,
        DeadlineState::Late => match deadline.kind {
            DeadlineKind::Reply => case.closed.is_none(),
            DeadlineKind::SupplementAnswer => case.status == Status::AwaitingSupplement,
            DeadlineKind::FeePayment | DeadlineKind::Redecision => true,
            DeadlineKind::SupplementNotice
            | DeadlineKind::ThirdParty
            | DeadlineKind::Agency
            | DeadlineKind::Extension
            | DeadlineKind::Draft
            | DeadlineKind::ReviewStep
            | DeadlineKind::ReconsiderationAnswer
            | DeadlineKind::CourtAnswer => false,
        },
        DeadlineState::Stopped | DeadlineState::Met => false,
    }
}
