//! 推送内容: what is told of a case, in the transaction of the act that changes it.
//!
//! No personal data and nothing of what was asked for: a number, a status, a date. What an older register tells
//! (登记簿导入) is history and is not announced.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::{NaiveDate, NaiveDateTime, SecondsFormat};
use serde::Serialize;

use crate::app::Agency;
use crate::domain::ids::{AgencyId, CaseId};
use crate::domain::message::MessageKind;
use crate::domain::role::Actor;
use crate::domain::status::Status;
use crate::domain::webhook::News;
use crate::store::cases::{self, CaseRow, CaseState};
use crate::store::webhooks::{self, WebhookRow};
use crate::store::{DbConn, StoreError, StoreResult, outbox};

/// What a receiver reads, but for the message's id, which is known when it is kept.
#[derive(Debug, Serialize)]
pub(super) struct Announcement<'a> {
    /// What it tells.
    #[serde(rename = "type")]
    pub kind: &'a str,
    /// When it was recorded, RFC 3339 in UTC.
    pub occurred_at: String,
    /// The agency's code.
    pub agency: &'a str,
    /// The case, unless the message is only a test.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<AnnouncedCase<'a>>,
}

/// A case as others are told of it.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct AnnouncedCase<'a> {
    #[serde(serialize_with = "as_text")]
    id: CaseId,
    case_no: &'a str,
    status: Status,
    due_on: Option<NaiveDate>,
    version: i32,
}

fn as_text<S: serde::Serializer>(id: &CaseId, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(id)
}

/// Cases have been opened, each in its agency.
pub(in crate::app) fn cases_opened<'a>(
    conn: &mut DbConn,
    cases: impl Iterator<Item = (&'a Agency, &'a CaseRow)>,
) -> StoreResult<()> {
    let mut listening: BTreeMap<AgencyId, Vec<WebhookRow>> = BTreeMap::new();
    for (agency, case) in cases {
        let listening = match listening.entry(agency.id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(webhooks::listening(conn, agency.id)?),
        };
        let told = told(case.id, &case.origin.case_no, &case.state);
        announce(conn, listening, agency, &[News::StatusChanged], told, case.state.updated_at)?;
    }
    Ok(())
}

/// A case is about to be moved on to `next`; its row is still as it was.
pub(in crate::app) fn case_moves(
    conn: &mut DbConn,
    agency: &Agency,
    actor: &Actor,
    (id, next): (CaseId, &CaseState),
    now: NaiveDateTime,
) -> StoreResult<()> {
    if *actor == Actor::Import {
        return Ok(());
    }
    let listening = webhooks::listening(conn, agency.id)?;
    if listening.is_empty() {
        return Ok(());
    }
    let CaseRow { origin, state, .. } = cases::find(conn, id)?;
    let mut news = Vec::new();
    if state.status != next.status {
        news.push(News::StatusChanged);
    }
    if state.due_on != next.due_on {
        news.push(News::DueDateChanged);
    }
    announce(conn, &listening, agency, &news, told(id, &origin.case_no, next), now)
}

fn told<'a>(id: CaseId, case_no: &'a str, state: &CaseState) -> AnnouncedCase<'a> {
    AnnouncedCase { id, case_no, status: state.status, due_on: state.due_on, version: state.version }
}

fn announce(
    conn: &mut DbConn,
    listening: &[WebhookRow],
    agency: &Agency,
    news: &[News],
    case: AnnouncedCase<'_>,
    now: NaiveDateTime,
) -> StoreResult<()> {
    for webhook in listening {
        for news in news.iter().filter(|news| is_told_of(webhook, **news)) {
            let payload = payload(news.as_str(), &agency.code, Some(case), now)?;
            outbox::enqueue(conn, MessageKind::Webhook, &webhook.id.to_string(), &payload, now)?;
        }
    }
    Ok(())
}

fn is_told_of(webhook: &WebhookRow, news: News) -> bool {
    webhook.events.split(' ').any(|code| code == news.as_str())
}

/// The announcement as it is kept.
pub(super) fn payload(
    kind: &str,
    agency: &str,
    case: Option<AnnouncedCase<'_>>,
    now: NaiveDateTime,
) -> StoreResult<String> {
    let occurred_at = now.and_utc().to_rfc3339_opts(SecondsFormat::Secs, true);
    let announcement = Announcement { kind, occurred_at, agency, case };
    serde_json::to_string(&announcement).map_err(|error| StoreError::Corrupt { what: format!("announcement: {error}") })
}
