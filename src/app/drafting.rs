//! 拟稿: a case on the desk of whoever drafts its reply, with what must be settled before it is submitted.

use super::attachments;
use super::case_file::{CaseFile, open_case_of};
use super::letters;
use super::once::OnceKey;
use super::{Agency, App, AppError, CaseView, Order, act_once, reply_digest};
use crate::domain::attachment::FilePurpose;
use crate::domain::case::decide::gates::{Gate, Passage};
use crate::domain::case::{Command, Context, Mode, Refused};
use crate::domain::ids::CaseId;
use crate::domain::outcome::Outcome;
use crate::domain::review::{AttachmentRef, Draft, ReplyDigest};
use crate::domain::role::Actor;
use crate::store::attachments::AttachmentRow;

/// 拟稿 of a case.
#[derive(Debug, Clone)]
pub struct Drafting {
    /// The case with its clock and its history.
    pub file: CaseFile,
    /// What the draft is submitted, passed and sent by, if there is one.
    pub digest: Option<ReplyDigest>,
    /// 送审关口 of the draft as it is kept.
    pub gates: Vec<(Gate, Passage)>,
    /// Whether whoever asks may write a draft now, or why not.
    pub writing: Result<(), Refused>,
    /// Whether whoever asks may submit the draft as it is kept, or why not.
    pub submission: Result<(), Refused>,
    /// The files of the case that may go with a reply: those of the office, and not the applicant's own.
    pub files: Vec<AttachmentRow>,
    /// Those that would go with the draft as it is kept, under the names that it gives them.
    pub outgoing: Vec<AttachmentRow>,
}

/// 拟稿 of a case of this agency, as `actor` sees it.
///
/// # Errors
/// [`AppError::Store`] if the agency has no such case.
pub fn open(app: &App, agency: &Agency, id: CaseId, actor: &Actor) -> Result<Drafting, AppError> {
    let file = open_case_of(app, agency, id)?;
    let today = app.clock.today();
    let context = Context {
        mode: Mode::Live,
        actor,
        policy: &agency.policy,
        regimes: app.rulebook.regimes(),
        calendar: &agency.calendar,
        today,
    };
    let digest = file.case.draft.as_ref().map(reply_digest).transpose()?;
    let submitted = digest.clone().unwrap_or_else(|| ReplyDigest(String::new()));
    let submission = file.case.decide(&Command::SubmitForReview { digest: submitted }, today, &context);
    let command = Command::DraftReply { draft: Box::new(file.case.draft.clone().unwrap_or_else(some_draft)) };
    let writing = file.case.decide(&command, today, &context);
    let mut files = attachments::attachments(app, id)?;
    let names = file.case.draft.as_ref().map_or(&[][..], |draft| &draft.attachments);
    let outgoing = named(names, &files);
    files.retain(|row| may_leave(row) || names.iter().any(|named| named.sha256 == row.file.sha256));
    Ok(Drafting {
        files,
        outgoing,
        writing: writing.map(drop),
        gates: file.case.gates(today, &context),
        submission: submission.map(drop),
        digest,
        file,
    })
}

/// 送审: with the reply as a letter among the files, so that what is reviewed is what leaves. The digest is that of the
/// draft as it was seen, before its letter is made.
///
/// # Errors
/// As [`act_once`]; nothing is made for a draft that cannot be submitted. [`AppError::Letter`] if the letter would lack
/// something or the agency's wording cannot be filled: a reply is not reviewed without the letter that says it.
pub fn submit(app: &App, order: &Order<'_>, digest: ReplyDigest) -> Result<CaseView, AppError> {
    let file = open_case_of(app, order.agency, order.case)?;
    let is_ready = is_ready(app, order, &file, &digest)?;
    let made = if is_ready { letters::make_reply_of(app, order.agency, &file, order.actor)? } else { None };
    let (digest, expected) = match made {
        Some(view) => {
            let digest = view.case.draft.as_ref().map(reply_digest).transpose()?.unwrap_or(digest);
            (digest, i32::try_from(view.case.version).ok())
        }
        None => (digest, order.expected),
    };
    let command = Command::SubmitForReview { digest };
    act_once(app, Order { command, expected, ..order.clone() })
}

/// Whether this draft is the one that was seen and may be submitted now. If not, the act itself says why, or shows what
/// it did under the same key before.
fn is_ready(app: &App, order: &Order<'_>, file: &CaseFile, digest: &ReplyDigest) -> Result<bool, AppError> {
    let is_seen = order.expected.is_none_or(|expected| i32::try_from(file.case.version) == Ok(expected));
    let kept = file.case.draft.as_ref().map(reply_digest).transpose()?;
    let context = Context {
        mode: Mode::Live,
        actor: order.actor,
        policy: &order.agency.policy,
        regimes: app.rulebook.regimes(),
        calendar: &order.agency.calendar,
        today: app.clock.today(),
    };
    let command = Command::SubmitForReview { digest: digest.clone() };
    Ok(is_seen && kept.as_ref() == Some(digest) && file.case.decide(&command, order.on, &context).is_ok())
}

/// Files of a case under the names that a draft gives them, in its order.
pub(super) fn named(names: &[AttachmentRef], files: &[AttachmentRow]) -> Vec<AttachmentRow> {
    let named = |file: &AttachmentRef| {
        let mut row = files.iter().find(|row| row.file.sha256 == file.sha256)?.clone();
        row.file.name.clone_from(&file.name);
        Some(row)
    };
    names.iter().filter_map(named).collect()
}

/// Something to ask with whether a draft may be written at all.
fn some_draft() -> Draft {
    Draft {
        outcome: Outcome::Disclosed,
        sub_reason: None,
        text: "-".to_owned(),
        grounds: Vec::new(),
        attachments: Vec::new(),
        secret: None,
    }
}

/// Whether a file may go with a reply.
fn may_leave(row: &AttachmentRow) -> bool {
    let is_the_offices = matches!(row.file.purpose, FilePurpose::Reply | FilePurpose::Internal);
    is_the_offices && !row.file.secret && row.file.purged_at.is_none()
}

/// What whoever has written a draft wants to be done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// It is kept.
    Keep,
    /// It is kept, and goes to review once under a key of its own.
    Submit(Option<OnceKey>),
}

/// Keeps a draft, unless it is the one that is kept already, and submits it if that is wanted. If it is not ready to
/// be submitted it is kept all the same.
///
/// # Errors
/// As [`act_once`].
pub fn draft(app: &App, order: &Order<'_>, draft: Draft, then: Then) -> Result<(), AppError> {
    let kept = open_case_of(app, order.agency, order.case)?.case;
    let digest = reply_digest(&draft)?;
    let mut version = order.expected;
    if kept.draft.as_ref() != Some(&draft) {
        let command = Command::DraftReply { draft: Box::new(draft) };
        let view = act_once(app, Order { command, ..order.clone() })?;
        version = i32::try_from(view.case.version).ok();
    }
    match then {
        Then::Keep => Ok(()),
        Then::Submit(once) => submit(app, &Order { expected: version, once, ..order.clone() }, digest).map(drop),
    }
}
