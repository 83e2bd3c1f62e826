//! A register is brought, its columns are put right, it is tried, and taken over: on pages and over the API.

use std::sync::Arc;

use gongkai::app::find_agency;
use gongkai::domain::role::Role;
use serde_json::{Value, json};

use crate::browser::{Browser, token};
use crate::client::{Server, hire, register, serve};

const REGISTRAR: (&str, &str) = ("registrar", "a sentence for tests");
const HEAD: (&str, &str) = ("head", "a sentence for tests");
const PAGE: &str = "/agencies/shi/register-imports";
const API: &str = "/api/v1/agencies/shi/register-imports";
const TABLE: &str = "\u{feff}编号,收件日期,申请方式,申请人,申请人类型,内容,答复日期,结果\r\n\
    甲-1,2025-3-3,邮寄,张某,公民,合同,2025-3-20,予以公开\r\n\
    甲-2,2025年3月4日,网上,某公司,企业,丙方案,,\r\n\
    甲-3,昨天,网上,李某,公民,名单,,\r\n";

fn office() -> Server {
    let folder = tempfile::tempdir().unwrap();
    let app = register(&folder);
    let city = find_agency(&app, &"shi".parse().unwrap()).unwrap();
    hire(&app, &city, REGISTRAR, &[Role::Registrar]);
    hire(&app, &city, HEAD, &[Role::OfficeHead]);
    serve(folder, Arc::new(app))
}

fn browser<'a>(server: &'a Server, (login, password): (&str, &str)) -> Browser<'a> {
    let mut browser = server.browser();
    assert_eq!(browser.post("/sign-in", "/sign-in", &[("login", login), ("password", password)]).status, 303);
    browser
}

#[test]
fn a_register_goes_from_a_file_to_requests_page_by_page() {
    let office = office();
    let mut registrar = browser(&office, REGISTRAR);
    assert!(registrar.get("/agencies/shi/year-register").body.contains(&format!("href=\"{PAGE}\"")));
    assert!(!browser(&office, HEAD).get("/agencies/shi/year-register").body.contains(PAGE));
    let shown = registrar.get(PAGE).body;
    let nothing = registrar.send_with_files(PAGE, &token(&shown), &[], &[]);
    assert!(nothing.status == 422 && nothing.body.contains("请选择一个文件"), "{}", nothing.body);
    let broken = registrar.send_with_files(PAGE, &token(&shown), &[], &[("file", "a.xlsx", "PK\u{3}\u{4}nothing")]);
    assert!(broken.status == 422 && broken.body.contains("文件已损坏"), "{}", broken.body);
    let kept = registrar.send_with_files(PAGE, &token(&shown), &[], &[("file", "台账.csv", TABLE)]);
    assert_eq!(kept.status, 303, "{}", kept.body);
    let columns = kept.header("location").to_owned();
    let double = registrar.send_with_files(PAGE, &token(&shown), &[], &[("file", "台账.csv", TABLE)]);
    assert_eq!(double.header("location"), columns, "a double click");

    let page = registrar.get(&columns).body;
    for found in ["收件日期", "2025-3-3", "<option value=\"received_on\" selected>收到日期</option>"] {
        assert!(page.contains(found), "{found} is missing: {page}");
    }
    let without = registrar.post(&columns, &columns, &[("act", "try"), ("column_0", "number")]);
    assert!(without.status == 422 && without.body.contains("没有指定哪一列是“收到日期”"), "{}", without.body);
    let fields = ["number", "received_on", "channel", "applicant", "category", "subject", "answered_on", "outcome"];
    let names: Vec<String> = (0..fields.len()).map(|place| format!("column_{place}")).collect();
    let mut chosen: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(fields).collect();
    chosen.push(("act", "try"));
    let tried = registrar.post(&columns, &columns, &chosen);
    assert_eq!(tried.status, 303, "{}", tried.body);
    let outcome = tried.header("location").to_owned();
    let told = registrar.get(&outcome).body;
    for found in ["新增 2 件", "不能导入 1 行", "收到日期“昨天”读不出是哪一天", "导入 2 件", "已答复，1 个办理步骤"]
    {
        assert!(told.contains(found), "{found} is missing: {told}");
    }
    let only = registrar.get(&format!("{outcome}?refused=true")).body;
    assert!(only.contains("昨天") && !only.contains("甲-1"), "{only}");
    assert!(!registrar.get("/agencies/shi?tab=all").body.contains("丙方案"), "nothing has been taken over");
    let done = registrar.post(&outcome, &outcome, &[("act", "import")]);
    assert_eq!(done.status, 303, "{}", done.body);
    assert!(registrar.get(&outcome).body.contains("已新增 2 件"));
    assert!(registrar.get("/agencies/shi?tab=all").body.contains("丙方案"));
    assert_eq!(registrar.post(&outcome, &outcome, &[("act", "import")]).status, 409, "once");
    let refused = registrar.get(&format!("{columns}/refused"));
    assert!(refused.header("content-disposition").contains(".xlsx") && refused.status == 200);
    assert!(registrar.get(PAGE).body.contains("已导入"));
    assert_eq!(registrar.post(&outcome, &outcome, &[("act", "discard")]).status, 303);
    assert_eq!(registrar.get(&outcome).status, 404);
}

#[test]
fn a_program_takes_a_register_over() {
    let office = office();
    let bearer = format!("Bearer {}", office.sign_in(REGISTRAR));
    let send = |method: &str, path: &str, kind: &str, body: &str| {
        let headers = [("Authorization", &*bearer), ("Content-Type", kind), ("Accept-Language", "en")];
        office.send(method, path, &headers, body)
    };
    let form = format!(
        "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n{TABLE}\r\n--part--\r\n"
    );
    let kept = send("POST", API, "multipart/form-data; boundary=part", &form);
    assert_eq!(kept.status, 201, "{}", kept.body);
    let kept = kept.json();
    assert_eq!((&kept["state"], &kept["columns"][1]["field"]), (&json!("uploaded"), &json!("received_on")));
    let here = format!("{API}/{}", kept["id"].as_str().unwrap());
    let ask = |method: &str, rest: &str, body: &Value| {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        send(method, &format!("{here}{rest}"), "application/json", &body)
    };
    let fields: Vec<&Value> = kept["columns"].as_array().unwrap().iter().map(|column| &column["field"]).collect();
    let wrong = ask("PUT", "/columns", &json!({"columns": ["number"]}));
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.json()["errors"][0]["field"], "columns/received_on", "{}", wrong.body);
    assert_eq!(ask("POST", "/run", &Value::Null).status, 409, "it has not been tried");
    let tried = ask("PUT", "/columns", &json!({"columns": fields}));
    assert_eq!(tried.json()["totals"], json!({"new": 2, "grown": 0, "unchanged": 0, "refused": 1}), "{}", tried.body);
    let rows = ask("GET", "/rows?refused=true", &Value::Null).json();
    let problem = &rows["rows"][0]["problems"][0];
    assert_eq!((&problem["field"], &problem["code"]), (&json!("received_on"), &json!("not_a_date")), "{rows}");
    assert!(problem["message"].as_str().unwrap().contains("no date"), "{rows}");
    assert_eq!(ask("GET", "/rows?limit=1", &Value::Null).json()["next"], 1);
    assert_eq!(ask("POST", "/run", &Value::Null).json()["new"], 2);
    assert_eq!(ask("GET", "", &Value::Null).json()["state"], "imported");
    assert!(ask("GET", "/refused", &Value::Null).header("content-type").contains("spreadsheetml"));
    assert_eq!(send("GET", API, "application/json", "").json()["imports"].as_array().unwrap().len(), 1);
    assert_eq!(ask("DELETE", "", &Value::Null).status, 204);
    assert_eq!(ask("GET", "", &Value::Null).status, 404);
}

/// A workbook with a register of each year, the later one with a column more, and a sheet with nothing in it.
fn workbook() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let years = [
        ("2024", vec!["编号", "收件日期", "申请方式", "申请人类型"]),
        ("2025", vec!["编号", "收件日期", "申请方式", "申请人类型", "内容"]),
    ];
    for (year, titles) in years {
        let sheet = workbook.add_worksheet();
        sheet.set_name(format!("{year}年")).unwrap();
        for (column, title) in titles.iter().enumerate() {
            sheet.write(0, u16::try_from(column).unwrap(), *title).unwrap();
        }
        for (column, text) in
            [format!("{year}-1"), format!("{year}-03-03"), "邮寄".into(), "公民".into()].iter().enumerate()
        {
            sheet.write(1, u16::try_from(column).unwrap(), text).unwrap();
        }
    }
    workbook.add_worksheet().set_name("说明").unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn one_of_several_sheets_is_picked_and_its_columns_are_guessed() {
    let office = office();
    let bearer = format!("Bearer {}", office.sign_in(REGISTRAR));
    let kept = office.send_file("POST", API, &bearer, None, ("台账.xlsx", &workbook()));
    assert_eq!(kept.status, 201, "{}", kept.body);
    let kept = kept.json();
    assert_eq!((&kept["sheet"], kept["columns"].as_array().unwrap().len()), (&json!("2025年"), 5), "{kept}");
    assert_eq!(kept["sheets"], json!([{"sheet": 0, "name": "2024年"}, {"sheet": 1, "name": "2025年"}]));
    let import = kept["id"].as_str().unwrap();
    let columns = format!("{PAGE}/{import}");
    let mut registrar = browser(&office, REGISTRAR);
    let page = registrar.get(&columns).body;
    assert!(page.contains("<option value=\"1\" selected>2025年</option>") && !page.contains("说明</option>"), "{page}");
    let chosen = registrar.post(&columns, &columns, &[("act", "sheet"), ("sheet", "0")]);
    let page = registrar.follow(&chosen).body;
    assert!(page.contains("<option value=\"0\" selected>2024年</option>") && !page.contains("column_4"), "{page}");
    assert_eq!(registrar.post(&columns, &columns, &[("act", "sheet"), ("sheet", "2")]).status, 422, "there is nothing");
    let fields =
        [("column_0", "number"), ("column_1", "received_on"), ("column_2", "channel"), ("column_3", "category")];
    let tried = registrar.post(&columns, &columns, &[fields.as_slice(), &[("act", "try")]].concat());
    assert!(registrar.follow(&tried).body.contains("2024-1"));

    let put = |sheet: usize| {
        let headers = [("Authorization", &*bearer), ("Content-Type", "application/json")];
        let body = json!({"sheet": sheet}).to_string();
        office.send("PUT", &format!("{API}/{import}/sheet"), &headers, &body)
    };
    let back = put(1).json();
    assert_eq!((&back["sheet"], &back["state"]), (&json!("2025年"), &json!("uploaded")), "{back}");
    assert_eq!((put(7).status, put(7).json()["code"].clone()), (422, json!("no_such_table")));
}
