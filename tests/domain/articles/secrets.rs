//! R18: this system holds no state secrets.

use gongkai::domain::case::{Command, Event};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::review::{SecretBasis, SecretLevel};
use gongkai::domain::status::Status;

use crate::support::desk::{Desk, clerk, dispatch, draft, file, pass, reply, reviewer, submit, text};

const DAY: &str = "2026-03-10";

fn attach(name: &str) -> Command {
    Command::AddAttachment { file: file(name), bytes: 1024 }
}

fn mark(name: &str) -> Command {
    Command::MarkSecret { sha256: file(name).sha256 }
}

fn basis() -> SecretBasis {
    SecretBasis { level: SecretLevel::Confidential, term: text("10年"), basis: text("保密事项范围第三条") }
}

/// A draft that says 属于国家秘密.
fn secret() -> Command {
    let mut draft = reply(Outcome::WithheldStateSecret, "属于国家秘密，不予公开");
    draft.secret = Some(basis());
    Command::DraftReply { draft: Box::new(draft) }
}

fn with_files() -> Desk {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), DAY, attach("图纸")).does(&clerk(), DAY, attach("合同"));
    desk
}

fn purged(desk: &Desk) -> Vec<&str> {
    desk.case.files.iter().filter(|it| it.purged).map(|it| it.file.name.as_str()).collect()
}

#[test]
fn a_state_secret_is_kept_as_level_term_and_basis_alone() {
    let desk = with_files();
    let with = |change: fn(&mut gongkai::domain::review::Draft)| {
        let mut draft = reply(Outcome::WithheldStateSecret, "不予公开");
        draft.secret = Some(basis());
        change(&mut draft);
        Command::DraftReply { draft: Box::new(draft) }
    };
    assert_eq!(desk.refusal(&clerk(), DAY, with(|draft| draft.secret = None)), "secret_basis_missing");
    let no_term = with(|draft| draft.secret.as_mut().unwrap().term.clear());
    assert_eq!(desk.refusal(&clerk(), DAY, no_term), "secret_basis_missing");
    let attached = with(|draft| draft.attachments.push(file("合同")));
    assert_eq!(desk.refusal(&clerk(), DAY, attached), "attachments_locked");
    assert!(desk.asks(&clerk(), DAY, &secret()).is_ok());
}

#[test]
fn the_outcome_state_secret_purges_the_files_marked_as_such_and_no_others() {
    let mut desk = with_files();
    desk.does(&clerk(), DAY, mark("图纸")).does(&clerk(), DAY, secret());
    assert_eq!(purged(&desk), ["图纸.pdf"]);
}

#[test]
fn a_file_marked_secret_after_the_draft_is_purged_at_once() {
    let mut desk = with_files();
    desk.does(&clerk(), DAY, secret());
    let follows = desk.asks(&clerk(), DAY, &mark("图纸")).unwrap();
    assert!(matches!(follows.last(), Some(Event::AttachmentsPurged { .. })), "{follows:?}");
    desk.does(&clerk(), DAY, mark("图纸"));
    assert_eq!(purged(&desk), ["图纸.pdf"]);
}

#[test]
fn a_case_about_a_state_secret_takes_no_more_files() {
    let mut desk = with_files();
    desk.does(&clerk(), DAY, secret());
    assert_eq!(desk.refusal(&clerk(), DAY, attach("附图")), "attachments_locked");
    desk.does(&clerk(), DAY, draft(Outcome::UnavailableNotHeld, "不掌握"));
    assert!(desk.asks(&clerk(), DAY, &attach("附图")).is_ok());
}

#[test]
fn a_file_marked_secret_does_not_go_with_a_reply() {
    let mut desk = with_files();
    desk.does(&clerk(), DAY, mark("图纸"));
    let mut draft = reply(Outcome::Disclosed, "答复");
    draft.attachments.push(file("图纸"));
    let drafted = Command::DraftReply { draft: Box::new(draft) };
    assert_eq!(desk.refusal(&clerk(), DAY, drafted), "attachments_locked");
    assert_eq!(desk.refusal(&clerk(), DAY, mark("图纸")), "attachments_locked", "it is marked already");
    assert_eq!(desk.refusal(&clerk(), DAY, mark("没有的")), "attachment_unknown");
}

#[test]
fn a_file_marked_secret_after_the_draft_does_not_leave_with_it() {
    let mut draft = reply(Outcome::Disclosed, "答复");
    draft.attachments.push(file("图纸"));
    let drafted = Command::DraftReply { draft: Box::new(draft) };
    let mut desk = with_files();
    desk.does(&clerk(), DAY, drafted);
    let mut early = desk.clone();
    early.does(&clerk(), DAY, mark("图纸"));
    assert_eq!(early.refusal(&clerk(), DAY, submit("答复")), "attachments_locked");
    desk.does(&clerk(), DAY, submit("答复"));
    let mut under_review = desk.clone();
    under_review.does(&clerk(), DAY, mark("图纸"));
    assert_eq!(under_review.refusal(&reviewer(1), DAY, pass(1, "答复")), "attachments_locked");
    for step in 1..=3 {
        desk.does(&reviewer(step), DAY, pass(u8::try_from(step).unwrap(), "答复"));
    }
    assert!(desk.asks(&clerk(), DAY, &dispatch("答复")).is_ok());
    desk.does(&clerk(), DAY, mark("图纸"));
    assert_eq!(desk.case.status, Status::Cleared);
    assert_eq!(desk.refusal(&clerk(), DAY, dispatch("答复")), "attachments_locked");
}

#[test]
fn a_purged_file_is_not_sent_later_either() {
    let mut desk = with_files();
    desk.does(&clerk(), DAY, mark("图纸")).does(&clerk(), DAY, secret());
    let mut draft = reply(Outcome::Disclosed, "答复");
    draft.attachments.push(file("图纸"));
    let drafted = Command::DraftReply { draft: Box::new(draft) };
    assert_eq!(desk.refusal(&clerk(), DAY, drafted), "attachments_locked");
}
