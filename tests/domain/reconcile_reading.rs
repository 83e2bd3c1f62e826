//! 读取: what is accepted from a stranger's report, and what is refused with its place.

use gongkai::domain::annual_report::{Amount, Column, Row};
use gongkai::domain::reconcile::{Node, Problem, Published, ReadError};
use gongkai::domain::regime::Form;
use gongkai::findings::unreadable;
use gongkai::messages::Lang;
use serde_json::{Value, json};

use crate::support::report::case_file;

fn read(report: &Value) -> Result<Published, ReadError> {
    Published::read(&serde_json::from_str::<Node>(&report.to_string()).unwrap())
}

fn refused(change: impl FnOnce(&mut Value)) -> (String, &'static str) {
    let mut report: Value = serde_json::from_str(&case_file("reports/09-2021-2022.report.json")).unwrap();
    change(&mut report);
    let error = read(&report).unwrap_err();
    (error.place, error.problem.code())
}

#[test]
fn a_word_where_a_number_belongs_is_refused_with_its_place() {
    let place = |value: Value| refused(|report| report["table3"]["三(一)"]["enterprise"] = value);
    assert_eq!(place(json!("12")), ("table3/三(一)/enterprise".to_owned(), "not_a_number"));
    assert_eq!(place(json!("/")), ("table3/三(一)/enterprise".to_owned(), "not_a_number"));
    assert_eq!(place(json!(true)), ("table3/三(一)/enterprise".to_owned(), "not_a_number"));
    assert_eq!(place(json!(1.5)), ("table3/三(一)/enterprise".to_owned(), "not_whole"));
    assert_eq!(place(json!(1e300)), ("table3/三(一)/enterprise".to_owned(), "out_of_range"));
    assert_eq!(place(json!(u64::MAX)), ("table3/三(一)/enterprise".to_owned(), "out_of_range"));
}

#[test]
fn rows_columns_and_groups_that_no_form_has_are_refused() {
    assert_eq!(refused(|report| report["table3"]["三(九)"] = json!({})), ("table3/三(九)".to_owned(), "unknown_word"));
    assert_eq!(
        refused(|report| report["table3"]["一"]["people"] = json!(1)),
        ("table3/一/people".to_owned(), "unknown_word")
    );
    assert_eq!(refused(|report| report["table4"]["court"] = json!({})), ("table4/court".to_owned(), "unknown_word"));
    assert_eq!(refused(|report| report["form"] = json!("2016")), ("form".to_owned(), "unknown_word"));
    let prose = json!({"received": 1, "received_means": "all"});
    assert_eq!(refused(|report| report["prose"] = prose), ("prose/received_means".to_owned(), "unknown_word"));
}

#[test]
fn a_document_that_is_no_report_is_refused() {
    assert_eq!(read(&json!([1])).unwrap_err(), ReadError { place: String::new(), problem: Problem::NotAnObject });
    assert_eq!(read(&json!({"year": 2021})).unwrap_err().to_string(), "form: missing");
    assert_eq!(read(&json!({"form": "2014"})).unwrap_err().to_string(), "table_old: missing");
    assert_eq!(refused(|report| report["table3"] = json!(7)), ("table3".to_owned(), "not_an_object"));
}

#[test]
fn other_handling_printed_both_ways_is_refused() {
    let whole_row = json!({"total": 0});
    assert_eq!(
        refused(|report| report["table3"]["三(六)"] = whole_row),
        ("table3/三(六)".to_owned(), "divided_and_not")
    );
}

#[test]
fn a_key_that_appears_twice_is_refused() {
    let error = serde_json::from_str::<Node>(r#"{"form":"2021","form":"2019"}"#).unwrap_err();
    assert!(error.to_string().contains("`form` appears twice"), "{error}");
}

#[test]
fn keys_beside_the_contract_and_missing_tables_are_tolerated() {
    let report =
        read(&json!({"form": "2021", "narrative": {"x": ["y"]}, "table2": {"z": null}, "remarks": null})).unwrap();
    assert_eq!(report.table3(Row::Received, Column::Total), None);
    assert_eq!(report.rows().count(), 25);
}

#[test]
fn the_form_may_be_written_as_a_number() {
    assert_eq!(read(&json!({"form": 2019})).unwrap().form, Form::Form2019);
}

#[test]
fn a_whole_number_written_with_a_fraction_of_zero_is_a_whole_number() {
    let report = read(&json!({"form": "2021", "table3": {"一": {"total": 3.0}}})).unwrap();
    assert_eq!(report.table3(Row::Received, Column::Total), Some(Amount::from(3)));
}

#[test]
fn the_sentence_for_a_reader_says_where_what_and_how() {
    let problem = Problem::NotANumber { found: "\"12\"".to_owned() };
    let error = ReadError { place: "table3/一/total".to_owned(), problem };
    assert_eq!(
        unreadable(Lang::Zh, &error),
        "table3/一/total 写的是 \"12\"，应当写数字（不加引号），印成空白的写 null。"
    );
    let english = unreadable(Lang::En, &error);
    assert!(english.starts_with("table3/一/total is \"12\"; write a number"), "{english}");
}

#[test]
fn every_problem_has_a_sentence_in_both_languages() {
    let word = || "x".to_owned();
    let problems = [
        Problem::NotAnObject,
        Problem::Missing,
        Problem::NotANumber { found: word() },
        Problem::NotWhole { found: word() },
        Problem::OutOfRange { found: word() },
        Problem::UnknownWord { found: word(), allowed: word() },
        Problem::DividedAndNot,
    ];
    for problem in problems {
        for lang in Lang::ALL {
            let sentence = unreadable(lang, &ReadError { place: String::new(), problem: problem.clone() });
            assert!(!sentence.starts_with("unreadable-"), "{sentence}");
        }
    }
}
