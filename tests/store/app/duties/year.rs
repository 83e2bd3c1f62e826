//! Two years, day by day: 2025 with its make-up days, 2026 on the way into a year without a calendar.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use gongkai::app::duties::{Plan, year_end};
use gongkai::app::import::import;
use gongkai::app::{Agency, App};
use gongkai::domain::annual_report::{CaseFacts, Entered, Figures, Scope};
use gongkai::domain::case::Case;
use gongkai::domain::case_log::LogLine;
use gongkai::domain::duty::NoticeKind;
use gongkai::domain::ids::CaseId;
use gongkai::domain::role::Role;
use gongkai::store::{audit, cases, events};

use super::oracle::{Expected, Oracle};
use super::{begin, lives, morning, plan, told, with_policy};
use crate::app::{agency, agency_under, app, assert_sound, day, officer};
use crate::support::TestDb;

const FIRST: &str = "2025-01-02";
const LAST: &str = "2027-01-08";

struct World {
    app: App,
    plan: Plan,
    city: Agency,
    bureau: Agency,
    /// The requests of each agency, by number.
    lines: BTreeMap<i64, Vec<LogLine>>,
}

impl World {
    fn new(db: &TestDb, cases: u64) -> Self {
        let (mut app, plan) = (app(db), Plan { backups_kept: 0, ..plan(db) });
        begin(&mut app, &plan, "2025-01-01T12:00:00+08:00");
        let city = agency(&app, "city");
        let bureau = agency_under(&app, "bureau", Some("city"));
        for agency in [&city, &bureau] {
            for role in [Role::Registrar, Role::PreliminaryReviewer, Role::OfficeHead, Role::Administrator] {
                officer(&app, agency, role);
            }
        }
        let bureau = with_policy(&app, &bureau, |policy| policy.duties.lapse_automatically = true);
        let lines = [(city.id.0, 0, false), (bureau.id.0, 1, true)].map(|(agency, odd, itself)| {
            let of_agency = (0..cases).filter(|index| index % 2 == odd);
            (agency, of_agency.map(|index| lives::line(index, received_on(index, cases), itself)).collect())
        });
        Self { app, plan, city, bureau, lines: lines.into() }
    }

    /// A day: what is due in the morning, then what happens in the office.
    fn live_through(&mut self, today: NaiveDate) {
        morning(&mut self.app, &self.plan, &today.to_string());
        for agency in [&self.city, &self.bureau] {
            let happened = |line: &&LogLine| line.received_on == today || line.steps.iter().any(|it| it.on == today);
            let mut log = String::new();
            for line in self.lines[&agency.id.0].iter().filter(happened).filter(|it| it.received_on <= today) {
                let steps = line.steps.iter().take_while(|step| step.on <= today).cloned().collect();
                log += &serde_json::to_string(&LogLine { steps, ..line.clone() }).unwrap();
                log.push('\n');
            }
            if !log.is_empty() {
                let summary = import(&self.app, agency, log.as_bytes(), |line| panic!("{line:?}")).unwrap();
                assert_eq!(summary.accepted, log.lines().count());
            }
        }
    }

    /// The cases of an agency, by the number of their line.
    fn rows(&self, agency: &Agency) -> HashMap<String, cases::CaseRow> {
        let rows = self.app.store.read(|conn| audit::cases_of_agency(conn, agency.id, CaseId(0), 1_000_000)).unwrap();
        rows.into_iter().map(|row| (row.origin.source_ref.clone().unwrap(), row)).collect()
    }

    fn oracle(&self, agency: &Agency) -> Oracle<'_> {
        let calendar = if agency.id == self.city.id { &self.city.calendar } else { &self.bureau.calendar };
        let ends_by_itself = agency.id == self.bureau.id;
        Oracle { calendar, regimes: self.app.rulebook.regimes(), ends_by_itself, last: day(LAST) }
    }

    /// What a report counts of every case of these agencies, from the histories.
    fn facts(&self, agencies: &[&Agency]) -> Vec<CaseFacts> {
        let mut facts = Vec::new();
        for agency in agencies {
            for row in self.rows(agency).values() {
                let history = self.app.store.read(|conn| events::load(conn, row.id)).unwrap();
                let history = gongkai::app::history::decode(&history, row.id).unwrap();
                let case = Case::fold(&history, self.app.rulebook.regimes()).unwrap();
                facts.push(case.facts(&agency.calendar).unwrap());
            }
        }
        facts
    }
}

fn received_on(index: u64, cases: u64) -> NaiveDate {
    let span = (day("2026-12-24") - day(FIRST)).num_days().unsigned_abs();
    day(FIRST) + chrono::Days::new(index * span / cases)
}

/// What is said once and waits for a working day, but for what is about a period that is over.
const ON_WORKING_DAYS: &[NoticeKind] = &[
    NoticeKind::SupplementEnding,
    NoticeKind::FeeEnding,
    NoticeKind::ThirdPartyEnding,
    NoticeKind::ReconsiderationAnswerEnding,
    NoticeKind::CourtAnswerEnding,
    NoticeKind::SupplementLapsable,
    NoticeKind::FeeLapsable,
    NoticeKind::Late,
    NoticeKind::CalendarMissing,
    NoticeKind::ReportUnsigned,
    NoticeKind::ReportLate,
];

#[test]
fn two_years_pass_and_nothing_is_missed_and_nothing_told_twice() {
    two_years_pass(&TestDb::sqlite_in_memory(), 3000);
}

#[test]
fn two_years_pass_on_postgres_as_well() {
    two_years_pass(&TestDb::postgres(), 150);
}

fn two_years_pass(db: &TestDb, cases: u64) {
    let mut world = World::new(db, cases);
    for today in day(FIRST).iter_days().take_while(|today| *today <= day(LAST)) {
        world.live_through(today);
    }
    let mut expected = Expected::new();
    for agency in [&world.city, &world.bureau] {
        let (oracle, rows) = (world.oracle(agency), world.rows(agency));
        for line in &world.lines[&agency.id.0] {
            let row = &rows[&line.source_ref];
            let ended = oracle.expect(row.id.0, line, &mut expected);
            if ended.is_some() {
                assert_eq!(row.state.closed_on, ended, "{line:?}");
            }
        }
    }
    let (city, bureau, oracle) = (world.city.id.0, world.bureau.id.0, world.oracle(&world.city));
    for year in [2024, 2025] {
        oracle.report(city, year, "own", 1, &mut expected);
        oracle.report(city, year, "all", 3, &mut expected);
        oracle.report(bureau, year, "own", 1, &mut expected);
    }
    oracle.missing_calendar(city, day(FIRST), &mut expected);
    let found: Expected = told(&world.app, ON_WORKING_DAYS)
        .into_iter()
        .map(|row| ((row.kind, row.subject, row.about), row.told_on))
        .collect();
    let missed: Vec<_> = expected.iter().filter(|(key, day)| found.get(key) != Some(day)).collect();
    assert!(missed.is_empty(), "{} of {}: {:?}", missed.len(), expected.len(), &missed[..missed.len().min(5)]);
    let unexpected: Vec<_> = found.iter().filter(|(key, _)| !expected.contains_key(key)).collect();
    assert!(unexpected.is_empty(), "{}: {:?}", unexpected.len(), &unexpected[..unexpected.len().min(5)]);
    for kind in ON_WORKING_DAYS {
        assert!(found.keys().any(|(found, ..)| found == kind), "{kind} never happened");
    }
    for row in told(&world.app, &[NoticeKind::Digest]) {
        assert!(oracle.is_working(row.told_on), "{row:?}");
        assert_eq!(row.about, row.told_on.to_string());
    }
    check_years(&world);
    assert_sound(&world.app);
}

/// The closed years are what the histories make of them, and every one was told.
fn check_years(world: &World) {
    let reports: [(&Agency, Scope, Vec<&Agency>); 3] = [
        (&world.city, Scope::Own, vec![&world.city]),
        (&world.bureau, Scope::Own, vec![&world.bureau]),
        (&world.city, Scope::All, vec![&world.city, &world.bureau]),
    ];
    for (agency, scope, members) in reports {
        let facts = world.facts(&members);
        for year in [2025, 2026] {
            let code = agency.code.parse().unwrap();
            let closing = year_end::closing(&world.app, &code, year, scope, (30, 5)).unwrap().unwrap();
            let folded = Figures::fold(&closing.figures.header, &facts, &Entered::new());
            assert_eq!(serde_json::to_value(&closing.figures).unwrap(), serde_json::to_value(&folded).unwrap());
            assert_eq!(closing.faults, []);
        }
    }
    let drafted = told(&world.app, &[NoticeKind::ReportDrafted]);
    assert_eq!(drafted.len(), 6);
    assert!(drafted.iter().all(|row| ["2026-01-01", "2027-01-01"].contains(&row.told_on.to_string().as_str())));
    // Two heads, from January 2025 to December 2026.
    assert_eq!(told(&world.app, &[NoticeKind::Urging]).len(), 2 * 24);
    assert_eq!(told(&world.app, &[NoticeKind::Bulletin]).len(), 2 * 8);
}
