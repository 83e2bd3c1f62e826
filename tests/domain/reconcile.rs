//! 核对: the reports that real offices printed, and the findings worked out by hand for each.

use gongkai::domain::annual_report::{Amount, AppealColumn, Column, Row};
use gongkai::domain::code::AppealGroup;
use gongkai::domain::reconcile::{Finding, OldColumn, Place, Published, Rule, reconcile};
use gongkai::findings::sentence;
use gongkai::messages::Lang;
use serde_json::{Value, json};

use crate::support::report::{case_file, outline, parse, published};

fn findings(report: &str) -> Vec<String> {
    outline(&reconcile(&published(&format!("reports/{report}.report.json")), None, &[]))
}

fn assert_findings(report: &str, expected: &[&str]) {
    assert_eq!(findings(report), expected, "{report}");
}

#[test]
fn reports_that_agree_with_themselves_have_no_finding() {
    for report in ["04-2021-2023", "08-2021-2021", "09-2021-2022", "20-2021-2022", "52-2014-2018"] {
        assert_findings(report, &[]);
    }
}

/// 6 + 6 + 4 + 3 + 3 + 4 = 26 results, but （七） says 20; in the total column 27 and 21.
#[test]
fn report_07_has_six_results_too_many() {
    assert_findings("07-2019-2020", &["result_sum table3/natural_person 26 20", "result_sum table3/total 27 21"]);
}

/// The one request is counted both as answered and as carried forward: 1 + 0 against 1 + 1.
#[test]
fn report_19_counts_a_request_twice() {
    assert_findings("19-2021-2021", &["balance table3/natural_person 1 2", "balance table3/total 1 2"]);
}

/// （七） says 1 for natural persons, where everything else, the total too, is 0.
#[test]
fn report_22_has_a_total_without_a_case() {
    assert_findings(
        "22-2019-2021",
        &["row_sum table3/三(七) 1 0", "result_sum table3/natural_person 0 1", "balance table3/natural_person 0 1"],
    );
}

/// 8 + 1 partly disclosed, the total says 8; the enterprise's one is not in （七） either.
#[test]
fn report_39_leaves_one_enterprise_out() {
    assert_findings("39-2021-2023", &["row_sum table3/三(二) 9 8", "result_sum table3/enterprise 1 0"]);
}

/// The totals of Table 4 were left at 0. （六） is printed as one row, which is accepted.
#[test]
fn report_45_left_the_totals_of_table_4_at_zero() {
    assert_findings(
        "45-2021-2023",
        &["table4_sum table4/reconsideration 11 0", "table4_sum table4/litigation_after_reconsideration 5 0"],
    );
}

/// In person 0, online 2, letter and fax 9 make 11, but 13 were received; over the years 34 and 36.
#[test]
fn report_57_received_two_requests_through_no_channel() {
    assert_findings(
        "57-2014-2018",
        &[
            "channels table_old/受理政府信息公开申请总数/year_value 11 13",
            "channels table_old/受理政府信息公开申请总数/cumulative 34 36",
        ],
    );
}

/// 126 cells of Table 3 and 9 of Table 4 were printed blank; what is not blank balances.
#[test]
fn report_01_has_135_blanks_and_nothing_else() {
    let report: Value = serde_json::from_str(&case_file("reports/01-2019-2019.report.json")).unwrap();
    let mut expected: Vec<String> = Vec::new();
    for table in ["table3", "table4"] {
        for (row, columns) in report[table].as_object().unwrap() {
            let blank = columns.as_object().unwrap().iter().filter(|(_, cell)| cell.is_null());
            expected.extend(blank.map(|(column, _)| format!("blank {table}/{row}/{column} null null")));
        }
    }
    let mut found = findings("01-2019-2019");
    assert_eq!(found.len(), 126 + 9);
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn report_09_carries_over_what_report_08_carried_forward() {
    let previous = published("reports/08-2021-2021.report.json");
    assert_eq!(reconcile(&published("reports/09-2021-2022.report.json"), Some(&previous), &[]), []);
}

#[test]
fn report_20_carries_over_what_report_19_carried_forward_although_19_contradicts_itself() {
    let previous = published("reports/19-2021-2021.report.json");
    assert_eq!(reconcile(&published("reports/20-2021-2022.report.json"), Some(&previous), &[]), []);
}

#[test]
fn a_carry_over_that_differs_is_found_column_by_column() {
    let previous = published("reports/09-2021-2022.report.json");
    let report = published("reports/20-2021-2022.report.json");
    assert_eq!(
        outline(&reconcile(&report, Some(&previous), &[])),
        ["carry_over table3/natural_person 1 0", "carry_over table3/total 1 0"]
    );
}

/// The zone's summary says 0 requests, one of its offices alone had 13.
#[test]
fn the_summary_52_is_below_its_office_57() {
    let office = published("reports/57-2014-2018.report.json");
    let found = reconcile(&published("reports/52-2014-2018.report.json"), None, std::slice::from_ref(&office));
    let expected = [
        "主动公开文件数/year_value 2069 477",
        "主动公开文件数/cumulative 12106 2504",
        "其中：1.政府网站公开数/year_value 2069 477",
        "其中：1.政府网站公开数/cumulative 12106 2504",
        "受理政府信息公开申请总数/year_value 0 13",
        "受理政府信息公开申请总数/cumulative 0 36",
        "申请1.当面申请数/cumulative 0 5",
        "申请2.网上申请数/year_value 0 2",
        "申请2.网上申请数/cumulative 0 6",
        "申请3.信函、传真申请数/year_value 0 9",
        "申请3.信函、传真申请数/cumulative 0 23",
        "对申请的答复总数/year_value 0 13",
        "对申请的答复总数/cumulative 0 36",
        "答复1.同意公开答复数/cumulative 0 10",
        "答复2.同意部分公开答复数/year_value 0 3",
        "答复2.同意部分公开答复数/cumulative 0 8",
        "答复4.其他类型答复数/year_value 0 10",
        "答复4.其他类型答复数/cumulative 0 18",
    ];
    assert_eq!(outline(&found), expected.map(|rest| format!("children table_old/{rest}")));
    let named = found.iter().filter(|finding| finding.exceeded_by.as_deref() == Some(office.agency.as_str()));
    assert_eq!(named.count(), 14, "all but the four rows in which the summary is the larger");
}

#[test]
fn a_child_above_the_summary_is_found_even_if_another_left_the_cell_blank() {
    let summary = published("reports/08-2021-2021.report.json");
    let cell = (Row::Disclosed, Column::Total);
    let with = |agency: &str, figure| {
        let mut child = summary.clone();
        child.agency = agency.to_owned();
        child.table3.insert(cell, figure);
        child
    };
    let blank_row = |child: &mut Published| child.table3.retain(|place, _| *place == cell);
    let (mut large, mut blank) = (with("甲局", Some(Amount::from(31))), with("乙局", None));
    blank_row(&mut large);
    blank_row(&mut blank);
    let findings = reconcile(&summary, None, &[large, blank]);
    let children: Vec<_> = findings.iter().filter(|finding| finding.rule == Rule::Children).cloned().collect();
    assert_eq!(outline(&children)[0], "children table3/三(一)/total 30 31");
    assert_eq!(children[0].exceeded_by.as_deref(), Some("甲局"));
}

#[test]
fn other_handling_is_compared_as_one_figure_if_one_report_prints_it_so() {
    let divided = published("reports/04-2021-2023.report.json");
    let mut single = divided.clone();
    for column in Column::ALL {
        single.table3.insert((Row::OtherHandling, column), divided.other_handling(column));
        single.table3.retain(|(row, own), _| *own != column || !Row::OTHER_HANDLING_PARTS.contains(row));
    }
    assert_eq!(reconcile(&divided, None, std::slice::from_ref(&single)), []);
    assert_eq!(reconcile(&single, None, std::slice::from_ref(&divided)), []);
}

/// A report with one thing changed.
fn changed(report: &str, change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut json: Value = serde_json::from_str(&case_file(&format!("reports/{report}.report.json"))).unwrap();
    change(&mut json);
    outline(&reconcile(&parse(&json.to_string()), None, &[]))
}

#[test]
fn prose_is_held_to_the_meaning_it_states() {
    let prose = |received: i64, means: &str| {
        changed("09-2021-2022", |report| report["prose"] = json!({"received": received, "received_means": means}))
    };
    assert_eq!(prose(74, "new"), Vec::<String>::new());
    assert_eq!(prose(75, "new_and_carried"), Vec::<String>::new());
    assert_eq!(prose(75, "new"), ["prose prose/received 75 74"]);
    assert_eq!(prose(74, "new_and_carried"), ["prose prose/received 74 75"]);
}

#[test]
fn the_channels_of_the_statistics_add_up_to_the_requests_received() {
    let channels = |post: Value| {
        changed("09-2021-2022", |report| {
            report["statistics"] =
                json!({"channels": {"post": {"count": post, "percent": "1.4"}, "online": {"count": 73}}});
        })
    };
    assert_eq!(channels(json!(1)), Vec::<String>::new());
    assert_eq!(channels(json!(2)), ["channels statistics/channels 75 74"]);
    assert_eq!(channels(Value::Null), Vec::<String>::new());
}

#[test]
fn a_row_that_is_left_out_is_blank_in_every_column_and_stops_its_rules() {
    let found = changed("09-2021-2022", |report| {
        report["table3"].as_object_mut().unwrap().remove("三(七)").unwrap();
    });
    assert_eq!(found.len(), 7);
    assert_eq!(found[0], "blank table3/三(七)/natural_person null null");
    assert_eq!(found[6], "blank table3/三(七)/total null null");
}

#[test]
fn a_blank_stops_only_the_rules_that_need_it() {
    let found = changed("39-2021-2023", |report| report["table3"]["三(二)"]["research"] = Value::Null);
    assert_eq!(found, ["result_sum table3/enterprise 1 0", "blank table3/三(二)/research null null"]);
}

#[test]
fn every_rule_has_a_sentence_with_both_sides_in_both_languages() {
    let old = || Place::Old("三(一)".to_owned(), OldColumn::Cumulative);
    let broken = [
        (Rule::RowSum, Place::Row(Row::Other)),
        (Rule::ResultSum, Place::Column(Column::Total)),
        (Rule::Balance, Place::Column(Column::Total)),
        (Rule::Table4Sum, Place::Group(AppealGroup::Reconsideration)),
        (Rule::Table4Sum, old()),
        (Rule::CarryOver, Place::CarriedOver),
        (Rule::Children, Place::AppealCell(AppealGroup::LitigationDirect, AppealColumn::Pending)),
        (Rule::Prose, Place::ProseReceived),
        (Rule::Channels, Place::Channels),
        (Rule::Channels, old()),
        (Rule::Dispositions, old()),
    ];
    for (rule, place) in broken {
        for lang in Lang::ALL {
            for exceeded_by in [None, Some("某局".to_owned())] {
                let (left, right) = (Some(Amount::from(47)), Some(Amount::from(93)));
                let sentence = sentence(lang, &Finding { rule, place: place.clone(), left, right, exceeded_by });
                assert!(sentence.contains("47") && sentence.contains("93"), "{rule} {lang:?}: {sentence}");
                assert!(!sentence.contains("finding-") && !sentence.contains('{'), "{rule} {lang:?}: {sentence}");
            }
        }
    }
}

#[test]
fn the_province_of_2010_as_it_was_published_contradicts_itself_in_two_places() {
    let row = |value: i64| json!({"year_value": value});
    let report = json!({
        "agency": "省", "year": 2010, "form": "2014", "scope": "all",
        "table_old": {
            "三(一)": row(8311), "三(一)1": row(7446), "三(一)2": row(83), "三(一)3": row(754), "三(一)4": row(28),
            "三(三)": row(8203), "三(三)2": row(8158), "三(三)3": row(92), "三(三)4": row(61),
            "四": row(26), "四(一)": row(6), "四(三)": row(18),
        }
    });
    assert_eq!(
        outline(&reconcile(&parse(&report.to_string()), None, &[])),
        ["table4_sum table_old/四/year_value 24 26", "dispositions table_old/三(三)/year_value 8311 8203"]
    );
}
