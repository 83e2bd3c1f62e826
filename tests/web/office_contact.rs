//! 政府信息公开工作机构: entered by an administrator, read wherever a citizen looks for it.

use serde_json::{Value, json};

use crate::applicants::Office;
use crate::browser::{hidden, token};

const SETTINGS: &str = "/administration/agencies/shi/settings";
const API: &str = "/api/v1/agencies/shi/settings";
const ADMINISTRATOR: (&str, &str) = ("administrator", "a sentence for tests");

/// The rules that a form sends besides the office.
const RULES: [(&str, &str); 11] = [
    ("receipt", "on_confirmation"),
    ("register_no", "{year}-{n:05}"),
    ("internal.draft_by", "10"),
    ("internal.review_step", "2"),
    ("review.steps.0.name", "审核"),
    ("review.steps.0.role", "examiner"),
    ("duties.lapse_grace", "1"),
    ("duties.remind_before", "3"),
    ("duties.escalate_after.0", "1"),
    ("duties.escalate_after.1", "3"),
    ("duties.escalate_after.2", "5"),
];

/// The rules as the interface gives them.
fn read(office: &Office) -> Value {
    let bearer = format!("Bearer {}", office.server.sign_in(ADMINISTRATOR));
    office.send("GET", API, &[("Authorization", &bearer)], &Value::Null).json()
}

#[test]
fn an_administrator_enters_the_office_and_citizens_read_it_beside_the_form_and_the_request() {
    let office = Office::new();
    let mut administrator = office.server.browser();
    let (login, password) = ADMINISTRATOR;
    administrator.post("/sign-in", "/sign-in", &[("login", login), ("password", password)]);
    let before = administrator.get(SETTINGS).body;
    assert!(before.contains("name=\"contact.phone\""), "{before}");
    assert!(!office.server.browser().get("/apply/shi").body.contains("政府信息公开工作机构"));

    let version = hidden(&before, "version").unwrap();
    let entered = [("contact.address", "某市人民路1号"), ("contact.email", "office@example.cn"), ("version", &version)];
    let wrong = [RULES.as_slice(), &entered, &[("contact.phone", "打电话")]].concat();
    let refused = administrator.send(SETTINGS, &token(&before), &wrong);
    assert!(refused.status == 422 && refused.body.contains("联系电话：请填写数字"), "{}", refused.body);
    assert!(refused.body.contains("href=\"#f-contact-phone\"") && refused.body.contains("value=\"某市人民路1号\""));
    let right = [RULES.as_slice(), &entered, &[("contact.phone", " 0571-12345678 ")]].concat();
    let saved = administrator.send(SETTINGS, &token(&refused.body), &right);
    assert_eq!(saved.status, 303, "{}", saved.body);
    let contact = json!({
        "name": "", "address": "某市人民路1号", "postcode": "", "hours": "", "phone": "0571-12345678", "fax": "",
        "email": "office@example.cn",
    });
    assert_eq!(read(&office)["contact"], contact);

    let told = "<dt>联系电话</dt><dd translate=\"no\"><a href=\"tel:057112345678\">0571-12345678</a></dd>";
    let mut citizen = office.server.browser();
    let form = citizen.get("/apply/shi").body;
    assert!(form.contains(told) && form.contains("mailto:office@example.cn") && !form.contains("传真号码"), "{form}");
    let receipt = office.submit();
    let number = receipt.path.rsplit('/').next().unwrap();
    let answer = citizen.post("/follow", "/follow", &[("case_no", number), ("query_code", &receipt.code)]);
    let followed = citizen.follow(&answer).body;
    assert!(followed.contains(told), "{followed}");
    citizen.lang = "en";
    assert!(citizen.get("/follow/request").body.contains("<dt>Telephone</dt>"));
    let log = administrator.get("/administration/audit").body;
    assert!(log.contains("联系电话") && log.contains("0571-12345678"), "{log}");
}

#[test]
fn the_office_is_replaced_over_the_interface_and_its_wrong_lines_are_named() {
    let office = Office::new();
    let bearer = format!("Bearer {}", office.server.sign_in(ADMINISTRATOR));
    let put = |body: &Value| office.send("PUT", API, &[("Authorization", &bearer)], body);
    let mut rules = read(&office);
    rules["contact"] = json!({"postcode": "?", "email": "nobody", "name": "{新收}", "hours": "8:30—17:30"});
    let refused = put(&rules);
    assert_eq!(refused.status, 422, "{}", refused.body);
    let errors = refused.json()["errors"].clone();
    let named = |at: usize| (errors[at]["field"].clone(), errors[at]["code"].clone());
    let expected =
        [("contact.name", "line"), ("contact.postcode", "not_a_postcode"), ("contact.email", "not_an_email")];
    assert_eq!([named(0), named(1), named(2)], expected.map(|(field, code)| (json!(field), json!(code))));
    rules["contact"] = json!({"postcode": "310000", "hours": "8:30—17:30"});
    let replaced = put(&rules);
    assert_eq!((replaced.status, &replaced.json()["contact"]["hours"]), (200, &json!("8:30—17:30")));
    assert_eq!(read(&office)["contact"]["postcode"], "310000");
}
