//! A message is written with the act that causes it, or not at all.

use gongkai::app::webhooks::{WebhookForm, WebhookPatch, change_webhook, create_webhook};
use gongkai::app::{Agency, App, AppError, CaseView, act, import};
use gongkai::domain::case::Command;
use gongkai::domain::ids::CaseId;
use gongkai::domain::message::MessageState;
use gongkai::domain::role::Role;
use gongkai::domain::webhook::News;
use serde_json::{Value, json};

use super::super::{ID_NUMBER, agency, agency_under, app, form as applicant, officer, over_the_counter};
use super::{administrator, form, messages, waiting, webhook};
use crate::support::{TestDb, on_both_databases};

const URL: &str = "https://oa.example.cn/hook";

fn new_case(app: &App, agency: &Agency) -> CaseId {
    over_the_counter(app, agency, applicant("张三", ID_NUMBER)).view.row.id
}

fn acted(app: &App, agency: &Agency, case: CaseId, command: Command) -> Result<CaseView, AppError> {
    let clerk = officer(app, agency, Role::CaseOfficer);
    act(app, agency, case, None, &clerk, command, app.clock.today())
}

fn supplement(app: &App) -> Command {
    Command::RequestSupplement {
        items: "请写明文号".to_owned(),
        respond_by: app.clock.today() + chrono::TimeDelta::days(14),
    }
}

fn payloads(rows: &[gongkai::store::outbox::MessageRow]) -> Vec<Value> {
    rows.iter().map(|row| serde_json::from_str(&row.payload).unwrap()).collect()
}

fn types(rows: &[gongkai::store::outbox::MessageRow]) -> Vec<String> {
    payloads(rows).iter().map(|payload| payload["type"].as_str().unwrap().to_owned()).collect()
}

on_both_databases! {
    fn a_new_case_and_its_changes_are_told_without_what_was_asked_and_by_whom(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let (to, _) = webhook(&app, &agency, URL);
        let case = new_case(&app, &agency);
        let opened = messages(&app, &to);
        assert_eq!(opened.len(), 1);
        assert_eq!((opened[0].state, opened[0].attempts), (MessageState::Waiting, 0));
        let row = over_the_counter(&app, &agency, applicant("李四", "")).view.row;
        let told = payloads(&messages(&app, &to));
        let occurred_at = told[1]["occurred_at"].clone();
        assert_eq!(told[1], json!({
            "type": "case.status_changed", "occurred_at": occurred_at, "agency": "hz",
            "case": {
                "id": row.id.to_string(), "case_no": row.origin.case_no, "status": "processing",
                "due_on": row.state.due_on, "version": row.state.version,
            },
        }));
        assert!(payloads(&opened)[0]["occurred_at"].as_str().unwrap().starts_with("2025-03-03T01:0"));
        acted(&app, &agency, case, Command::Note { text: "张三来电".to_owned() }).unwrap();
        assert_eq!(messages(&app, &to).len(), 2, "a note changes neither status nor due date");
        acted(&app, &agency, case, supplement(&app)).unwrap();
        let told = messages(&app, &to);
        assert_eq!(types(&told), ["case.status_changed", "case.status_changed", "case.status_changed", "case.due_date_changed"]);
        assert_eq!(payloads(&told)[2]["case"]["status"], "awaiting_supplement");
        assert_eq!(payloads(&told)[3]["case"]["due_on"], Value::Null);
        for row in &told {
            for secret in ["张三", "采购合同", "文号", ID_NUMBER] {
                assert!(!row.payload.contains(secret), "{}", row.payload);
            }
        }
    }

    fn an_act_that_fails_tells_nothing(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        webhook(&app, &agency, URL);
        let case = new_case(&app, &agency);
        assert_eq!(waiting(&app), 1);
        // The figures of the year are written after the message.
        db.execute("ALTER TABLE tallies RENAME TO elsewhere");
        acted(&app, &agency, case, Command::Withdraw { reason: None }).unwrap_err();
        assert_eq!(waiting(&app), 1);
        db.execute("ALTER TABLE elsewhere RENAME TO tallies");
        acted(&app, &agency, case, Command::Withdraw { reason: None }).unwrap();
        assert_eq!(waiting(&app), 2);
    }

    fn an_act_whose_message_cannot_be_written_does_not_happen(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        webhook(&app, &agency, URL);
        let case = new_case(&app, &agency);
        db.execute("ALTER TABLE outbox RENAME TO elsewhere");
        acted(&app, &agency, case, supplement(&app)).unwrap_err();
        db.execute("ALTER TABLE elsewhere RENAME TO outbox");
        assert_eq!(waiting(&app), 1);
        let now = acted(&app, &agency, case, Command::Note { text: "核对".to_owned() }).unwrap();
        assert_eq!(now.row.state.status.as_str(), "processing");
    }

    fn whoever_is_above_is_told_only_if_it_asked_for_everything_below(db: &TestDb) {
        let app = app(db);
        let city = agency(&app, "shi");
        let bureau = agency_under(&app, "ju", Some("shi"));
        let sister = agency_under(&app, "xiongdi", Some("shi"));
        let head = {
            use gongkai::app::accounts::{NewAccount, create_account};
            let account = NewAccount {
                login: "head".parse().unwrap(), name: "李某".parse().unwrap(),
                roles: vec![Role::Administrator], subtree: true,
            };
            create_account(&app, &city, &account, "十个汉字的密码就够了吧").unwrap()
        };
        let (all, _) = create_webhook(&app, &city, head, &WebhookForm { subtree: true, ..form(URL) }, None).unwrap();
        let (own, _) = webhook(&app, &city, URL);
        let (sisters, _) = webhook(&app, &sister, URL);
        let (bureaus, _) = webhook(&app, &bureau, URL);
        new_case(&app, &bureau);
        let counts = [&all, &own, &sisters, &bureaus].map(|webhook| messages(&app, webhook).len());
        assert_eq!(counts, [1, 0, 0, 1]);
        assert_eq!(payloads(&messages(&app, &all))[0]["agency"], "ju");
    }

    fn a_webhook_is_told_what_it_chose_while_it_is_active(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let by = administrator(&app, &agency);
        let dates = WebhookForm { events: vec![News::DueDateChanged], ..form(URL) };
        let (dates, _) = create_webhook(&app, &agency, by, &dates, None).unwrap();
        let case = new_case(&app, &agency);
        assert_eq!(waiting(&app), 0);
        acted(&app, &agency, case, supplement(&app)).unwrap();
        assert_eq!(types(&messages(&app, &dates)), ["case.due_date_changed"]);
        let off = WebhookPatch { active: Some(false), ..WebhookPatch::default() };
        change_webhook(&app, &agency, by, dates.id, &off).unwrap();
        acted(&app, &agency, case, Command::ReceiveSupplement { text: None }).unwrap();
        assert_eq!(messages(&app, &dates).len(), 1);
    }

    fn what_an_older_register_tells_is_not_announced(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        webhook(&app, &agency, URL);
        let line = |steps: &str| format!("{{\"ref\":\"1\",\"channel\":\"post\",\"applicant\":{{\"category\":\"natural_person\"}},\"received_on\":\"2025-01-06\",\"steps\":[{steps}]}}\n");
        for steps in ["", r#"{"on":"2025-01-10","do":"replied","outcome":"disclosed"}"#] {
            let summary = import::import(&app, &agency, line(steps).as_bytes(), |line| panic!("{line:?}")).unwrap();
            assert_eq!(summary.accepted, 1);
        }
        assert_eq!(waiting(&app), 0);
    }
}
