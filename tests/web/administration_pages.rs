//! The pages of the administration, without script: what is changed there, what is refused, who is let in.

use std::sync::Arc;

use gongkai::app::find_agency;
use gongkai::domain::role::Role;

use crate::browser::{Browser, hidden, token};
use crate::client::{Server, hire, register, serve};

const ROOT: (&str, &str) = ("root", "a sentence for the root");
const LOCAL: (&str, &str) = ("local", "a sentence for the bureau");
const CLERK: (&str, &str) = ("clerk", "a sentence for the clerk");
const AGENCIES: &str = "/administration/agencies";
const CITY: &str = "/administration/agencies/shi";
const BUREAU: &str = "/administration/agencies/%E6%95%99%E8%82%B2%E5%B1%80";
const CALENDARS: &str = "/administration/calendars";

/// The city with administrators of the whole and of the bureau, and a clerk.
fn city() -> Server {
    let folder = tempfile::tempdir().unwrap();
    let app = register(&folder);
    let shi = find_agency(&app, &"shi".parse().unwrap()).unwrap();
    let bureau = find_agency(&app, &"教育局".parse().unwrap()).unwrap();
    hire(&app, &shi, ROOT, &[Role::Administrator]);
    hire(&app, &bureau, LOCAL, &[Role::Administrator]);
    hire(&app, &shi, CLERK, &[Role::CaseOfficer]);
    serve(folder, Arc::new(app))
}

fn browser<'a>(server: &'a Server, (login, password): (&str, &str)) -> Browser<'a> {
    let mut browser = server.browser();
    assert_eq!(browser.post("/sign-in", "/sign-in", &[("login", login), ("password", password)]).status, 303);
    browser
}

/// The part of a page from a text up to another one.
fn between<'a>(body: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = body.split_once(from).unwrap_or_else(|| panic!("no {from} in {body}"));
    rest.split_once(to).map_or(rest, |(part, _)| part)
}

#[test]
fn everybody_is_shown_what_is_his_to_administer_and_nobody_else_is_let_in() {
    let server = city();
    let mut root = browser(&server, ROOT);
    let start = root.get("/administration").body;
    assert!(start.contains("2 个机关归您管理") && start.contains("href=\"/administration/calendars\""), "{start}");
    assert!(root.get("/desk").body.contains("href=\"/administration\">管理</a>"));
    let tree = root.get(AGENCIES).body;
    assert!(tree.contains("class=\"depth-1\"") && tree.contains("没有上级机关"), "{tree}");
    let mut local = browser(&server, LOCAL);
    let own = local.get(AGENCIES).body;
    assert!(own.contains("某市教育局") && !own.contains("某市人民政府办公室"), "{own}");
    assert!(!own.contains("没有上级机关"), "only below one's own: {own}");
    assert_eq!(local.get(CITY).status, 404);
    let upload = local.get(CALENDARS).body;
    assert!(upload.contains("由最上级机关的系统管理员上传") && !upload.contains("type=\"file\""), "{upload}");
    let mut clerk = browser(&server, CLERK);
    for address in ["/administration", AGENCIES, CITY, CALENDARS] {
        assert_eq!(clerk.get(address).status, 403, "{address}");
    }
    assert!(!clerk.get("/desk").body.contains("href=\"/administration\""));
}

#[test]
fn an_agency_is_entered_changed_moved_and_closed() {
    let server = city();
    let mut root = browser(&server, ROOT);
    let wrong = [("name", "某市卫健委"), ("code", "no spaces"), ("parent", "shi")];
    let refused = root.post(AGENCIES, AGENCIES, &wrong);
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.body.contains("value=\"某市卫健委\"") && refused.body.contains("id=\"f-code-error\""));
    let taken = root.post(AGENCIES, AGENCIES, &[("name", "某市卫健委"), ("code", "shi"), ("parent", "shi")]);
    assert_eq!(taken.status, 409);
    assert!(taken.body.contains("id=\"f-code-error\""), "{}", taken.body);
    let fields = [("name", "某市卫健委"), ("code", "wjw"), ("parent", "shi"), ("letter_prefix", "某卫")];
    let shown = root.get(AGENCIES).body;
    let entered = root.send(AGENCIES, &token(&shown), &fields);
    assert_eq!(entered.header("location"), "/administration/agencies/wjw", "{}", entered.body);
    assert_eq!(root.send(AGENCIES, &token(&shown), &fields).status, 303, "a double click");
    let page = root.follow(&entered).body;
    assert!(page.contains("已新增机关") && page.contains("value=\"某卫\""), "{page}");

    let own = "/administration/agencies/wjw";
    let renamed = root.post(own, own, &[("act", "details"), ("name", "某市卫生局"), ("letter_prefix", "{")]);
    assert_eq!(renamed.status, 422);
    assert!(
        renamed.body.contains("发文机关代字：") && renamed.body.contains("value=\"某市卫生局\""),
        "{}",
        renamed.body
    );
    let renamed = root.post(own, own, &[("act", "details"), ("name", "某市卫生局"), ("letter_prefix", "")]);
    assert!(root.follow(&renamed).body.contains("<h1>某市卫生局"));
    let moved = root.post(own, own, &[("act", "move"), ("parent", "教育局")]);
    assert!(between(&root.follow(&moved).body, "id=\"f-parent\"", "</select>").contains("\"教育局\" selected"));
    let beneath = root.get(BUREAU).body;
    assert!(!between(&beneath, "id=\"f-parent\"", "</select>").contains("wjw"), "nothing goes below itself: {beneath}");
    let used = root.post(CITY, CITY, &[("act", "close")]);
    assert_eq!(used.status, 409);
    assert!(used.body.contains("件待办"), "{}", used.body);
    let closed = root.post(own, own, &[("act", "close")]);
    assert!(root.follow(&closed).body.contains("已停用"));
    assert_eq!(root.post(own, own, &[("act", "burn")]).status, 400);
    let mut local = browser(&server, LOCAL);
    assert!(!local.get(BUREAU).body.contains("id=\"f-parent\""), "its place is the city's to change");
}

#[test]
fn sections_are_added_renamed_and_taken_away() {
    let server = city();
    let mut local = browser(&server, LOCAL);
    let here = format!("{BUREAU}/sections");
    assert!(local.get(&here).body.contains("还没有科室"));
    let empty = local.post(&here, &here, &[("act", "add"), ("name", " ")]);
    assert_eq!(empty.status, 422);
    let added = local.post(&here, &here, &[("act", "add"), ("name", "法规科")]);
    let body = local.follow(&added).body;
    let id = between(&body, "value=\"rename ", "\"").to_owned();
    let (act, field) = (format!("rename {id}"), format!("name_{id}"));
    let nameless = local.post(&here, &here, &[("act", &act), (&field, "")]);
    assert_eq!(nameless.status, 422);
    assert!(nameless.body.contains(&format!("id=\"f-name-{}-error\"", id.replace('_', "-"))), "{}", nameless.body);
    let renamed = local.post(&here, &here, &[("act", &act), (&field, "信息公开科")]);
    assert!(local.follow(&renamed).body.contains("value=\"信息公开科\""));
    let removed = local.post(&here, &here, &[("act", &format!("remove {id}"))]);
    assert!(local.follow(&removed).body.contains("还没有科室"));
    assert_eq!(local.post(&here, &here, &[("act", "remove x")]).status, 400);
}

#[test]
fn an_account_is_opened_given_roles_reset_and_disabled() {
    let server = city();
    let mut local = browser(&server, LOCAL);
    let people = format!("{BUREAU}/people");
    let wrong = local.post(&people, &people, &[("name", "李某"), ("login", "li li"), ("email", "nowhere")]);
    assert_eq!(wrong.status, 422);
    for id in ["f-login-error", "f-email-error", "f-roles-error"] {
        assert!(wrong.body.contains(&format!("id=\"{id}\"")), "{id}: {}", wrong.body);
    }
    assert!(wrong.body.contains("value=\"李某\"") && wrong.body.contains("value=\"li li\""));
    let fields = [("name", "李某"), ("login", "li"), ("email", "li@example.cn"), ("role_registrar", "yes")];
    let shown = local.get(&people).body;
    let made = local.send(&people, &token(&shown), &fields);
    assert_eq!((made.status, made.header("cache-control")), (201, "no-store"), "{}", made.body);
    let password = between(&made.body, "<code id=\"password\">", "<").to_owned();
    let again = local.send(&people, &token(&shown), &fields);
    assert!(again.body.contains("口令不再显示") && !again.body.contains(&password), "a double click: {}", again.body);
    let person = between(&made.body, &format!("href=\"{people}/"), "\"").to_owned();
    let person = format!("{people}/{person}");
    assert_eq!(server.browser().post("/sign-in", "/sign-in", &[("login", "li"), ("password", &password)]).status, 303);

    let page = local.get(&person).body;
    assert!(page.contains("value=\"li@example.cn\"") && page.contains("value=\"revoke registrar\""), "{page}");
    assert_eq!(local.post(&person, &person, &[("act", "grant"), ("role", "")]).status, 422);
    let given = local.post(&person, &person, &[("act", "grant"), ("role", "examiner"), ("subtree", "yes")]);
    assert!(local.follow(&given).body.contains("value=\"revoke examiner below\""));
    let taken = local.post(&person, &person, &[("act", "revoke examiner below")]);
    assert!(!local.follow(&taken).body.contains("revoke examiner"));
    let reset = local.post(&person, &person, &[("act", "reset")]);
    assert_eq!((reset.status, reset.header("cache-control")), (200, "no-store"));
    assert_ne!(between(&reset.body, "<code id=\"password\">", "<"), password);
    let disabled = local.post(&person, &person, &[("act", "disable")]);
    assert!(local.follow(&disabled).body.contains("恢复账号"));
    let unnamed = local.post(&person, &person, &[("act", "details"), ("name", ""), ("email", "li@example.cn")]);
    assert_eq!(unnamed.status, 422);
    assert!(unnamed.body.contains("id=\"f-name-error\""), "{}", unnamed.body);
}

#[test]
fn an_account_of_the_city_is_not_the_bureaus_to_change() {
    let server = city();
    let mut local = browser(&server, LOCAL);
    let people = format!("{BUREAU}/people");
    let found = local.get(&format!("{people}?known=clerk"));
    let page = local.follow(&found).body;
    assert!(page.contains("账号由上级系统管理员管理") && !page.contains("value=\"disable\""), "{page}");
    assert!(!page.contains("revoke case_officer"), "it is held in the city: {page}");
    let given =
        local.post(found.header("location"), found.header("location"), &[("act", "grant"), ("role", "examiner")]);
    assert_eq!(given.status, 303, "{}", given.body);
    let unknown = local.get(&format!("{people}?known=nobody"));
    assert_eq!(unknown.status, 422);
    assert!(unknown.body.contains("没有这个登录名") && unknown.body.contains("value=\"nobody\""), "{}", unknown.body);
    let own = local.get(&format!("{people}?known=local"));
    let own = local.follow(&own).body;
    assert!(own.contains("不能给自己授予岗位") && !own.contains("value=\"grant\""), "{own}");
    assert_eq!(local.get(&format!("{people}/officer_404")).status, 404);
}

/// 2026-01-05 is off as well, and nobody counts the year.
fn changed_calendar() -> String {
    let file = include_str!("../../config/calendars/cn-2026.toml");
    file.split("[check]").next().unwrap().replacen("\"2026-01-03\"]", "\"2026-01-03\", \"2026-01-05\"]", 1)
}

/// What the form of a preview sends back.
fn carried(body: &str) -> Vec<(&'static str, String)> {
    let text = between(body, "<textarea name=\"text\" hidden>\n", "</textarea>");
    let text = text.replace("&#34;", "\"").replace("&#60;", "<").replace("&#62;", ">").replace("&#38;", "&");
    let mut fields = vec![("text", text)];
    fields.extend(["withdraw", "digest", "revision"].map(|name| (name, hidden(body, name).unwrap())));
    fields
}

fn press(who: &mut Browser, body: &str, act: &str) -> crate::client::Answer {
    let fields = carried(body);
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.push(("act", act));
    who.send_with_files(CALENDARS, &token(body), &fields, &[])
}

#[test]
fn a_calendar_is_looked_at_and_exactly_that_one_is_put_in_force() {
    let server = city();
    let mut root = browser(&server, ROOT);
    let page = root.get(CALENDARS).body;
    assert!(page.contains("国办发明电〔2025〕7号") && page.contains("随程序提供"), "{page}");
    let nothing = root.send_with_files(CALENDARS, &token(&page), &[("act", "look"), ("text", "")], &[]);
    assert_eq!(nothing.status, 422);
    let broken = root.send_with_files(CALENDARS, &token(&page), &[("act", "look"), ("text", "year = \"x\"")], &[]);
    assert_eq!(broken.status, 422);
    assert!(
        broken.body.contains("id=\"f-text-error\"") && broken.body.contains("year = &#34;x&#34;"),
        "{}",
        broken.body
    );

    let file = changed_calendar().replace('\n', "\r\n");
    let files = [("file", "cn-2026.toml", file.as_str())];
    let looked = root.send_with_files(CALENDARS, &token(&page), &[("act", "look"), ("text", "")], &files);
    assert_eq!(looked.status, 200, "{}", looked.body);
    assert!(
        looked.body.contains("件未办结件的期限因此变动") && looked.body.contains("某市人民政府办公室"),
        "{}",
        looked.body
    );
    assert!(!root.get(CALENDARS).body.contains("上传</td>"), "nothing is in force yet");

    let altered = looked.body.replacen("2026-01-05", "2026-01-06", 1);
    let refused = press(&mut root, &altered, "apply");
    assert_eq!(refused.status, 409);
    assert!(refused.body.contains("还没有启用"), "{}", refused.body);
    let applied = press(&mut root, &looked.body, "apply");
    let listed = root.follow(&applied).body;
    assert!(listed.contains("日历变更已生效，") && listed.contains("某人，2025-12-24"), "{listed}");
    let twice = press(&mut root, &looked.body, "apply");
    assert!(root.follow(&twice).body.contains("日历变更已生效。"), "a double click");

    let stale = press(&mut root, &looked.body.replacen("2026-01-05", "2026-01-06", 2), "look");
    let withdrawn =
        root.send_with_files(CALENDARS, &token(&listed), &[("act", "look"), ("withdraw", "cn-2026.toml")], &[]);
    assert!(withdrawn.body.contains("核对撤回"), "{}", withdrawn.body);
    let gone = press(&mut root, &withdrawn.body, "apply");
    assert!(!root.follow(&gone).body.contains("name=\"withdraw\""));
    let late = press(&mut root, &stale.body, "apply");
    assert_eq!(late.status, 409, "the calendars are not those that were looked at: {}", late.body);
    let local = browser(&server, LOCAL).send_with_files(CALENDARS, &token(&page), &[("act", "look")], &files);
    assert_ne!(local.status, 200, "{}", local.body);
}
