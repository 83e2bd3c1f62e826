//! A mail server in every bad mood: nothing is lost, nobody is held up, nothing is tried over and over.

use std::path::Path;

use gongkai::app::mail::{ATTEMPTS, Backlog, Dispatcher, Step, backlog, retry};
use gongkai::app::{AgencyForm, App, create_agency};
use gongkai::domain::mail::{MailContent, MailState};
use gongkai::domain::role::Role;
use gongkai::mail::{Encryption, Mailer, Smtp};
use gongkai::store::mails::MailRow;

use super::{address, app_at, rows, send_all, smtp, write, written_to};
use crate::smtp::{Offers, Reaction, Sink, certificate};
use crate::support::{TestDb, on_both_databases};

const MORNING: &str = "2025-03-03T02:00:00Z";

/// An office at an instant whose officers are called after what the mail server does with their mail.
fn office(db: &TestDb, instant: &str) -> (App, gongkai::app::Agency) {
    let app = app_at(db, instant);
    let agency = create_agency(&app, AgencyForm::new("hz".parse().unwrap(), "某市人民政府办公室")).unwrap();
    (app, agency)
}

fn one(rows: &[MailRow], nth: usize) -> (MailState, i32, Option<&str>) {
    (rows[nth].state, rows[nth].attempts, rows[nth].last_error.as_deref())
}

on_both_databases! {
    fn a_mail_that_is_refused_holds_up_no_other(db: &TestDb) {
        let (app, agency) = office(db, MORNING);
        let sink = Sink::start();
        sink.rule(|to, _| match to.split('@').next().unwrap() {
            "later" => Reaction::RefuseRecipient("450 4.2.1 mailbox busy"),
            "never" => Reaction::RefuseRecipient("550 5.1.1 <never@hz.example.cn>: no such user never@hz.example.cn"),
            "content" => Reaction::RefuseContent("552 5.3.4 too large"),
            "broken" => Reaction::BreakOff,
            "stalls" => Reaction::Stall,
            _ => Reaction::Take,
        });
        for name in ["later", "never", "content", "broken", "stalls", "fine"] {
            let officer = written_to(&app, &agency, Role::CaseOfficer, &format!("{name}@hz.example.cn"));
            write(&app, &agency, officer, MailContent::Test {}, 1);
        }
        assert_eq!(send_all(&app, &sink), 1);
        assert_eq!(sink.arrived().iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["fine@hz.example.cn"]);
        let found = rows(&app, &agency);
        assert_eq!(one(&found, 0), (MailState::Waiting, 1, Some("refused")));
        assert_eq!(one(&found, 1), (MailState::Failed, 1, Some("rejected")));
        assert_eq!(one(&found, 2), (MailState::Failed, 1, Some("rejected")));
        assert_eq!(one(&found, 3), (MailState::Waiting, 1, Some("interrupted")));
        assert_eq!(one(&found, 4), (MailState::Waiting, 1, Some("interrupted")));
        assert_eq!(one(&found, 5), (MailState::Sent, 1, None));
        assert_eq!(found[0].answer.as_deref(), Some("450 4.2.1 mailbox busy"));
        assert_eq!(found[1].answer.as_deref(), Some("550 5.1.1 <…>: no such user …"), "no address is kept");
        assert_eq!(found[5].answer.as_deref(), Some("2.0.0 queued"));
        assert!(found[0].next_at > app.clock.now(), "not at once again");
        assert_eq!(send_all(&app, &sink), 0);
        assert_eq!(backlog(&app).unwrap(), Backlog { waiting: 3, failed: 2 });
    }

    fn what_was_refused_for_now_arrives_later_once(db: &TestDb) {
        let (app, agency) = office(db, MORNING);
        let sink = Sink::start();
        sink.rule(|_, before| if before < 2 { Reaction::RefuseRecipient("451 4.3.0 greylisted") } else { Reaction::Take });
        let officer = written_to(&app, &agency, Role::CaseOfficer, "grey@hz.example.cn");
        write(&app, &agency, officer, MailContent::Test {}, 1);
        for (instant, sent) in [("2025-03-03T02:00:30Z", 0), ("2025-03-03T02:02:30Z", 0), ("2025-03-03T02:10:30Z", 1), ("2025-03-03T02:20:00Z", 0)] {
            assert_eq!(send_all(&app_at(db, instant), &sink), sent, "{instant}: {:?}", rows(&app, &agency));
        }
        assert_eq!((sink.count(), one(&rows(&app, &agency), 0)), (1, (MailState::Sent, 3, None)));
    }

    fn a_mail_is_given_up_at_last_and_sent_again_when_somebody_asks(db: &TestDb) {
        let (app, agency) = office(db, MORNING);
        let sink = Sink::start();
        sink.rule(|_, _| Reaction::RefuseRecipient("452 4.2.2 mailbox full"));
        let officer = written_to(&app, &agency, Role::CaseOfficer, "full@hz.example.cn");
        write(&app, &agency, officer, MailContent::Test {}, 1);
        let mut at = app.clock.now() + chrono::TimeDelta::seconds(30);
        for attempt in 1..=ATTEMPTS {
            assert_eq!(one(&rows(&app, &agency), 0).0, MailState::Waiting);
            assert_eq!(send_all(&app_at(db, &at.and_utc().to_rfc3339()), &sink), 0);
            assert_eq!(rows(&app, &agency)[0].attempts, i32::try_from(attempt).unwrap());
            at += chrono::TimeDelta::hours(30);
        }
        let given_up = rows(&app, &agency).remove(0);
        assert_eq!((given_up.state, given_up.last_error.as_deref()), (MailState::Failed, Some("refused")));
        sink.rule(|_, _| Reaction::Take);
        let app = app_at(db, &at.and_utc().to_rfc3339());
        assert_eq!(send_all(&app, &sink), 0);
        retry(&app, &agency, given_up.id).unwrap();
        assert_eq!(send_all(&app, &sink), 1);
        assert!(retry(&app, &agency, given_up.id).is_err(), "what was sent is not sent again");
    }

    fn a_server_that_is_down_is_left_alone_and_nothing_is_lost(db: &TestDb) {
        let (app, agency) = office(db, MORNING);
        let sink = Sink::start();
        let officer = written_to(&app, &agency, Role::CaseOfficer, "wang@hz.example.cn");
        write(&app, &agency, officer, MailContent::Test {}, 200);
        sink.set_down(true);
        let mailer = smtp(&sink);
        let dispatcher = Dispatcher::new(&app, &mailer).unwrap();
        for _ in 0..100 {
            assert_eq!(dispatcher.send_next().unwrap(), Step::Resting);
        }
        assert_eq!(sink.connections(), 1, "asked once");
        assert_eq!(backlog(&app).unwrap(), Backlog { waiting: 200, failed: 0 });
        assert!(rows(&app, &agency).iter().all(|row| row.attempts == 0), "no mail is to blame");
        // An hour later, and every minute of it.
        for minute in 1..=60 {
            let later = app_at(db, &format!("2025-03-03T03:{:02}:00Z", minute - 1));
            let asked = sink.connections();
            assert_eq!(send_all(&later, &sink), 0);
            assert_eq!(sink.connections(), asked + 1);
        }
        sink.set_down(false);
        assert_eq!(send_all(&app_at(db, "2025-03-03T04:01:00Z"), &sink), 200);
        assert_eq!((sink.count(), backlog(&app).unwrap()), (200, Backlog { waiting: 0, failed: 0 }));
    }

    fn whoever_cannot_log_in_or_is_turned_away_blames_no_mail(db: &TestDb) {
        let (app, agency) = office(db, MORNING);
        let officer = written_to(&app, &agency, Role::CaseOfficer, "wang@hz.example.cn");
        write(&app, &agency, officer, MailContent::Test {}, 2);
        let sink = Sink::start();
        let mut login = address(&sink, Encryption::None);
        login.login = Some(("office".to_owned(), "wrong".to_owned()));
        let login = Smtp::new(login, None).unwrap();
        sink.answer_logins("535 5.7.8 bad credentials");
        assert_eq!(Dispatcher::new(&app, &login).unwrap().send_all().unwrap(), 0);
        assert_eq!(one(&rows(&app, &agency), 0).2.or(one(&rows(&app, &agency), 1).2), Some("login"));
        sink.answer_logins("235 2.7.0 welcome");
        sink.greet(Some("554 5.3.2 not today"));
        assert_eq!(Dispatcher::new(&app, &login).unwrap().send_all().unwrap(), 0);
        sink.greet(None);
        assert_eq!(backlog(&app).unwrap(), Backlog { waiting: 2, failed: 0 });
        assert_eq!(Dispatcher::new(&app, &login).unwrap().send_all().unwrap(), 2);
    }

    fn without_encryption_that_holds_nothing_is_sent(db: &TestDb) {
        let (app, agency) = office(db, MORNING);
        let officer = written_to(&app, &agency, Role::CaseOfficer, "wang@hz.example.cn");
        write(&app, &agency, officer, MailContent::Test {}, 3);
        let ca = certificate();
        let trusted = Some(ca.as_path());
        let cases: [(Offers, Encryption, Option<&Path>, Option<&str>); 6] = [
            (Offers::Nothing, Encryption::StartTls, trusted, Some("tls")),
            (Offers::Nothing, Encryption::Tls, trusted, Some("tls")),
            (Offers::StartTls, Encryption::StartTls, None, Some("tls")),
            (Offers::Tls, Encryption::Tls, None, Some("tls")),
            (Offers::StartTls, Encryption::StartTls, trusted, None),
            (Offers::Tls, Encryption::Tls, trusted, None),
        ];
        for (offers, encryption, ca, error) in cases {
            let sink = Sink::offering(offers);
            let mailer = Smtp::new(address(&sink, encryption), ca).unwrap();
            let step = Dispatcher::new(&app, &mailer).unwrap().send_next().unwrap();
            let expected = if error.is_some() { (Step::Resting, 0) } else { (Step::Sent, 1) };
            assert_eq!((step, sink.count()), expected, "{offers:?} {encryption:?}");
            if let Some(error) = error {
                assert!(rows(&app, &agency).iter().any(|row| row.last_error.as_deref() == Some(error)));
            }
        }
        assert_eq!(backlog(&app).unwrap(), Backlog { waiting: 1, failed: 0 });
    }

    fn nobody_is_disturbed_at_night_or_on_a_holiday(db: &TestDb) {
        // Friday evening; Saturday; the holidays of October end on Wednesday the 8th.
        for (instant, open) in [
            ("2025-03-07T12:30:00Z", "2025-03-10T00:00:00"),
            ("2025-03-08T03:00:00Z", "2025-03-10T00:00:00"),
            ("2025-03-09T20:00:00Z", "2025-03-10T00:00:00"),
            ("2025-09-30T12:00:00Z", "2025-10-09T00:00:00"),
        ] {
            let (app, agency) = office(db, instant);
            let officer = written_to(&app, &agency, Role::CaseOfficer, "wang@hz.example.cn");
            let sink = Sink::start();
            write(&app, &agency, officer, MailContent::Assigned { due_on: None }, 1);
            write(&app, &agency, officer, MailContent::Test {}, 1);
            assert_eq!(send_all(&app, &sink), 1, "a test is waited for");
            let waits = rows(&app, &agency).into_iter().find(|row| row.state == MailState::Waiting).unwrap();
            assert_eq!((waits.next_at, waits.attempts), (open.parse().unwrap(), 0), "{instant}");
            let morning = app_at(db, &format!("{open}Z"));
            assert_eq!(send_all(&morning, &sink), 1);
        }
    }
}

#[test]
fn a_sender_is_a_mailer_of_any_thread() {
    fn is_shared(_: &(dyn Mailer + Sync)) {}
    is_shared(&gongkai::mail::Memory::default());
}
