//! An agency's administrator decides who is told, and how it is signed.

use gongkai::app::outbox::Dispatcher;
use gongkai::app::rekey::rekey;
use gongkai::app::webhooks::{
    MOST, WebhookFault, WebhookForm, WebhookPatch, change_webhook, create_webhook, list_deliveries, list_webhooks,
    remove_webhook, retry_delivery, rotate_secret, test_webhook,
};
use gongkai::app::{App, AppError};
use gongkai::delivery::Post;
use gongkai::domain::administration::AdminEvent;
use gongkai::domain::webhook::News;
use gongkai::keys::{KeyId, Keyring};
use gongkai::store::{StoreError, webhooks};

use super::super::administering::other_changes;
use super::super::{agency, agency_under, app};
use super::{Receiver, administrator, app_at, expected_signature, form, header, messages, webhook};
use crate::support::{TestDb, on_both_databases};

const URL: &str = "https://oa.example.cn/hook";

/// What arrives when everything that waits is sent.
fn arrives(app: &App) -> Vec<Post> {
    let receiver = Receiver::accepting();
    Dispatcher::new(app, &receiver).unwrap().send_all().unwrap();
    receiver.posts()
}

fn signatures(post: &Post) -> Vec<String> {
    let header = header(post, "Gongkai-Signature");
    header.split(',').filter_map(|part| part.strip_prefix("v1=")).map(str::to_owned).collect()
}

fn signed_with(post: &Post, secret: &str) -> String {
    expected_signature(secret, &header(post, "Gongkai-Signature"), &post.body)
}

fn not_found<T>(result: Result<T, AppError>) -> bool {
    matches!(result, Err(AppError::Store(StoreError::NotFound { .. })))
}

on_both_databases! {
    fn what_is_sent_is_signed_with_the_secret_that_was_shown_once(db: &TestDb) {
        let app = app_at(db, "2025-03-03T01:00:00Z");
        let agency = agency(&app, "hz");
        let (to, secret) = webhook(&app, &agency, URL);
        assert!(secret.reveal().starts_with("gkwh_") && secret.reveal().len() == 69);
        assert_eq!(format!("{secret:?}"), "***");
        let kept = app.store.read(|conn| webhooks::find(conn, to.id)).unwrap();
        let sealed = kept.sealed.unwrap();
        assert!(!sealed.windows(16).any(|part| secret.reveal().as_bytes().windows(16).any(|own| own == part)));
        let id = test_webhook(&app, &agency, to.id, None).unwrap();
        let post = arrives(&app).remove(0);
        assert_eq!(header(&post, "Gongkai-Delivery"), id.to_string());
        assert!(header(&post, "Gongkai-Signature").starts_with("t=17409636"));
        assert_eq!(signatures(&post), [signed_with(&post, secret.reveal())]);
        let body: serde_json::Value = serde_json::from_str(&post.body).unwrap();
        assert_eq!((&body["type"], &body["agency"]), (&"webhook.test".into(), &"hz".into()));
    }

    fn for_a_day_after_a_change_both_secrets_sign(db: &TestDb) {
        let app = app_at(db, "2025-03-03T01:00:00Z");
        let agency = agency(&app, "hz");
        let (to, first) = webhook(&app, &agency, URL);
        let second = rotate_secret(&app, &agency, administrator(&app, &agency), to.id, None).unwrap();
        assert_ne!(first.reveal(), second.reveal());
        test_webhook(&app, &agency, to.id, None).unwrap();
        let post = arrives(&app).remove(0);
        assert_eq!(signatures(&post), [signed_with(&post, second.reveal()), signed_with(&post, first.reveal())]);
        let later = app_at(db, "2025-03-04T01:01:00Z");
        test_webhook(&later, &agency, to.id, None).unwrap();
        let post = arrives(&later).remove(0);
        assert_eq!(signatures(&post), [signed_with(&post, second.reveal())]);
    }

    fn a_change_of_keys_seals_the_secrets_again(db: &TestDb) {
        let office = app(db);
        let agency = agency(&office, "hz");
        let (to, secret) = webhook(&office, &agency, URL);
        let done = rekey(&app(db)).unwrap();
        assert_eq!((done.key, done.retired, done.damaged_webhooks), (KeyId(2), vec![KeyId(1)], vec![]));
        assert_eq!(Keyring::open(office.keys.path()).unwrap().key_ids(), [KeyId(2)]);
        // A server that was running has to read the key file again.
        test_webhook(&office, &agency, to.id, None).unwrap();
        let post = arrives(&office).remove(0);
        assert_eq!(signatures(&post), [signed_with(&post, secret.reveal())]);
    }

    fn a_secret_that_does_not_open_is_named_keeps_its_key_and_can_be_changed(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let (to, _) = webhook(&app, &agency, URL);
        let was = app.store.read(|conn| webhooks::find(conn, to.id)).unwrap().sealed.unwrap();
        let id = to.id;
        let broken: Result<bool, StoreError> =
            app.store.write_blocking(move |conn| webhooks::reseal(conn, id, Some(&was), "1", &[0; 40]));
        assert!(broken.unwrap());
        let done = rekey(&app).unwrap();
        assert_eq!((done.damaged_webhooks, done.retired), (vec![to.id], vec![]));
        test_webhook(&app, &agency, to.id, None).unwrap();
        assert_eq!(arrives(&app).len(), 0, "nothing leaves unsigned");
        assert_eq!(messages(&app, &to)[0].last_error.as_deref(), Some("secret_unreadable"));
        let secret = rotate_secret(&app, &agency, administrator(&app, &agency), to.id, None).unwrap();
        retry_delivery(&app, &agency, to.id, messages(&app, &to)[0].id, None).unwrap();
        let post = arrives(&app).remove(0);
        assert_eq!(signatures(&post), [signed_with(&post, secret.reveal())]);
        assert_eq!(rekey(&app).unwrap().retired, [KeyId(1)]);
    }

    fn another_agencys_webhook_is_not_there(db: &TestDb) {
        let app = app(db);
        let (own, other) = (agency(&app, "hz"), agency(&app, "nb"));
        let (to, _) = webhook(&app, &own, URL);
        let message = test_webhook(&app, &own, to.id, None).unwrap();
        let by = administrator(&app, &other);
        assert_eq!(list_webhooks(&app, &other).unwrap(), []);
        assert!(not_found(change_webhook(&app, &other, by, to.id, &WebhookPatch::default())));
        assert!(not_found(rotate_secret(&app, &other, by, to.id, None)));
        assert!(not_found(test_webhook(&app, &other, to.id, None)));
        assert!(not_found(list_deliveries(&app, &other, to.id, None, 10)));
        assert!(not_found(retry_delivery(&app, &other, to.id, message, None)));
        assert!(not_found(remove_webhook(&app, &other, by, to.id)));
        let (others, _) = webhook(&app, &other, URL);
        assert!(not_found(retry_delivery(&app, &other, others.id, message, None)));
        assert_eq!(list_webhooks(&app, &own).unwrap(), [to]);
    }

    fn only_what_is_named_is_changed(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let by = administrator(&app, &agency);
        let (to, _) = webhook(&app, &agency, URL);
        let unchanged = change_webhook(&app, &agency, by, to.id, &WebhookPatch::default()).unwrap();
        assert_eq!(unchanged, to);
        let url = Some("http://10.0.0.1:8080/".parse().unwrap());
        let patch = WebhookPatch { url, events: Some(vec![News::DueDateChanged; 2]), ..WebhookPatch::default() };
        let changed = change_webhook(&app, &agency, by, to.id, &patch).unwrap();
        assert_eq!((changed.url.as_str(), changed.events.as_slice()), ("http://10.0.0.1:8080/", &[News::DueDateChanged][..]));
        assert!(changed.active && !changed.subtree);
    }

    fn every_change_of_a_webhook_is_in_the_log_without_what_may_be_a_secret(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let by = administrator(&app, &agency);
        let (to, _) = webhook(&app, &agency, "https://oa.example.cn:8443/hook?token=secret");
        change_webhook(&app, &agency, by, to.id, &WebhookPatch::default()).unwrap();
        change_webhook(&app, &agency, by, to.id, &WebhookPatch { active: Some(false), ..WebhookPatch::default() }).unwrap();
        rotate_secret(&app, &agency, by, to.id, None).unwrap();
        remove_webhook(&app, &agency, by, to.id).unwrap();
        let (webhook, host) = (to.id, "oa.example.cn:8443".to_owned());
        assert_eq!(other_changes(&app, &agency), [
            AdminEvent::WebhookAdded { webhook, host: host.clone() },
            AdminEvent::WebhookChanged { webhook, host: host.clone(), subtree: false, active: false },
            AdminEvent::WebhookSecretChanged { webhook, host: host.clone() },
            AdminEvent::WebhookRemoved { webhook, host },
        ]);
    }

    fn agencies_below_are_reported_only_by_who_administers_them(db: &TestDb) {
        let app = app(db);
        let city = agency(&app, "shi");
        agency_under(&app, "ju", Some("shi"));
        let by = administrator(&app, &city);
        let refused = create_webhook(&app, &city, by, &WebhookForm { subtree: true, ..form(URL) }, None);
        assert!(matches!(refused, Err(AppError::Webhook(WebhookFault::NotYourSubtree))), "{refused:?}");
        let (to, _) = webhook(&app, &city, URL);
        let patch = WebhookPatch { subtree: Some(true), ..WebhookPatch::default() };
        let refused = change_webhook(&app, &city, by, to.id, &patch);
        assert!(matches!(refused, Err(AppError::Webhook(WebhookFault::NotYourSubtree))), "{refused:?}");
    }

    fn there_is_an_end_to_webhooks_and_each_is_told_something(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let by = administrator(&app, &agency);
        let nothing = create_webhook(&app, &agency, by, &WebhookForm { events: vec![], ..form(URL) }, None);
        assert!(matches!(nothing, Err(AppError::Webhook(WebhookFault::NoEvents))), "{nothing:?}");
        for _ in 0..MOST {
            create_webhook(&app, &agency, by, &form(URL), None).unwrap();
        }
        let one_more = create_webhook(&app, &agency, by, &form(URL), None);
        assert!(matches!(one_more, Err(AppError::Webhook(WebhookFault::TooMany { max: MOST }))), "{one_more:?}");
    }

    fn deliveries_are_listed_newest_first_a_page_at_a_time(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let (to, _) = webhook(&app, &agency, URL);
        let ids: Vec<_> = (0..5).map(|_| test_webhook(&app, &agency, to.id, None).unwrap()).collect();
        let page = |before| -> Vec<_> {
            list_deliveries(&app, &agency, to.id, before, 3).unwrap().iter().map(|row| row.id).collect()
        };
        assert_eq!(page(None), [ids[4], ids[3], ids[2]]);
        assert_eq!(page(Some(ids[2])), [ids[1], ids[0]]);
    }
}
