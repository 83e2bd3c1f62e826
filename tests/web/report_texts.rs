//! 报告的文字 and 系统外机关 over HTTP: for programs and for people.

use std::sync::Arc;

use gongkai::app::{App, annual_report, find_agency};
use gongkai::domain::annual_report::Scope;
use gongkai::domain::role::Role;
use gongkai::letters::report;
use gongkai::messages::Lang;
use serde_json::{Value, json};

use crate::browser::{Browser, hidden, token};
use crate::client::{Answer, Server, hire, register, serve};

const HEAD: (&str, &str) = ("head", "a sentence for tests");
const SUPERVISOR: (&str, &str) = ("supervisor", "a sentence for tests");
const TEXTS: &str = "/agencies/shi/reports/2024/texts";
const OUTSIDERS: &str = "/agencies/shi/reports/2024/outsiders?scope=all";

fn office() -> (Arc<App>, Server) {
    let folder = tempfile::tempdir().unwrap();
    let app = Arc::new(register(&folder));
    let city = find_agency(&app, &"shi".parse().unwrap()).unwrap();
    hire(&app, &city, HEAD, &[Role::OfficeHead]);
    hire(&app, &city, SUPERVISOR, &[Role::Supervisor]);
    (Arc::clone(&app), serve(folder, app))
}

fn asks(server: &Server, who: (&str, &str), method: &str, path: &str, body: &Value) -> Answer {
    let bearer = format!("Bearer {}", server.sign_in(who));
    let headers = [("Authorization", &*bearer), ("Content-Type", "application/json")];
    let body = if body.is_null() { String::new() } else { body.to_string() };
    server.send(method, &format!("/api/v1{path}"), &headers, &body)
}

fn browser<'a>(server: &'a Server, (login, password): (&str, &str)) -> Browser<'a> {
    let mut browser = server.browser();
    assert_eq!(browser.post("/sign-in", "/sign-in", &[("login", login), ("password", password)]).status, 303);
    browser
}

#[test]
fn a_program_reads_and_writes_the_texts_and_is_told_the_right_number() {
    let (_, office) = office();
    let found = asks(&office, SUPERVISOR, "GET", TEXTS, &Value::Null).json();
    assert_eq!((&found["editable"], &found["texts"][0]["part"]), (&json!(true), &json!("overview")));
    assert_eq!((&found["texts"][0]["version"], &found["texts"][0]["text"]), (&json!(0), &Value::Null));
    assert_eq!(found["figures"][0]["name"], "新收");
    let received = &found["figures"][0]["amount"];
    let overview = format!("{TEXTS}/overview");
    let wrong = json!({"version": 0, "text": "本年度新收政府信息公开申请 987 件。"});
    let refused = asks(&office, HEAD, "PUT", &overview, &wrong);
    assert_eq!((refused.status, &refused.json()["code"]), (422, &json!("figure_disagrees")), "{}", refused.body);
    let told = refused.json()["errors"][0]["message"].as_str().unwrap().to_owned();
    assert!(told.contains("987") && told.contains(&received.to_string()), "{told}");
    let right = json!({"version": 0, "text": format!("本年度新收政府信息公开申请{received}件。")});
    let kept = asks(&office, HEAD, "PUT", &overview, &right).json();
    assert_eq!(kept["texts"][0]["text"], "本年度新收政府信息公开申请{新收}件。");
    assert_eq!(asks(&office, HEAD, "PUT", &overview, &right).status, 409);
    assert_eq!(asks(&office, SUPERVISOR, "PUT", &overview, &right).status, 403);
    assert_eq!(asks(&office, HEAD, "PUT", &format!("{TEXTS}/poem"), &right).status, 404);
    let back = asks(&office, HEAD, "PUT", &overview, &json!({"version": 1, "text": null})).json();
    assert_eq!((&back["texts"][0]["text"], &back["texts"][0]["version"]), (&Value::Null, &json!(2)));
    assert_eq!(back["texts"][0]["versions"].as_array().unwrap().len(), 2);
    let frozen = asks(&office, HEAD, "POST", "/agencies/shi/reports/2024/freeze", &json!({"version": 0}));
    assert_eq!(frozen.status, 200, "{}", frozen.body);
    let closed = asks(&office, HEAD, "PUT", &overview, &json!({"version": 2, "text": "晚了。"}));
    assert_eq!((closed.status, &closed.json()["code"]), (409, &json!("text_frozen")), "{}", closed.body);
}

#[test]
fn a_text_is_drafted_looked_at_kept_and_given_up_on_its_page() {
    let (_, office) = office();
    let mut head = browser(&office, HEAD);
    let list = head.get(TEXTS).body;
    for words in ["一、总体情况", "素材：改进措施", "草稿", "href=\"/agencies/shi/reports/2024/texts/overview\""]
    {
        assert!(list.contains(words), "{words} is missing: {list}");
    }
    let page = format!("{TEXTS}/problems");
    let shown = head.get(&page);
    let version = hidden(&shown.body, "version").unwrap();
    let fields = |text: &'static str, act: &'static str| [("version", "0"), ("text", text), ("act", act)];
    assert_eq!(version, "0");
    let looked = head.send(&page, &token(&shown.body), &fields("问题一：办结{办结}件。", "preview"));
    assert!(looked.status == 200 && looked.body.contains("<p>问题一：办结"), "{}", looked.body);
    let nothing = head.send(&page, &token(&shown.body), &fields("无", "keep"));
    assert!(nothing.status == 422 && nothing.body.contains("也不能只写“无”"), "{}", nothing.body);
    let wrong = head.send(&page, &token(&shown.body), &fields("共办结 98765 件。", "keep"));
    assert!(wrong.status == 422 && wrong.body.contains("98765</textarea>") || wrong.body.contains("共办结 98765 件"));
    assert!(wrong.body.contains("href=\"#f-text\""), "{}", wrong.body);
    let kept = head.send(&page, &token(&shown.body), &fields("办结{办结}件，说理不够充分。", "keep"));
    let list = head.follow(&kept).body;
    assert!(list.contains("已保存") && list.contains("说理不够充分。") && list.contains("已编写"), "{list}");
    assert!(head.get("/agencies/shi/reports/2024").body.contains("说理不够充分。"));
    let document = head.get("/agencies/shi/reports/2024/document?format=html");
    assert!(document.body.contains("说理不够充分。") && document.body.contains("一、总体情况"), "{}", document.body);
    let again = head.get(&page);
    let reset = head.send(&page, &token(&again.body), &[("version", "1"), ("text", ""), ("act", "reset")]);
    assert!(head.follow(&reset).body.contains("已恢复为草稿。"));
    assert_eq!(browser(&office, SUPERVISOR).get(&page).status, 403);
}

#[test]
fn an_agency_outside_is_taken_in_from_a_file_and_let_go() {
    let (_, office) = office();
    let mut head = browser(&office, HEAD);
    assert!(head.get("/agencies/shi/reports/2024?scope=all").body.contains(OUTSIDERS));
    let shown = head.get(OUTSIDERS);
    let own = asks(&office, HEAD, "GET", "/agencies/shi/reports/2024", &Value::Null).json();
    let received = own["prose"]["received"].clone();
    let mut report = own.clone();
    report.as_object_mut().unwrap().remove("state");
    let file = report.to_string();
    let send = |head: &mut Browser, page: &str, name: &str, file: &str| {
        head.send_with_files(OUTSIDERS, &token(page), &[("name", name)], &[("file", "report.json", file)])
    };
    let here = send(&mut head, &shown.body, "", &file);
    assert!(here.status == 422 && here.body.contains("在本系统内"), "{}", here.body);
    let broken = send(&mut head, &shown.body, "某区", "{");
    assert!(broken.status == 422 && broken.body.contains("不是完整的数据"), "{}", broken.body);
    let taken = send(&mut head, &shown.body, "某区人民政府", &file);
    let list = head.follow(&taken).body;
    assert!(list.contains("已录入") && list.contains("某区人民政府"), "{list}");
    let found = asks(&office, SUPERVISOR, "GET", "/agencies/shi/reports/2024/outsiders", &Value::Null).json();
    assert_eq!(found["outsiders"][0]["report"]["prose"]["received"], received);
    let document = head.get("/agencies/shi/reports/2024/document?scope=all&format=html").body;
    assert!(document.contains("附件") && document.contains("某区人民政府　表三"), "{document}");
    let gone = head.send(OUTSIDERS, &token(&list), &[("name", "某区人民政府"), ("act", "remove")]);
    assert!(head.follow(&gone).body.contains("已删除"));
    assert_eq!(head.get("/agencies/shi/reports/2024/outsiders/blank").status, 200);

    let put = json!({"name": "某县", "report": report});
    let path = "/agencies/shi/reports/2024/outsiders";
    assert_eq!(asks(&office, HEAD, "PUT", path, &put).json()["name"], "某县");
    let mut wrong = put.clone();
    wrong["report"]["table3"]["一"]["total"] = json!(99_999);
    let refused = asks(&office, HEAD, "PUT", path, &wrong);
    assert_eq!((refused.status, &refused.json()["code"]), (422, &json!("contradictions")), "{}", refused.body);
    assert_eq!(refused.json()["errors"][0]["field"], "table3/一");
    let name = "%E6%9F%90%E5%8E%BF";
    assert_eq!(asks(&office, HEAD, "DELETE", &format!("{path}/{name}"), &Value::Null).status, 204);
    assert_eq!(asks(&office, HEAD, "DELETE", &format!("{path}/{name}"), &Value::Null).status, 404);
}

#[test]
fn a_program_takes_in_the_tables_of_an_agency_outside_as_a_spreadsheet() {
    let (app, office) = office();
    let code = "shi".parse().unwrap();
    let figures = annual_report::figures(&app, &code, 2024, Scope::Own, None).unwrap();
    let tables = report::xlsx(&figures, Lang::Zh).unwrap();
    let path = "/api/v1/agencies/shi/reports/2024/outsiders";
    let bearer = format!("Bearer {}", office.sign_in(HEAD));
    let put = |name: Option<&str>, file: &[u8]| office.send_file("PUT", path, &bearer, name, ("tables.xlsx", file));
    let kept = put(Some("某区人民政府"), &tables);
    assert_eq!(kept.status, 200, "{}", kept.body);
    let kept = kept.json();
    assert_eq!((&kept["name"], &kept["source"]), (&json!("某区人民政府"), &json!("xlsx")));
    assert_eq!(kept["report"]["prose"]["received"], serde_json::to_value(&figures).unwrap()["prose"]["received"]);
    assert_eq!(put(None, &tables).json()["code"], "wrong_name", "a spreadsheet names nobody");
    assert_eq!(put(Some("某县"), b"PK nothing").json()["code"], "wrong_sheet");
    let nothing = "--part\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nX\r\n--part--\r\n";
    let headers = [("Authorization", &*bearer), ("Content-Type", "multipart/form-data; boundary=part")];
    let refused = office.send("PUT", path, &headers, nothing);
    assert_eq!((refused.status, &refused.json()["errors"][0]["field"]), (422, &json!("file")), "{}", refused.body);
    let bearer = format!("Bearer {}", office.sign_in(SUPERVISOR));
    assert_eq!(office.send_file("PUT", path, &bearer, Some("某区"), ("tables.xlsx", &tables)).status, 403);
}
