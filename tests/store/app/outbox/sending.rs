//! Messages are sent once and again until they arrive, by whoever is there to send them.

use std::sync::Barrier;

use gongkai::app::App;
use gongkai::app::outbox::{ATTEMPTS, Backlog, Dispatcher, Step, backlog, forget_finished};
use gongkai::app::webhooks::{WebhookPatch, change_webhook, remove_webhook, retry_delivery};
use gongkai::delivery::SendError;
use gongkai::domain::message::MessageState;
use gongkai::store::StoreError;
use gongkai::store::outbox::{self, Attempt, Claim};

use super::super::{agency, app};
use super::{Receiver, administrator, app_at, enqueue, header, messages, waiting, webhook};
use crate::support::{TestDb, on_both_databases};

const URL: &str = "https://oa.example.cn/hook";

fn send_all(app: &App, receiver: &Receiver) -> usize {
    Dispatcher::new(app, receiver).unwrap().send_all().unwrap()
}

on_both_databases! {
    fn a_message_that_arrives_is_sent_once(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let (to, _) = webhook(&app, &agency, URL);
        enqueue(&app, &to, 3);
        let receiver = Receiver::accepting();
        assert_eq!(send_all(&app, &receiver), 3);
        assert_eq!(send_all(&app, &receiver), 0);
        assert!(receiver.has_each_once(3));
        let sent = messages(&app, &to);
        assert!(sent.iter().all(|row| row.state == MessageState::Sent && row.sent_at.is_some() && row.attempts == 1));
        assert!(sent.iter().all(|row| row.response_status == Some(200) && row.claimed_by.is_none()));
        assert_eq!(receiver.ids(), sent.iter().map(|row| row.id.to_string()).collect::<Vec<_>>(), "oldest first");
        let body: serde_json::Value = serde_json::from_str(&receiver.posts()[0].body).unwrap();
        assert_eq!((&body["id"], &body["n"]), (&sent[0].id.to_string().into(), &0.into()));
    }

    fn a_message_that_is_not_taken_comes_again_after_growing_pauses_and_is_given_up(db: &TestDb) {
        let first = app_at(db, "2025-03-03T01:00:00Z");
        let agency = agency(&first, "hz");
        let (to, _) = webhook(&first, &agency, URL);
        enqueue(&first, &to, 1);
        let receiver = Receiver::new(|_| Err(SendError::Status(500)));
        let mut now = first.clock.now();
        let mut last_pause = chrono::TimeDelta::zero();
        for attempt in 1..=ATTEMPTS {
            let app = app_at(db, &format!("{}Z", now.format("%Y-%m-%dT%H:%M:%S%.6f")));
            assert_eq!(send_all(&app, &receiver), 0);
            assert_eq!(receiver.posts().len(), attempt, "not before it is due");
            let row = messages(&app, &to).remove(0);
            assert_eq!((row.attempts as usize, row.last_error.as_deref()), (attempt, Some("status")));
            assert_eq!(row.response_status, Some(500));
            assert_eq!(send_all(&app, &receiver), 0, "nothing is due");
            if attempt < ATTEMPTS {
                assert_eq!(row.state, MessageState::Waiting);
                let pause = row.next_at - now;
                assert!(pause > last_pause, "{pause} after {last_pause}");
                (last_pause, now) = (pause, row.next_at);
            } else {
                assert_eq!(row.state, MessageState::Failed);
            }
        }
        assert!(last_pause > chrono::TimeDelta::hours(19));
        let later = app_at(db, "2025-03-09T01:00:00Z");
        assert_eq!(send_all(&later, &receiver), 0);
        assert_eq!(backlog(&later).unwrap(), Backlog { waiting: 0, failed: 1 });

        let id = messages(&later, &to)[0].id;
        let again = retry_delivery(&later, &agency, to.id, id, None).unwrap();
        assert_eq!((again.state, again.attempts), (MessageState::Waiting, 0));
        let healthy = Receiver::accepting();
        assert_eq!(send_all(&later, &healthy), 1);
        assert_eq!(header(&healthy.posts()[0], "Gongkai-Delivery"), id.to_string(), "the same id as before");
        retry_delivery(&later, &agency, to.id, id, None).unwrap_err();
    }

    fn two_programs_share_the_work_and_send_each_message_once(db: &TestDb) {
        const COUNT: usize = 150;
        let (one, other) = (app(db), app(db));
        let agency = agency(&one, "hz");
        let (to, _) = webhook(&one, &agency, URL);
        enqueue(&one, &to, COUNT);
        let receiver = Receiver::accepting();
        let start = Barrier::new(4);
        let sent: usize = std::thread::scope(|scope| {
            let sending: Vec<_> = [&one, &other, &one, &other]
                .into_iter()
                .map(|app| scope.spawn(|| {
                    start.wait();
                    send_all(app, &receiver)
                }))
                .collect();
            sending.into_iter().map(|sending| sending.join().unwrap()).sum()
        });
        assert_eq!(sent, COUNT);
        assert!(receiver.has_each_once(COUNT));
        assert_eq!(waiting(&one), 0);
    }

    fn what_a_killed_program_had_claimed_is_taken_over_when_the_claim_runs_out(db: &TestDb) {
        let killed = app_at(db, "2025-03-03T01:00:00Z");
        let agency = agency(&killed, "hz");
        let (to, _) = webhook(&killed, &agency, URL);
        enqueue(&killed, &to, 1);
        let (destination, now) = (to.id.to_string(), killed.clock.now());
        let claim = Claim { by: "killed".to_owned(), now, until: now + chrono::TimeDelta::seconds(60) };
        let claimed = killed.store.write_blocking(move |conn| outbox::claim(conn, &destination, &claim)).unwrap().unwrap();

        let receiver = Receiver::accepting();
        assert_eq!(send_all(&app_at(db, "2025-03-03T01:00:40Z"), &receiver), 0, "it may still be at it");
        let heir = app_at(db, "2025-03-03T01:01:05Z");
        assert_eq!(send_all(&heir, &receiver), 1);
        assert_eq!(messages(&heir, &to)[0].attempts, 2);

        // Not killed after all, but late: what it says is not written down any more.
        let failed = Attempt {
            state: MessageState::Failed, next_at: None, response_status: None, error: Some("timeout"), now,
        };
        let kept = heir.store.write_blocking(move |conn| outbox::settle(conn, claimed.id, "killed", &failed));
        assert!(!kept.unwrap());
        assert_eq!(messages(&heir, &to)[0].state, MessageState::Sent);
    }

    fn a_place_that_does_not_answer_holds_up_nobody_else(db: &TestDb) {
        let first = app_at(db, "2025-03-03T01:00:00Z");
        let agency = agency(&first, "hz");
        let (dead, _) = webhook(&first, &agency, "https://dead.example.cn/");
        let (live, _) = webhook(&first, &agency, URL);
        enqueue(&first, &dead, 20);
        enqueue(&first, &live, 20);
        let receiver = Receiver::new(|post| if post.url == URL { Ok(204) } else { Err(SendError::Timeout) });
        assert_eq!(send_all(&first, &receiver), 20);
        assert_eq!(receiver.posts().len(), 21, "the dead place is tried once, not once for each message");
        assert!(messages(&first, &live).iter().all(|row| row.state == MessageState::Sent));
        let tried: i32 = messages(&first, &dead).iter().map(|row| row.attempts).sum();
        assert_eq!(tried, 1);
        let recovered = Receiver::accepting();
        assert_eq!(send_all(&app_at(db, "2025-03-03T01:00:30Z"), &recovered), 20);
    }

    fn one_message_that_is_refused_does_not_stop_the_next(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let (to, _) = webhook(&app, &agency, URL);
        enqueue(&app, &to, 3);
        let receiver = Receiver::new(|post| if post.body.contains("\"n\":0") { Err(SendError::Status(400)) } else { Ok(200) });
        assert_eq!(send_all(&app, &receiver), 2);
        assert_eq!(waiting(&app), 1);
    }

    fn what_waits_for_a_webhook_that_is_switched_off_is_given_up(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let (to, _) = webhook(&app, &agency, URL);
        enqueue(&app, &to, 2);
        let off = WebhookPatch { active: Some(false), ..WebhookPatch::default() };
        change_webhook(&app, &agency, administrator(&app, &agency), to.id, &off).unwrap();
        let receiver = Receiver::accepting();
        assert_eq!(send_all(&app, &receiver), 0);
        assert_eq!(receiver.posts().len(), 0);
        assert!(messages(&app, &to).iter().all(|row| row.last_error.as_deref() == Some("inactive")));
        assert_eq!(backlog(&app).unwrap(), Backlog { waiting: 0, failed: 2 });
    }

    fn a_webhook_goes_with_its_messages(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let (to, _) = webhook(&app, &agency, URL);
        let (other, _) = webhook(&app, &agency, URL);
        enqueue(&app, &to, 2);
        enqueue(&app, &other, 1);
        remove_webhook(&app, &agency, administrator(&app, &agency), to.id).unwrap();
        assert_eq!((messages(&app, &to).len(), messages(&app, &other).len()), (0, 1));
    }

    fn what_is_finished_is_forgotten_after_a_month_and_what_waits_never(db: &TestDb) {
        let first = app_at(db, "2025-03-03T01:00:00Z");
        let agency = agency(&first, "hz");
        let (to, _) = webhook(&first, &agency, URL);
        enqueue(&first, &to, 2);
        let receiver = Receiver::new(|post| if post.body.contains("\"n\":0") { Ok(200) } else { Err(SendError::Status(500)) });
        send_all(&first, &receiver);
        assert_eq!(forget_finished(&app_at(db, "2025-04-02T00:00:00Z")).unwrap(), 0);
        assert_eq!(forget_finished(&app_at(db, "2025-04-02T02:00:00Z")).unwrap(), 1);
        assert_eq!(waiting(&first), 1);
    }

    fn a_dispatcher_finds_nothing_where_nothing_is_due(db: &TestDb) {
        let app = app(db);
        let receiver = Receiver::accepting();
        let dispatcher = Dispatcher::new(&app, &receiver).unwrap();
        assert_eq!(dispatcher.due_destinations().unwrap(), Vec::<String>::new());
        assert_eq!(dispatcher.send_next("webhook_1").unwrap(), Step::Nothing);
    }

    fn a_message_whose_kind_is_unknown_is_an_error_and_stays(db: &TestDb) {
        let app = app(db);
        db.execute(
            "INSERT INTO outbox (kind, destination, created_at, payload, state, attempts, next_at) VALUES \
             ('pigeon', 'webhook_1', '2025-03-03 01:00:00', '{}', 'waiting', 0, '2025-03-03 00:00:00')",
        );
        let receiver = Receiver::accepting();
        let refused = Dispatcher::new(&app, &receiver).unwrap().send_next("webhook_1");
        assert!(matches!(refused, Err(gongkai::app::AppError::Store(StoreError::Corrupt { .. }))), "{refused:?}");
        assert_eq!(waiting(&app), 1);
    }
}
