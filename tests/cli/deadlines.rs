//! `gongkai deadlines`.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

fn gongkai(args: &[&str], input: &str) -> (String, String, i32) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().ok();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

#[test]
fn every_worked_example_has_the_state_and_the_due_date_it_should() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/deadlines/oracle.jsonl");
    let examples = std::fs::read_to_string(&file).unwrap();
    let (out, err, code) = gongkai(&["deadlines", file.to_str().unwrap(), "--json"], "");
    assert_eq!((err.as_str(), code), ("", 0));
    let mut compared = 0;
    for (example, answer) in examples.lines().zip(out.lines()) {
        let (example, answer): (Value, Value) =
            (serde_json::from_str(example).unwrap(), serde_json::from_str(answer).unwrap());
        assert_eq!(answer["ref"], example["case"]["ref"]);
        assert_eq!(answer["state"], example["state"], "{example}");
        assert_eq!(answer["due_on"], example["due_on"], "{example}");
        compared += 1;
    }
    assert_eq!(compared, 400);
}
