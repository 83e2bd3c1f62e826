//! What surrounds a case on somebody's desk: counts, the timeline, deadlines, likely repeats, what may be done.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::DeadlineView;
use crate::app::case_file::CaseFile;
use crate::app::duplicates::{Duplicate, Reason};
use crate::app::queue::{Tab, TabCount};
use crate::domain::applicant::Sameness;
use crate::domain::case::CommandKind;
use crate::domain::ids::OfficerId;
use crate::domain::outcome::Outcome;
use crate::domain::status::Status;
use crate::messages::Lang;
use crate::narrate;
use crate::web::openapi::{codes, codes_or_null};

/// How many cases there are under a tab.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TabCountView {
    /// The tab
    #[schema(schema_with = codes::<Tab>)]
    tab: Tab,
    /// So many
    count: u32,
    /// Whether there are more, which were not counted
    more: bool,
}

impl From<TabCount> for TabCountView {
    fn from(TabCount { tab, count, more }: TabCount) -> Self {
        Self { tab, count, more }
    }
}

/// How many cases there are under each tab.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CaseCountsView {
    /// Every tab
    pub tabs: Vec<TabCountView>,
}

/// 办理记录 in words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimelineEntryView {
    /// Its place in the history, from 1
    version: i32,
    /// The day on which it happened
    on: NaiveDate,
    /// When it was recorded (UTC)
    recorded_at: DateTime<Utc>,
    /// Who did it: an officer's id, `applicant`, `system` or `import`
    #[schema(example = "officer_3")]
    actor: String,
    /// 姓名 of the officer
    actor_name: Option<String>,
    /// The sentence in Chinese
    zh: String,
    /// The sentence in English
    en: String,
    /// SHA-256 over this entry and the hash of the one before it
    hash: String,
    /// Whether the hash is the one that it must have
    is_sound: bool,
}

/// 办理经过.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimelineView {
    /// Whether every hash is the one that it must have
    is_sound: bool,
    /// The first one first
    entries: Vec<TimelineEntryView>,
}

impl TimelineView {
    /// The history with the names of those who acted.
    #[must_use]
    pub fn new(file: CaseFile, officers: &HashMap<OfficerId, String>) -> Self {
        let is_sound = file.history.iter().all(|act| act.is_sound);
        let entries = file.history.into_iter().map(|act| TimelineEntryView {
            version: act.version,
            on: act.on,
            recorded_at: act.recorded_at.and_utc(),
            actor_name: act.actor.parse().ok().and_then(|officer| officers.get(&officer).cloned()),
            actor: act.actor,
            zh: narrate::event(Lang::Zh, &act.event),
            en: narrate::event(Lang::En, &act.event),
            hash: act.hash,
            is_sound: act.is_sound,
        });
        Self { is_sound, entries: entries.collect() }
    }
}

/// Every deadline of a case.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeadlinesView {
    /// 答复期限 first
    pub deadlines: Vec<DeadlineView>,
}

/// 疑似重复.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DuplicateView {
    /// The case
    #[schema(example = "case_7")]
    id: String,
    /// 登记编号
    case_no: String,
    /// 申请内容
    subject: String,
    /// 收到申请之日
    received_on: Option<NaiveDate>,
    /// 办理状态
    #[schema(schema_with = codes::<Status>)]
    status: Status,
    /// 办理结果
    #[schema(schema_with = codes_or_null::<Outcome>)]
    outcome: Option<Outcome>,
    /// Why it is shown
    #[schema(schema_with = codes::<Reason>)]
    reason: Reason,
    /// How alike the subjects read, 0 to 100
    #[schema(maximum = 100)]
    score: u8,
    /// How sure it is that the applicant is the same: `same`, `likely`, `possible` or `different`
    #[schema(example = "same")]
    applicant: &'static str,
}

impl From<Duplicate> for DuplicateView {
    fn from(Duplicate { row, reason, score, sameness }: Duplicate) -> Self {
        Self {
            id: row.id.to_string(),
            case_no: row.origin.case_no,
            subject: row.state.subject,
            received_on: row.state.received_on,
            status: row.state.status,
            outcome: row.state.outcome,
            reason,
            score,
            applicant: match sameness {
                Sameness::Same => "same",
                Sameness::Likely => "likely",
                Sameness::Possible => "possible",
                Sameness::Different => "different",
            },
        }
    }
}

/// Likely repeats.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DuplicatesView {
    /// The likeliest first
    pub duplicates: Vec<DuplicateView>,
}

/// What may be done with a case now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AllowedActsView {
    /// The version of the case that was asked
    pub version: i32,
    /// The kinds of acts
    #[schema(schema_with = super::acts)]
    pub acts: Vec<CommandKind>,
}
