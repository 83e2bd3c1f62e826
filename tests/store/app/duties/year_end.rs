//! 年度截止: at New Year, or at the next start after it.

use gongkai::app::annual_report::adjustments;
use gongkai::app::duties::year_end;
use gongkai::app::import::import;
use gongkai::app::{Agency, App};
use gongkai::domain::annual_report::{Column, Row, Scope, Tables};
use gongkai::domain::duty::{Duty, NoticeKind};
use gongkai::domain::role::Role;

use super::{at, begin, lives, plan, run, runs, told};
use crate::app::{agency, agency_under, app, day, officer};
use crate::support::{TestDb, on_both_databases};

/// Requests of the autumn, of which some are open at New Year.
fn autumn(app: &App, agency: &Agency) {
    let mut log = String::new();
    for index in 0..60 {
        let received_on = day("2025-10-01") + chrono::Days::new(index * 3 / 2);
        let mut line = lives::line(index, received_on, false);
        line.steps.retain(|step| step.on <= day("2025-12-31"));
        log += &(serde_json::to_string(&line).unwrap() + "\n");
    }
    let summary = import(app, agency, log.as_bytes(), |line| panic!("{line:?}")).unwrap();
    assert_eq!(summary.accepted, 60);
}

fn closing(app: &App, code: &str, scope: Scope) -> Option<year_end::YearClosing> {
    year_end::closing(app, &code.parse().unwrap(), 2025, scope, (30, 5)).unwrap()
}

/// The closed year of every report, as JSON.
fn figures(app: &App) -> Vec<String> {
    let reports = [("city", Scope::Own), ("city", Scope::All), ("bureau", Scope::Own), ("empty", Scope::Own)];
    reports.map(|(code, scope)| serde_json::to_string(&closing(app, code, scope).unwrap().figures).unwrap()).into()
}

on_both_databases! {
    fn a_year_is_closed_at_new_year_or_at_the_next_start_with_the_same_result(db: &TestDb) {
        let other = if db.is_sqlite() { TestDb::sqlite() } else { TestDb::postgres() };
        let results = [(db, false), (&other, true)].map(|(db, is_off)| {
            let (mut app, plan) = (app(db), plan(db));
            begin(&mut app, &plan, "2025-12-31T12:00:00+08:00");
            let city = agency(&app, "city");
            let bureau = agency_under(&app, "bureau", Some("city"));
            agency_under(&app, "empty", Some("city"));
            officer(&app, &bureau, Role::OfficeHead);
            autumn(&app, &city);
            autumn(&app, &bureau);
            if !is_off {
                at(&mut app, "2026-01-01T00:09:00+08:00");
                run(&app, &plan);
                assert_eq!(closing(&app, "city", Scope::Own), None);
                at(&mut app, "2026-01-01T00:10:00+08:00");
                let ran = run(&app, &plan);
                assert_eq!(ran[0].duty, Duty::YearEnd);
            }
            at(&mut app, "2026-01-07T10:00:00+08:00");
            run(&app, &plan);
            assert_eq!(runs(&app, Duty::YearEnd), [("2026-01-01".to_owned(), 1)]);
            assert_eq!(told(&app, &[NoticeKind::ReportDrafted]).len(), 4);
            figures(&app)
        });
        assert_eq!(results[0], results[1]);
        let empty = closing(&app(db), "empty", Scope::Own).unwrap();
        assert_eq!((empty.faults, empty.changes), (vec![], vec![]));
    }

    fn what_comes_in_late_is_an_adjustment_of_the_closed_year(db: &TestDb) {
        let (mut app, plan) = (app(db), plan(db));
        begin(&mut app, &plan, "2025-12-31T12:00:00+08:00");
        let city = agency(&app, "city");
        autumn(&app, &city);
        at(&mut app, "2026-01-01T00:10:00+08:00");
        run(&app, &plan);
        let code = "city".parse().unwrap();
        let received = |year: &year_end::YearClosing| {
            let Tables::Current { table3, .. } = &year.figures.tables else { panic!("an old form") };
            table3.get(Row::Received, Column::Total)
        };
        assert_eq!(received(&closing(&app, "city", Scope::Own).unwrap()), 60);
        assert_eq!(adjustments(&app, &code, 2025, Scope::Own, None).unwrap(), []);
        // Found in the letter box after the holidays.
        at(&mut app, "2026-01-05T10:00:00+08:00");
        let late = serde_json::to_string(&lives::line(99, day("2025-12-30"), false)).unwrap();
        let line = late.replace(r#""steps":["#, r#""ignored":["#);
        let line = format!("{}}}", line.split(r#","ignored""#).next().unwrap());
        let summary = import(&app, &city, line.as_bytes(), |line| panic!("{line:?}")).unwrap();
        assert_eq!(summary.accepted, 1);
        let closed = closing(&app, "city", Scope::Own).unwrap();
        assert_eq!(received(&closed), 60);
        let adjusted = adjustments(&app, &code, 2025, Scope::Own, None).unwrap();
        let total = adjusted.iter().find(|it| it.difference.place.to_string() == "table3/一/total").unwrap();
        assert_eq!((total.difference.from.as_whole(), total.difference.to.as_whole()), (Some(60), Some(61)));
        assert_eq!((total.cases_total, total.cases.len()), (1, 1));
        // The year before had none: every total of some size stands out.
        assert!(closed.changes.iter().any(|it| it.place.to_string() == "table3/一/total"));
    }
}
