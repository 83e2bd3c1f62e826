//! 待发答复: exactly what would leave the house, and what has changed in it since it was last looked at.

use chrono::NaiveDate;

use super::attachments;
use super::case_file::{Act, CaseFile, open_case_of};
use super::drafting::named;
use super::reviewing::{ReviewFile, review_file};
use super::{Agency, App, AppError, reply_digest};
use crate::domain::case::{Command, Context, Event, Mode, Refused};
use crate::domain::ids::CaseId;
use crate::domain::review::{Draft, ReplyDigest};
use crate::domain::role::Actor;
use crate::store::attachments::AttachmentRow;

/// A reply on its way out.
#[derive(Debug, Clone)]
pub struct OutgoingReply {
    /// The case with its clock.
    pub file: CaseFile,
    /// 审查情况
    pub review: ReviewFile,
    /// What the draft is passed and sent by, if there is one.
    pub digest: Option<ReplyDigest>,
    /// The files that would go with it, as they are kept, under the names that the applicant will see.
    pub files: Vec<AttachmentRow>,
    /// What was looked at before, if it was another draft.
    pub before: Option<EarlierDraft>,
}

/// A draft of an earlier round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierDraft {
    /// The draft.
    pub draft: Draft,
    /// When it was submitted.
    pub submitted_on: NaiveDate,
    /// The last step that it passed.
    pub passed: Option<u8>,
}

/// The reply of a case of this agency that is drafted, reviewed or waits for dispatch, as `actor` sees it.
///
/// # Errors
/// [`AppError::Store`] if the agency has no such case.
pub fn outgoing(app: &App, agency: &Agency, id: CaseId, actor: &Actor) -> Result<OutgoingReply, AppError> {
    let file = open_case_of(app, agency, id)?;
    let review = review_file(app, agency, id, actor)?;
    let digest = file.case.draft.as_ref().map(reply_digest).transpose()?;
    let files = match &file.case.draft {
        Some(draft) => named(&draft.attachments, &attachments::attachments(app, id)?),
        None => Vec::new(),
    };
    let before = looked_at(&file).filter(|before| file.case.draft.as_ref() != Some(&before.draft));
    Ok(OutgoingReply { file, review, digest, files, before })
}

/// Of the rounds before the one under way, the last in which a step was passed, else the last.
fn looked_at(file: &CaseFile) -> Option<EarlierDraft> {
    let mut rounds = rounds(&file.history);
    if file.case.review.is_some() {
        rounds.pop();
    }
    let passed = rounds.iter().rposition(|round| round.passed.is_some());
    let last = rounds.len().checked_sub(1);
    passed.or(last).map(|at| rounds.swap_remove(at))
}

/// The rounds of review since the last reply, in order.
fn rounds(history: &[Act]) -> Vec<EarlierDraft> {
    let mut rounds: Vec<EarlierDraft> = Vec::new();
    let mut drafted = None;
    for act in history {
        if let Event::ReplyDrafted { draft } = &act.event {
            drafted = Some(draft);
        } else if let Event::SubmittedForReview { .. } = act.event {
            let round = |draft: &Draft| EarlierDraft { draft: draft.clone(), submitted_on: act.on, passed: None };
            rounds.extend(drafted.map(|draft| round(draft)));
        } else if let Event::ReviewPassed { step, .. } = act.event {
            if let Some(round) = rounds.last_mut() {
                round.passed = Some(step);
            }
        } else if let Event::Replied { .. } = act.event {
            rounds.clear();
        }
    }
    rounds
}

/// Whether a reply may be sent, or its delivery recorded, or why not.
#[derive(Debug, Clone)]
pub struct MayLeave {
    /// 发出
    pub dispatch: Result<(), Refused>,
    /// 送达
    pub deliver: Result<(), Refused>,
}

/// Whether `actor` may send this reply today, or record its delivery.
#[must_use]
pub fn dispatch(app: &App, agency: &Agency, actor: &Actor, reply: &OutgoingReply) -> MayLeave {
    let today = app.clock.today();
    let context = Context {
        mode: Mode::Live,
        actor,
        policy: &agency.policy,
        regimes: app.rulebook.regimes(),
        calendar: &agency.calendar,
        today,
    };
    let digest = reply.digest.clone().unwrap_or_else(|| ReplyDigest(String::new()));
    let may = |command: &Command| reply.file.case.decide(command, today, &context).map(drop);
    MayLeave {
        dispatch: may(&Command::Dispatch { digest, document_no: None, method: None }),
        deliver: may(&Command::Deliver),
    }
}
