//! 年度报告 at the desk: where the reports of a year stand, what may be done with one, what contradicts last year's.

use gongkai::app::annual_report::{self as report, ReportLine, ReportOrder, check, enter, offers, reports_of_year};
use gongkai::app::{Agency, App};
use gongkai::domain::annual_report::life::{ReportActKind, ReportRefused, ReportStatus};
use gongkai::domain::annual_report::{Amount, Scope, entered_cells};
use gongkai::domain::reconcile::Rule;
use gongkai::domain::regime::Form;
use gongkai::domain::role::{Actor, Role};

use super::{ID_NUMBER, agency, agency_under, app_on, day, form, officer, over_the_counter};
use crate::support::{TestDb, on_both_databases};

fn order(agency: &Agency, expected: i32, actor: &Actor) -> ReportOrder {
    let code = agency.code.parse().unwrap();
    ReportOrder { code, year: 2025, scope: Scope::Own, expected, actor: actor.clone() }
}

fn may(app: &App, agency: &Agency, actor: &Actor) -> Vec<ReportActKind> {
    let found = offers(app, &agency.code.parse().unwrap(), 2025, Scope::Own, actor).unwrap();
    found.into_iter().filter(|offer| offer.refused.is_none()).map(|offer| offer.act).collect()
}

on_both_databases! {
    fn the_reports_of_a_year_are_listed_with_where_they_stand(db: &TestDb) {
        let december = app_on(db, "2025-12-30");
        let city = agency(&december, "city");
        let below = agency_under(&december, "below", Some("city"));
        over_the_counter(&december, &below, form("张三", ID_NUMBER));
        let app = app_on(db, "2026-02-10");
        let head = officer(&app, &below, Role::OfficeHead);
        report::freeze(&app, &order(&below, 0, &head), None, None).unwrap();
        let me = officer(&app, &city, Role::OfficeHead).officer().unwrap();
        let own = reports_of_year(&app, me, None).unwrap();
        assert_eq!((own.year, own.own_by, own.all_by), (2025, Some(day("2026-01-31")), Some(day("2026-03-31"))));
        assert_eq!(own.agencies.iter().map(|it| it.depth).collect::<Vec<_>>(), [0, 1]);
        let late = ReportLine { status: ReportStatus::Open, published_on: None, is_late: true };
        assert_eq!((own.agencies[0].own, own.agencies[0].all), (late, Some(ReportLine { is_late: false, ..late })));
        let theirs = reports_of_year(&app, head.officer().unwrap(), Some(2025)).unwrap();
        assert_eq!(theirs.years, [2026, 2025]);
        assert_eq!((theirs.agencies.len(), theirs.agencies[0].depth, theirs.agencies[0].all), (1, 0, None));
        assert_eq!(theirs.agencies[0].own, ReportLine { status: ReportStatus::Frozen, ..late });
    }

    fn what_may_be_done_with_a_report_follows_its_life(db: &TestDb) {
        let app = app_on(db, "2026-01-10");
        let office = agency(&app, "office");
        let head = officer(&app, &office, Role::OfficeHead);
        assert_eq!(may(&app, &office, &head), [ReportActKind::Freeze]);
        assert_eq!(may(&app, &office, &officer(&app, &office, Role::Auditor)), []);
        report::freeze(&app, &order(&office, 0, &head), None, None).unwrap();
        assert_eq!(may(&app, &office, &head), [ReportActKind::Reopen], "cells are blank");
        let code = office.code.parse().unwrap();
        let faulty = offers(&app, &code, 2025, Scope::Own, &head).unwrap().swap_remove(1);
        assert!(matches!(faulty.refused, Some(ReportRefused::Faulty { faults }) if faults.len() == 10));
        report::reopen(&app, &order(&office, 1, &head), "补填".to_owned()).unwrap();
        let zeros = entered_cells(Form::Form2021).into_iter().map(|cell| (cell, Some(Amount::ZERO)));
        enter(&app, &code, 2025, zeros.collect()).unwrap();
        report::freeze(&app, &order(&office, 2, &head), None, None).unwrap();
        assert_eq!(may(&app, &office, &head), [ReportActKind::SignOff, ReportActKind::Reopen]);
        report::sign_off(&app, &order(&office, 3, &head)).unwrap();
        report::publish(&app, &order(&office, 4, &head), None).unwrap();
        assert_eq!(may(&app, &office, &head), [], "there is nothing to correct");
        enter(&app, &code, 2025, vec![("行政许可/本年处理决定数量".to_owned(), Some(Amount::from(3)))]).unwrap();
        assert_eq!(may(&app, &office, &head), [ReportActKind::Freeze]);
    }

    fn a_report_is_held_against_the_one_that_was_published_before(db: &TestDb) {
        let app = app_on(db, "2026-01-10");
        let office = agency(&app, "office");
        let code = office.code.parse().unwrap();
        let figures = |year| report::view(&app, &code, year, Scope::Own, None).unwrap().figures;
        assert_eq!(check(&app, &code, &figures(2026)).unwrap().previous, None, "nothing is known of 2025");
        let zeros = entered_cells(Form::Form2021).into_iter().map(|cell| (cell, Some(Amount::ZERO)));
        enter(&app, &code, 2025, zeros.collect()).unwrap();
        let head = officer(&app, &office, Role::OfficeHead);
        report::freeze(&app, &order(&office, 0, &head), None, None).unwrap();
        report::sign_off(&app, &order(&office, 1, &head)).unwrap();
        report::publish(&app, &order(&office, 2, &head), None).unwrap();
        // The city forgot a request: what it carried forward is not what the next year carries over.
        let log = r#"{"ref":"forgotten","channel":"post","applicant":{"category":"enterprise"},"received_on":"2025-12-30","steps":[]}"#;
        gongkai::app::import::import(&app, &office, log.as_bytes(), |line| panic!("{line:?}")).unwrap();
        let found = check(&app, &code, &figures(2026)).unwrap();
        assert!(found.previous.is_some_and(|previous| previous.is_published));
        let rules: Vec<Rule> = found.findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, [Rule::CarryOver, Rule::CarryOver], "of enterprises and in total");
    }
}
