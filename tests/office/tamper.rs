//! A row that was altered behind the program's back is found by `gongkai check`, and named.

use gongkai::domain::ids::CaseId;
use gongkai::store::{events, seals};

use crate::office::{fed, gongkai};
use crate::support::{TestDb, on_both_databases};

/// Three cases: replied and appealed against, asked for a supplement, just received. Recorded in March 2025.
const REGISTER: &str = r#"
{"ref":"r1","channel":"post","applicant":{"category":"natural_person","name":"张某"},"subject":"采购合同","received_on":"2025-03-03","steps":[{"on":"2025-03-05","do":"third_party_consulted"},{"on":"2025-03-12","do":"third_party_answered","consents":true},{"on":"2025-03-20","do":"replied","outcome":"disclosed"},{"on":"2025-03-21","do":"reconsideration_filed"}]}
{"ref":"r2","channel":"online","applicant":{"category":"enterprise"},"received_on":"2025-03-04","steps":[{"on":"2025-03-06","do":"supplement_requested","respond_by":"2025-03-20"}]}
{"ref":"r3","channel":"fax","applicant":{"category":"research"},"received_on":"2025-03-10","steps":[]}
"#;

fn register(db: &TestDb) {
    let args = ["import", "-", "--agency", "a", "--create-agency", "某机关", "--at", "2025-03-25T09:00:00+08:00"];
    fed(db, &args, REGISTER.as_bytes()).good();
    gongkai(db, &["check"]).good();
}

/// Lets statements change the history that the database protects.
fn alter_history(db: &TestDb, statements: &str) {
    db.execute(if db.is_sqlite() {
        "DROP TRIGGER events_no_update; DROP TRIGGER events_no_delete"
    } else {
        "ALTER TABLE events DISABLE TRIGGER ALL"
    });
    db.execute(statements);
}

/// Fails unless `check` finds exactly these things: each line has all the words given for it.
#[track_caller]
fn found(db: &TestDb, findings: &[&[&str]]) {
    let run = gongkai(db, &["check", "--lang", "en"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""), "{}", run.out);
    // Settings are indented; what follows them are the findings and a summary.
    let lines: Vec<&str> = run.out.lines().skip(1).filter(|line| !line.starts_with("  ")).collect();
    let (summary, lines) = lines.split_last().unwrap();
    assert!(summary.starts_with(&format!("{} thing", findings.len())), "{}", run.out);
    assert_eq!(lines.len(), findings.len(), "{}", run.out);
    for words in findings {
        assert!(lines.iter().any(|line| words.iter().all(|word| line.contains(word))), "{words:?}\n{}", run.out);
    }
}

fn case(db: &TestDb, source_ref: &str) -> CaseId {
    let refs = [source_ref];
    let agency = gongkai::domain::ids::AgencyId(1);
    db.store().read(|conn| gongkai::store::cases::imported(conn, agency, &refs)).unwrap()[source_ref].id
}

on_both_databases! {
    fn an_event_with_another_content_is_named_by_case_and_version(db: &TestDb) {
        register(db);
        let id = case(db, "r1").0;
        alter_history(db, &format!(
            "UPDATE events SET payload = replace(payload, 'true', 'false') WHERE case_id = {id} AND version = 4"));
        found(db, &[&["2025-00001", "entry 4"]]);
    }

    fn an_event_that_cannot_be_read_any_more_is_named(db: &TestDb) {
        register(db);
        alter_history(db, &format!("UPDATE events SET payload = 'x' WHERE case_id = {} AND version = 1", case(db, "r3").0));
        let run = gongkai(db, &["check", "--lang", "en"]);
        assert_eq!(run.code, 1);
        assert!(run.out.contains("2025-00003: entry 1"), "{}", run.out);
        assert!(run.out.contains("2025-00003: the history cannot be read"), "{}", run.out);
    }

    fn a_date_actor_or_instant_of_an_event_is_part_of_the_history(db: &TestDb) {
        register(db);
        let id = case(db, "r1").0;
        alter_history(db, &format!("UPDATE events SET actor = 'officer_7' WHERE case_id = {id} AND version = 2"));
        found(db, &[&["2025-00001", "entry 2"]]);
        db.execute(&format!("UPDATE events SET actor = 'import' WHERE case_id = {id} AND version = 2"));
        gongkai(db, &["check"]).good();
        let back = if db.is_sqlite() { "datetime(recorded_at, '-1 day')" } else { "recorded_at - interval '1 day'" };
        db.execute(&format!("UPDATE events SET recorded_at = {back} WHERE case_id = {id} AND version = 2"));
        found(db, &[&["2025-00001", "entry 2"]]);
    }

    fn a_last_event_taken_away_is_missed(db: &TestDb) {
        register(db);
        alter_history(db, &format!("DELETE FROM events WHERE case_id = {} AND version = 3", case(db, "r2").0));
        let run = gongkai(db, &["check", "--lang", "en"]);
        assert_eq!(run.code, 1);
        assert!(run.out.contains("2025-00002: entry 3"), "{}", run.out);
    }

    fn a_column_of_a_case_is_named_with_both_values(db: &TestDb) {
        for (column, altered, stored, computed) in [
            ("outcome", "'partly_disclosed'", "partly_disclosed", "disclosed"),
            ("closed_on", "'2025-03-19'", "2025-03-19", "2025-03-20"),
            ("subject", "'别的内容'", "别的内容", "采购合同"),
            ("category", "'enterprise'", "enterprise", "natural_person"),
            ("received_on", "'2025-03-02'", "2025-03-02", "2025-03-03"),
            ("status", "'closed'", "closed", "replied"),
        ] {
            let db = db.another_empty();
            register(&db);
            db.execute(&format!("UPDATE cases SET {column} = {altered} WHERE source_ref = 'r1'"));
            found(&db, &[&["2025-00001", column, stored, computed]]);
        }
    }

    fn a_due_date_moved_by_hand_is_named(db: &TestDb) {
        register(db);
        db.execute("UPDATE cases SET due_on = '2030-01-02', due_key = '2030-01-02' WHERE source_ref = 'r3'");
        found(db, &[&["2025-00003", "due_on", "2030-01-02"], &["2025-00003", "due_key", "2030-01-02"]]);
    }

    fn the_number_of_the_source_register_is_part_of_the_history(db: &TestDb) {
        register(db);
        db.execute("UPDATE cases SET source_ref = 'r9' WHERE source_ref = 'r3'");
        found(db, &[&["2025-00003", "source_ref", "r9", "r3"]]);
    }

    fn a_case_given_another_number_is_named_and_so_is_the_number_it_had(db: &TestDb) {
        register(db);
        db.execute("UPDATE cases SET case_no = '2025-00007' WHERE source_ref = 'r3'");
        found(db, &[&["a: number 3 of 2025", "no case has it"], &["a: number 7 of 2025", "never given out"]]);
        db.execute("UPDATE cases SET case_no = '2025-00003' WHERE source_ref = 'r3'");
        gongkai(db, &["check"]).good();
    }

    fn a_figure_of_the_year_is_named_with_both_values(db: &TestDb) {
        register(db);
        db.execute("UPDATE tallies SET value = 7 WHERE year = 2025 AND measure = 'received:fax'");
        found(db, &[&["a 2025", "received:fax/research", "7", "1"]]);
        db.execute("DELETE FROM tallies WHERE measure = 'received:fax'");
        found(db, &[&["a 2025", "received:fax/research", "0", "1"]]);
    }

    fn a_case_removed_with_everything_it_had_is_missed(db: &TestDb) {
        register(db);
        let id = case(db, "r3").0;
        alter_history(db, &format!("DELETE FROM events WHERE case_id = {id}; DELETE FROM cases WHERE id = {id};
            DELETE FROM tallies WHERE measure = 'received:fax'"));
        found(db, &[&["a: number 3 of 2025", "taken away"]]);
    }

    fn a_date_for_which_there_is_no_calendar_is_named_and_the_rest_is_still_looked_at(db: &TestDb) {
        register(db);
        alter_history(db, &format!("UPDATE events SET on_date = '1949-10-01' WHERE case_id = {}", case(db, "r1").0));
        db.execute("UPDATE cases SET subject = '别的内容' WHERE source_ref = 'r3'");
        let run = gongkai(db, &["check", "--lang", "en"]);
        assert_eq!((run.code, run.err.as_str()), (1, ""), "{}", run.out);
        assert!(run.out.contains("2025-00001: entry 1"), "{}", run.out);
        assert!(run.out.contains("2025-00003: subject"), "{}", run.out);
    }

    fn a_sealed_day_that_was_rewritten_with_new_hashes_is_named(db: &TestDb) {
        register(db);
        let sealed: chrono::NaiveDate = "2025-03-25".parse().unwrap();
        let store = db.store();
        store.write_blocking(move |conn| seals::seal_through(conn, sealed, sealed.succ_opt().unwrap().into())).unwrap();
        gongkai(db, &["check"]).good();
        let id = case(db, "r2");
        let mut history = store.read(|conn| events::load(conn, id)).unwrap();
        drop(store);
        // Nothing else changes with the author of the last entry.
        let before = history[history.len() - 2].hash.clone();
        let last = history.last_mut().unwrap();
        last.actor = "system".to_owned();
        let hash = events::link(&before, last);
        alter_history(db, &format!(
            "UPDATE events SET actor = 'system', hash = '{hash}' WHERE case_id = {} AND version = {}", id.0, last.version));
        found(db, &[&["2025-03-25"]]);
    }
}
