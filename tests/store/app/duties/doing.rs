//! 何事: what each duty does to a case, and whom it tells.

use gongkai::app::duties::{bulletin, bulletin_periods};
use gongkai::app::intake::{Intake, register};
use gongkai::app::{Agency, App, act};
use gongkai::domain::case::Command;
use gongkai::domain::code::Channel;
use gongkai::domain::duty::{Counted, Duty, NoticeKind};
use gongkai::domain::ids::{CaseId, SectionId};
use gongkai::domain::mail::{Language, MailKind};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::role::{Actor, Role};
use gongkai::domain::status::Status;
use gongkai::store::correspondents::{self, CorrespondentRow};
use gongkai::store::{cases, mails};

use super::{begin, morning, plan, told, told_of, with_policy};
use crate::app::{ID_NUMBER, agency, app, assert_sound, day, form, officer, over_the_counter, request};
use crate::support::{TestDb, on_both_databases};

const BEGIN: &str = "2025-03-03T08:59:00+08:00";

fn do_to(app: &App, agency: &Agency, case: CaseId, actor: &Actor, command: Command) {
    act(app, agency, case, None, actor, command, app.clock.today()).unwrap();
}

fn new_case(app: &App, agency: &Agency) -> CaseId {
    over_the_counter(app, agency, form("张三", ID_NUMBER)).view.row.id
}

fn status(app: &App, case: CaseId) -> Status {
    app.store.read(|conn| cases::find(conn, case)).unwrap().state.status
}

/// Gives an officer an address to be written to.
fn with_address(db: &TestDb, actor: &Actor) {
    let id = actor.officer().unwrap().0;
    db.execute(&format!("UPDATE officers SET email = 'officer{id}@example.cn' WHERE id = {id}"));
}

/// The kinds of mail that wait for somebody, oldest first.
fn mails_to(app: &App, agency: &Agency, actor: &Actor) -> Vec<MailKind> {
    let mut rows = app.store.read(|conn| mails::page(conn, agency.id, None, None, 1000)).unwrap();
    rows.reverse();
    let to = actor.officer().unwrap().to_string();
    rows.into_iter().filter(|row| row.recipient == to).map(|row| row.kind).collect()
}

on_both_databases! {
    fn a_supplement_is_called_to_mind_and_then_ends_or_is_proposed(db: &TestDb) {
        let (mut app, plan) = (app(db), plan(db));
        begin(&mut app, &plan, BEGIN);
        let (asks, itself) = (agency(&app, "asks"), agency(&app, "itself"));
        let itself = with_policy(&app, &itself, |policy| policy.duties.lapse_automatically = true);
        let cases = [&asks, &itself].map(|agency| {
            let (case, clerk) = (new_case(&app, agency), officer(&app, agency, Role::CaseOfficer));
            let items = Command::RequestSupplement { respond_by: day("2025-03-14"), items: "文号".to_owned() };
            do_to(&app, agency, case, &clerk, items);
            case
        });
        for date in ["2025-03-11", "2025-03-12", "2025-03-13", "2025-03-14", "2025-03-16", "2025-03-17"] {
            morning(&mut app, &plan, date);
        }
        // The last day was a Friday; Monday is the day of grace.
        assert_eq!(cases.map(|case| status(&app, case)), [Status::AwaitingSupplement; 2]);
        morning(&mut app, &plan, "2025-03-18");
        morning(&mut app, &plan, "2025-03-19");
        assert_eq!(cases.map(|case| status(&app, case)), [Status::AwaitingSupplement, Status::Closed]);
        let row = app.store.read(|conn| cases::find(conn, cases[1])).unwrap();
        assert_eq!((row.state.outcome, row.state.closed_on), (Some(Outcome::OtherSupplementLapsed), Some(day("2025-03-18"))));
        let reminded = "2025-03-12 supplement_ending 3";
        assert_eq!(told_of(&app, cases[0]), [reminded, "2025-03-18 supplement_lapsable 3"]);
        assert_eq!(told_of(&app, cases[1]), [reminded]);
        assert_sound(&app);
    }

    fn an_online_request_rings_every_working_day_until_it_is_confirmed(db: &TestDb) {
        let (mut app, plan) = (app(db), plan(db));
        begin(&mut app, &plan, BEGIN);
        let hz = agency(&app, "hz");
        let clerk = officer(&app, &hz, Role::Registrar);
        with_address(db, &clerk);
        let intake = Intake {
            channel: Channel::Fax,
            applicant: form("张三", ID_NUMBER),
            request: request(),
            submitted_on: app.clock.today(),
            received_on: None,
        };
        let case = register(&app, &hz, &clerk, &intake).unwrap().view.row.id;
        for date in ["2025-03-04", "2025-03-05", "2025-03-06", "2025-03-08"] {
            morning(&mut app, &plan, date);
        }
        do_to(&app, &hz, case, &clerk, Command::ConfirmReceipt);
        morning(&mut app, &plan, "2025-03-10");
        let rings = ["2025-03-05 unconfirmed 2025-03-05", "2025-03-06 unconfirmed 2025-03-06"];
        assert_eq!(told_of(&app, case), rings);
        let alarms = mails_to(&app, &hz, &clerk).into_iter().filter(|kind| *kind == MailKind::Unconfirmed).count();
        assert_eq!(alarms, 2);
    }

    fn a_late_case_goes_to_its_officer_then_to_the_head_of_the_section_then_to_the_head_of_the_office(db: &TestDb) {
        let (mut app, plan) = (app(db), plan(db));
        begin(&mut app, &plan, BEGIN);
        let hz = agency(&app, "hz");
        let [registrar, clerk, section, head] =
            [Role::Registrar, Role::CaseOfficer, Role::PreliminaryReviewer, Role::OfficeHead].map(|role| officer(&app, &hz, role));
        for person in [&registrar, &clerk, &section, &head] {
            with_address(db, person);
        }
        let case = new_case(&app, &hz);
        let assign = Command::Assign { officer: clerk.officer().unwrap(), section: None };
        do_to(&app, &hz, case, &registrar, assign);
        // Due on Monday 2025-03-31; 清明节 is Friday 2025-04-04.
        for date in ["2025-03-31", "2025-04-01", "2025-04-02", "2025-04-03", "2025-04-04", "2025-04-07", "2025-04-08", "2025-04-09"] {
            morning(&mut app, &plan, date);
        }
        let expected = ["2025-04-01 late 2025-03-31/officer", "2025-04-03 late 2025-03-31/section_head", "2025-04-08 late 2025-03-31/office_head"];
        assert_eq!(told_of(&app, case), expected);
        let late = |actor| mails_to(&app, &hz, actor).into_iter().filter(|kind| *kind == MailKind::Late).count();
        assert_eq!([&registrar, &clerk, &section, &head].map(late), [0, 1, 1, 1]);
        let digests = |actor| mails_to(&app, &hz, actor).into_iter().filter(|kind| *kind == MailKind::Digest).count();
        // On each of these working days, and only to whoever has the case.
        assert_eq!([&registrar, &clerk].map(digests), [0, 7]);
        let days: Vec<_> = told(&app, &[NoticeKind::Digest]).into_iter().map(|row| row.told_on).collect();
        assert!(!days.contains(&day("2025-04-04")), "{days:?}");
    }

    fn the_last_day_for_a_review_is_called_to_mind_for_those_who_asked_for_it(db: &TestDb) {
        let (mut app, plan) = (app(db), plan(db));
        begin(&mut app, &plan, "2025-04-07T12:00:00+08:00");
        let hz = agency(&app, "hz");
        let line = |number: &str| {
            serde_json::json!({
                "ref": number, "channel": "post", "applicant": { "category": "natural_person" },
                "received_on": "2025-01-06", "steps": [
                    { "on": "2025-02-05", "do": "replied", "outcome": "disclosed" },
                    { "on": "2025-02-10", "do": "delivered" },
                ],
            })
        };
        let log = format!("{}\n{}\n", line("1"), line("2"));
        gongkai::app::import::import(&app, &hz, log.as_bytes(), |line| panic!("{line:?}")).unwrap();
        let rows = app.store.read(|conn| gongkai::store::audit::cases_of_agency(conn, hz.id, CaseId(0), 9)).unwrap();
        let asked = CorrespondentRow {
            case_id: rows[0].id, language: Language::Zh, reply_enclosed: false, appeal_reminder: true,
        };
        app.store.write_blocking(move |conn| correspondents::put(conn, &asked)).unwrap();
        for date in ["2025-04-08", "2025-04-09", "2025-04-10", "2025-04-11"] {
            morning(&mut app, &plan, date);
        }
        // 60 days after it was delivered: Friday 2025-04-11.
        assert_eq!(told_of(&app, rows[0].id), ["2025-04-09 appeal_ending 4"]);
        assert_eq!(told_of(&app, rows[1].id), [""; 0]);
        let mails = app.store.read(|conn| mails::about(conn, rows[0].id)).unwrap();
        assert_eq!(mails.iter().map(|mail| mail.kind).collect::<Vec<_>>(), [MailKind::AppealReminder]);
    }

    fn the_figures_of_a_quarter_are_kept_for_the_agency_and_each_section(db: &TestDb) {
        let (mut app, plan) = (app(db), plan(db));
        begin(&mut app, &plan, BEGIN);
        let hz = agency(&app, "hz");
        let id = hz.id;
        let section: SectionId = app
            .store
            .write_blocking(move |conn| gongkai::store::agencies::create_section(conn, id, "法规处"))
            .unwrap();
        let (registrar, clerk) = (officer(&app, &hz, Role::Registrar), officer(&app, &hz, Role::CaseOfficer));
        let cases = [new_case(&app, &hz), new_case(&app, &hz), new_case(&app, &hz)];
        do_to(&app, &hz, cases[0], &registrar, Command::Assign { officer: clerk.officer().unwrap(), section: Some(section) });
        do_to(&app, &hz, cases[1], &clerk_withdraws(&app, &hz), Command::Withdraw { reason: None });
        morning(&mut app, &plan, "2025-04-01");
        let code = "hz".parse().unwrap();
        let [month, quarter] = ["2025-03", "2025-Q1"].map(|period| period.parse().unwrap());
        assert_eq!(bulletin_periods(&app, &code, 9).unwrap(), [quarter, month]);
        for period in [month, quarter] {
            let made = bulletin(&app, &code, period).unwrap();
            let lines: Vec<_> = made.lines.iter().map(|line| {
                let it = &line.figures;
                (line.section.as_deref(), it.received, it.answered, it.late, it.carried)
            }).collect();
            // Due on 2025-03-31, which was not over when it ended.
            assert_eq!(lines, [(None, 3, 0, 0, 2), (Some("法规处"), 1, 0, 0, 1)]);
            assert_eq!(made.lines[0].average_working_days(), None);
        }
    }

    fn a_copy_is_made_every_night_and_the_oldest_go(db: &TestDb) {
        let (mut app, mut plan) = (app(db), plan(db));
        plan.backups_kept = 2;
        begin(&mut app, &plan, "2025-03-03T12:00:00+08:00");
        agency(&app, "hz");
        let backup = |ran: Vec<gongkai::app::duties::Ran>| {
            ran.into_iter().find(|ran| ran.duty == Duty::Backup).unwrap().outcome.unwrap()
        };
        for date in ["2025-03-04", "2025-03-05", "2025-03-06"] {
            let counts = backup(morning(&mut app, &plan, date));
            if !db.is_sqlite() {
                assert_eq!(counts, [(Counted::LeftToDatabase, 1)].into());
                assert!(!plan.backup_dir.exists());
            }
        }
        if db.is_sqlite() {
            let mut names: Vec<String> = std::fs::read_dir(&plan.backup_dir)
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            assert_eq!(names, ["gongkai-2025-03-05.db", "gongkai-2025-03-06.db"]);
        }
    }
}

fn clerk_withdraws(app: &App, agency: &Agency) -> Actor {
    officer(app, agency, Role::Registrar)
}
