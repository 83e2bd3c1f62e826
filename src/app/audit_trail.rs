//! 审计查询: what happened in an agency, the last first, for those who watch over it.
//!
//! Three trails: what administrators changed (管理日志, which they may read themselves), what happened in
//! the cases (办理经过), and who saw whose particulars (查阅留痕). The last two are the auditors' alone.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime};

use super::administration::{log, reach_of};
use super::{App, AppError};
use crate::domain::administration::{AdminEvent, AdminRefused};
use crate::domain::case::Event;
use crate::domain::code::coded_enum;
use crate::domain::ids::{AgencyCode, CaseId, OfficerId};
use crate::domain::role::{Actor, Role};
use crate::store::admin_log::AdminEventRow;
use crate::store::audit_trail::{self, Trail};
use crate::store::events::EventRow;
use crate::store::unsealings::UnsealingRow;
use crate::store::{DbConn, StoreError, agencies, officers};

coded_enum! {
    /// Which trail is followed.
    TrailKind {
        /// 办理经过
        Cases = "cases",
        /// 查阅留痕
        Unsealings = "unsealings",
        /// 管理日志
        Administration = "administration",
    }
}

/// What is asked for; what is not named narrows nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailQuestion {
    /// In which agency.
    pub agency: AgencyCode,
    /// Which trail.
    pub kind: TrailKind,
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// Up to and with this day.
    pub to: Option<NaiveDate>,
    /// By whom.
    pub officer: Option<OfficerId>,
    /// 登记编号; the administrative log names no case.
    pub case_no: Option<String>,
    /// Where the page before ended.
    pub before: Option<TrailPlace>,
}

/// Where a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrailPlace {
    at: NaiveDateTime,
    case: i64,
    number: i64,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailEntry {
    /// When (UTC).
    pub at: NaiveDateTime,
    /// Who did it, in one line: `officer_3`, `system`.
    pub actor: String,
    /// What.
    pub what: Happened,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happened {
    /// Something was changed in the administration.
    Administered(Box<AdminEvent>),
    /// Something was done in a case.
    InCase {
        /// The case.
        case: CaseId,
        /// 登记编号
        case_no: String,
        /// What.
        event: Box<Event>,
    },
    /// Somebody saw, on that day for the first time, what the applicant of a case gave about the own person.
    Unsealed {
        /// The case.
        case: CaseId,
        /// 登记编号
        case_no: String,
    },
}

/// A page of a trail.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrailPage {
    /// The last first.
    pub entries: Vec<TrailEntry>,
    /// Where the next page begins, if there is one.
    pub next: Option<TrailPlace>,
    /// The names of everybody who is named in it.
    pub names: HashMap<OfficerId, String>,
}

impl fmt::Display for TrailPlace {
    /// As it is given out: microseconds, case and number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.at.and_utc().timestamp_micros(), self.case, self.number)
    }
}

impl FromStr for TrailPlace {
    type Err = AppError;

    fn from_str(text: &str) -> Result<Self, AppError> {
        let mut parts = text.splitn(3, '.').map(|part| part.parse::<i64>().map_err(|_| AppError::BadCursor));
        let mut part = || parts.next().unwrap_or(Err(AppError::BadCursor));
        let at = DateTime::from_timestamp_micros(part()?).ok_or(AppError::BadCursor)?.naive_utc();
        Ok(Self { at, case: part()?, number: part()? })
    }
}

/// Follows a trail, at most `size` entries.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if the actor neither audits nor administers the agency;
/// [`AppError::Admin`] if the trail is for auditors; [`AppError::BadCursor`].
pub fn trail(app: &App, actor: &Actor, question: &TrailQuestion, size: u32) -> Result<TrailPage, AppError> {
    app.store.snapshot(|conn| {
        let here = agencies::find_by_code(conn, &question.agency)?;
        let audits = reach_of(conn, actor, Role::Auditor)?.covers(&here.path);
        let administers = reach_of(conn, actor, Role::Administrator)?.covers(&here.path);
        if !audits && !administers {
            return Err(StoreError::NotFound { what: "agency", key: question.agency.to_string() }.into());
        }
        if !audits && question.kind != TrailKind::Administration {
            return Err(AdminRefused::OutsideReach.into());
        }
        let begins = |day: NaiveDate| app.clock.instant(day.and_time(NaiveTime::MIN));
        let trail = Trail {
            agency: here.id,
            from: question.from.map(begins),
            until: question.to.and_then(|day| day.checked_add_days(Days::new(1))).map(begins),
            officer: question.officer,
            case_no: question.case_no.clone(),
        };
        // One more than asked for tells whether there is a next page.
        let mut found = read(conn, question, &trail, size.saturating_add(1))?;
        let is_more = found.len() > size as usize;
        found.truncate(size as usize);
        let next = found.last().filter(|_| is_more).map(|(_, place)| *place);
        let entries: Vec<TrailEntry> = found.into_iter().map(|(entry, _)| entry).collect();
        let names = officers::names(conn, &entries.iter().flat_map(people).collect::<Vec<_>>())?;
        Ok(TrailPage { entries, next, names })
    })
}

fn read(
    conn: &mut DbConn,
    question: &TrailQuestion,
    trail: &Trail,
    size: u32,
) -> Result<Vec<(TrailEntry, TrailPlace)>, AppError> {
    match question.kind {
        TrailKind::Cases => in_cases(conn, trail, question.before, size),
        TrailKind::Unsealings => unsealed(conn, trail, question.before, size),
        TrailKind::Administration => administered(conn, trail, question.before, size),
    }
}

fn in_cases(
    conn: &mut DbConn,
    trail: &Trail,
    before: Option<TrailPlace>,
    size: u32,
) -> Result<Vec<(TrailEntry, TrailPlace)>, AppError> {
    let before = before.map(|place| Ok::<_, AppError>((place.at, CaseId(place.case), version(place)?))).transpose()?;
    let rows = audit_trail::events(conn, trail, before, size)?;
    let entry = |(row, case_no): (EventRow, String)| {
        let damaged = |_| StoreError::Corrupt { what: format!("event {}/{}", row.case_id, row.version) };
        let event = Box::new(serde_json::from_str(&row.payload).map_err(damaged)?);
        let place = TrailPlace { at: row.recorded_at, case: row.case_id.0, number: i64::from(row.version) };
        let what = Happened::InCase { case: row.case_id, case_no, event };
        Ok((TrailEntry { at: row.recorded_at, actor: row.actor, what }, place))
    };
    rows.into_iter().map(entry).collect()
}

fn unsealed(
    conn: &mut DbConn,
    trail: &Trail,
    before: Option<TrailPlace>,
    size: u32,
) -> Result<Vec<(TrailEntry, TrailPlace)>, AppError> {
    let before = before.map(|place| (place.at, CaseId(place.case), OfficerId(place.number)));
    let rows = audit_trail::unsealings(conn, trail, before, size)?;
    let entry = |(row, case_no): (UnsealingRow, String)| {
        let place = TrailPlace { at: row.first_at, case: row.case_id.0, number: row.officer_id.0 };
        let what = Happened::Unsealed { case: row.case_id, case_no };
        (TrailEntry { at: row.first_at, actor: row.officer_id.to_string(), what }, place)
    };
    Ok(rows.into_iter().map(entry).collect())
}

fn administered(
    conn: &mut DbConn,
    trail: &Trail,
    before: Option<TrailPlace>,
    size: u32,
) -> Result<Vec<(TrailEntry, TrailPlace)>, AppError> {
    let before = before.map(version).transpose()?;
    let rows = audit_trail::admin_events(conn, trail, before, size)?;
    let entry = |row: AdminEventRow| {
        let place = TrailPlace { at: row.recorded_at, case: 0, number: i64::from(row.version) };
        let what = Happened::Administered(Box::new(log::read(&row)?));
        Ok((TrailEntry { at: row.recorded_at, actor: row.actor, what }, place))
    };
    rows.into_iter().map(entry).collect()
}

fn version(place: TrailPlace) -> Result<i32, AppError> {
    i32::try_from(place.number).map_err(|_| AppError::BadCursor)
}

/// Everybody whom an entry names.
fn people(entry: &TrailEntry) -> impl Iterator<Item = OfficerId> {
    let about = match &entry.what {
        Happened::Administered(event) => event.person(),
        Happened::InCase { .. } | Happened::Unsealed { .. } => None,
    };
    entry.actor.parse().ok().into_iter().chain(about)
}
