//! 日常事务: each once, on the right day, whatever happens to the programs that do them.

use gongkai::app::duties::{Duties, Plan, Ran};
use gongkai::app::{Agency, App};
use gongkai::clock::Clock;
use gongkai::config::Settings;
use gongkai::domain::duty::{Duty, NoticeKind};
use gongkai::store::duty_notices::{self, NoticeRow};

use super::day;
use crate::support::TestDb;

mod doing;
mod engine;
mod lives;
mod oracle;
mod year;
mod year_end;

/// The default times, with copies beside the test's database.
pub fn plan(db: &TestDb) -> Plan {
    Plan { backup_dir: db.file("backups"), ..Plan::of(&Settings::load(None).unwrap()) }
}

/// The same program at another time, written as `2025-03-03T09:00:00+08:00`.
pub fn at(app: &mut App, instant: &str) {
    let start = instant.parse::<chrono::DateTime<chrono::FixedOffset>>().unwrap();
    app.clock = Clock::starting_at(chrono_tz::Asia::Shanghai, start.to_utc());
}

/// Everything that is due in the morning of a day.
pub fn morning(app: &mut App, plan: &Plan, date: &str) -> Vec<Ran> {
    at(app, &format!("{date}T09:00:00+08:00"));
    run(app, plan)
}

pub fn run(app: &App, plan: &Plan) -> Vec<Ran> {
    let ran = Duties::new(app, plan).run_due(&|| false).unwrap();
    for run in &ran {
        assert!(run.outcome.is_ok(), "{run:?}");
    }
    ran
}

/// Looks for the first time: what was due before is somebody else's.
pub fn begin(app: &mut App, plan: &Plan, instant: &str) {
    at(app, instant);
    assert_eq!(run(app, plan), []);
}

/// What was told, of some kinds.
pub fn told(app: &App, kinds: &[NoticeKind]) -> Vec<NoticeRow> {
    let all = app.store.read(|conn| duty_notices::between(conn, day("2000-01-01"), day("2100-01-01"))).unwrap();
    all.into_iter().filter(|row| kinds.contains(&row.kind)).collect()
}

/// As kind, day and what in it, for short.
pub fn told_of(app: &App, case: gongkai::domain::ids::CaseId) -> Vec<String> {
    let mut rows = told(app, NoticeKind::ALL);
    rows.retain(|row| {
        row.subject == case.0
            && !matches!(
                row.kind,
                NoticeKind::Digest
                    | NoticeKind::DatesMoved
                    | NoticeKind::CalendarMissing
                    | NoticeKind::ReportDrafted
                    | NoticeKind::ReportUnsigned
                    | NoticeKind::ReportLate
                    | NoticeKind::Urging
                    | NoticeKind::Bulletin
            )
    });
    rows.sort_by_key(|row| (row.told_on, row.kind));
    rows.iter().map(|row| format!("{} {} {}", row.told_on, row.kind, row.about)).collect()
}

/// The runs of a duty, oldest first, as date and number of attempts.
pub fn runs(app: &App, duty: Duty) -> Vec<(String, i32)> {
    let mut rows = app.store.read(|conn| gongkai::store::duty_runs::newest(conn, duty, 1000)).unwrap();
    rows.reverse();
    rows.iter().map(|row| (row.run_on.to_string(), row.attempts)).collect()
}

/// The agency with other rules of its own.
pub fn with_policy(app: &App, agency: &Agency, change: impl Fn(&mut gongkai::domain::case::Policy)) -> Agency {
    let mut policy = gongkai::domain::case::Policy::clone(&agency.policy);
    change(&mut policy);
    let (id, settings) = (agency.id, serde_json::to_string(&policy).unwrap());
    app.store.write_blocking(move |conn| gongkai::store::agencies::set_settings(conn, id, &settings)).unwrap();
    gongkai::app::find_agency(app, &agency.code.parse().unwrap()).unwrap()
}
