//! `gongkai reconcile`.

use serde_json::{Value, json};

use crate::support::{gongkai, run};

#[test]
fn a_report_that_agrees_with_itself_exits_with_0() {
    let run =
        gongkai(&["reconcile", "reports/09-2021-2022.report.json", "--previous", "reports/08-2021-2021.report.json"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "没有发现矛盾。\n", ""));
}

#[test]
fn a_contradiction_exits_with_1_and_is_one_line_that_names_rule_and_place() {
    let run = gongkai(&["reconcile", "reports/39-2021-2023.report.json"]);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.out.lines().collect::<Vec<_>>(),
        [
            "表三“三(二)”行：六列之和是 9，“总计”列写的是 8。 [row_sum table3/三(二)]",
            "表三“商业企业”列：第三项（一）至（六）之和是 1，“（七）总计”写的是 0。 [result_sum table3/enterprise]",
            "共发现 2 处矛盾。",
        ]
    );
}

#[test]
fn the_sentences_are_english_on_request() {
    let run = gongkai(&["reconcile", "reports/39-2021-2023.report.json", "--lang", "en"]);
    assert!(
        run.out.starts_with("Table 3, row 三(二): the six columns add up to 9, but the total says 8."),
        "{}",
        run.out
    );
    assert!(run.out.ends_with("2 contradictions found.\n"), "{}", run.out);
}

#[test]
fn json_is_one_object_a_line_and_nothing_else() {
    let run = gongkai(&["reconcile", "reports/01-2019-2019.report.json", "--json"]);
    let lines: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((run.code, lines.len()), (1, 135));
    assert_eq!(lines[0]["rule"], "blank");
    assert_eq!(lines[0]["where"], "table3/一/research");
    assert_eq!((&lines[0]["left"], &lines[0]["right"]), (&Value::Null, &Value::Null));
    assert!(lines.iter().all(|line| line["message"].as_str().unwrap().contains("没有填数")));
}

#[test]
fn the_keys_of_a_finding_are_in_the_contracts_order() {
    let run = gongkai(&["reconcile", "reports/19-2021-2021.report.json", "--json", "--lang", "en"]);
    assert_eq!(
        run.out.lines().next().unwrap(),
        r#"{"rule":"balance","where":"table3/natural_person","left":1,"right":2,"message":"Table 3, column natural_person: 一 plus 二 is 1, but 三(七) plus 四 is 2; they should be equal."}"#
    );
}

#[test]
fn several_children_are_compared_with_a_summary() {
    let office = "reports/57-2014-2018.report.json";
    let run = gongkai(&["reconcile", "reports/52-2014-2018.report.json", "--json", "--children", office, office]);
    let received = run.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let received: Vec<Value> =
        received.filter(|line| line["where"] == "table_old/受理政府信息公开申请总数/year_value").collect();
    assert_eq!((received.len(), &received[0]["left"], &received[0]["right"]), (1, &json!(0), &json!(26)));
    assert!(received[0]["message"].as_str().unwrap().contains("平潭综合实验区环境与国土资源局"));
}

#[test]
fn a_dash_reads_standard_input() {
    let report = json!({"form": "2014", "table_old": {"四": {"year_value": 26}, "四(一)": {"year_value": 6}, "四(三)": {"year_value": 18}}});
    let run = run(&["reconcile", "-", "--json"], &format!("\u{feff}{report}"));
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(
        run.out.starts_with(r#"{"rule":"table4_sum","where":"table_old/四/year_value","left":24,"right":26,"#),
        "{}",
        run.out
    );
}

#[test]
fn what_cannot_be_read_exits_with_2_and_says_what_to_do() {
    let unreadable = |input: &str| {
        let run = run(&["reconcile", "-"], input);
        assert_eq!((run.code, run.out.as_str(), run.err.lines().count()), (2, "", 1), "{}", run.err);
        run.err
    };
    assert!(unreadable("{\"form\":").contains("不是完整的 JSON"));
    assert!(unreadable(r#"{"year": 2021}"#).contains("缺少 form，请补上"));
    let word = r#"{"form": "2021", "table3": {"三(一)": {"total": "12"}}}"#;
    assert!(unreadable(word).contains("table3/三(一)/total 写的是 \"12\"，应当写数字"));
    let missing = gongkai(&["reconcile", "reports/none.json"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("打不开 reports/none.json"), "{}", missing.err);
}

#[test]
fn a_previous_report_of_the_wrong_year_is_pointed_out() {
    let run =
        gongkai(&["reconcile", "reports/20-2021-2022.report.json", "--previous", "reports/07-2019-2020.report.json"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.err, "注意：reports/07-2019-2020.report.json 是 2020 年的报告，核对结转数应当用 2021 年的。\n");
}

#[test]
fn help_has_an_example() {
    let run = gongkai(&["reconcile", "--help"]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("gongkai reconcile 2025.report.json --previous 2024.report.json"), "{}", run.out);
}
