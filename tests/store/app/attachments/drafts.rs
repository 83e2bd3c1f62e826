//! Files wait for the form that they belong to.

use std::fs::File;
use std::time::{Duration, SystemTime};

use gongkai::app::AppError;
use gongkai::app::attachments::sweep;
use gongkai::app::draft_files::{add, files, new_draft, remove};
use gongkai::domain::attachment::FileRefused;

use super::Desk;
use crate::app::LIMITS;
use crate::support::samples::pdf;
use crate::support::{TestDb, on_both_databases};

fn names(desk: &Desk, draft: &str) -> Vec<String> {
    files(&desk.app, draft).unwrap().into_iter().map(|kept| kept.file.name).collect()
}

on_both_databases! {
    fn files_wait_in_their_draft_and_in_no_other(db: &TestDb) {
        let desk = Desk::new(db);
        let (mine, other) = (new_draft().unwrap(), new_draft().unwrap());
        for name in ["a.pdf", "b.pdf", "a.pdf"] {
            add(&desk.app, &mine, desk.receive(&[(name, &pdf(name))]).unwrap()).unwrap();
        }
        let mut waiting = names(&desk, &mine);
        waiting.sort();
        assert_eq!((waiting, names(&desk, &other)), (vec!["a.pdf".to_owned(), "b.pdf".to_owned()], vec![]));
        let first = files(&desk.app, &mine).unwrap().remove(0);
        remove(&desk.app, &other, &first.file.sha256).unwrap();
        assert_eq!(names(&desk, &mine).len(), 2);
        remove(&desk.app, &mine, &first.file.sha256).unwrap();
        assert_eq!(names(&desk, &mine).len(), 1);
    }

    fn a_draft_takes_no_more_files_than_a_request_and_none_without_a_secret(db: &TestDb) {
        let desk = Desk::new(db);
        let draft = new_draft().unwrap();
        for number in 0..LIMITS.max_files {
            add(&desk.app, &draft, desk.receive(&[("a.pdf", &pdf(&number.to_string()))]).unwrap()).unwrap();
        }
        let more = desk.receive(&[("z.pdf", &pdf("z"))]).unwrap();
        let refused = add(&desk.app, &draft, more.clone());
        assert!(matches!(refused, Err(AppError::File { refused: FileRefused::TooMany { .. }, .. })), "{refused:?}");
        for nobody in ["", "x", &"g".repeat(32)] {
            assert!(add(&desk.app, nobody, more.clone()).is_err(), "{nobody}");
            assert_eq!(names(&desk, nobody), Vec::<String>::new());
        }
    }

    fn a_sweep_of_files_leaves_what_a_draft_waits_with(db: &TestDb) {
        let desk = Desk::new(db);
        let draft = new_draft().unwrap();
        let kept = desk.receive(&[("a.pdf", &pdf("a"))]).unwrap();
        let hash = kept[0].file.sha256.clone();
        add(&desk.app, &draft, kept).unwrap();
        let then = SystemTime::now() - Duration::from_secs(2 * 24 * 60 * 60);
        File::options().write(true).open(desk.place(&hash)).unwrap().set_modified(then).unwrap();
        assert_eq!(sweep(&desk.app).unwrap().orphans, 0);
        assert_eq!(gongkai::app::draft_files::sweep(&desk.app).unwrap(), 0, "it came today");
        db.execute("UPDATE draft_files SET created_at = '2025-03-01 00:00:00'");
        assert_eq!(gongkai::app::draft_files::sweep(&desk.app).unwrap(), 1);
        assert_eq!(sweep(&desk.app).unwrap().orphans, 1);
        assert!(!desk.is_kept(&hash));
    }
}
