//! Registers go in, the reports that their offices published come out.

use serde_json::Value;

use crate::office::{assert_clean, figure, gongkai, import, log, log_text, report};
use crate::support::{TestDb, on_both_databases};

/// Every register with a published report beside it.
fn published() -> Vec<(String, Value)> {
    let files = std::fs::read_dir(log("")).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = files.filter_map(|file| Some(file.strip_suffix(".report.json")?.to_owned())).collect();
    names.sort();
    let report = |name: &String| serde_json::from_str(&log_text(&format!("{name}.report.json"))).unwrap();
    names.iter().map(|name| (name.clone(), report(name))).collect()
}

/// A cell of Table 3; where a report prints （六） as one row, ours is the sum of its three rows.
fn table3(report: &Value, row: &str, column: &str) -> Option<i64> {
    let cells = &report["table3"][row];
    if cells.is_null() && row == "三(六)" {
        return (1..=3).map(|n| table3(report, &format!("三(六){n}"), column)).sum();
    }
    cells[column].as_i64()
}

/// The cells in which ours differs, and how many were compared.
fn differences(ours: &Value, theirs: &Value) -> (Vec<String>, usize) {
    let mut found = Vec::new();
    let mut compared = 0;
    let mut compare = |place: String, ours: Option<i64>, theirs: &Value| {
        compared += 1;
        if ours != theirs.as_i64() || ours.is_none() {
            found.push(format!("{place}: {ours:?}, published {theirs}"));
        }
    };
    for (row, cells) in theirs["table3"].as_object().unwrap() {
        for (column, value) in cells.as_object().unwrap() {
            compare(format!("{row}/{column}"), table3(ours, row, column), value);
        }
    }
    for (group, cells) in theirs["table4"].as_object().unwrap() {
        for (column, value) in cells.as_object().unwrap() {
            compare(format!("{group}/{column}"), ours["table4"][group][column].as_i64(), value);
        }
    }
    (found, compared)
}

/// The two registers of the province's year 2010, under one parent.
fn import_the_province(db: &TestDb) -> [String; 3] {
    let province = gongkai(db, &["import", "/dev/null", "--agency", "sheng", "--create-agency", "某省"]);
    let below = [("2010-provincial", "shengji", "省级机关"), ("2010-local", "difang", "各市县")];
    let [provincial, local] = below.map(|(name, code, title)| {
        let file = log(&format!("{name}.caselog.jsonl"));
        let agency = ["--agency", code, "--create-agency", title, "--parent", "sheng", "--json"];
        gongkai(db, &[&["import", file.to_str().unwrap()], &agency[..]].concat()).good()
    });
    [province.good(), provincial, local]
}

fn province_report(db: &TestDb) -> String {
    report(db, "sheng", 2010, &["--form", "2014", "--scope", "all"])
}

on_both_databases! {
    fn every_register_gives_the_tables_that_its_office_published(db: &TestDb) {
        let all = published();
        assert_eq!(all.len(), 9);
        for (name, theirs) in &all {
            let lines = log_text(&format!("{name}.caselog.jsonl"));
            let count = lines.lines().count();
            let read = import(db, name, &lines).good();
            assert_eq!(read, format!("{{\"accepted\":{count},\"unchanged\":0,\"refused\":0}}\n"), "{name}");
            let (year, form) = (theirs["year"].as_i64().unwrap(), theirs["form"].as_str().unwrap());
            let ours = report(db, name, i32::try_from(year).unwrap(), &["--form", form]);
            let (differing, compared) = differences(&serde_json::from_str(&ours).unwrap(), theirs);
            assert_eq!(differing, Vec::<String>::new(), "{name}");
            assert!(compared > 150, "only {compared} cells of {name} were compared");
        }
        assert_clean(db);
    }

    fn the_province_of_2010_gives_the_published_figures_and_reading_it_again_changes_nothing(db: &TestDb) {
        let [_, provincial, local] = import_the_province(db);
        assert_eq!(provincial, "{\"accepted\":1146,\"unchanged\":0,\"refused\":0}\n");
        assert_eq!(local, "{\"accepted\":7165,\"unchanged\":0,\"refused\":0}\n");
        let printed = province_report(db);
        for (channel, count, percent) in
            [("in_person", 7446, "89.6"), ("online", 545, "6.6"), ("email", 209, "2.5"), ("fax", 83, "1.0"), ("post", 28, "0.3")]
        {
            assert_eq!(figure(&printed, &["statistics", "channels", channel, "count"]), count, "{channel}");
            let json: Value = serde_json::from_str(&printed).unwrap();
            assert_eq!(json["statistics"]["channels"][channel]["percent"], percent, "{channel}");
        }
        for (row, value) in [("三(一)", 8311), ("三(二)", 8203), ("三(三)", 8203), ("四", 26), ("五", 16)] {
            assert_eq!(figure(&printed, &["table_old", row, "year_value"]), value, "{row}");
        }
        for (statistic, value) in [("carried_over", 0), ("carried_forward", 108)] {
            assert_eq!(figure(&printed, &["statistics", statistic]), value, "{statistic}");
        }
        for (fee, yuan) in [("charged_yuan", 2860), ("waived_yuan", 560)] {
            assert_eq!(figure(&printed, &["statistics", "fees", fee]), yuan, "{fee}");
        }
        // The parent has no requests of its own, and the children are its sum.
        assert_eq!(figure(&report(db, "sheng", 2010, &["--form", "2014"]), &["prose", "received"]), 0);
        assert_eq!(figure(&report(db, "shengji", 2010, &["--form", "2014"]), &["prose", "received"]), 1146);

        let [_, provincial, local] = import_the_province(db);
        assert_eq!(provincial, "{\"accepted\":0,\"unchanged\":1146,\"refused\":0}\n");
        assert_eq!(local, "{\"accepted\":0,\"unchanged\":7165,\"refused\":0}\n");
        assert_eq!(province_report(db), printed);
        assert_clean(db);
    }

    fn a_case_closed_on_3_january_is_carried_forward_by_the_year_before(db: &TestDb) {
        let case = r#"{"ref":"1","channel":"post","applicant":{"category":"natural_person"},"received_on":"2024-12-20","steps":[{"on":"2025-01-03","do":"replied","outcome":"disclosed"}]}"#;
        import(db, "a", case).good();
        let rows = |year, rows: [&str; 4]| {
            let printed = report(db, "a", year, &[]);
            rows.map(|row| figure(&printed, &["table3", row, "total"]))
        };
        assert_eq!(rows(2024, ["一", "二", "三(七)", "四"]), [1, 0, 0, 1]);
        assert_eq!(rows(2025, ["一", "二", "三(七)", "四"]), [0, 1, 1, 0]);
        assert_eq!(rows(2026, ["一", "二", "三(七)", "四"]), [0, 0, 0, 0]);
    }
}
