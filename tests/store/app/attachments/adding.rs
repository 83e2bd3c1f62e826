//! Kept files become a case's.

use gongkai::app::attachments::{Addition, add, attachment, attachments, released};
use gongkai::app::intake::ready_to_submit;
use gongkai::app::{AppError, act, reply_digest};
use gongkai::domain::attachment::{FileKind, FilePurpose};
use gongkai::domain::case::{Command, Refused};
use gongkai::domain::ids::AttachmentId;
use gongkai::domain::outcome::Outcome;
use gongkai::domain::review::{AttachmentRef, Draft};
use gongkai::domain::role::{Actor, Role};
use gongkai::files::{FilesError, wait};
use gongkai::store::{StoreError, attachments as rows};

use super::{Desk, received};
use crate::app::{ID_NUMBER, agency, app, assert_sound, form, officer, request};
use crate::support::samples::{pdf, sample};
use crate::support::{TestDb, on_both_databases};

fn is_not_found<T: std::fmt::Debug>(result: &Result<T, AppError>) -> bool {
    matches!(result, Err(AppError::Store(StoreError::NotFound { .. })))
}

on_both_databases! {
    fn a_file_has_an_entry_of_the_history_and_a_row(db: &TestDb) {
        let desk = Desk::new(db);
        let text = sample(FileKind::Text);
        let added = desk.add(&[("合同.pdf", &pdf("合同")), ("说明.txt", &text)]);
        let listed = attachments(&desk.app, desk.case).unwrap();
        assert_eq!(listed, added);
        let [first, second] = &listed[..] else { panic!("{listed:?}") };
        assert_eq!((first.file.version, first.file.name.as_str(), first.file.kind), (3, "合同.pdf", FileKind::Pdf));
        assert_eq!((second.file.version, second.file.purpose), (4, FilePurpose::Reply));
        assert_eq!(first.file.actor, desk.clerk.to_string());
        assert_eq!(wait(desk.app.files.verify(&second.file.sha256)).unwrap(), text.len() as u64);
        assert_eq!(wait(desk.app.files.piece(&second.file.sha256, 0, text.len() as u64)).unwrap(), text);
        assert_sound(&desk.app);
    }

    fn the_same_bytes_are_kept_once_for_all_cases(db: &TestDb) {
        let desk = Desk::new(db);
        let bytes = pdf("同一份");
        let first = desk.add(&[("甲.pdf", &bytes), ("乙.pdf", &bytes)]);
        let second = desk.try_add(desk.another_case(), &[("丙.pdf", &bytes)]).unwrap();
        let rows: Vec<_> = first.iter().chain(&second).collect();
        assert!(rows.iter().all(|row| row.file.sha256 == rows[0].file.sha256));
        assert_eq!(rows.iter().map(|row| row.id).collect::<std::collections::BTreeSet<_>>().len(), 3);
        let folder = desk.place(&rows[0].file.sha256);
        assert_eq!(std::fs::read_dir(folder.parent().unwrap()).unwrap().count(), 1);
        assert_sound(&desk.app);
    }

    fn a_file_of_another_case_or_agency_is_not_found(db: &TestDb) {
        let desk = Desk::new(db);
        let id = desk.add(&[("a.pdf", &pdf("a"))])[0].id;
        attachment(&desk.app, desk.case, id).unwrap();
        assert!(is_not_found(&attachment(&desk.app, desk.another_case(), id)));
        assert!(is_not_found(&attachment(&desk.app, desk.case, AttachmentId(404))));
        let other = agency(&desk.app, "nb");
        let actor = officer(&desk.app, &other, Role::CaseOfficer);
        let addition = Addition { case: desk.case, actor, purpose: FilePurpose::Internal, files: desk.receive(&[("b.pdf", &pdf("b"))]).unwrap(), once: None };
        assert!(is_not_found(&add(&desk.app, &other, addition)));
        assert_eq!(attachments(&desk.app, desk.case).unwrap().len(), 1);
    }

    fn files_that_come_with_a_request_are_its_from_the_beginning(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let files = received(db, &app.files, &[("身份证.pdf", &pdf("证")), ("说明.txt", b"text")]).unwrap();
        let ready = ready_to_submit(&app, &agency, &form("张三", ID_NUMBER), &request()).unwrap().with_files(&app, files).unwrap();
        let registered = ready.save_blocking(&app).unwrap();
        let id = registered.view.row.id;
        let listed = attachments(&app, id).unwrap();
        assert_eq!(listed.iter().map(|row| (row.file.version, row.file.actor.as_str())).collect::<Vec<_>>(), [(2, "applicant"), (3, "applicant")]);
        assert!(listed.iter().all(|row| row.file.purpose == FilePurpose::Request));
        assert_sound(&app);
    }

    fn a_case_that_has_ended_takes_no_files(db: &TestDb) {
        let desk = Desk::new(db);
        desk.act(Command::Withdraw { reason: None }).unwrap();
        let result = desk.try_add(desk.case, &[("a.pdf", &pdf("a"))]);
        assert!(matches!(result, Err(AppError::Refused(Refused::AlreadyClosed { .. }))), "{result:?}");
        assert!(attachments(&desk.app, desk.case).unwrap().is_empty());
    }

    fn what_goes_with_a_reply_are_the_bytes_that_were_reviewed(db: &TestDb) {
        let desk = Desk::new(db);
        let bytes = pdf("合同");
        let added = desk.add(&[("扫描件.pdf", &bytes), ("内部.pdf", &pdf("内部"))]);
        let sha256 = added[0].file.sha256.clone();
        let draft = Draft {
            outcome: Outcome::Disclosed,
            sub_reason: None,
            text: "予以公开。".to_owned(),
            grounds: Vec::new(),
            attachments: vec![AttachmentRef { name: "采购合同.pdf".to_owned(), sha256: sha256.clone() }],
            secret: None,
        };
        let digest = reply_digest(&draft).unwrap();
        desk.act(Command::DraftReply { draft: Box::new(draft) }).unwrap();
        desk.act(Command::SubmitForReview { digest: digest.clone() }).unwrap();
        for (step, role) in (1..).zip([Role::PreliminaryReviewer, Role::Examiner, Role::ReleaseAuthority]) {
            let reviewer = officer(&desk.app, &desk.agency, role);
            let pass = Command::PassReview { step, digest: digest.clone(), opinion: None };
            act(&desk.app, &desk.agency, desk.case, None, &reviewer, pass, desk.app.clock.today()).unwrap();
        }
        assert!(released(&desk.app, desk.case).unwrap().is_empty(), "nothing has left yet");
        desk.act(Command::Dispatch { digest, document_no: None, method: None }).unwrap();
        let left = released(&desk.app, desk.case).unwrap();
        assert_eq!(left.iter().map(|row| (row.id, row.file.name.as_str())).collect::<Vec<_>>(), [(added[0].id, "采购合同.pdf")]);

        // Altered on the disk, with the same length.
        let mut altered = bytes.clone();
        altered[12] ^= 1;
        std::fs::write(desk.place(&sha256), altered).unwrap();
        let result = wait(desk.app.files.verify(&sha256));
        assert!(matches!(result, Err(FilesError::Altered { .. })), "{result:?}");
        // Sent again, it is mended.
        desk.receive(&[("合同.pdf", &bytes)]).unwrap();
        wait(desk.app.files.verify(&sha256)).unwrap();

        desk.act(Command::MarkSecret { sha256 }).unwrap();
        assert!(released(&desk.app, desk.case).unwrap().is_empty());
        assert_sound(&desk.app);
    }

    fn every_kind_and_every_purpose_can_be_stored_and_nothing_else(db: &TestDb) {
        let desk = Desk::new(db);
        let row = desk.add(&[("a.pdf", &pdf("a"))]).remove(0);
        let mut version = row.file.version;
        for kind in FileKind::ALL {
            for purpose in FilePurpose::ALL {
                version += 1;
                let mut new = row.file.clone();
                (new.version, new.kind, new.purpose) = (version, *kind, *purpose);
                desk.app.store.write_blocking(move |conn| rows::insert(conn, &new)).unwrap();
            }
        }
        for change in ["kind = 'exe'", "purpose = 'none'", "sha256 = 'short'", "bytes = 0", "purged_at = recorded_at"] {
            let broken = std::panic::catch_unwind(|| db.execute(&format!("UPDATE attachments SET {change}")));
            assert!(broken.is_err(), "{change}");
        }
        assert_eq!(attachments(&desk.app, desk.case).unwrap().len(), 1 + FileKind::ALL.len() * FilePurpose::ALL.len());
    }
}

#[test]
fn an_applicant_may_add_files_too() {
    let db = TestDb::sqlite();
    let desk = Desk::new(&db);
    let files = desk.receive(&[("补充材料.pdf", &pdf("补充"))]).unwrap();
    let addition =
        Addition { case: desk.case, actor: Actor::Applicant, purpose: FilePurpose::Supplement, files, once: None };
    let added = add(&desk.app, &desk.agency, addition).unwrap();
    assert_eq!(added[0].file.actor, "applicant");
}
