//! `gongkai check` finds what is wrong with files.

use gongkai::app::check::{FileFault, Finding, check};
use gongkai::domain::ids::AttachmentId;

use super::Desk;
use crate::app::assert_sound;
use crate::support::samples::pdf;
use crate::support::{TestDb, on_both_databases};

fn faults(desk: &Desk<'_>) -> Vec<(AttachmentId, FileFault)> {
    let faults = check(&desk.app).unwrap().findings.into_iter().map(|finding| {
        let Finding::File { attachment, fault, .. } = finding else { panic!("{finding:?}") };
        (attachment, fault)
    });
    faults.collect()
}

on_both_databases! {
    fn a_missing_and_an_altered_file_are_found(db: &TestDb) {
        let desk = Desk::new(db);
        let rows = desk.add(&[("a.pdf", &pdf("a")), ("b.pdf", &pdf("b")), ("c.pdf", &pdf("c"))]);
        assert_sound(&desk.app);
        std::fs::remove_file(desk.place(&rows[0].file.sha256)).unwrap();
        std::fs::write(desk.place(&rows[1].file.sha256), pdf("d")).unwrap();
        assert_eq!(faults(&desk), [(rows[0].id, FileFault::Missing), (rows[1].id, FileFault::Altered)]);
        std::fs::remove_dir_all(desk.app.files.dir()).unwrap();
        assert_eq!(faults(&desk), rows.iter().map(|row| (row.id, FileFault::Missing)).collect::<Vec<_>>());
    }

    fn rows_that_do_not_say_what_the_history_says_are_found(db: &TestDb) {
        let changes = [
            "UPDATE attachments SET name = 'x.pdf'",
            "UPDATE attachments SET bytes = bytes + 1",
            "UPDATE attachments SET secret = (1 = 1)",
            "UPDATE attachments SET version = version + 1",
            "DELETE FROM attachments",
        ];
        let desk = Desk::new(db);
        let row = desk.add(&[("a.pdf", &pdf("a"))]).remove(0);
        for change in changes {
            db.execute(change);
            let findings = check(&desk.app).unwrap().findings;
            assert!(matches!(&findings[..], [Finding::Attachment { version: 3, .. }]), "{change}: {findings:?}");
            db.execute("DELETE FROM attachments");
            let row = row.clone();
            desk.app.store.write_blocking(move |conn| gongkai::store::attachments::insert(conn, &row.file)).unwrap();
            assert_sound(&desk.app);
        }
    }

    fn a_purged_file_that_is_still_there_is_found(db: &TestDb) {
        let desk = Desk::new(db);
        let row = desk.add(&[("a.pdf", &pdf("a"))]).remove(0);
        let command = gongkai::domain::case::Command::MarkSecret { sha256: row.file.sha256.clone() };
        desk.act(command).unwrap();
        db.execute("UPDATE attachments SET purged_at = recorded_at");
        let findings = check(&desk.app).unwrap().findings;
        assert!(findings.iter().any(|it| matches!(it, Finding::File { fault: FileFault::NotRemoved, .. })), "{findings:?}");
    }
}
