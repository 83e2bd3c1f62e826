//! 年度报告: rows, mappings and single figures.

use std::collections::BTreeSet;

use gongkai::domain::annual_report::{
    Amount, Appeal, CaseFacts, Cell, Closing, Column, Entered, Figures, OLD_ROWS, OldReply, OldRow, ReplyTiming, Row,
    RowGroup, RowRole, Source, Statistic, Table4, Tables, percent, table2_blocks,
};
use gongkai::domain::code::{AppealGroup, AppealResult, Category, Channel};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::regime::Form;
use gongkai::domain::tally::Timeliness;

use crate::support::history::{header, report, sums};

fn received(on: &str) -> CaseFacts {
    CaseFacts {
        category: Category::NaturalPerson,
        channel: Channel::Post,
        received_on: Some(on.parse().unwrap()),
        closed: None,
        appeals: Vec::new(),
        complaints: Vec::new(),
        fees: Vec::new(),
    }
}

fn closed(received_on: &str, on: &str, outcome: Outcome) -> CaseFacts {
    let reply = Some(ReplyTiming { timeliness: Timeliness::OnTime, working_days: 3 });
    CaseFacts { closed: Some(Closing { on: on.parse().unwrap(), outcome, reply }), ..received(received_on) }
}

fn appealed(filed_on: &str, concluded: Option<&str>) -> CaseFacts {
    let concluded = concluded.map(|on| (on.parse().unwrap(), AppealResult::Upheld));
    let appeal = Appeal { group: AppealGroup::Reconsideration, filed_on: filed_on.parse().unwrap(), concluded };
    CaseFacts { appeals: vec![appeal], ..received("2023-01-04") }
}

fn table3(cases: &[CaseFacts], form: Form, year: i32, row: Row) -> i64 {
    match report(cases, form, year).tables {
        Tables::Current { table3, .. } => table3.get(row, Column::Total),
        Tables::Old(_) => panic!("no Table 3"),
    }
}

fn reconsiderations(cases: &[CaseFacts], year: i32) -> [i64; 3] {
    use gongkai::domain::annual_report::AppealColumn::{Pending, Total, Upheld};
    match report(cases, Form::Form2021, year).tables {
        Tables::Current { table4, .. } => {
            let table4: Table4 = table4;
            [Upheld, Pending, Total].map(|column| table4.get(AppealGroup::Reconsideration, column))
        }
        Tables::Old(_) => panic!("no Table 4"),
    }
}

fn old(cases: &[CaseFacts], year: i32, key: &str) -> Amount {
    match report(cases, Form::Form2014, year).tables {
        Tables::Old(rows) => rows.iter().find(|(row, _)| row.key == key).unwrap().1,
        Tables::Current { .. } => panic!("no old table"),
    }
}

#[test]
fn every_outcome_of_the_contract_has_its_own_row_in_the_2021_form() {
    let of_2019 = &Outcome::ALL[..21];
    let rows: BTreeSet<Row> = of_2019.iter().map(|outcome| Row::of(*outcome)).collect();
    let results: BTreeSet<Row> = Row::of_form(Form::Form2021).filter(|row| row.role() == RowRole::Result).collect();
    assert_eq!(rows, results);
    assert_eq!(Row::of(Outcome::WithheldAdministrativeInquiry).as_str(), "三(三)8");
    assert_eq!(Row::of(Outcome::OtherFeeLapsed).as_str(), "三(六)2");
}

#[test]
fn a_request_of_the_2008_regime_answered_in_2019_lands_in_exactly_one_row_of_both_forms() {
    for outcome in &Outcome::ALL[21..] {
        let case = [closed("2019-04-01", "2019-06-03", *outcome)];
        for form in [Form::Form2019, Form::Form2021] {
            let results = Row::of_form(form).filter(|row| row.role() == RowRole::Result);
            let counted: i64 = results.map(|row| table3(&case, form, 2019, row)).sum();
            assert_eq!(counted, 1, "{outcome} in {form}");
        }
    }
}

#[test]
fn the_2008_results_go_to_the_rows_that_say_no_more_than_the_file_does() {
    let row = |outcome| Row::of(outcome).as_str();
    assert_eq!(row(Outcome::AlreadyPublic), "三(一)");
    assert_eq!(row(Outcome::RefusedTradeSecret), "三(三)4");
    assert_eq!(row(Outcome::RefusedPrivacy), "三(三)4");
    assert_eq!(row(Outcome::RefusedOtherLaw), "三(三)2");
    assert_eq!(row(Outcome::OtherAgency), "三(四)1");
    assert_eq!(row(Outcome::Nonexistent), "三(四)1");
    assert_eq!(row(Outcome::SupplementNeeded), "三(四)3");
    assert_eq!(row(Outcome::OtherRoute), "三(六)3");
    assert_eq!(row(Outcome::RefusedNotGovernmentInformation), "三(六)3");
}

#[test]
fn every_outcome_is_counted_in_one_lowest_reply_row_of_the_2014_table() {
    let lowest = |row: &&OldRow| matches!(row.source, Source::Replied(replies) if replies.len() == 1);
    for outcome in Outcome::ALL {
        let case = [closed("2018-03-01", "2018-03-05", *outcome)];
        let counted: Vec<&str> = OLD_ROWS
            .iter()
            .filter(lowest)
            .filter(|row| old(&case, 2018, row.key) == Amount::from(1))
            .map(|row| row.key)
            .collect();
        assert_eq!(counted.len(), 1, "{outcome}: {counted:?}");
    }
    assert_eq!(OldReply::of(Outcome::WithheldThirdParty), OldReply::OtherLaw);
}

#[test]
fn the_2019_form_prints_other_handling_as_one_row() {
    let cases = [
        closed("2020-02-03", "2020-02-10", Outcome::OtherSupplementLapsed),
        closed("2020-02-03", "2020-02-10", Outcome::OtherOther),
    ];
    assert_eq!(table3(&cases, Form::Form2019, 2020, Row::OtherHandling), 2);
    assert!(Row::of_form(Form::Form2019).all(|row| row.group() != Some(RowGroup::OtherHandling)));
    assert!(Row::of_form(Form::Form2021).all(|row| row != Row::OtherHandling));
}

#[test]
fn a_request_open_on_31_december_is_carried_forward_and_then_over() {
    let cases = [received("2024-12-31"), closed("2024-12-31", "2025-01-06", Outcome::Disclosed)];
    let row = |year, row| table3(&cases, Form::Form2021, year, row);
    assert_eq!([row(2024, Row::Received), row(2024, Row::Results), row(2024, Row::CarriedForward)], [2, 0, 2]);
    assert_eq!([row(2025, Row::CarriedOver), row(2025, Row::Results), row(2025, Row::CarriedForward)], [2, 1, 1]);
    assert_eq!([row(2026, Row::CarriedOver), row(2026, Row::Results), row(2026, Row::CarriedForward)], [1, 0, 1]);
}

#[test]
fn a_request_never_received_in_law_is_counted_nowhere() {
    let case = CaseFacts { received_on: None, ..closed("2025-03-03", "2025-03-10", Outcome::OtherOther) };
    assert_eq!(report(std::slice::from_ref(&case), Form::Form2021, 2025), report(&[], Form::Form2021, 2025));
    assert!(case.ledger_lines().is_empty());
}

#[test]
fn an_appeal_is_pending_until_the_year_that_concludes_it() {
    let case = [appealed("2023-11-01", Some("2025-02-01"))];
    assert_eq!(reconsiderations(&case, 2022), [0, 0, 0]);
    assert_eq!(reconsiderations(&case, 2023), [0, 1, 1]);
    assert_eq!(reconsiderations(&case, 2024), [0, 1, 1]);
    assert_eq!(reconsiderations(&case, 2025), [1, 0, 1]);
    assert_eq!(reconsiderations(&case, 2026), [0, 0, 0]);
}

#[test]
fn the_2014_table_counts_a_pending_appeal_with_the_other_results() {
    let cases = [appealed("2018-11-01", None), appealed("2018-11-01", Some("2018-12-03"))];
    let value = |key| old(&cases, 2018, key);
    assert_eq!(["四", "四(一)", "四(二)", "四(三)"].map(value), [2, 1, 0, 1].map(Amount::from));
}

#[test]
fn a_late_reply_is_in_the_extension_row_because_the_2014_form_knows_no_late_ones() {
    let mut late = closed("2018-03-01", "2018-06-01", Outcome::Disclosed);
    late.closed.as_mut().unwrap().reply = Some(ReplyTiming { timeliness: Timeliness::Late, working_days: 63 });
    let cases = [late, closed("2018-03-01", "2018-03-02", Outcome::Disclosed)];
    assert_eq!(["三(二)", "三(二)1", "三(二)2"].map(|key| old(&cases, 2018, key)), [2, 1, 1].map(Amount::from));
}

#[test]
fn email_counts_as_the_network_and_an_oral_request_as_made_in_person() {
    let by = |channel| CaseFacts { channel, ..received("2018-05-02") };
    let cases = [by(Channel::Email), by(Channel::Online), by(Channel::Oral), by(Channel::Fax)];
    let value = |key| old(&cases, 2018, key);
    assert_eq!(["三(一)", "三(一)1", "三(一)2", "三(一)3", "三(一)4"].map(value), [4, 1, 1, 2, 0].map(Amount::from));
}

#[test]
fn percentages_are_rounded_half_up_to_one_decimal() {
    assert_eq!([percent(1, 8), percent(1, 16), percent(1, 3), percent(2, 3)], ["12.5", "6.3", "33.3", "66.7"]);
    assert_eq!(
        [percent(5, 10_000), percent(49, 100_000), percent(7, 7), percent(0, 0)],
        ["0.1", "0.0", "100.0", "0.0"]
    );
}

#[test]
fn the_reply_quantiles_are_taken_by_nearest_rank() {
    let replied = |working_days| {
        let mut case = closed("2025-03-03", "2025-03-10", Outcome::Disclosed);
        case.closed.as_mut().unwrap().reply = Some(ReplyTiming { timeliness: Timeliness::OnTime, working_days });
        case
    };
    let first_reply = |days: &[u16]| {
        let cases: Vec<_> = days.iter().map(|days| replied(*days)).collect();
        let reply = report(&cases, Form::Form2021, 2025).statistics.first_reply;
        (reply.median, reply.p90)
    };
    assert_eq!(first_reply(&[]), (0, 0));
    assert_eq!(first_reply(&[4]), (4, 4));
    assert_eq!(first_reply(&[1, 2]), (1, 2));
    assert_eq!(first_reply(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), (5, 9));
    assert_eq!(first_reply(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30]), (6, 10));
}

#[test]
fn entered_figures_come_through_and_missing_ones_are_zero() {
    let entered = Entered::from([
        ("行政许可/本年处理决定数量".to_owned(), Amount::from(12)),
        ("行政事业性收费/本年收费金额".to_owned(), Amount::wan_yuan(15_000)),
        ("八(一)".to_owned(), Amount::from(1)),
    ]);
    let figures = Figures::build(&header(Form::Form2021, 2025), &sums(&[], 2025), &entered);
    let Tables::Current { table2, .. } = figures.tables else { panic!() };
    assert_eq!(table2.get("行政许可", "本年处理决定数量"), Amount::from(12));
    assert_eq!(table2.get("行政事业性收费", "本年收费金额").to_string(), "1.5");
    assert_eq!(table2.get("规章", "现行有效件数"), Amount::ZERO);

    let old = Figures::build(&header(Form::Form2014, 2018), &sums(&[], 2018), &entered);
    let Tables::Old(rows) = old.tables else { panic!() };
    assert_eq!(rows.iter().find(|(row, _)| row.key == "八(一)").unwrap().1, Amount::from(1));
    assert_eq!(rows.iter().find(|(row, _)| row.key == "八(二)").unwrap().1, Amount::ZERO);
}

#[test]
fn table_2_of_the_2019_form_has_its_own_blocks() {
    let items: Vec<&str> = table2_blocks(Form::Form2019).iter().map(|block| block.item).collect();
    assert_eq!(items.len(), 5);
    assert_eq!(items.last(), Some(&"第二十条第（九）项"));
    assert!(table2_blocks(Form::Form2014).is_empty());
}

#[test]
fn the_rows_of_the_2014_table_are_printed_with_their_numbers() {
    let printed = |key| OldRow::find(key).unwrap().printed_label();
    assert_eq!(printed("三"), "三、依申请公开情况");
    assert_eq!(printed("三(一)"), "（一）收到申请数");
    assert_eq!(printed("三(一)1"), "1.当面申请数");
    assert_eq!(printed("三(三)4其中1"), "其中：涉及国家秘密");
    assert_eq!(printed("三(三)4其中2"), "涉及商业秘密");
    let depths: Vec<usize> = ["三", "三(一)", "三(一)1", "三(三)4其中2", "一(一)其中1", "七"]
        .map(|key| OldRow::find(key).unwrap().depth())
        .to_vec();
    assert_eq!(depths, [0, 1, 2, 3, 2, 0]);
}

#[test]
fn the_keys_of_the_2014_table_are_unique() {
    let keys: BTreeSet<&str> = OLD_ROWS.iter().map(|row| row.key).collect();
    assert_eq!(keys.len(), OLD_ROWS.len());
}

#[test]
fn a_cell_is_addressed_as_it_is_printed() {
    for address in [
        "table3/三(一)/natural_person",
        "table3/三(七)/total",
        "table4/reconsideration/pending",
        "statistics/channels/online",
        "statistics/on_time/late",
        "statistics/fees/charged_yuan",
        "table_old/三(三)4其中1/year_value",
        "prose/received",
    ] {
        let cell: Cell = address.parse().unwrap_or_else(|error| panic!("{address}: {error}"));
        assert_eq!(cell.to_string(), address);
    }
    for wrong in [
        "table3/三(九)/total",
        "table3/三(一)",
        "table4/x/total",
        "statistics/first",
        "prose",
        "table_old/八(一)/year_value",
    ] {
        assert!(wrong.parse::<Cell>().is_err(), "{wrong}");
    }
}

#[test]
fn a_cell_selects_the_cases_behind_it() {
    let open = received("2025-11-03");
    let answered = closed("2025-03-03", "2025-03-10", Outcome::Disclosed);
    let selects = |address: &str, case: &CaseFacts| address.parse::<Cell>().unwrap().selects(2025, case);
    assert!(selects("table3/三(一)/natural_person", &answered));
    assert!(!selects("table3/三(一)/enterprise", &answered));
    assert!(selects("table3/四/total", &open));
    assert!(!selects("table3/四/total", &answered));
    assert!(selects("statistics/channels/post", &open));
    assert!(Cell::Statistic(Statistic::Timeliness(Timeliness::OnTime)).selects(2025, &answered));
}
