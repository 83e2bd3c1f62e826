//! What nobody refers to goes, and nothing else.

use std::fs::File;
use std::path::Path;
use std::time::{Duration, SystemTime};

use gongkai::app::attachments::{Swept, sweep};

use super::Desk;
use crate::app::assert_sound;
use crate::support::samples::pdf;
use crate::support::{TestDb, on_both_databases};

/// Makes a file as old as it would be two days after it was written.
fn age(path: &Path) {
    let then = SystemTime::now() - Duration::from_secs(2 * 24 * 60 * 60);
    File::options().write(true).open(path).unwrap().set_modified(then).unwrap();
}

fn swept(orphans: usize, purged: usize, leftovers: usize) -> Swept {
    Swept { orphans, purged, leftovers }
}

on_both_databases! {
    fn a_stop_between_the_bytes_and_the_row_leaves_an_orphan_that_a_sweep_removes_a_day_later(db: &TestDb) {
        let desk = Desk::new(db);
        let used = desk.add(&[("a.pdf", &pdf("a"))]).remove(0).file.sha256;
        let orphan = desk.receive(&[("b.pdf", &pdf("b"))]).unwrap().remove(0).file.sha256;
        assert_sound(&desk.app);
        assert_eq!(sweep(&desk.app).unwrap(), swept(0, 0, 0), "it may still become a case's");
        for hash in [&used, &orphan] {
            age(&desk.place(hash));
        }
        assert_eq!(sweep(&desk.app).unwrap(), swept(1, 0, 0));
        assert_eq!((desk.is_kept(&used), desk.is_kept(&orphan)), (true, false));
        assert_eq!(sweep(&desk.app).unwrap(), swept(0, 0, 0));
    }

    fn an_orphan_that_is_sent_again_is_as_good_as_new(db: &TestDb) {
        let desk = Desk::new(db);
        let hash = desk.receive(&[("b.pdf", &pdf("b"))]).unwrap().remove(0).file.sha256;
        age(&desk.place(&hash));
        let kept = desk.receive(&[("b.pdf", &pdf("b"))]).unwrap();
        assert_eq!((sweep(&desk.app).unwrap(), kept[0].file.sha256 == hash, desk.is_kept(&hash)), (swept(0, 0, 0), true, true));
    }

    fn a_purged_file_that_could_not_be_removed_goes_with_the_next_sweep(db: &TestDb) {
        let desk = Desk::new(db);
        let hash = desk.add(&[("a.pdf", &pdf("a"))]).remove(0).file.sha256;
        db.execute("UPDATE attachments SET secret = (1 = 1), purged_at = recorded_at");
        assert_eq!(sweep(&desk.app).unwrap(), swept(0, 1, 0));
        assert!(!desk.is_kept(&hash));
    }

    fn what_interrupted_uploads_left_behind_goes_after_a_day(db: &TestDb) {
        let desk = Desk::new(db);
        let hash = desk.add(&[("a.pdf", &pdf("a"))]).remove(0).file.sha256;
        let half = [desk.app.files.incoming().unwrap().join(".tmpX"), desk.place(&hash).with_file_name(format!("{hash}#1"))];
        for path in &half {
            std::fs::write(path, "half").unwrap();
        }
        assert_eq!(sweep(&desk.app).unwrap(), swept(0, 0, 0));
        half.iter().for_each(|path| age(path));
        assert_eq!(sweep(&desk.app).unwrap(), swept(0, 0, 2));
        assert!(desk.is_kept(&hash) && half.iter().all(|path| !path.exists()));
    }
}

#[test]
fn a_program_without_files_sweeps_nothing_and_makes_no_folder() {
    let db = TestDb::sqlite();
    let desk = Desk::new(&db);
    assert_eq!(sweep(&desk.app).unwrap(), swept(0, 0, 0));
    assert_sound(&desk.app);
    assert!(!db.file("attachments").exists());
}
