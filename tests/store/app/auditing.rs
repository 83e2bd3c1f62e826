//! The administrative log cannot be altered unnoticed, and an outsider can verify the export.

use std::collections::HashMap;

use gongkai::app::administration::sections;
use gongkai::app::audit_export::{Exported, audit_export};
use gongkai::app::check::{Finding, check};
use gongkai::app::{Agency, App, act};
use gongkai::domain::case::Command;
use gongkai::domain::role::{Actor, Role};
use gongkai::store::seals;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{ID_NUMBER, agency, agency_under, app, assert_sound, form, officer, over_the_counter};
use crate::support::{TestDb, on_both_databases};

/// Lets statements change the log that the database protects.
fn alter(db: &TestDb, statements: &str) {
    db.execute(if db.is_sqlite() {
        "DROP TRIGGER admin_events_no_update; DROP TRIGGER admin_events_no_delete"
    } else {
        "ALTER TABLE admin_events DISABLE TRIGGER ALL"
    });
    db.execute(statements);
}

/// An agency with four entries in its log.
fn logged(app: &App) -> Agency {
    let agency = agency(app, "hz");
    for name in ["一科", "二科", "三科"] {
        sections::add(app, &Actor::System, &agency, &name.parse().unwrap(), None).unwrap();
    }
    assert_sound(app);
    agency
}

fn broken_from(app: &App) -> Vec<Finding> {
    check(app).unwrap().findings
}

fn from(version: i32) -> [Finding; 1] {
    [Finding::AdminLog { agency: "hz".to_owned(), version }]
}

fn auditor(app: &App, agency: &Agency, subtree: bool) -> Actor {
    let login = format!("auditor-{}-{subtree}", agency.code);
    let account = gongkai::app::accounts::NewAccount {
        login: login.parse().unwrap(),
        name: "赵某".parse().unwrap(),
        roles: vec![Role::Auditor],
        subtree,
    };
    let id = gongkai::app::accounts::create_account(app, agency, &account, "十个汉字的密码就够了吧").unwrap();
    gongkai::app::accounts::actor(app, agency, id).unwrap()
}

/// What somebody with nothing but SHA-256 and the recipe makes of an export.
struct Outsider {
    records: HashMap<String, Vec<Value>>,
}

fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Outsider {
    fn read(export: &[u8]) -> Self {
        let lines: Vec<&[u8]> = export.split_inclusive(|byte| *byte == b'\n').collect();
        let (last, before) = lines.split_last().unwrap();
        let end: Value = serde_json::from_slice(last).unwrap();
        assert_eq!(end["sha256"], sha256(before.concat()));
        let mut records: HashMap<String, Vec<Value>> = HashMap::new();
        for line in lines {
            let record: Value = serde_json::from_slice(line).unwrap();
            records.entry(text(&record["record"])).or_default().push(record);
        }
        for (kind, count) in [("agency", "agencies"), ("case", "cases"), ("event", "events"), ("seal", "seals")] {
            assert_eq!(end[count], records.get(kind).map_or(0, Vec::len), "{count}");
        }
        Self { records }
    }

    fn all(&self, kind: &str) -> &[Value] {
        self.records.get(kind).map_or(&[], Vec::as_slice)
    }

    /// The chains of one kind, each from 1 to where it is said to end.
    fn follow(&self, kind: &str, of: &str, ends: &str, fields: &[&str]) -> Result<(), String> {
        let mut chains: HashMap<String, (i64, String)> = HashMap::new();
        for entry in self.all(kind) {
            let chain = chains.entry(text(&entry[of])).or_default();
            let version = entry["version"].as_i64().unwrap();
            let hashed: Vec<String> = fields.iter().map(|field| text(&entry[*field])).collect();
            if version != chain.0 + 1 || entry["hash"] != sha256(format!("{}\n{}", chain.1, hashed.join("\n"))) {
                return Err(format!("{kind} {} {version}", entry[of]));
            }
            *chain = (version, text(&entry["hash"]));
        }
        for owner in self.all(of) {
            let end = chains.get(&text(&owner[of])).map_or(0, |chain| chain.0);
            if owner[ends] != end {
                return Err(format!("{of} {} ends at {end}", owner[of]));
            }
        }
        Ok(())
    }

    fn verify(&self) -> Result<(), String> {
        let event = ["case", "version", "on_date", "recorded_at", "actor", "payload"];
        self.follow("event", "case", "events", &event)?;
        let entry = ["agency", "version", "recorded_at", "actor", "what", "particulars"];
        self.follow("admin_event", "agency", "entries", &entry)?;
        if self.all("header")[0]["complete"] != true {
            return Ok(());
        }
        let mut previous = String::new();
        for seal in self.all("seal") {
            let day = text(&seal["day"]);
            let mut events: Vec<&Value> =
                self.all("event").iter().filter(|event| text(&event["recorded_at"]).starts_with(&day)).collect();
            events
                .sort_by_key(|event| (text(&event["recorded_at"]), event["case"].as_i64(), event["version"].as_i64()));
            let lines: String = events
                .iter()
                .map(|event| format!("{} {} {}\n", event["case"], event["version"], text(&event["hash"])))
                .collect();
            previous = sha256(format!("{previous}\n{day}\n{lines}"));
            if seal["hash"] != previous {
                return Err(format!("seal {day}"));
            }
        }
        Ok(())
    }
}

fn exported(app: &App, auditor: &Actor, agency: &Agency) -> (Exported, Vec<u8>) {
    let mut file = Vec::new();
    let exported = audit_export(app, auditor, agency, &mut file).unwrap();
    (exported, file)
}

on_both_databases! {
    fn an_altered_entry_is_found(db: &TestDb) {
        let app = app(db);
        logged(&app);
        alter(db, "UPDATE admin_events SET particulars = replace(particulars, '一科', '九科') WHERE version = 2");
        assert_eq!(broken_from(&app), from(2));
    }

    fn an_entry_taken_away_is_found_also_at_the_end(db: &TestDb) {
        let app = app(db);
        logged(&app);
        alter(db, "DELETE FROM admin_events WHERE version = 4");
        assert_eq!(broken_from(&app), from(4));
        db.execute("DELETE FROM admin_events WHERE version = 2");
        assert_eq!(broken_from(&app), from(2));
    }

    fn the_database_itself_refuses_to_change_the_log(db: &TestDb) {
        let app = app(db);
        logged(&app);
        for statement in ["UPDATE admin_events SET actor = 'nobody'", "DELETE FROM admin_events"] {
            let refused = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| db.execute(statement)));
            assert!(refused.is_err(), "{statement}");
        }
        assert_sound(&app);
    }

    fn an_outsider_verifies_the_export_and_finds_what_was_altered(db: &TestDb) {
        let app = app(db);
        let city = logged(&app);
        let office = agency_under(&app, "hz-zfb", Some("hz"));
        let clerk = officer(&app, &office, Role::CaseOfficer);
        for agency in [&city, &office, &office] {
            let case = over_the_counter(&app, agency, form("张三", ID_NUMBER)).view.row.id;
            if agency.id == office.id {
                let note = Command::Note { text: "第一行\n第二行 \"引号\"".to_owned() };
                act(&app, agency, case, None, &clerk, note, app.clock.today()).unwrap();
            }
        }
        let tomorrow = app.clock.now() + chrono::TimeDelta::days(1);
        let today = app.clock.now().date();
        app.store.write_blocking(move |conn| seals::seal_through(conn, today, tomorrow)).unwrap();

        let (counted, file) = exported(&app, &auditor(&app, &city, true), &city);
        assert_eq!((counted.agencies, counted.cases, counted.seals), (2, 3, 1));
        let outsider = Outsider::read(&file);
        assert_eq!(outsider.verify(), Ok(()));

        let (counted, own) = exported(&app, &auditor(&app, &city, false), &city);
        assert_eq!((counted.agencies, counted.cases), (1, 1), "without the subtree only the agency itself");
        assert_eq!(Outsider::read(&own).verify(), Ok(()));
        let nobody = exported(&app, &clerk, &city).0;
        assert_eq!((nobody.agencies, nobody.cases, nobody.admin_events), (0, 0, 0));

        let altered = |kind: &str, index: usize, field: &str, value: Value| {
            let mut outsider = Outsider::read(&file);
            outsider.records.get_mut(kind).unwrap()[index][field] = value;
            outsider.verify()
        };
        assert!(altered("event", 0, "payload", "{}".into()).is_err());
        assert!(altered("admin_event", 1, "actor", "officer_9".into()).is_err());
        assert!(altered("seal", 0, "hash", "00".into()).is_err());
        let mut cut = Outsider::read(&file);
        cut.records.get_mut("event").unwrap().pop();
        assert!(cut.verify().is_err());
    }
}
