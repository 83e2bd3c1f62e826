//! Who watches over an agency follows what was done in it, a page at a time.

use gongkai::app::audit_trail::{Happened, TrailKind, TrailPage, TrailQuestion, trail};
use gongkai::app::case_file::open_case;
use gongkai::app::{Agency, App, AppError, act};
use gongkai::domain::administration::{AdminEvent, AdminRefused};
use gongkai::domain::case::{Command, Event};
use gongkai::domain::role::{Actor, Role};
use gongkai::store::StoreError;
use gongkai::store::unsealings::{self, UnsealingRow};

use super::administering::administrator;
use super::{ID_NUMBER, agency, app, day, form, officer, over_the_counter};
use crate::support::{TestDb, on_both_databases};

fn question(agency: &Agency, kind: TrailKind) -> TrailQuestion {
    TrailQuestion {
        agency: agency.code.parse().unwrap(),
        kind,
        from: None,
        to: None,
        officer: None,
        case_no: None,
        before: None,
    }
}

/// Every page of a trail, two entries each.
fn all(app: &App, who: &Actor, question: &TrailQuestion) -> Vec<Happened> {
    let (mut found, mut question) = (Vec::new(), question.clone());
    loop {
        let TrailPage { entries, next, .. } = trail(app, who, &question, 2).unwrap();
        assert!(entries.len() <= 2);
        found.extend(entries.into_iter().map(|entry| entry.what));
        match next {
            // As an address carries it.
            Some(place) => question.before = Some(place.to_string().parse().unwrap()),
            None => return found,
        }
    }
}

on_both_databases! {
    fn a_trail_is_followed_page_by_page_and_narrowed_by_day_person_and_case(db: &TestDb) {
        let app = app(db);
        let (hz, wz) = (agency(&app, "hz"), agency(&app, "wz"));
        let (auditor, clerk) = (officer(&app, &hz, Role::Auditor), officer(&app, &hz, Role::CaseOfficer));
        let cases: Vec<_> = [&hz, &hz, &wz].map(|at| over_the_counter(&app, at, form("张三", ID_NUMBER)).view.row).into();
        for text in ["甲", "乙"] {
            let note = Command::Note { text: text.to_owned() };
            act(&app, &hz, cases[0].id, None, &clerk, note, app.clock.today()).unwrap();
        }
        let of_cases = question(&hz, TrailKind::Cases);
        let found = all(&app, &auditor, &of_cases);
        let in_case = |what: &Happened| {
            let Happened::InCase { case, event, .. } = what else { panic!("{what:?}") };
            (*case, (**event).clone())
        };
        let in_order: Vec<_> = found.iter().map(in_case).collect();
        let first = open_case(&app, cases[0].id).unwrap().history;
        let second = open_case(&app, cases[1].id).unwrap().history;
        assert_eq!(in_order.len(), first.len() + second.len(), "another agency's are not in it");
        assert_eq!(in_order[0], (cases[0].id, Event::Noted { text: "乙".to_owned() }), "the last first");

        let by_clerk = all(&app, &auditor, &TrailQuestion { officer: clerk.officer(), ..of_cases.clone() });
        assert_eq!(by_clerk.len(), 2);
        let case_no = Some(cases[1].origin.case_no.clone());
        assert_eq!(all(&app, &auditor, &TrailQuestion { case_no, ..of_cases.clone() }).len(), second.len());
        let until = |to: &str| TrailQuestion { to: Some(day(to)), ..of_cases.clone() };
        assert_eq!(all(&app, &auditor, &until("2025-03-02")), []);
        assert_eq!(all(&app, &auditor, &until("2025-03-03")), found);
        assert_eq!(all(&app, &auditor, &TrailQuestion { from: Some(day("2025-03-04")), ..of_cases }), []);
    }

    fn who_saw_particulars_is_found_the_last_first(db: &TestDb) {
        let app = app(db);
        let hz = agency(&app, "hz");
        let (auditor, clerk) = (officer(&app, &hz, Role::Auditor), officer(&app, &hz, Role::CaseOfficer));
        let case = over_the_counter(&app, &hz, form("张三", ID_NUMBER)).view.row;
        let (officer_id, now) = (clerk.officer().unwrap(), app.clock.now());
        for (on_date, hours) in [("2025-03-01", 2), ("2025-03-02", 1), ("2025-03-03", 0)] {
            let first_at = now - chrono::TimeDelta::hours(hours);
            let row = UnsealingRow { case_id: case.id, officer_id, on_date: day(on_date), first_at };
            app.store.write_blocking(move |conn| unsealings::put(conn, &row)).unwrap();
        }
        let asked = question(&hz, TrailKind::Unsealings);
        let one = Happened::Unsealed { case: case.id, case_no: case.origin.case_no };
        assert_eq!(all(&app, &auditor, &asked), [one.clone(), one.clone(), one]);
        let page = trail(&app, &auditor, &asked, 10).unwrap();
        assert!(page.entries.is_sorted_by(|one, other| one.at > other.at));
        assert_eq!(page.names.get(&officer_id).map(String::as_str), Some("王某"));
        assert_eq!(all(&app, &auditor, &TrailQuestion { officer: auditor.officer(), ..asked }), []);
    }

    fn administrators_follow_the_administration_and_nobody_else_follows_anything(db: &TestDb) {
        let app = app(db);
        let (hz, wz) = (agency(&app, "hz"), agency(&app, "wz"));
        let (root, clerk) = (administrator(&app, &hz, true), officer(&app, &hz, Role::CaseOfficer));
        let administration = question(&hz, TrailKind::Administration);
        let found = all(&app, &root, &administration);
        let newest = Happened::Administered(Box::new(AdminEvent::RoleGranted {
            officer: clerk.officer().unwrap(), role: Role::CaseOfficer, subtree: false,
        }));
        assert_eq!((found.len(), &found[0]), (5, &newest), "the agency, and two people with a role each");
        let of_cases = trail(&app, &root, &question(&hz, TrailKind::Cases), 10);
        assert!(matches!(of_cases, Err(AppError::Admin(AdminRefused::OutsideReach))), "{of_cases:?}");
        for (who, agency) in [(&clerk, &hz), (&root, &wz)] {
            let refused = trail(&app, who, &question(agency, TrailKind::Administration), 10);
            assert!(matches!(refused, Err(AppError::Store(StoreError::NotFound { .. }))), "{refused:?}");
        }
        assert!(matches!("1.2".parse::<gongkai::app::audit_trail::TrailPlace>(), Err(AppError::BadCursor)));
    }
}
