//! The case after an act.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::app::acted::Acted;
use crate::domain::case::{Entry, Event};
use crate::domain::deadline::DeadlineKind;
use crate::domain::outcome::Outcome;
use crate::domain::status::{DeadlineState, Status};
use crate::messages::Lang;
use crate::narrate;
use crate::web::openapi::{codes, codes_or_null};

/// 依申请公开件 after an act, and what the act added to its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ActedView {
    /// The case.
    #[schema(example = "case_12")]
    id: String,
    /// 登记编号
    #[schema(example = "2025-00007")]
    case_no: String,
    /// How many entries its history has: what the next act expects.
    version: u32,
    /// 办理状态
    #[schema(schema_with = codes::<Status>)]
    status: Status,
    /// 收到申请之日
    received_on: Option<NaiveDate>,
    /// What is due: the reply, or the new decision that was ordered
    #[schema(schema_with = codes_or_null::<DeadlineKind>)]
    deadline: Option<DeadlineKind>,
    /// The state of the deadline today
    #[schema(schema_with = codes_or_null::<DeadlineState>)]
    deadline_state: Option<DeadlineState>,
    /// 期限届满之日; null while the clock stands
    due_on: Option<NaiveDate>,
    /// 暂定: counted through a year without a published calendar
    provisional: bool,
    /// While the clock stands: the last day if what it waits for came in today
    due_if_restarted_today: Option<NaiveDate>,
    /// Working days left after today; negative when late
    remaining_working_days: Option<i64>,
    /// 办结
    closed_on: Option<NaiveDate>,
    /// 办理结果
    #[schema(schema_with = codes_or_null::<Outcome>)]
    outcome: Option<Outcome>,
    /// What the draft is submitted, passed and sent by, if there is one
    draft_digest: Option<String>,
    /// What the act added; empty where nothing happened
    added: Vec<AddedView>,
}

/// An entry of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AddedView {
    /// Its number.
    version: u32,
    /// The civil day.
    on: NaiveDate,
    /// What happened: a stable word
    #[schema(example = "supplement_requested")]
    event: String,
    /// What happened, as a sentence in the reader's language
    text: String,
}

impl ActedView {
    /// What whoever acted is told.
    #[must_use]
    pub fn new(lang: Lang, acted: &Acted) -> Self {
        let Acted { view, deadline, digest } = acted;
        let case = &view.case;
        let before = u32::try_from(view.added.len()).map_or(0, |added| case.version.saturating_sub(added));
        Self {
            id: view.row.id.to_string(),
            case_no: view.row.origin.case_no.clone(),
            version: case.version,
            status: case.status,
            received_on: case.received_on.map(|received| received.on),
            deadline: deadline.as_ref().map(|it| it.kind),
            deadline_state: deadline.as_ref().map(|it| it.state),
            due_on: deadline.as_ref().and_then(|it| it.due_on),
            provisional: deadline.as_ref().is_some_and(|it| it.provisional),
            due_if_restarted_today: deadline.as_ref().and_then(|it| it.due_if_restarted_today),
            remaining_working_days: deadline.as_ref().and_then(|it| it.remaining_working_days),
            closed_on: case.closed.as_ref().map(|closure| closure.on.on),
            outcome: case.closed.as_ref().map(|closure| closure.outcome),
            draft_digest: digest.as_ref().map(|digest| digest.0.clone()),
            added: (before + 1..).zip(&view.added).map(|(version, entry)| added(lang, version, entry)).collect(),
        }
    }
}

fn added(lang: Lang, version: u32, Entry { on, event }: &Entry) -> AddedView {
    AddedView { version, on: *on, event: word(event), text: narrate::event(lang, event) }
}

/// The word that an event is kept under.
pub(super) fn word(event: &Event) -> String {
    let word = serde_json::to_value(event)
        .ok()
        .and_then(|value| value.get("event").and_then(Value::as_str).map(str::to_owned));
    word.unwrap_or_default()
}
