//! 发出之后: what follows from sending a reply, before it is sent and after.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::app::case_file::CaseFile;
use crate::app::reviewing::{Round, Step};
use crate::domain::case::Reply;
use crate::domain::ids::OfficerId;
use crate::domain::remedies::Remedies;
use crate::messages::Lang;
use crate::web::pages::queue::word;

/// A reply that has been sent.
pub(super) struct Sent {
    /// What became of it, a sentence each.
    pub lines: Vec<String>,
    pub outcome: String,
}

impl Sent {
    /// The last reply of a case.
    pub(super) fn new(lang: Lang, reply: &Reply) -> Self {
        let on = |on: NaiveDate| [("on", on.to_string().into())];
        let mut lines = vec![lang.with("dispatch-replied", &on(reply.dispatched_on.on))];
        let number = reply.document_no.clone();
        lines.extend(number.map(|number| lang.with("dispatch-replied-no", &[("no", number.into())])));
        if let Some(delivered) = reply.delivered_on {
            let remedies = Remedies::against(reply.outcome, delivered.on);
            lines.push(lang.with("dispatch-delivered", &on(delivered.on)));
            lines.push(lang.with("dispatch-remedy-reconsideration", &on(remedies.reconsideration_by)));
            lines.push(match remedies.litigation_by {
                Some(by) => lang.with("dispatch-remedy-litigation", &on(by)),
                None => lang.text("dispatch-remedy-review-first"),
            });
        }
        Self { lines, outcome: word(lang, "outcome", reply.outcome.as_str()) }
    }
}

/// What happens when the reply is sent today.
pub(super) fn then(lang: Lang, file: &CaseFile) -> Vec<String> {
    let due = file.deadline.as_ref().and_then(|deadline| Some((deadline.due_on?, deadline.remaining_working_days?)));
    let due = due.map(|(due_on, left)| {
        let id = if left < 0 { "dispatch-then-late" } else { "dispatch-then-due" };
        lang.with(id, &[("due", due_on.to_string().into()), ("left", left.into())])
    });
    let rest = ["dispatch-then-closed", "dispatch-then-portal", "dispatch-then-delivery"].map(|id| lang.text(id));
    due.into_iter().chain(rest).collect()
}

/// Who passed which step, and when.
pub(super) fn passes(round: &Round, names: &HashMap<OfficerId, String>) -> Vec<(String, String, NaiveDate)> {
    let pass = |step: &Step| {
        let (by, on) = step.passed?;
        Some((step.rule.name.clone(), names.get(&by).cloned().unwrap_or_default(), on))
    };
    round.steps.iter().filter_map(pass).collect()
}
