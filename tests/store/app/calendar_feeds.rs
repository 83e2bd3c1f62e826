//! Deadlines under a secret address.

use std::collections::HashMap;

use gongkai::app::accounts::{NewAccount, create_account};
use gongkai::app::calendar_feeds::{Due, FeedFault, MOST, create_feed, list_feeds, open_feed, revoke_feed};
use gongkai::app::once::OnceKey;
use gongkai::app::{Agency, App, AppError, CaseView, act};
use gongkai::domain::case::{Command, ConsultationKind};
use gongkai::domain::deadline::DeadlineKind;
use gongkai::domain::ids::{CaseId, FeedId, OfficerId};
use gongkai::domain::role::{Actor, Role};
use gongkai::messages::Lang;
use gongkai::store::{StoreError, officers};
use gongkai::web::calendar::render;

use super::{ID_NUMBER, agency, agency_under, app, app_on, day, form, officer, over_the_counter};
use crate::support::{TestDb, on_both_databases};

fn new_case(app: &App, agency: &Agency) -> CaseId {
    over_the_counter(app, agency, form("张三", ID_NUMBER)).view.row.id
}

fn acted(app: &App, agency: &Agency, case: CaseId, actor: &Actor, command: Command) -> CaseView {
    act(app, agency, case, None, actor, command, app.clock.today()).unwrap()
}

fn assign(app: &App, agency: &Agency, case: CaseId, clerk: &Actor) {
    acted(app, agency, case, clerk, Command::Assign { officer: clerk.officer().unwrap(), section: None });
}

fn feed(app: &App, officer: OfficerId) -> Vec<Due> {
    let (_, token) = create_feed(app, officer, "手机", None).unwrap();
    open_feed(app, token.reveal()).unwrap().unwrap()
}

fn cases(due: &[Due]) -> Vec<&str> {
    let mut cases: Vec<&str> = due.iter().map(|due| due.case_no.as_str()).collect();
    cases.dedup();
    cases
}

fn number(app: &App, case: CaseId) -> String {
    app.store.read(|conn| gongkai::store::cases::find(conn, case)).unwrap().origin.case_no
}

/// A calendar file read by the rules of RFC 5545: unfolded, and the properties of each entry.
fn read(file: &str) -> Vec<HashMap<String, String>> {
    assert!(file.ends_with("\r\n") && !file.replace("\r\n", "").contains(['\r', '\n']), "lines end in CRLF");
    assert!(file.split("\r\n").all(|line| line.len() <= 75), "lines have 75 bytes at most");
    let unfolded = file.replace("\r\n ", "");
    let mut lines = unfolded.lines();
    assert_eq!(lines.next(), Some("BEGIN:VCALENDAR"));
    let mut entries = Vec::new();
    let mut entry: Option<HashMap<String, String>> = None;
    let mut head = HashMap::new();
    for line in lines {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("{line}"));
        match (name, value) {
            ("BEGIN", "VEVENT") => entry = Some(HashMap::new()),
            ("END", "VEVENT") => entries.push(entry.take().unwrap()),
            ("END", "VCALENDAR") => assert!(entry.is_none()),
            _ => drop(entry.as_mut().unwrap_or(&mut head).insert(name.to_owned(), value.to_owned())),
        }
    }
    assert_eq!(head["VERSION"], "2.0");
    assert!(head.contains_key("PRODID"));
    for entry in &entries {
        for name in ["UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"] {
            assert!(entry.contains_key(name), "{name}: {entry:?}");
        }
        let (start, end) = (&entry["DTSTART;VALUE=DATE"], &entry["DTEND;VALUE=DATE"]);
        let date = |text: &str| chrono::NaiveDate::parse_from_str(text, "%Y%m%d").unwrap();
        assert_eq!(date(start).succ_opt(), Some(date(end)));
        assert!(chrono::NaiveDateTime::parse_from_str(&entry["DTSTAMP"], "%Y%m%dT%H%M%SZ").is_ok());
    }
    let uids: std::collections::HashSet<_> = entries.iter().map(|entry| &entry["UID"]).collect();
    assert_eq!(uids.len(), entries.len(), "every entry has a UID of its own");
    entries
}

on_both_databases! {
    fn an_officer_sees_what_is_due_in_the_own_cases_and_a_head_in_all(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let (clerk, other) = (officer(&app, &agency, Role::CaseOfficer), officer(&app, &agency, Role::CaseOfficer));
        let head = officer(&app, &agency, Role::OfficeHead);
        let (own, others, nobodys) = (new_case(&app, &agency), new_case(&app, &agency), new_case(&app, &agency));
        assign(&app, &agency, own, &clerk);
        assign(&app, &agency, others, &other);
        let due = feed(&app, clerk.officer().unwrap());
        assert_eq!(cases(&due), [number(&app, own)]);
        let reply = due.iter().find(|due| due.kind == DeadlineKind::Reply).unwrap();
        assert_eq!((reply.on, reply.late, reply.provisional), (day("2025-03-31"), false, false));
        let all = feed(&app, head.officer().unwrap());
        assert_eq!(cases(&all), [own, others, nobodys].map(|case| number(&app, case)));
        assert!(feed(&app, officer(&app, &agency, Role::Administrator).officer().unwrap()).is_empty());
    }

    fn a_head_of_everything_below_sees_the_cases_below(db: &TestDb) {
        let app = app(db);
        let (city, elsewhere) = (agency(&app, "shi"), agency(&app, "wai"));
        let bureau = agency_under(&app, "ju", Some("shi"));
        let case = new_case(&app, &bureau);
        new_case(&app, &elsewhere);
        let head = |login: &str, subtree| {
            let account = NewAccount {
                login: login.parse().unwrap(), name: "李某".parse().unwrap(), roles: vec![Role::OfficeHead], subtree,
            };
            create_account(&app, &city, &account, "十个汉字的密码就够了吧").unwrap()
        };
        assert_eq!(cases(&feed(&app, head("all", true))), [number(&app, case)]);
        assert!(feed(&app, head("own", false)).is_empty());
    }

    fn whoever_has_left_the_agency_or_the_office_sees_nothing_more(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let clerk = officer(&app, &agency, Role::CaseOfficer);
        let case = new_case(&app, &agency);
        assign(&app, &agency, case, &clerk);
        let id = clerk.officer().unwrap();
        let (_, token) = create_feed(&app, id, "手机", None).unwrap();
        let role = app.store.read(|conn| officers::roles(conn, id)).unwrap()[0];
        app.store.write_blocking(move |conn| officers::revoke(conn, &role)).unwrap();
        assert_eq!(open_feed(&app, token.reveal()).unwrap(), Some(vec![]));
        app.store.write_blocking(move |conn| officers::set_active(conn, id, false)).unwrap();
        assert_eq!(open_feed(&app, token.reveal()).unwrap(), None);
    }

    fn a_secret_is_not_kept_and_leads_nowhere_once_it_is_taken_back(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let (own, others) = (officer(&app, &agency, Role::CaseOfficer), officer(&app, &agency, Role::CaseOfficer));
        let (own, others) = (own.officer().unwrap(), others.officer().unwrap());
        let (row, token) = create_feed(&app, own, " 手机 ", None).unwrap();
        let (second, other_token) = create_feed(&app, own, "电脑", None).unwrap();
        assert_eq!((token.reveal().len(), row.label.as_str()), (64, "手机"));
        assert_ne!(token.reveal(), other_token.reveal());
        assert_eq!(format!("{token:?}"), "***");
        assert!(!row.token_hash.contains(token.reveal()));
        assert_eq!(list_feeds(&app, own).unwrap(), [row.clone(), second]);
        for wrong in ["", "x", &"0".repeat(64), &row.token_hash, &token.reveal().to_uppercase()] {
            assert_eq!(open_feed(&app, wrong).unwrap(), None, "{wrong}");
        }
        let not_mine = revoke_feed(&app, others, row.id);
        assert!(matches!(not_mine, Err(AppError::Store(StoreError::NotFound { .. }))), "{not_mine:?}");
        assert!(open_feed(&app, token.reveal()).unwrap().is_some());
        revoke_feed(&app, own, row.id).unwrap();
        assert_eq!(open_feed(&app, token.reveal()).unwrap(), None);
        assert!(open_feed(&app, other_token.reveal()).unwrap().is_some());
        assert!(revoke_feed(&app, own, row.id).is_err());
    }

    fn the_same_request_again_makes_no_second_feed_and_gives_the_same_secret(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let own = officer(&app, &agency, Role::CaseOfficer).officer().unwrap();
        let key = |name: &str| Some(OnceKey::new(&app, name, "body").unwrap());
        let (row, token) = create_feed(&app, own, "手机", key("a")).unwrap();
        let (again, same) = create_feed(&app, own, "手机", key("a")).unwrap();
        assert_eq!((row, token.reveal()), (again, same.reveal()));
        assert_ne!(create_feed(&app, own, "手机", key("b")).unwrap().1.reveal(), token.reveal());
        assert_eq!(list_feeds(&app, own).unwrap().len(), 2);
    }

    fn a_feed_has_a_name_and_there_is_an_end_to_feeds(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let own = officer(&app, &agency, Role::CaseOfficer).officer().unwrap();
        for label in ["", "  ", "一\n二", &"长".repeat(61)] {
            let refused = create_feed(&app, own, label, None);
            assert!(matches!(refused, Err(AppError::Feed(FeedFault::Label { max: 60 }))), "{refused:?}");
        }
        for _ in 0..MOST {
            create_feed(&app, own, &"长".repeat(60), None).unwrap();
        }
        let one_more = create_feed(&app, own, "手机", None);
        assert!(matches!(one_more, Err(AppError::Feed(FeedFault::TooMany { max: MOST }))), "{one_more:?}");
        assert!(revoke_feed(&app, own, FeedId(0)).is_err());
    }

    fn the_file_is_one_that_calendar_programs_read(db: &TestDb) {
        let received = app(db);
        let agency = agency(&received, "hz");
        let clerk = officer(&received, &agency, Role::CaseOfficer);
        let (first, second) = (new_case(&received, &agency), new_case(&received, &agency));
        assign(&received, &agency, first, &clerk);
        assign(&received, &agency, second, &clerk);
        let consult = Command::Consult { kind: ConsultationKind::ThirdParty, with: Some("某公司".to_owned()) };
        acted(&received, &agency, second, &clerk, consult);
        let due = feed(&received, clerk.officer().unwrap());
        let zh = read(&render(Lang::Zh, &due));
        assert_eq!(zh.len(), due.len());
        let of = |entries: &[HashMap<String, String>], what: &str| {
            entries.iter().find(|entry| entry["UID"].contains(what)).unwrap().clone()
        };
        let reply = of(&zh, &format!("{first}.reply.1@"));
        assert_eq!(reply["DTSTART;VALUE=DATE"], "20250331");
        assert_eq!(reply["SUMMARY"], format!("{} 答复期限届满", number(&received, first)));
        assert_eq!(reply["STATUS"], "CONFIRMED");
        assert!(zh.iter().any(|entry| entry["UID"].starts_with(&format!("{second}.third_party.1@"))));
        assert!(!zh.iter().any(|entry| entry["UID"].starts_with(&format!("{second}.reply."))), "its clock stands");
        let en = read(&render(Lang::En, &due));
        assert!(of(&en, &format!("{first}.reply.1@"))["SUMMARY"].ends_with("reply due"));
        let file = render(Lang::Zh, &due);
        for secret in ["张三", "采购", "某公司", ID_NUMBER] {
            assert!(!file.replace("\r\n ", "").contains(secret), "{secret}");
        }

        // Long past due, the entry stays where it was and says so; its UID is the same.
        let later = app_on(db, "2025-06-03");
        let due = feed(&later, clerk.officer().unwrap());
        let late = of(&read(&render(Lang::Zh, &due)), &format!("{first}.reply.1@"));
        assert_eq!(late["UID"], reply["UID"]);
        assert_eq!(late["DTSTART;VALUE=DATE"], "20250331");
        assert!(late["SUMMARY"].starts_with("【超期】"));
    }

    fn a_date_in_a_year_without_a_published_calendar_is_provisional(db: &TestDb) {
        let app = app_on(db, "2035-12-24");
        let agency = agency(&app, "hz");
        new_case(&app, &agency);
        let due = feed(&app, officer(&app, &agency, Role::OfficeHead).officer().unwrap());
        let entries = read(&render(Lang::Zh, &due));
        let reply = entries.iter().find(|entry| entry["UID"].contains(".reply.")).unwrap();
        assert!(reply["SUMMARY"].ends_with("（暂定）"), "{reply:?}");
        assert_eq!(reply["STATUS"], "TENTATIVE");
    }
}
