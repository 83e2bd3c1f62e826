//! R18: this system holds no state secrets, neither in rows nor on the disk.

use gongkai::app::AppError;
use gongkai::app::attachments::{attachment, attachments};
use gongkai::domain::case::{Command, Refused};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::review::{Draft, Ground, SecretBasis, SecretLevel};

use super::Desk;
use crate::app::assert_sound;
use crate::support::samples::pdf;
use crate::support::{TestDb, on_both_databases};

/// A draft that says 属于国家秘密.
fn secret_reply() -> Command {
    let outcome = Outcome::WithheldStateSecret;
    let ground =
        Ground { item: "图纸".into(), outcome, article: "第十四条".into(), reason: "属于国家秘密".into() };
    let secret = SecretBasis { level: SecretLevel::Confidential, term: "10年".into(), basis: "第三条".into() };
    Command::DraftReply {
        draft: Box::new(Draft {
            outcome,
            sub_reason: None,
            text: "不予公开。".into(),
            grounds: vec![ground],
            attachments: Vec::new(),
            secret: Some(secret),
        }),
    }
}

fn is_locked<T: std::fmt::Debug>(result: &Result<T, AppError>) -> bool {
    matches!(result, Err(AppError::Refused(Refused::AttachmentsLocked)))
}

on_both_databases! {
    fn a_file_marked_secret_is_not_handed_out(db: &TestDb) {
        let desk = Desk::new(db);
        let added = desk.add(&[("图纸.pdf", &pdf("图纸")), ("合同.pdf", &pdf("合同"))]);
        let [drawing, contract] = &added[..] else { panic!("{added:?}") };
        desk.act(Command::MarkSecret { sha256: drawing.file.sha256.clone() }).unwrap();
        assert!(is_locked(&attachment(&desk.app, desk.case, drawing.id)));
        attachment(&desk.app, desk.case, contract.id).unwrap();
        let listed = attachments(&desk.app, desk.case).unwrap();
        assert_eq!(listed.iter().map(|row| (row.file.secret, row.file.purged_at.is_some())).collect::<Vec<_>>(), [(true, false), (false, false)]);
        assert!(is_locked(&desk.try_add(desk.case, &[("又一份.pdf", &pdf("图纸"))])), "it does not come back");
        assert_sound(&desk.app);
    }

    fn the_outcome_state_secret_takes_the_marked_bytes_off_the_disk(db: &TestDb) {
        let desk = Desk::new(db);
        let added = desk.add(&[("图纸.pdf", &pdf("图纸")), ("合同.pdf", &pdf("合同"))]);
        let hashes: Vec<_> = added.iter().map(|row| row.file.sha256.clone()).collect();
        desk.act(Command::MarkSecret { sha256: hashes[0].clone() }).unwrap();
        assert!(desk.is_kept(&hashes[0]));
        desk.act(secret_reply()).unwrap();
        assert_eq!((desk.is_kept(&hashes[0]), desk.is_kept(&hashes[1])), (false, true));
        desk.act(Command::MarkSecret { sha256: hashes[1].clone() }).unwrap();
        assert!(!desk.is_kept(&hashes[1]), "marked after the draft, it goes at once");
        let listed = attachments(&desk.app, desk.case).unwrap();
        assert!(listed.iter().all(|row| row.file.purged_at.is_some() && !row.file.name.is_empty()));
        assert!(is_locked(&desk.try_add(desk.case, &[("附图.pdf", &pdf("附图"))])));
        assert_sound(&desk.app);
    }

    fn bytes_that_another_case_has_as_well_stay_for_it(db: &TestDb) {
        let desk = Desk::new(db);
        let row = desk.add(&[("图纸.pdf", &pdf("图纸"))]).remove(0);
        desk.try_add(desk.another_case(), &[("图纸.pdf", &pdf("图纸"))]).unwrap();
        desk.act(Command::MarkSecret { sha256: row.file.sha256.clone() }).unwrap();
        desk.act(secret_reply()).unwrap();
        assert!(desk.is_kept(&row.file.sha256));
        assert_sound(&desk.app);
    }
}
