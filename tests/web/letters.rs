//! Letters over HTTP: numbers, papers, words, and who may have them.

use std::sync::Arc;

use gongkai::app::find_agency;
use gongkai::domain::role::Role;
use serde_json::{Value, json};

use crate::applicants::submission;
use crate::client::{Answer, Server, hire, register, serve};

const ADMINISTRATOR: (&str, &str) = ("admin", "a sentence for tests");
const CLERK: (&str, &str) = ("clerk", "a sentence for tests");
const AUDITOR: (&str, &str) = ("auditor", "a sentence for tests");
const LETTERS: &str = "/api/v1/cases/case_2/letters";
const FORMATS: &str = "/api/v1/agencies/shi/letter-formats";

fn office() -> Server {
    let folder = tempfile::tempdir().unwrap();
    let app = register(&folder);
    let city = find_agency(&app, &"shi".parse().unwrap()).unwrap();
    hire(&app, &city, ADMINISTRATOR, &[Role::Administrator]);
    hire(&app, &city, CLERK, &[Role::CaseOfficer, Role::Registrar]);
    hire(&app, &city, AUDITOR, &[Role::Auditor]);
    serve(folder, Arc::new(app))
}

fn send(office: &Server, login: (&str, &str), method: &str, path: &str, body: &Value) -> Answer {
    let bearer = format!("Bearer {}", office.sign_in(login));
    let body = if body.is_null() { String::new() } else { body.to_string() };
    office.send(method, path, &[("Authorization", &bearer), ("Content-Type", "application/json")], &body)
}

fn get(office: &Server, login: (&str, &str), path: &str) -> Answer {
    send(office, login, "GET", path, &Value::Null)
}

/// An open case of somebody with a name, to write letters about.
fn case(office: &Server) -> String {
    let json = [("Content-Type", "application/json")];
    let sent = office.send("POST", "/api/v1/requests", &json, &submission("shi").to_string());
    assert_eq!(sent.status, 201, "{}", sent.body);
    let waiting = get(office, CLERK, "/api/v1/agencies/shi/cases?tab=unconfirmed").json();
    let case_no = sent.json()["case_no"].clone();
    let case = waiting["cases"].as_array().unwrap().iter().find(|case| case["case_no"] == case_no).unwrap();
    let id = case["id"].as_str().unwrap().to_owned();
    let confirmed =
        send(office, CLERK, "POST", &format!("/api/v1/cases/{id}/confirm-receipt"), &json!({"expected_version": 1}));
    assert_eq!(confirmed.status, 200, "{}", confirmed.body);
    id
}

#[test]
fn a_supplement_notice_comes_with_its_act_and_is_fetched_in_both_formats() {
    let office = office();
    let case = case(&office);
    let body = json!({"expected_version": 2, "items": "请写明名称", "respond_by": "2026-01-09"});
    let done = send(&office, CLERK, "POST", &format!("/api/v1/cases/{case}/request-supplement"), &body);
    assert_eq!(done.status, 200, "{}", done.body);
    let path = format!("/api/v1/cases/{case}/letters");
    let listed = get(&office, CLERK, &path).json();
    let letter = &listed["letters"].as_array().unwrap().iter().find(|it| it["kind"] == "supplement_notice").unwrap();
    assert!(letter["document_no"].as_str().unwrap().ends_with("补〔2025〕1号"), "{letter}");
    let document = format!("{path}/{}/document", letter["id"].as_str().unwrap());
    let pdf = get(&office, CLERK, &document);
    assert_eq!((pdf.status, pdf.header("content-type")), (200, "application/pdf"));
    let docx = get(&office, CLERK, &format!("{document}?format=docx"));
    assert!(docx.header("content-type").contains("wordprocessingml"), "{:?}", docx.status);
    assert_eq!(get(&office, CLERK, &format!("{document}?format=exe")).status, 400);
    assert_eq!(get(&office, AUDITOR, &document).status, 403, "a letter names the applicant");
    let void = format!("{path}/{}/void", letter["id"].as_str().unwrap());
    assert_eq!(send(&office, CLERK, "POST", &void, &json!({"reason": ""})).status, 422);
    assert_eq!(send(&office, CLERK, "POST", &void, &json!({"reason": "写错"})).status, 204);
    assert_eq!(send(&office, CLERK, "POST", &void, &json!({"reason": "写错"})).status, 409);
    let again = send(&office, CLERK, "POST", &path, &json!({"kind": "supplement_notice"}));
    assert_eq!(again.status, 201, "{}", again.body);
    assert!(again.json()["document_no"].as_str().unwrap().ends_with("补〔2025〕2号"));
    let numbers = get(&office, AUDITOR, "/api/v1/agencies/shi/letters?year=2025").json();
    let states: Vec<&Value> = numbers["letters"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["kind"] == "supplement_notice")
        .map(|it| &it["state"])
        .collect();
    assert_eq!(states, ["voided", "issued"]);
}

#[test]
fn a_reply_is_made_of_a_draft_and_goes_with_it() {
    let office = office();
    let case = case(&office);
    let path = format!("/api/v1/cases/{case}/letters/reply");
    assert_eq!(send(&office, CLERK, "POST", &path, &Value::Null).json()["code"], "letter_no_draft");
    let text = "依据《中华人民共和国政府信息公开条例》第三十六条第二项，予以公开。";
    let draft = json!({"expected_version": 2, "draft": {"outcome": "disclosed", "text": text}});
    let kept = send(&office, CLERK, "PUT", &format!("/api/v1/cases/{case}/draft"), &draft);
    assert_eq!(kept.status, 200, "{}", kept.body);
    let made = send(&office, CLERK, "POST", &path, &Value::Null);
    assert_eq!(made.status, 200, "{}", made.body);
    let letters = made.json();
    let reply = letters["letters"].as_array().unwrap().iter().find(|it| it["kind"] == "reply").unwrap();
    assert_eq!(reply["state"], "reserved");
    let draft = get(&office, CLERK, &format!("/api/v1/cases/{case}/draft")).json();
    assert!(draft.to_string().contains(reply["sha256"].as_str().unwrap()), "{draft}");
}

fn drafted(office: &Server, case: &str, version: u64, text: &str) -> Value {
    let draft = json!({"expected_version": version, "draft": {"outcome": "disclosed", "text": text}});
    let kept = send(office, CLERK, "PUT", &format!("/api/v1/cases/{case}/draft"), &draft);
    assert_eq!(kept.status, 200, "{}", kept.body);
    kept.json()
}

/// The letter of the reply, and whether it is among the files of the draft.
fn reply_of(office: &Server, case: &str) -> (Value, bool) {
    let letters = get(office, CLERK, &format!("/api/v1/cases/{case}/letters")).json();
    let reply = letters["letters"].as_array().unwrap().iter().find(|it| it["kind"] == "reply").cloned();
    let draft = get(office, CLERK, &format!("/api/v1/cases/{case}/draft")).json();
    let files = draft["draft"]["attachments"].as_array().unwrap();
    let reply = reply.unwrap_or_default();
    let is_there = files.iter().any(|file| file["sha256"] == reply["sha256"]);
    (reply, is_there)
}

#[test]
fn a_draft_that_is_submitted_over_the_api_has_its_current_letter_among_its_files() {
    let office = office();
    let case = case(&office);
    let submit = |version: &Value, digest: &Value, key: &str| {
        let bearer = format!("Bearer {}", office.sign_in(CLERK));
        let headers =
            [("Authorization", bearer.as_str()), ("Content-Type", "application/json"), ("Idempotency-Key", key)];
        let body = json!({"expected_version": version, "digest": digest}).to_string();
        office.send("POST", &format!("/api/v1/cases/{case}/submit-for-review"), &headers, &body)
    };
    let first = drafted(&office, &case, 2, "依据《中华人民共和国政府信息公开条例》第三十六条第二项，予以公开。");
    let made = send(&office, CLERK, "POST", &format!("/api/v1/cases/{case}/letters/reply"), &Value::Null);
    assert_eq!(made.status, 200, "{}", made.body);
    let (stale, _) = reply_of(&office, &case);
    let now = get(&office, CLERK, &format!("/api/v1/cases/{case}")).json()["version"].as_u64().unwrap();
    let second = drafted(&office, &case, now, "依据《中华人民共和国政府信息公开条例》第三十六条第二项，现予公开。");

    let refused = submit(&second["version"], &first["draft_digest"], "one");
    assert_eq!((refused.status, refused.json()["code"].as_str()), (422, Some("draft_changed")));
    assert_eq!(reply_of(&office, &case).0["sha256"], stale["sha256"], "nothing is made of a draft nobody saw");

    let submitted = submit(&second["version"], &second["draft_digest"], "two");
    assert_eq!(submitted.status, 200, "{}", submitted.body);
    let (reply, is_enclosed) = reply_of(&office, &case);
    assert!(is_enclosed, "{reply}");
    assert_eq!((&reply["document_no"], &reply["state"]), (&stale["document_no"], &json!("reserved")));
    assert_ne!(reply["sha256"], stale["sha256"], "the letter is that of the draft as it is now");
    assert_ne!(submitted.json()["draft_digest"], second["draft_digest"]);
    assert_eq!(submit(&second["version"], &second["draft_digest"], "two").json(), submitted.json(), "done once");
    assert_eq!(submit(&second["version"], &second["draft_digest"], "three").status, 409, "the case has moved on");
}

#[test]
fn an_agencys_own_words_are_tried_before_they_are_kept() {
    let office = office();
    let formats = get(&office, ADMINISTRATOR, FORMATS).json();
    let of = |formats: &Value| {
        formats["formats"].as_array().unwrap().iter().find(|it| it["kind"] == "supplement_notice").unwrap().clone()
    };
    let known = of(&formats);
    let put = |wording: &str, numbering: &str| {
        send(
            &office,
            ADMINISTRATOR,
            "PUT",
            &format!("{FORMATS}/supplement_notice"),
            &json!({"wording": wording, "numbering": numbering}),
        )
    };
    let (wording, numbering) = (known["wording"].as_str().unwrap(), known["numbering"].as_str().unwrap());
    let broken = put("补正\n\n{{ applicant }}：\n{{ nothing }}", numbering);
    assert_eq!((broken.status, broken.json()["code"].as_str()), (422, Some("wording_broken")));
    let same = put(wording, "{代字}延〔{year}〕{n}号");
    assert_eq!(same.json()["code"], "numbering_same");
    assert_eq!(put(&format!("{wording}\n联系电话：12345"), "{代字}清〔{year}〕{n}号").status, 204);
    let kept = of(&get(&office, ADMINISTRATOR, FORMATS).json());
    assert_eq!((&kept["wording_is_own"], &kept["numbering_is_own"]), (&json!(true), &json!(true)));
    assert_eq!(send(&office, CLERK, "GET", FORMATS, &Value::Null).status, 403);
    assert_eq!(get(&office, CLERK, LETTERS).status, 200);
}

#[test]
fn every_form_of_a_case_is_fetched_in_both_formats_by_those_who_see_names() {
    let office = office();
    let case = case(&office);
    let kinds =
        ["application_form", "registration_form", "consultation_slip", "review_sheet", "delivery_record", "dossier"];
    for kind in kinds {
        let path = format!("/api/v1/cases/{case}/papers/{kind}");
        let pdf = get(&office, CLERK, &path);
        assert_eq!((pdf.status, pdf.header("content-type")), (200, "application/pdf"), "{kind}");
        assert!(pdf.body.starts_with("%PDF-"), "{kind}");
        let docx = get(&office, CLERK, &format!("{path}?format=docx"));
        assert!(docx.header("content-type").contains("wordprocessingml"), "{kind}: {}", docx.status);
        assert_eq!(get(&office, AUDITOR, &path).status, 403, "{kind}");
    }
    assert_eq!(get(&office, CLERK, &format!("/api/v1/cases/{case}/papers/receipt")).status, 404);
    let other = get(&office, CLERK, &format!("/api/v1/cases/{case}/papers/dossier?format=exe"));
    assert_eq!((other.status, other.json()["code"].as_str()), (400, Some("bad_parameter")));
}

#[test]
fn a_result_has_words_of_its_own_and_letters_tell_facts_of_the_agency() {
    let office = office();
    let put = |of: &str, wording: &str| {
        let path = format!("{FORMATS}/{of}");
        send(&office, ADMINISTRATOR, "PUT", &path, &json!({"wording": wording}))
    };
    let of = |code: &str| {
        let formats = get(&office, ADMINISTRATOR, FORMATS).json();
        formats["formats"].as_array().unwrap().iter().find(|it| it["kind"] == code).unwrap().clone()
    };
    let common = of("reply");
    assert_eq!(of("reply.disclosed")["wording"], common["wording"]);
    assert_eq!(of("reply.disclosed")["numbering"], Value::Null);
    let own = format!("{}\n感谢您的关注。", common["wording"].as_str().unwrap());
    assert_eq!(put("reply.disclosed", &own).status, 204);
    assert_eq!(
        (of("reply.disclosed")["wording_is_own"].as_bool(), of("reply")["wording_is_own"].as_bool()),
        (Some(true), Some(false))
    );
    assert_eq!(put("reply.disclosed", "答复书\n\n{{ applicant }}：\n好。").json()["code"], "wording_lacks");
    assert_eq!(put("reply.other.fee_lapsed", &own).status, 404, "nobody writes a reply about a lapse");
    assert_eq!(put("contact", "公开办，电话0571-1").status, 204);
    assert_eq!(of("contact")["wording"], "公开办，电话0571-1");
    assert_eq!(put("payment", "第一行\n第二行").json()["code"], "letter_fact");
    let log = get(&office, ADMINISTRATOR, "/api/v1/agencies/shi/admin-log").json();
    let entries = log["entries"].as_array().unwrap();
    let changes = entries.iter().filter(|entry| entry["what"] == "letter_wording_changed");
    let told: Vec<&Value> = changes.map(|entry| &entry["particulars"]["of"]).collect();
    assert_eq!(told, [&json!("contact"), &json!("reply.disclosed")]);
}

#[test]
fn an_administrator_words_a_result_and_the_facts_on_the_pages() {
    let office = office();
    let mut browser = office.browser();
    let signed_in = browser.post("/sign-in", "/sign-in", &[("login", ADMINISTRATOR.0), ("password", ADMINISTRATOR.1)]);
    assert_eq!(signed_in.status, 303);
    let formats = "/agencies/shi/letter-formats";
    assert!(browser.get(formats).body.contains("letter-formats/reply.disclosed"));
    let kept = browser.post(formats, formats, &[("act", "facts"), ("contact", "公开办"), ("payment", "")]);
    assert_eq!(kept.status, 303, "{}", kept.body);
    let shown = browser.follow(&kept);
    assert!(shown.body.contains("value=\"公开办\""), "{}", shown.body);
    let page = "/agencies/shi/letter-formats/reply.withheld.third_party";
    let shown = browser.get(page);
    assert!(shown.body.contains("保护第三方合法权益") && !shown.body.contains("name=\"numbering\""), "{}", shown.body);
    let own = "答复书\r\n\r\n{{ applicant }}：\r\n{{ text }}\r\n依据{{ basis }}。\r\n{{ remedies }}";
    let tried = browser.post(page, page, &[("act", "preview"), ("wording", own)]);
    assert!(tried.body.contains("行政复议"), "{}", tried.body);
    let kept = browser.post(page, page, &[("act", "save"), ("wording", own)]);
    assert_eq!(kept.status, 303, "{}", kept.body);
    assert!(browser.get(page).body.contains("badge good"));
    let audit = browser.get("/administration/audit?agency=shi&kind=administration");
    assert!(audit.body.contains("变更文书用语：答复书（保护第三方合法权益）"), "{}", audit.body);
}
