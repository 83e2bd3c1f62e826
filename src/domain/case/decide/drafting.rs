//! 拟稿 (arts 36–40, R17, R18): what a reply must say.

use crate::domain::case::{Case, Refused};
use crate::domain::review::{Draft, Ground};

pub(super) fn check(case: &Case, draft: &Draft) -> Result<(), Refused> {
    check_text(case, draft)?;
    check_grounds(draft)?;
    check_files(case, draft)
}

/// A result of the regime, and a text.
pub(super) fn check_text(case: &Case, draft: &Draft) -> Result<(), Refused> {
    check_outcome(case, draft)?;
    if draft.text.trim().is_empty() { Err(Refused::TextMissing) } else { Ok(()) }
}

/// Every file that would go with the reply is in the case and may leave it; with a state secret none goes (R18).
pub(super) fn check_files(case: &Case, draft: &Draft) -> Result<(), Refused> {
    if draft.outcome.is_state_secret() && !draft.attachments.is_empty() {
        return Err(Refused::AttachmentsLocked);
    }
    draft.attachments.iter().try_for_each(|file| check_file(case, &file.sha256))
}

fn check_outcome(case: &Case, draft: &Draft) -> Result<(), Refused> {
    let outcome = draft.outcome;
    if outcome.is_set_by_system() {
        return Err(Refused::OutcomeSetBySystem { outcome });
    }
    match &case.regime {
        Some(regime) if !regime.admits(outcome) => Err(Refused::OutcomeNotInRegime { outcome, regime: regime.id }),
        Some(_) | None => Ok(()),
    }
}

/// Whatever is kept back is listed item by item, each with its article and its reason (arts 36(三), 37).
pub(super) fn check_grounds(draft: &Draft) -> Result<(), Refused> {
    match (draft.outcome.withholds(), draft.grounds.is_empty()) {
        (true, true) => Err(Refused::GroundsMissing),
        (false, false) => Err(Refused::GroundsUnexpected),
        (false, true) => Ok(()),
        (true, false) => draft.grounds.iter().try_for_each(check_ground).and_then(|()| check_secret(draft)),
    }
}

fn check_ground(ground: &Ground) -> Result<(), Refused> {
    let blank = |text: &str| text.trim().is_empty();
    let incomplete =
        !ground.outcome.is_refusal() || [&ground.item, &ground.article, &ground.reason].into_iter().any(|it| blank(it));
    if incomplete { Err(Refused::GroundIncomplete { item: ground.item.clone() }) } else { Ok(()) }
}

/// R18: of a state secret, level, term and basis are kept.
fn check_secret(draft: &Draft) -> Result<(), Refused> {
    match &draft.secret {
        Some(secret) if !secret.term.trim().is_empty() && !secret.basis.trim().is_empty() => Ok(()),
        Some(_) | None if draft.outcome.is_state_secret() => Err(Refused::SecretBasisMissing),
        Some(_) | None => Ok(()),
    }
}

/// A file that is in the case and may leave it.
pub(super) fn check_file(case: &Case, sha256: &str) -> Result<(), Refused> {
    match case.files.iter().find(|it| it.file.sha256 == sha256) {
        Some(found) if found.purged || found.secret => Err(Refused::AttachmentsLocked),
        Some(_) => Ok(()),
        None => Err(Refused::AttachmentUnknown { sha256: sha256.to_owned() }),
    }
}

/// R18: a case whose answer is 属于国家秘密 takes no more files, and none takes again what was marked secret in it.
pub(super) fn check_new_file(case: &Case, sha256: &str) -> Result<(), Refused> {
    let is_marked = case.files.iter().any(|it| it.file.sha256 == sha256 && (it.secret || it.purged));
    if is_marked || is_locked(case) { Err(Refused::AttachmentsLocked) } else { Ok(()) }
}

/// Whether the answer, drafted or given, is 属于国家秘密.
pub(super) fn is_locked(case: &Case) -> bool {
    let drafted = case.draft.as_ref().is_some_and(|draft| draft.outcome.is_state_secret());
    let replied = case.replies.last().is_some_and(|reply| reply.outcome.is_state_secret());
    drafted || replied
}
