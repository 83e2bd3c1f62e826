//! What leaves as the register of a year is what the annual report counts.

use std::collections::BTreeSet;

use calamine::{Data, DataType};
use gongkai::app::administration;
use gongkai::app::annual_report::figures;
use gongkai::app::register::{YearRegister, YearSpan, export_year};
use gongkai::domain::annual_report::{AppealColumn, Column, Scope, Statistic, Tables};
use gongkai::domain::code::{AppealGroup, Channel};
use gongkai::domain::register::{Field, Value};
use gongkai::domain::role::Role;
use gongkai::messages::Lang;

use super::formulas::Workbook;
use super::{LOG, OLDER_LOG, RICH_LOG, SMALL_LOG, spreadsheet, take_over};
use crate::app::{agency, agency_under, app_on, officer};
use crate::support::{TestDb, on_both_databases};

/// The figures of a line of the statistics, by the words that it begins with.
fn figures_beside(sheet: &[Vec<Data>], label: &str) -> Vec<i64> {
    let is_it = |line: &&Vec<Data>| line[0].as_string().is_some_and(|first| first.ends_with(label));
    let line = sheet.iter().find(is_it).unwrap_or_else(|| panic!("no line {label}"));
    line[1..].iter().filter_map(|cell| cell.as_f64().map(|number| number as i64)).collect()
}

on_both_databases! {
    fn the_statistics_of_a_register_are_formulas_that_come_to_the_figures_of_the_report(db: &TestDb) {
        let app = app_on(db, "2026-03-02");
        let hz = agency(&app, "hz");
        for log in [LOG, RICH_LOG, OLDER_LOG] {
            take_over(&app, &hz, log);
        }
        let clerk = officer(&app, &hz, Role::CaseOfficer);
        for (year, lang) in [(2020, Lang::Zh), (2024, Lang::En), (2025, Lang::Zh)] {
            let book = Workbook::open(spreadsheet(&app, &hz, &clerk, year, false, lang));
            let name = lang.text("register-sheet-statistics");
            for (at, written, counted) in book.formulas(&name) {
                assert!((written - counted).abs() < 0.5, "{year} {at:?}: {written} is written, {counted} counted");
            }
            let sheet = book.rows(&name);
            let report = figures(&app, &"hz".parse().unwrap(), year, Scope::Own, None).unwrap();
            let Tables::Current { table3, table4, .. } = &report.tables else { panic!("{year}") };
            for (row, counts) in table3.rows() {
                let expected = Column::ALL.map(|column| counts.get(column));
                assert_eq!(figures_beside(&sheet, row.label()), expected, "{year} {row}");
            }
            let groups = ["行政复议", "未经复议直接起诉", "复议后起诉"];
            for (group, label) in AppealGroup::ALL.iter().zip(groups) {
                let expected: Vec<i64> = AppealColumn::ALL.iter().map(|column| table4.get(*group, *column)).collect();
                assert_eq!(figures_beside(&sheet, label), expected, "{year} {group}");
            }
            for channel in Channel::ALL {
                let word = lang.text(&format!("channel-{}", channel.as_str().replace('_', "-")));
                assert_eq!(figures_beside(&sheet, &word), [report.statistics.get(Statistic::Channel(*channel))], "{channel}");
            }
            let fees = [Statistic::FeeChargedYuan, Statistic::FeeWaivedYuan].map(|it| report.statistics.get(it));
            assert_eq!(figures_beside(&sheet, &lang.text("register-fee-charged")), fees[..1], "{year}");
            assert_eq!(figures_beside(&sheet, &lang.text("register-fee-waived")), fees[1..], "{year}");
            assert!(table3.get(gongkai::domain::annual_report::Row::Received, Column::Total) > 0, "{year}");
        }
    }

    fn a_register_has_typed_cells_under_every_column(db: &TestDb) {
        let app = app_on(db, "2026-03-02");
        let hz = agency(&app, "hz");
        take_over(&app, &hz, SMALL_LOG);
        let clerk = officer(&app, &hz, Role::CaseOfficer);
        let book = Workbook::open(spreadsheet(&app, &hz, &clerk, 2024, false, Lang::Zh));
        let sheet = book.rows("登记簿");
        let place = |field: Field| Field::ALL.iter().position(|it| *it == field).unwrap();
        assert_eq!(sheet[0].len(), Field::ALL.len());
        assert_eq!(sheet[0][place(Field::AnsweredOn)], Data::String("答复日期".into()));
        let lines = &sheet[1..];
        let days: Vec<&Data> = lines.iter().map(|line| &line[place(Field::ReceivedOn)]).collect();
        assert!(days.iter().all(|day| matches!(day, Data::DateTime(_) | Data::Empty)), "{days:?}");
        assert!(lines.iter().any(|line| line[place(Field::UsedWorkingDays)].as_f64().is_some()));
        let standings: BTreeSet<String> = lines.iter().filter_map(|line| line[place(Field::Standing)].as_string()).collect();
        assert!(standings.contains("本年新收"), "{standings:?}");
        let span = YearSpan::of(&app, 2024).unwrap();
        let wanted = YearRegister { agency: &hz, actor: &clerk, span, subtree: false, format: "csv" };
        let mut count = 0;
        export_year(&app, &wanted, |line| {
            let fields: Vec<Field> = line.values().into_iter().map(|(field, _)| field).collect();
            assert_eq!(fields, Field::ALL, "every column, in its order");
            count += 1;
            Ok(())
        })
        .unwrap();
        assert_eq!(count, lines.len());
        assert_eq!(YearSpan::of(&app, 2027), None, "a year that has not begun has no register");
    }

    fn names_leave_only_with_those_who_work_on_cases_and_it_is_written_down(db: &TestDb) {
        let app = app_on(db, "2026-03-02");
        let city = agency(&app, "city");
        let bureau = agency_under(&app, "bureau", Some("city"));
        let line = r#"{"ref":"R1","channel":"post","applicant":{"category":"natural_person","name":"张小三"},"subject":"甲","received_on":"2025-03-03"}"#;
        take_over(&app, &city, line);
        take_over(&app, &bureau, line);
        let names = |role: Role, subtree: bool| {
            let actor = officer(&app, &city, role);
            let span = YearSpan::of(&app, 2025).unwrap();
            let wanted = YearRegister { agency: &city, actor: &actor, span, subtree, format: "csv" };
            let mut names = Vec::new();
            export_year(&app, &wanted, |line| {
                let applicant = line.values().into_iter().find(|(field, _)| *field == Field::Applicant).unwrap();
                let Value::Text(name) = applicant.1 else { panic!("a name is a text") };
                names.push(name);
                Ok(())
            })
            .unwrap();
            names
        };
        assert_eq!(names(Role::Registrar, false), ["张小三"]);
        assert_eq!(names(Role::Auditor, false), ["张*三"]);
        let log = administration::log::page(&app, &city, None, 9).unwrap();
        let exports = log.entries.iter().filter(|entry| entry.what == "register_exported");
        let named: Vec<bool> = exports.map(|entry| entry.particulars.contains(r#""named":true"#)).collect();
        assert_eq!(named, [false, true], "{log:?}");
    }
}
