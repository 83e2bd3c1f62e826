//! 年度报告, against the figures that offices published.

use gongkai::domain::annual_report::{CaseFacts, Entered, Figures, Header, Scope, Statistic, Tables, percent};
use gongkai::domain::code::Channel;
use gongkai::domain::reconcile::{Published, reconcile};
use gongkai::domain::regime::Form;

use crate::support::caselog::facts_of;
use crate::support::history::{header, report, sums};
use crate::support::report::{differences, published};

const LOGS: [(&str, Form, i32); 9] = [
    ("02-2021-2025", Form::Form2021, 2025),
    ("08-2021-2021", Form::Form2021, 2021),
    ("09-2021-2022", Form::Form2021, 2022),
    ("10-2021-2023", Form::Form2021, 2023),
    ("13-2019-2019", Form::Form2019, 2019),
    ("18-2019-2019", Form::Form2019, 2019),
    ("20-2021-2022", Form::Form2021, 2022),
    ("24-2021-2023", Form::Form2021, 2023),
    ("46-2021-2024", Form::Form2021, 2024),
];

#[test]
fn every_case_log_gives_the_tables_that_its_office_published() {
    for (log, form, year) in LOGS {
        let figures = report(&facts_of(log), form, year);
        let theirs = published(&format!("logs/{log}.report.json"));
        assert_eq!(differences(&figures, &theirs), Vec::<String>::new(), "{log}");
        assert_eq!(reconcile(&Published::from(&figures), None, &[]), [], "{log}");
    }
}

#[test]
fn the_comparison_notices_a_single_differing_cell() {
    let mut cases = facts_of("09-2021-2022");
    cases.pop();
    let figures = report(&cases, Form::Form2021, 2022);
    assert_ne!(differences(&figures, &published("logs/09-2021-2022.report.json")), Vec::<String>::new());
}

/// The province's year 2010: what its published report gives.
fn province() -> Vec<CaseFacts> {
    [facts_of("2010-provincial"), facts_of("2010-local")].concat()
}

fn province_report() -> Figures {
    let header = Header { agency: "省".to_owned(), year: 2010, form: Form::Form2014, scope: Scope::All };
    Figures::build(&header, &sums(&province(), 2010), &Entered::new())
}

fn old_value(figures: &Figures, key: &str) -> String {
    let Tables::Old(rows) = &figures.tables else { panic!("not the 2014 form") };
    rows.iter().find(|(row, _)| row.key == key).unwrap_or_else(|| panic!("no row {key}")).1.to_string()
}

#[test]
fn the_province_of_2010_received_8311_requests_with_the_published_shares() {
    let figures = province_report();
    let share = |channel| {
        let count = figures.statistics.get(Statistic::Channel(channel));
        (count, percent(count, figures.statistics.received()))
    };
    assert_eq!(figures.received, 8311);
    assert_eq!(share(Channel::InPerson), (7446, "89.6".to_owned()));
    assert_eq!(share(Channel::Online), (545, "6.6".to_owned()));
    assert_eq!(share(Channel::Email), (209, "2.5".to_owned()));
    assert_eq!(share(Channel::Fax), (83, "1.0".to_owned()));
    assert_eq!(share(Channel::Post), (28, "0.3".to_owned()));
    assert_eq!(share(Channel::Oral), (0, "0.0".to_owned()));
}

#[test]
fn the_province_of_2010_answered_8203_and_carried_108_forward() {
    let figures = province_report();
    let expected = [
        ("三(一)", "8311"),
        ("三(一)1", "7446"),
        ("三(一)2", "83"),
        ("三(一)3", "754"),
        ("三(一)4", "28"),
        ("三(二)", "8203"),
        ("三(二)1", "7943"),
        ("三(二)2", "260"),
        ("三(三)", "8203"),
        ("三(三)2", "8050"),
        ("三(三)3", "92"),
        ("三(三)4", "61"),
        ("四", "26"),
        ("四(一)", "26"),
        ("五", "16"),
        ("五(一)", "16"),
        ("七", "0.286"),
    ];
    for (key, value) in expected {
        assert_eq!(old_value(&figures, key), value, "{key}");
    }
    assert_eq!(figures.carried(), Some((0, 108)));
    assert_eq!(figures.statistics.get(Statistic::FeeChargedYuan), 2860);
    assert_eq!(figures.statistics.get(Statistic::FeeWaivedYuan), 560);
    assert_eq!(reconcile(&Published::from(&figures), None, &[]), []);
}

#[test]
fn the_province_of_2010_is_the_sum_of_its_provincial_and_local_bodies() {
    let [provincial, local] = ["2010-provincial", "2010-local"].map(|log| report(&facts_of(log), Form::Form2014, 2010));
    assert_eq!([old_value(&provincial, "三(一)"), old_value(&local, "三(一)")], ["1146", "7165"]);
    let below = [Published::from(&provincial), Published::from(&local)];
    assert_eq!(reconcile(&Published::from(&province_report()), None, &below), []);
}

#[test]
fn counting_case_by_case_gives_the_report_of_the_ledger() {
    let cases = province();
    let by_case = Figures::fold(&header(Form::Form2014, 2010), &cases, &Entered::new());
    assert_eq!(by_case, report(&cases, Form::Form2014, 2010));
}
