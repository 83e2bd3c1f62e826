//! `gongkai workdays` keeps the contract.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn workdays(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongkai")).arg("workdays").args(arguments).output().unwrap()
}

fn batch(input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .args(["workdays", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

#[test]
fn every_case_of_the_oracle_is_answered_in_order_by_the_batch() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/workdays/oracle.jsonl");
    let input = fs::read_to_string(path).unwrap();
    let output = batch(input.as_bytes());
    let expected: Vec<Value> = input
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|case| match case["kind"].as_str() {
            Some("add") => json!({ "end_date": case["expected_end_date"], "provisional": false }),
            _ => json!({ "working_days": case["working_days_between"], "provisional": false }),
        })
        .collect();
    assert_eq!(expected.len(), 800);
    assert_eq!(lines(&output), expected);
    assert_eq!((output.status.code(), err(&output)), (Some(0), ""));
}

#[test]
fn the_batch_answers_with_the_contract_s_fields_in_their_order() {
    let output = batch(
        b"{\"start_date\":\"2026-11-23\",\"n_working_days\":40}\n{\"from\":\"2026-09-18\",\"to\":\"2026-10-22\"}",
    );
    assert_eq!(
        out(&output),
        "{\"end_date\":\"2027-01-19\",\"provisional\":true}\n{\"working_days\":20,\"provisional\":false}\n"
    );
}

#[test]
fn a_bad_line_gets_its_error_in_its_place_and_the_others_are_answered() {
    let mut input = br#"{"from":"2026-09-18","to":"2026-10-22"}
not json
["2026-09-18", 3]
{"start_date":"2025-02-30","n_working_days":1}
{"start_date":20250101,"n_working_days":1}
{"start_date":"2026-01-05","n_working_days":-1}
{"start_date":"2026-01-05","n_working_days":1.5}
{"start_date":"2026-01-05","n_working_days":"5"}
{"start_date":"2026-01-05","n_working_days":99999999999999999999}
{"start_date":"2026-01-05"}
{"start_date":"2026-01-05","n_working_days":1,"from":"2026-01-05","to":"2026-01-06"}
{"start_date":"1949-10-01","n_working_days":1}
{"start_date":"2026-01-05","n_working_days":4000000}
"#
    .to_vec();
    input.extend(b"\xff\xfe\n\n{\"start_date\":\"2026-01-05\",\"n_working_days\":1}");
    let output = batch(&input);
    let codes: Vec<String> = lines(&output)
        .iter()
        .map(|line| line["error"]["code"].as_str().map_or_else(|| line.to_string(), str::to_owned))
        .collect();
    assert_eq!(
        codes,
        [
            r#"{"provisional":false,"working_days":20}"#,
            "not_json",
            "not_json",
            "bad_date",
            "bad_date",
            "bad_count",
            "bad_count",
            "bad_count",
            "bad_count",
            "no_question",
            "no_question",
            "outside_calendar",
            "beyond_calendar",
            "not_json",
            r#"{"end_date":"2026-01-06","provisional":false}"#,
        ]
    );
    assert!(lines(&output)[3]["error"]["message"].as_str().unwrap().contains("2025-02-30"));
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("13"), "{}", err(&output));
}

#[test]
fn add_prints_the_date_alone_and_says_on_standard_error_why_it_is_provisional() {
    let certain = workdays(&["add", "2026-02-14", "20"]);
    assert_eq!((out(&certain), err(&certain), certain.status.code()), ("2026-03-20\n", "", Some(0)));
    let provisional = workdays(&["add", "2026-11-23", "40"]);
    assert_eq!(out(&provisional), "2027-01-19\n");
    assert!(err(&provisional).contains("暂定") && err(&provisional).contains("2027"), "{}", err(&provisional));
    assert_eq!(err(&provisional).lines().count(), 1);
}

#[test]
fn between_prints_the_number_and_json_prints_the_contract_s_object() {
    assert_eq!(out(&workdays(&["between", "2026-09-18", "2026-10-22"])), "20\n");
    assert_eq!(out(&workdays(&["between", "2026-10-22", "2026-09-18"])), "0\n");
    let json = workdays(&["between", "2026-12-30", "2027-01-04", "--json"]);
    assert_eq!((out(&json), err(&json)), ("{\"working_days\":2,\"provisional\":true}\n", ""));
    assert_eq!(
        out(&workdays(&["--json", "add", "2026-02-14", "20"])),
        "{\"end_date\":\"2026-03-20\",\"provisional\":false}\n"
    );
}

#[test]
fn a_region_and_a_day_of_knowledge_change_the_answer() {
    assert_eq!(out(&workdays(&["add", "2017-03-29", "1"])), "2017-03-30\n");
    assert_eq!(out(&workdays(&["add", "2017-03-29", "1", "--region", "CN-GX"])), "2017-04-05\n");
    assert_eq!(out(&workdays(&["add", "2020-01-23", "1"])), "2020-02-03\n");
    assert_eq!(out(&workdays(&["add", "2020-01-23", "1", "--known-on", "2020-01-26"])), "2020-01-31\n");
}

#[track_caller]
fn refused(arguments: &[&str], code: i32, named: &str) {
    let output = workdays(arguments);
    assert_eq!((out(&output), output.status.code()), ("", Some(code)), "{arguments:?}");
    assert!(err(&output).contains(named), "{arguments:?}: {}", err(&output));
    assert_eq!(err(&output).lines().count(), 1, "{}", err(&output));
}

#[test]
fn what_makes_no_sense_is_a_usage_error() {
    refused(&["add", "2025-02-30", "1"], 2, "2025-02-30");
    refused(&["add", "2025-2-3", "1"], 2, "2025-2-3");
    refused(&["add", "2025-02-03", "-1"], 2, "-1");
    refused(&["add", "2025-02-03", "99999999999"], 2, "99999999999");
    refused(&["between", "2025-02-03", "tomorrow"], 2, "tomorrow");
    refused(&["add", "2025-02-03", "1", "--known-on", "2025"], 2, "--known-on");
    refused(&["add", "2025-02-03", "1", "--region", "CN-ZZ"], 2, "CN-GX");
    refused(&[], 2, "--batch");
    refused(&["--batch", "add", "2025-02-03", "1"], 2, "--batch");
}

#[test]
fn what_the_calendars_do_not_cover_is_a_refusal() {
    refused(&["add", "1949-10-01", "1"], 1, "2007-01-01");
    refused(&["add", "2040-12-31", "1"], 1, "2040-12-31");
    refused(&["between", "2026-01-01", "2099-01-01"], 1, "2099-01-01");
}

#[test]
fn the_folder_of_the_settings_is_used_and_its_faults_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let run = || {
        Command::new(env!("CARGO_BIN_EXE_gongkai"))
            .args(["workdays", "add", "2027-01-01", "1", "--json"])
            .env("GONGKAI__CALENDARS__DIR", dir.path())
            .output()
            .unwrap()
    };
    assert_eq!(out(&run()), "{\"end_date\":\"2027-01-04\",\"provisional\":true}\n");
    let year = "schema = 1\njurisdiction = \"CN\"\nyear = 2027\ntimezone = \"Asia/Shanghai\"\nweekend = [\"sun\"]\n";
    fs::write(dir.path().join("2027.toml"), format!("{year}coverage = \"full\"\n")).unwrap();
    assert_eq!(out(&run()), "{\"end_date\":\"2027-01-02\",\"provisional\":false}\n");
    fs::write(dir.path().join("2027.toml"), format!("{year}coverage = \"all\"\n")).unwrap();
    let broken = run();
    assert_eq!(broken.status.code(), Some(1));
    assert!(err(&broken).contains("2027.toml"), "{}", err(&broken));
}

#[test]
fn help_has_an_example_in_both_languages() {
    for arguments in [&["--help"][..], &["add", "--help"], &["between", "--help"]] {
        for (lang, word) in [("zh", "示例"), ("en", "Example")] {
            let mut all = vec!["--lang", lang];
            all.extend(arguments);
            let output = workdays(&all);
            assert!(out(&output).contains(word) && out(&output).contains("2026-"), "{}", out(&output));
        }
    }
}
