//! 管理日志 is kept for ever: what an entry is called and how it is written never changes.

use gongkai::domain::administration::{AdminEvent, Grant, Reach};
use gongkai::domain::case::Policy;
use gongkai::domain::ids::{OfficerId, SectionId, WebhookId};
use gongkai::domain::letter::{LetterKind, LetterText};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::role::Role;
use serde_json::{Value, json};

#[test]
fn every_entry_is_written_as_it_always_was() {
    let (officer, section, webhook) = (OfficerId(3), SectionId(4), WebhookId(5));
    let text = str::to_owned;
    let both = |what: &str, particulars: Value| json!({"what": what, "particulars": particulars});
    let agency = AdminEvent::AgencyAdded {
        code: text("a"),
        name: text("机关"),
        parent: None,
        region: Some(text("CN-GX")),
        letter_prefix: String::new(),
    };
    let policy = serde_json::to_value(Policy::default()).unwrap();
    let replaced = AdminEvent::SettingsReplaced { from: Box::default(), to: Box::default() };
    let golden = [
        (
            agency,
            both(
                "agency_added",
                json!({"code": "a", "name": "机关", "parent": null, "region": "CN-GX", "letter_prefix": ""}),
            ),
        ),
        (
            AdminEvent::AgencyRenamed { from: text("a"), to: text("b") },
            both("agency_renamed", json!({"from": "a", "to": "b"})),
        ),
        (
            AdminEvent::RegionChanged { from: None, to: Some(text("CN-GX")), moved: 2 },
            both("region_changed", json!({"from": null, "to": "CN-GX", "moved": 2})),
        ),
        (
            AdminEvent::LetterPrefixChanged { from: text("a"), to: text("b") },
            both("letter_prefix_changed", json!({"from": "a", "to": "b"})),
        ),
        (
            AdminEvent::AgencyMoved { from: Some(text("a")), to: None },
            both("agency_moved", json!({"from": "a", "to": null})),
        ),
        (AdminEvent::AgencyClosed {}, both("agency_closed", json!({}))),
        (AdminEvent::AgencyReopened {}, both("agency_reopened", json!({}))),
        (
            AdminEvent::SectionAdded { section, name: text("科") },
            both("section_added", json!({"section": 4, "name": "科"})),
        ),
        (
            AdminEvent::SectionRenamed { section, from: text("a"), to: text("b") },
            both("section_renamed", json!({"section": 4, "from": "a", "to": "b"})),
        ),
        (
            AdminEvent::SectionRemoved { section, name: text("科") },
            both("section_removed", json!({"section": 4, "name": "科"})),
        ),
        (
            AdminEvent::AccountCreated { officer, login: text("w") },
            both("account_created", json!({"officer": 3, "login": "w"})),
        ),
        (AdminEvent::AccountRenamed { officer }, both("account_renamed", json!({"officer": 3}))),
        (AdminEvent::AccountEmailChanged { officer }, both("account_email_changed", json!({"officer": 3}))),
        (AdminEvent::AccountDisabled { officer }, both("account_disabled", json!({"officer": 3}))),
        (AdminEvent::AccountEnabled { officer }, both("account_enabled", json!({"officer": 3}))),
        (AdminEvent::PasswordReset { officer }, both("password_reset", json!({"officer": 3}))),
        (AdminEvent::LoginUnlocked { officer }, both("login_unlocked", json!({"officer": 3}))),
        (
            AdminEvent::RoleGranted { officer, role: Role::Auditor, subtree: true },
            both("role_granted", json!({"officer": 3, "role": "auditor", "subtree": true})),
        ),
        (
            AdminEvent::RoleRevoked { officer, role: Role::Auditor, subtree: false },
            both("role_revoked", json!({"officer": 3, "role": "auditor", "subtree": false})),
        ),
        (replaced, both("settings_replaced", json!({"from": policy, "to": policy}))),
        (
            AdminEvent::CalendarApplied { name: text("cn-2027.toml"), sha256: text("00"), moved: 1 },
            both("calendar_applied", json!({"name": "cn-2027.toml", "sha256": "00", "moved": 1})),
        ),
        (
            AdminEvent::LetterVoided { document_no: text("某补〔2026〕1号") },
            both("letter_voided", json!({"document_no": "某补〔2026〕1号"})),
        ),
        (
            AdminEvent::LetterWordingChanged { of: LetterText::Reply(Outcome::Disclosed), sha256: None },
            both("letter_wording_changed", json!({"of": "reply.disclosed", "sha256": null})),
        ),
        (
            AdminEvent::LetterNumberingChanged { of: LetterKind::FeeNotice, from: text("a"), to: text("b") },
            both("letter_numbering_changed", json!({"of": "fee_notice", "from": "a", "to": "b"})),
        ),
        (AdminEvent::SealKept { sha256: text("00") }, both("seal_kept", json!({"sha256": "00"}))),
        (AdminEvent::SealRemoved {}, both("seal_removed", json!({}))),
        (
            AdminEvent::WebhookAdded { webhook, host: text("a") },
            both("webhook_added", json!({"webhook": 5, "host": "a"})),
        ),
        (
            AdminEvent::WebhookChanged { webhook, host: text("a"), subtree: true, active: false },
            both("webhook_changed", json!({"webhook": 5, "host": "a", "subtree": true, "active": false})),
        ),
        (
            AdminEvent::WebhookRemoved { webhook, host: text("a") },
            both("webhook_removed", json!({"webhook": 5, "host": "a"})),
        ),
        (
            AdminEvent::WebhookSecretChanged { webhook, host: text("a") },
            both("webhook_secret_changed", json!({"webhook": 5, "host": "a"})),
        ),
        (
            AdminEvent::CalendarWithdrawn { name: text("cn-2027.toml"), moved: 0 },
            both("calendar_withdrawn", json!({"name": "cn-2027.toml", "moved": 0})),
        ),
    ];
    for (event, written) in golden {
        assert_eq!(serde_json::to_value(&event).unwrap(), written);
        assert_eq!(serde_json::from_value::<AdminEvent>(written).unwrap(), event);
    }
}

#[test]
fn whoever_administers_nothing_reaches_nothing() {
    let nothing = Reach::of([]);
    assert!(!nothing.covers("/1/") && !nothing.covers_subtree("/1/") && !nothing.has_a_root());
    let alone = Reach::of([Grant { path: "/1/".to_owned(), subtree: false }]);
    assert!(alone.covers("/1/") && !alone.covers("/1/2/") && !alone.covers_subtree("/1/"));
    assert!(alone.has_a_root() && !alone.has_a_whole_tree());
    assert!(Reach::everything().covers_subtree("/9/") && Reach::everything().has_a_whole_tree());
}
