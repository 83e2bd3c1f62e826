//! `gongkai enter`: what was entered is in the report.

use std::process::{Command, Output};

fn gongkai(database: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongkai")).args(["--database", database]).args(arguments).output().unwrap()
}

#[test]
fn what_was_entered_is_in_table_2_and_an_unknown_cell_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("office.db").display());
    let of = ["--agency", "hz", "--year", "2025"];
    assert!(gongkai(&database, &["agency", "add", "hz", "某市人民政府办公室"]).status.success());
    assert!(gongkai(&database, &[&["enter"], &of[..], &["行政许可/本年处理决定数量=132"]].concat()).status.success());
    let report = gongkai(&database, &[&["report"], &of[..]].concat()).stdout;
    let report: serde_json::Value = serde_json::from_slice(&report).unwrap();
    assert!(report["table2"].to_string().contains("132"), "{report}");
    for wrong in ["行政许可/别的=1", "行政许可/本年处理决定数量=-1", "行政许可/本年处理决定数量"]
    {
        assert_eq!(gongkai(&database, &[&["enter"], &of[..], &[wrong]].concat()).status.code(), Some(2), "{wrong}");
    }
}
