//! Requests that staff enter.

use serde_json::{Value, json};

use crate::office::{CLERK, Office, REGISTRAR, STRANGER, registration};
use crate::support::{TestDb, on_both_databases};

const ADDRESS: &str = "/api/v1/agencies/shi/cases";

on_both_databases! {
    fn a_request_is_entered_once_and_its_query_code_is_given_again(db: &TestDb) {
        let mut office = Office::new(db, "2026-03-02");
        let letter = registration("张三", "11010519491231002X", "2024年度采购合同");
        let first = office.ask(REGISTRAR, "POST", ADDRESS, Some("letter-1"), &letter);
        assert_eq!(first.status, 201, "{}", first.body);
        assert_eq!((first.header("location"), first.header("cache-control")), ("/api/v1/cases/case_1", "no-store"));
        let again = office.ask(REGISTRAR, "POST", ADDRESS, Some("letter-1"), &letter);
        assert_eq!((again.status, &again.body), (201, &first.body));

        let without_key = office.ask(REGISTRAR, "POST", ADDRESS, None, &letter).json();
        assert_eq!(without_key["case_no"], "2026-00002");
        assert_ne!(without_key["query_code"], first.json()["query_code"]);
        let other = registration("李四", "110105194912310046", "2024年度采购合同");
        let reused = office.ask(REGISTRAR, "POST", ADDRESS, Some("letter-1"), &other);
        assert_eq!((reused.status, &reused.json()["code"]), (422, &json!("key_reused")));

        // The day after, the key is forgotten and the letter is another one.
        office.on("2026-03-04");
        let next_day = office.ask(REGISTRAR, "POST", ADDRESS, Some("letter-1"), &letter).json();
        assert_eq!(next_day["case_no"], "2026-00003");
        office.assert_sound();
    }

    fn only_a_registrar_of_the_agency_enters_a_request(db: &TestDb) {
        let mut office = Office::new(db, "2026-03-02");
        let letter = registration("张三", "11010519491231002X", "2024年度采购合同");
        for (who, status) in [(CLERK, 403), (STRANGER, 404)] {
            assert_eq!(office.ask(who, "POST", ADDRESS, None, &letter).status, status, "{who}");
        }
        let mut wrong = letter.clone();
        wrong["applicant"]["email"] = json!("zhangsan");
        wrong["request"]["subject"] = json!("");
        let refused = office.ask(REGISTRAR, "POST", ADDRESS, None, &wrong);
        let fields: Vec<Value> =
            refused.json()["errors"].as_array().unwrap().iter().map(|error| error["field"].clone()).collect();
        assert_eq!((refused.status, fields), (422, vec![json!("email"), json!("subject")]));
        office.assert_sound();
    }
}
