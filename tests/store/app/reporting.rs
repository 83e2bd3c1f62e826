//! 年度报告: from the freeze to the public, and what comes to light afterwards.

use gongkai::app::annual_report::{
    self as report, Adjustment, CasesOf, ReportOrder, cases_page, enter, find_publication, publications,
};
use gongkai::app::check::{self, Finding};
use gongkai::app::{Agency, App, AppError, act};
use gongkai::domain::annual_report::life::{Fault, Report, ReportRefused, ReportStatus};
use gongkai::domain::annual_report::{Amount, Column, Row, Scope, Tables, entered_cells};
use gongkai::domain::case::{Amendment, Command};
use gongkai::domain::ids::CaseId;
use gongkai::domain::regime::Form;
use gongkai::domain::role::{Actor, Role};
use gongkai::store::{StoreError, reports};

use super::{ID_NUMBER, agency, agency_under, app_on, assert_sound, day, form, officer, over_the_counter};
use crate::support::{TestDb, on_both_databases};

const CELL: &str = "行政许可/本年处理决定数量";

fn order(agency: &Agency, year: i32, expected: i32, actor: &Actor) -> ReportOrder {
    let code = agency.code.parse().unwrap();
    ReportOrder { code, year, scope: Scope::Own, expected, actor: actor.clone() }
}

fn enter_everything(app: &App, agency: &Agency, year: i32) {
    let cells = entered_cells(Form::Form2021).into_iter().map(|cell| (cell, Some(Amount::ZERO)));
    enter(app, &agency.code.parse().unwrap(), year, cells.collect()).unwrap();
}

/// The head of the office brings a year's report to the public.
fn publish(app: &App, agency: &Agency, year: i32, head: &Actor) -> Report {
    enter_everything(app, agency, year);
    report::freeze(app, &order(agency, year, 0, head), None, None).unwrap();
    report::sign_off(app, &order(agency, year, 1, head)).unwrap();
    report::publish(app, &order(agency, year, 2, head), None).unwrap()
}

fn refused<T: std::fmt::Debug>(result: Result<T, AppError>) -> ReportRefused {
    match result {
        Err(AppError::Report(refused)) => refused,
        other => panic!("{other:?}"),
    }
}

fn is_stale<T>(result: &Result<T, AppError>) -> bool {
    matches!(result, Err(AppError::Store(StoreError::StaleReport { .. })))
}

fn carried_forward(standing: &report::ReportStanding) -> i64 {
    let Tables::Current { table3, .. } = &standing.figures.tables else { panic!("an old form") };
    table3.get(Row::CarriedForward, Column::Total)
}

fn view(app: &App, agency: &Agency, year: i32, scope: Scope) -> report::ReportStanding {
    report::view(app, &agency.code.parse().unwrap(), year, scope, None).unwrap()
}

fn adjustments(app: &App, agency: &Agency, year: i32) -> Vec<Adjustment> {
    report::adjustments(app, &agency.code.parse().unwrap(), year, Scope::Own, None).unwrap()
}

/// Each changed figure: place, from, to, and the cases behind it.
fn outline(found: &[Adjustment]) -> Vec<(String, String, Vec<CaseId>)> {
    let change = |it: &Adjustment| format!("{} → {}", it.difference.from, it.difference.to);
    let cases = |it: &Adjustment| it.cases.iter().map(|case| case.row.id).collect();
    found.iter().map(|it| (it.difference.place.to_string(), change(it), cases(it))).collect()
}

fn withdraw(app: &App, agency: &Agency, case: CaseId, on: &str) {
    let clerk = officer(app, agency, Role::CaseOfficer);
    act(app, agency, case, None, &clerk, Command::Withdraw { reason: None }, day(on)).unwrap();
}

on_both_databases! {
    fn what_comes_to_light_after_the_freeze_is_an_adjustment_with_its_cases(db: &TestDb) {
        let december = app_on(db, "2025-12-30");
        let hz = agency(&december, "hz");
        let case = over_the_counter(&december, &hz, form("张三", ID_NUMBER)).view.row.id;
        let open = over_the_counter(&december, &hz, form("李四", "")).view.row.id;
        let app = app_on(db, "2026-01-10");
        let head = officer(&app, &hz, Role::OfficeHead);
        publish(&app, &hz, 2025, &head);
        assert_eq!(adjustments(&app, &hz, 2025), []);
        let later = app_on(db, "2026-02-10");
        // What happens in the new year is the new year's.
        withdraw(&later, &hz, open, "2026-02-10");
        assert_eq!(adjustments(&later, &hz, 2025), []);
        let clerk = officer(&later, &hz, Role::OfficeHead);
        let amendment = Amendment::Category { to: gongkai::domain::code::Category::Enterprise };
        let correct = Command::Correct { amendment, reason: "登记有误".to_owned() };
        act(&later, &hz, case, None, &clerk, correct, day("2026-02-10")).unwrap();
        enter(&later, &"hz".parse().unwrap(), 2025, vec![(CELL.to_owned(), Some(Amount::from(3)))]).unwrap();
        let found = outline(&adjustments(&later, &hz, 2025));
        let changed = |place: &str, change: &str, cases: Vec<CaseId>| (place.to_owned(), change.to_owned(), cases);
        assert_eq!(found, [
            changed(&format!("table2/{CELL}"), "0 → 3", vec![]),
            changed("table3/一/natural_person", "2 → 1", vec![case]),
            changed("table3/一/enterprise", "0 → 1", vec![case]),
            changed("table3/四/natural_person", "2 → 1", vec![case]),
            changed("table3/四/enterprise", "0 → 1", vec![case]),
        ]);
        let published = find_publication(&later, &"hz".parse().unwrap(), 2025, Scope::Own, None).unwrap();
        let kept = serde_json::to_value(&published.edition.figures).unwrap();
        assert_eq!(kept["table3"]["一"]["natural_person"], 2, "the frozen copy stands");
        assert_sound(&later);
    }

    fn a_report_with_faults_is_not_signed_and_says_which(db: &TestDb) {
        let app = app_on(db, "2026-01-10");
        let hz = agency(&app, "hz");
        let head = officer(&app, &hz, Role::OfficeHead);
        publish(&app, &hz, 2024, &head);
        over_the_counter(&app_on(db, "2024-12-30"), &hz, form("张三", ID_NUMBER));
        report::freeze(&app, &order(&hz, 2025, 0, &head), None, None).unwrap();
        let ReportRefused::Faulty { faults } = refused(report::sign_off(&app, &order(&hz, 2025, 1, &head))) else {
            panic!("signed")
        };
        // Two columns that last year's published report did not carry forward, and ten cells of Table 2.
        let contradictions = faults.iter().filter(|fault| matches!(fault, Fault::Contradiction(_))).count();
        assert_eq!((contradictions, faults.len()), (2, 12));
        report::freeze(&app, &order(&hz, 2024, 3, &head), None, Some("漏登一件".to_owned())).unwrap();
        report::sign_off(&app, &order(&hz, 2024, 4, &head)).unwrap();
        report::publish(&app, &order(&hz, 2024, 5, &head), None).unwrap();
        enter_everything(&app, &hz, 2025);
        report::reopen(&app, &order(&hz, 2025, 1, &head), "补填".to_owned()).unwrap();
        report::freeze(&app, &order(&hz, 2025, 2, &head), None, None).unwrap();
        report::sign_off(&app, &order(&hz, 2025, 3, &head)).unwrap();
        assert_sound(&app);
    }

    fn of_two_people_who_saw_the_same_version_one_acts(db: &TestDb) {
        let app = app_on(db, "2026-01-10");
        let hz = agency(&app, "hz");
        let head = officer(&app, &hz, Role::OfficeHead);
        let freeze = || report::freeze(&app, &order(&hz, 2025, 0, &head), None, None);
        let results: Vec<_> = std::thread::scope(|scope| {
            let people: Vec<_> = (0..4).map(|_| scope.spawn(freeze)).collect();
            people.into_iter().map(|person| person.join().unwrap()).collect()
        });
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
        assert!(results.iter().filter(|result| result.is_err()).all(is_stale), "{results:?}");
        assert!(is_stale(&report::sign_off(&app, &order(&hz, 2025, 0, &head))));
        assert!(is_stale(&report::reopen(&app, &order(&hz, 2025, 2, &head), "重编".to_owned())));
        assert_eq!(view(&app, &hz, 2025, Scope::Own).report.status(), ReportStatus::Frozen);
        assert_sound(&app);
    }

    fn the_running_year_is_preliminary_and_a_year_without_requests_is_a_report(db: &TestDb) {
        let december = app_on(db, "2025-12-30");
        let hz = agency(&december, "hz");
        over_the_counter(&december, &hz, form("张三", ID_NUMBER));
        let running = view(&december, &hz, 2025, Scope::Own);
        assert!(running.preliminary && running.live);
        assert_eq!((running.as_of, carried_forward(&running)), (day("2025-12-30"), 1));
        let head = officer(&december, &hz, Role::OfficeHead);
        let freeze = report::freeze(&december, &order(&hz, 2025, 0, &head), None, None);
        assert_eq!(refused(freeze), ReportRefused::YearNotOver { ends_on: day("2025-12-31") });
        let empty = publish(&december, &hz, 2024, &head);
        assert_eq!(empty.published.len(), 1);
        let standing = view(&december, &hz, 2024, Scope::Own);
        assert!(!standing.preliminary && !standing.live);
        assert_eq!((standing.as_of, standing.publish_by), (day("2024-12-31"), Some(day("2025-01-31"))));
        assert!(standing.is_late(december.clock.today()));
    }

    fn a_tree_has_a_report_of_its_own(db: &TestDb) {
        let december = app_on(db, "2025-12-30");
        let city = agency(&december, "city");
        let office = agency_under(&december, "office", Some("city"));
        let above = over_the_counter(&december, &city, form("张三", ID_NUMBER)).view.row.id;
        let below = over_the_counter(&december, &office, form("李四", "")).view.row.id;
        let app = app_on(db, "2026-02-10");
        let head = officer(&app, &city, Role::OfficeHead);
        let all = ReportOrder { scope: Scope::All, ..order(&city, 2025, 0, &head) };
        report::freeze(&app, &all, None, None).unwrap();
        assert_eq!(carried_forward(&view(&app, &city, 2025, Scope::All)), 2);
        let own = view(&app, &city, 2025, Scope::Own);
        assert_eq!((own.report.status(), carried_forward(&own)), (ReportStatus::Open, 1));
        assert!(!view(&app, &city, 2025, Scope::All).is_late(day("2026-03-31")));
        assert!(own.is_late(day("2026-02-10")));
        let code = city.code.parse().unwrap();
        let cell = "table3/四/total".parse().unwrap();
        let wanted = |after, reader| CasesOf { cell, after, size: 1, reader };
        let page = |after| cases_page(&app, &code, 2025, Scope::All, &wanted(after, None)).unwrap();
        let first = page(None);
        assert_eq!((first.cases[0].row.id, first.next), (above, Some(above)));
        let last = page(first.next);
        assert_eq!((last.cases[0].row.id, last.next), (below, None));
        let elsewhere = cases_page(&app, &office.code.parse().unwrap(), 2025, Scope::Own, &wanted(Some(above), None));
        let own_cases_only = cases_page(&app, &code, 2025, Scope::All, &wanted(None, head.officer())).unwrap();
        assert_eq!((own_cases_only.cases[0].row.id, own_cases_only.next), (above, None));
        assert!(matches!(elsewhere, Err(AppError::Store(StoreError::NotFound { .. }))), "{elsewhere:?}");
    }

    fn the_public_has_what_was_published_page_by_page(db: &TestDb) {
        let app = app_on(db, "2026-01-10");
        let agencies = ["a", "b", "c"].map(|code| agency(&app, code));
        for agency in &agencies {
            let head = officer(&app, agency, Role::OfficeHead);
            publish(&app, agency, 2025, &head);
            report::freeze(&app, &order(agency, 2024, 0, &head), None, None).unwrap();
        }
        publish(&app, &agencies[1], 2023, &officer(&app, &agencies[1], Role::OfficeHead));
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let page = publications(&app, None, None, after, 3).unwrap();
            seen.extend(page.reports.iter().map(|row| format!("{} {}", row.code, row.report.year)));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen, ["a 2025", "b 2025", "c 2025", "b 2023"]);
        let of_b = publications(&app, Some(&"b".parse().unwrap()), Some(2025), None, 9).unwrap();
        assert_eq!((of_b.reports.len(), of_b.next), (1, None));
        for (code, year) in [("a", 2024), ("a", 2023), ("nobody", 2025)] {
            let hidden = find_publication(&app, &code.parse().unwrap(), year, Scope::Own, None);
            assert!(matches!(hidden, Err(AppError::Store(StoreError::NotFound { .. }))), "{hidden:?}");
        }
    }

    fn a_history_altered_by_hand_is_found(db: &TestDb) {
        let app = app_on(db, "2026-01-10");
        let hz = agency(&app, "hz");
        publish(&app, &hz, 2025, &officer(&app, &hz, Role::OfficeHead));
        assert_sound(&app);
        let broken = [Finding::ReportHistory { agency: "hz".to_owned(), year: 2025 }];
        let found = || check::check(&app).unwrap().findings;
        db.execute("UPDATE reports SET status = 'signed'");
        assert_eq!(found(), broken);
        db.execute("UPDATE reports SET status = 'published'");
        assert_eq!(found(), []);
        db.execute(if db.is_sqlite() {
            "DROP TRIGGER report_events_no_update"
        } else {
            "ALTER TABLE report_events DISABLE TRIGGER ALL"
        });
        db.execute("UPDATE report_events SET actor = 'officer_99' WHERE version = 2");
        assert_eq!(found(), broken);
    }

    fn the_database_does_not_let_the_history_be_changed(db: &TestDb) {
        let app = app_on(db, "2026-01-10");
        let hz = agency(&app, "hz");
        publish(&app, &hz, 2025, &officer(&app, &hz, Role::OfficeHead));
        for statement in ["UPDATE report_events SET actor = 'x'", "DELETE FROM report_events"] {
            let changing = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| db.execute(statement)));
            assert!(changing.is_err(), "{statement}");
        }
        let rows = app.store.read(reports::list).unwrap();
        assert_eq!((rows.len(), rows[0].version), (1, 3));
    }
}
