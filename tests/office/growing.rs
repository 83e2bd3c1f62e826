//! A register that is read again after it has grown, or after somebody changed its past.

use serde_json::{Value, json};

use crate::office::{assert_clean, figure, import, report};
use crate::support::{TestDb, on_both_databases};

/// A request with its first `known` steps.
fn line(source_ref: &str, known: usize) -> Value {
    let steps = [
        json!({"on":"2025-03-06","do":"supplement_requested","respond_by":"2025-03-20"}),
        json!({"on":"2025-03-12","do":"supplemented"}),
        json!({"on":"2025-04-02","do":"replied","outcome":"partly_disclosed"}),
        json!({"on":"2025-05-20","do":"reconsideration_filed"}),
    ];
    json!({"ref":source_ref,"channel":"post","applicant":{"category":"enterprise","name":"甲公司"},
           "received_on":"2025-03-03","steps":steps[..known]})
}

fn lines(lines: &[Value]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Accepted, unchanged, and the refused lines as (line, ref, code).
fn read(db: &TestDb, text: &str) -> (u64, u64, Vec<(u64, String, String)>) {
    let run = import(db, "a", text);
    let mut objects = run.lines();
    let summary = objects.pop().unwrap();
    let refused: Vec<_> = objects
        .iter()
        .map(|it| {
            let text = |key: &str| it[key].as_str().unwrap_or("-").to_owned();
            (it["line"].as_u64().unwrap(), text("ref"), text("code"))
        })
        .collect();
    assert_eq!(run.code, i32::from(!refused.is_empty()));
    assert_eq!(summary["refused"].as_u64().unwrap(), refused.len() as u64);
    (summary["accepted"].as_u64().unwrap(), summary["unchanged"].as_u64().unwrap(), refused)
}

fn different(line: u64, source_ref: &str) -> (u64, String, String) {
    (line, source_ref.to_owned(), "different_history".to_owned())
}

fn answered(db: &TestDb) -> i64 {
    figure(&report(db, "a", 2025, &[]), &["table3", "三(七)", "total"])
}

on_both_databases! {
    fn further_steps_are_appended(db: &TestDb) {
        assert_eq!(read(db, &lines(&[line("1", 1), line("2", 3)])), (2, 0, vec![]));
        assert_eq!(answered(db), 1);
        assert_eq!(read(db, &lines(&[line("1", 2), line("2", 3)])), (1, 1, vec![]));
        assert_eq!(read(db, &lines(&[line("1", 4), line("2", 4)])), (2, 0, vec![]));
        assert_eq!(answered(db), 2);
        let printed = report(db, "a", 2025, &[]);
        assert_eq!(figure(&printed, &["table4", "reconsideration", "pending"]), 2);
        assert_eq!(read(db, &lines(&[line("1", 4), line("2", 4)])), (0, 2, vec![]));
        assert_eq!(report(db, "a", 2025, &[]), printed);
        assert_clean(db);
    }

    fn a_changed_past_is_refused_and_the_case_stays_as_it_was(db: &TestDb) {
        read(db, &lines(&[line("1", 3)]));
        let before = report(db, "a", 2025, &[]);
        let mut other_day = line("1", 4);
        other_day["steps"][1]["on"] = json!("2025-03-13");
        let mut other_outcome = line("1", 3);
        other_outcome["steps"][2]["outcome"] = json!("disclosed");
        let mut other_channel = line("1", 3);
        other_channel["channel"] = json!("fax");
        for changed in [other_day, other_outcome, other_channel, line("1", 2)] {
            assert_eq!(read(db, &lines(&[changed])), (0, 0, vec![different(1, "1")]));
        }
        assert_eq!(report(db, "a", 2025, &[]), before);
        assert_clean(db);
    }

    fn a_ref_given_twice_in_one_file_is_read_as_two_files_would_be(db: &TestDb) {
        let mut contradiction = line("2", 3);
        contradiction["steps"][2]["outcome"] = json!("disclosed");
        let text = lines(&[line("1", 1), line("1", 1), line("2", 3), contradiction, line("1", 2), line("1", 3), line("3", 0)]);
        assert_eq!(read(db, &text), (5, 1, vec![different(4, "2")]));
        assert_eq!(answered(db), 2);
        assert_clean(db);
    }

    fn a_known_ref_that_grows_twice_in_one_file_is_not_a_conflict(db: &TestDb) {
        read(db, &lines(&[line("1", 1)]));
        assert_eq!(read(db, &lines(&[line("1", 2), line("1", 4), line("2", 0)])), (3, 0, vec![]));
        assert_eq!(answered(db), 1);
        assert_clean(db);
    }

    fn the_same_ref_in_two_agencies_is_two_requests(db: &TestDb) {
        let [one, other] = ["a", "b"].map(|agency| import(db, agency, &lines(&[line("1", 3)])).good());
        assert_eq!((one.as_str(), one == other), ("{\"accepted\":1,\"unchanged\":0,\"refused\":0}\n", true));
        assert_eq!(answered(db), 1);
        assert_clean(db);
    }
}
