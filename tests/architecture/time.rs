//! Only the clock asks for the time, so that an office can rehearse New Year's Eve in May.

use super::assert_none;
use super::source::product_without_tests;

const QUESTIONS: &[&str] = &["Utc::now", "Local::now", "SystemTime::now", "Instant::now", "UNIX_EPOCH"];

/// Who may ask what, and why.
const MAY_ASK: &[(&str, &[&str], &str)] = &[
    ("src/clock.rs", &["Utc::now", "Instant::now"], "it is the clock"),
    ("src/store/writer/batch.rs", &["Instant::now"], "measures how long a commit took"),
    ("src/web/request_log.rs", &["Instant::now"], "measures how long a request took"),
];

#[test]
fn only_the_clock_asks_for_the_time() {
    let mut breaches = Vec::new();
    for source in product_without_tests() {
        for question in QUESTIONS {
            if MAY_ASK.iter().any(|(path, questions, _)| *path == source.path && questions.contains(question)) {
                continue;
            }
            let asked = source.code.match_indices(question);
            breaches.extend(asked.map(|(at, _)| format!("{}:{}: {question}", source.path, source.line(at))));
        }
    }
    assert_none(&breaches);
}

#[test]
fn every_exception_is_still_needed() {
    let sources = product_without_tests();
    for (path, questions, _) in MAY_ASK {
        let source = sources.iter().find(|source| source.path == *path);
        let source = source.unwrap_or_else(|| panic!("{path} is gone: remove its exception"));
        for question in *questions {
            assert!(source.code.contains(question), "{path} no longer asks {question}: remove the exception");
        }
    }
}
