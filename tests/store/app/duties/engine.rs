//! 何时办、由谁办.

use gongkai::app::duties::{Duties, overview};
use gongkai::domain::duty::Duty;
use gongkai::store::duty_runs::{self, RunClaim};

use super::{at, begin, morning, plan, run, runs};
use crate::app::{agency, app, day};
use crate::support::{TestDb, on_both_databases};

on_both_databases! {
    fn of_several_programs_one_does_each_duty(db: &TestDb) {
        let (mut one, plan) = (app(db), plan(db));
        begin(&mut one, &plan, "2025-03-03T12:00:00+08:00");
        agency(&one, "hz");
        let mut programs: Vec<_> = (0..3).map(|_| app(db)).collect();
        for program in &mut programs {
            at(program, "2025-03-04T12:00:00+08:00");
        }
        let ran: Vec<Duty> = std::thread::scope(|scope| {
            let run = |app| run(app, &plan);
            let threads: Vec<_> = programs.iter().map(|app| scope.spawn(move || run(app))).collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).map(|ran| ran.duty).collect()
        });
        let mut once = ran.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), ran.len(), "{ran:?}");
        for duty in &once {
            assert_eq!(runs(&one, *duty), [("2025-03-04".to_owned(), 1)], "{duty}");
        }
        assert!(once.contains(&Duty::Digests) && !once.contains(&Duty::YearEnd));
    }

    fn what_a_killed_program_had_begun_is_taken_over_when_its_claim_has_run_out(db: &TestDb) {
        let (mut app, plan) = (app(db), plan(db));
        begin(&mut app, &plan, "2025-03-03T12:00:00+08:00");
        at(&mut app, "2025-03-04T06:10:00+08:00");
        let now = app.clock.now();
        let claim = RunClaim { by: "killed".to_owned(), now, until: now + plan.claim, again: false };
        app.store.write_blocking(move |conn| duty_runs::claim(conn, Duty::Reminders, day("2025-03-04"), &claim)).unwrap();
        let ran = |app: &_| run(app, &plan).iter().map(|ran| ran.duty).collect::<Vec<_>>();
        assert!(!ran(&app).contains(&Duty::Reminders));
        at(&mut app, "2025-03-04T06:39:00+08:00");
        assert!(!ran(&app).contains(&Duty::Reminders));
        at(&mut app, "2025-03-04T06:41:00+08:00");
        assert!(ran(&app).contains(&Duty::Reminders));
        assert_eq!(runs(&app, Duty::Reminders), [("2025-03-04".to_owned(), 2)]);
        assert!(!ran(&app).contains(&Duty::Reminders));
    }

    fn what_a_stopped_server_missed_is_made_up_for(db: &TestDb) {
        let (mut app, plan) = (app(db), plan(db));
        begin(&mut app, &plan, "2025-03-03T12:00:00+08:00");
        morning(&mut app, &plan, "2025-03-04");
        morning(&mut app, &plan, "2025-07-02");
        let dates = |duty| runs(&app, duty).into_iter().map(|(date, _)| date).collect::<Vec<_>>();
        assert_eq!(dates(Duty::Urging), ["2025-04-01", "2025-05-01", "2025-06-01", "2025-07-01"]);
        assert_eq!(dates(Duty::Bulletin), ["2025-04-01", "2025-07-01"]);
        assert_eq!(dates(Duty::Lapses), ["2025-03-04", "2025-07-02"]);
        morning(&mut app, &plan, "2025-07-02");
        assert_eq!(runs(&app, Duty::Lapses), [("2025-03-04".to_owned(), 1), ("2025-07-02".to_owned(), 1)]);
    }

    fn a_duty_that_fails_is_tried_again_later_and_holds_up_no_other(db: &TestDb) {
        if !db.is_sqlite() {
            return;
        }
        let (mut app, plan) = (app(db), plan(db));
        begin(&mut app, &plan, "2025-03-03T12:00:00+08:00");
        // A file where the folder should be.
        std::fs::write(&plan.backup_dir, "").unwrap();
        at(&mut app, "2025-03-04T09:00:00+08:00");
        let attempt = |app: &_| {
            let ran = Duties::new(app, &plan).run_due(&|| false).unwrap();
            ran.into_iter().find(|ran| ran.duty == Duty::Backup).map(|ran| ran.outcome.is_ok())
        };
        assert_eq!(attempt(&app), Some(false));
        assert_eq!(runs(&app, Duty::Digests).len(), 1);
        let standing = overview(&app, &plan).unwrap().into_iter().find(|it| it.duty == Duty::Backup).unwrap();
        let last = standing.last.unwrap();
        assert!(last.error.is_some() && last.finished_at.is_none());
        assert_eq!(attempt(&app), None, "it rests");
        std::fs::remove_file(&plan.backup_dir).unwrap();
        at(&mut app, "2025-03-04T09:11:00+08:00");
        assert_eq!(attempt(&app), Some(true));
        assert_eq!(std::fs::read_dir(&plan.backup_dir).unwrap().count(), 1);
    }

    fn somebody_may_have_a_duty_done_now_as_often_as_they_like(db: &TestDb) {
        let (mut app, plan) = (app(db), plan(db));
        begin(&mut app, &plan, "2025-03-03T12:00:00+08:00");
        let now = |app: &_| Duties::new(app, &plan).run_now(Duty::Seal).unwrap().unwrap();
        assert_eq!(now(&app).run_on, day("2025-03-03"));
        assert!(now(&app).outcome.is_ok());
        assert_eq!(runs(&app, Duty::Seal), [("2025-03-03".to_owned(), 2)]);
        morning(&mut app, &plan, "2025-03-04");
        let standing = overview(&app, &plan).unwrap().into_iter().find(|it| it.duty == Duty::Seal).unwrap();
        assert_eq!(standing.last.unwrap().run_on, day("2025-03-04"));
        assert_eq!(standing.next_at.unwrap().to_rfc3339(), "2025-03-05T08:20:00+08:00");
    }
}
