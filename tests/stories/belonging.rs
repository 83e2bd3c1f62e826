//! Cases that belong together: split, merged, linked.

use serde_json::{Value, json};

use crate::office::{CLERK, Case, Office, REGISTRAR};
use crate::support::{TestDb, on_both_databases};

const ZHANG: &str = "11010519491231002X";
const LI: &str = "110105194912310046";

fn received(office: &mut Office<'_>, name: &str, id_number: &str, subject: &str) -> Case {
    let mut case = office.register(name, id_number, subject);
    case.does(office, REGISTRAR, "confirm-receipt", json!({}));
    case
}

fn status_of(office: &mut Office<'_>, case: &Case) -> Value {
    office.ask(CLERK, "GET", &format!("/api/v1/cases/{}", case.id), None, &Value::Null).json()["status"].clone()
}

on_both_databases! {
    fn a_request_that_is_split_becomes_cases_of_its_own_once(db: &TestDb) {
        let mut office = Office::new(db, "2026-03-02");
        let mut whole = received(&mut office, "张三", ZHANG, "拆迁公告、补偿标准");
        whole.does(&mut office, REGISTRAR, "assign", json!({"officer": "officer_2"}));
        office.on("2026-03-04");
        let one = json!({"parts": [{"subject": "拆迁公告"}]});
        whole.is_refused(&mut office, CLERK, "split", one, 422, "split_too_few");
        let nameless = json!({"parts": [{"subject": "拆迁公告"}, {"subject": " "}]});
        whole.is_refused(&mut office, CLERK, "split", nameless, 422, "form");

        let body = json!({"expected_version": whole.version,
                          "parts": [{"subject": "拆迁公告"}, {"subject": "补偿标准", "provide_as": "电子邮件"}]});
        let path = whole.path("split");
        let first = office.ask(CLERK, "POST", &path, Some("split-1"), &body);
        let again = office.ask(CLERK, "POST", &path, Some("split-1"), &body);
        assert_eq!((first.status, &first.body), (200, &again.body));
        let told = first.json();
        // What was refused took no number.
        assert_eq!(told["status"], "split");
        let parts: Vec<&Value> = told["parts"].as_array().unwrap().iter().collect();
        assert_eq!(parts.iter().map(|part| &part["case_no"]).collect::<Vec<_>>(), ["2026-00002", "2026-00003"]);
        for part in &parts {
            assert_eq!((&part["received_on"], &part["due_on"]), (&json!("2026-03-02"), &json!("2026-03-30")));
            let case = Case::of(part);
            assert_eq!(status_of(&mut office, &case), "processing");
        }
        let stale = office.ask(CLERK, "POST", &path, None, &body);
        assert_eq!((stale.status, &stale.json()["current"]["status"]), (409, &json!("split")));
        office.assert_sound();
    }

    fn a_request_is_merged_only_into_an_open_one_of_the_same_applicant(db: &TestDb) {
        let mut office = Office::new(db, "2026-03-02");
        let mut first = received(&mut office, "张三", ZHANG, "采购合同");
        let mut second = received(&mut office, "张三", ZHANG, "采购合同及附件");
        let other = received(&mut office, "李四", LI, "采购合同");
        let into = |case: &Case| json!({"into": case.number});
        second.is_refused(&mut office, CLERK, "merge", into(&second), 422, "same_case");
        second.is_refused(&mut office, CLERK, "merge", into(&other), 422, "other_applicant");
        second.is_refused(&mut office, CLERK, "merge", json!({"into": "2026-99999"}), 404, "not_found");
        second.does(&mut office, CLERK, "link", json!({"to": other.number}));
        second.is_refused(&mut office, CLERK, "link", json!({"to": "2026-99999"}), 404, "not_found");
        let told = second.does(&mut office, CLERK, "merge", into(&first));
        assert_eq!((&told["status"], &told["outcome"]), (&json!("closed"), &json!("other.other")));

        let third = received(&mut office, "张三", ZHANG, "采购合同附件");
        first.does(&mut office, REGISTRAR, "withdraw", json!({}));
        third.is_refused(&mut office, CLERK, "merge", into(&first), 422, "merged_into_ended");
        office.assert_sound();
    }
}
