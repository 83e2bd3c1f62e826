//! 门户: a citizen without an account, page by page and without any script.

use gongkai::app::administration::settings::{self, Settings};
use gongkai::app::{attachments, find_agency, offers, own_request};
use gongkai::domain::attachment::FileKind;
use gongkai::domain::case::{Command, FeeQuantity};
use gongkai::domain::role::Actor;

use crate::applicants::{Office, Receipt};
use crate::browser::{Browser, hidden, token};
use crate::client::server;
use crate::samples::sample;

/// Everything that art 29 asks for.
const ASKED: [(&str, &str); 8] = [
    ("subject", "2024年度采购合同"),
    ("description", "某某项目\r\n第二标段"),
    ("category", "natural_person"),
    ("name", "张三"),
    ("id_kind", "resident_id"),
    ("id_number", "11010519491231002X"),
    ("phone", "13900000000"),
    ("obtain_by", "email"),
];

fn asked_with<'a>(name: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    ASKED.iter().map(|(field, own)| (*field, if *field == name { value } else { *own })).collect()
}

/// Every hidden field of the page that shows the form once more.
fn shown_again(page: &str) -> Vec<(String, String)> {
    let fields = page.split("<input type=\"hidden\" name=\"").skip(1);
    let pair = |field: &str| {
        let (name, rest) = field.split_once("\" value=\"").unwrap();
        (name.to_owned(), rest.split('"').next().unwrap().to_owned())
    };
    fields.map(pair).filter(|(name, _)| name != "form_token").collect()
}

/// Sends what the page shows once more.
fn confirm(browser: &mut Browser<'_>, page: &str) -> crate::client::Answer {
    let fields = shown_again(page);
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    fields.push(("act", "submit"));
    browser.send("/apply/shi", &token(page), &fields)
}

/// Follows a request that was received.
fn follow<'a>(office: &'a Office, receipt: &Receipt) -> (Browser<'a>, String) {
    let mut browser = office.server.browser();
    let number = receipt.path.rsplit('/').next().unwrap();
    let answer = browser.post("/follow", "/follow", &[("case_no", number), ("query_code", &receipt.code)]);
    assert!(!answer.header("location").contains(&receipt.code), "{}", answer.header("location"));
    let page = browser.follow(&answer).body;
    (browser, page)
}

#[test]
fn a_request_is_read_once_more_then_sent_and_its_receipt_shown_to_this_browser_only() {
    let office = Office::new();
    let mut browser = office.server.browser();
    let review = browser.post("/apply/shi", "/apply/shi", &ASKED);
    assert!(review.status == 200 && review.body.contains("还没有提交"), "{}", review.body);
    assert!(review.body.contains("第二标段") && review.body.contains("11010519491231002X"), "{}", review.body);
    let sent = confirm(&mut browser, &review.body);
    assert_eq!(sent.header("location"), "/receipt");
    let receipt = browser.follow(&sent).body;
    assert!(receipt.contains("2025-00001") && receipt.contains("2025-12-25 前"), "{receipt}");
    let code = receipt.split("id=\"query-code\" translate=\"no\">").nth(1).unwrap().split('<').next().unwrap();
    let own = own_request::find(&office.app, "2025-00001", code).unwrap();
    let view = own_request::view(&office.app, &own).unwrap();
    assert_eq!(view.file.case.request.description.as_deref(), Some("某某项目\n第二标段"));
    assert!(browser.get("/follow/request").body.contains("2024年度采购合同"));
    let mut other = office.server.browser();
    assert!(!other.get("/receipt").body.contains(code));
    assert_eq!(other.get("/follow/request").header("location"), "/follow");
}

#[test]
fn pressing_twice_sends_once() {
    let office = Office::new();
    let mut browser = office.server.browser();
    let review = browser.post("/apply/shi", "/apply/shi", &ASKED).body;
    let (first, second) = (confirm(&mut browser, &review), confirm(&mut browser, &review));
    let (first, second) = (browser.follow(&first).body, browser.follow(&second).body);
    assert!(first.contains("2025-00001") && second.contains("2025-00001"), "{second}");
    let another = browser.post("/apply/shi", "/apply/shi", &ASKED).body;
    let another = confirm(&mut browser, &another);
    assert!(browser.follow(&another).body.contains("2025-00002"));
}

#[test]
fn what_was_typed_and_picked_is_kept_until_everything_is_right() {
    let office = Office::new();
    let mut browser = office.server.browser();
    let form = browser.get("/apply/shi").body;
    let draft = hidden(&form, "draft").unwrap();
    let pdf = String::from_utf8(sample(FileKind::Pdf)).unwrap();
    let mut wrong = asked_with("id_number", "110105194912310021");
    wrong.push(("draft", &draft));
    let files = [("file", "说明.pdf", pdf.as_str())];
    let again = browser.send_with_files("/apply/shi", &token(&form), &wrong, &files);
    assert_eq!(again.status, 422);
    for kept in
        ["2024年度采购合同", "110105194912310021", "第二标段", "说明.pdf", "校验位不符", "href=\"#f-id-number\""]
    {
        assert!(again.body.contains(kept), "{kept} is missing: {}", again.body);
    }
    let refused = [("file", "假的.pdf", "no document")];
    let unreadable = browser.send_with_files("/apply/shi", &token(&again.body), &wrong, &refused);
    assert!(unreadable.status == 422 && unreadable.body.contains("假的.pdf"), "{}", unreadable.body);
    let mut right = ASKED.to_vec();
    right.push(("draft", &draft));
    let review = browser.send("/apply/shi", &token(&unreadable.body), &right);
    assert!(review.body.contains("说明.pdf") && !review.body.contains("假的.pdf"), "{}", review.body);
    let sent = confirm(&mut browser, &review.body);
    let page = browser.follow(&sent).body;
    assert!(page.contains("2025-00001"), "{page}");
    let files = attachments::attachments(&office.app, "case_1".parse().unwrap()).unwrap();
    assert_eq!(files.iter().map(|row| row.file.name.as_str()).collect::<Vec<_>>(), ["说明.pdf"]);
}

#[test]
fn a_form_is_changed_again_and_its_files_taken_away() {
    let office = Office::new();
    let mut browser = office.server.browser();
    let form = browser.get("/apply/shi").body;
    let draft = hidden(&form, "draft").unwrap();
    let text = [("file", "一.txt", "第一份")];
    let picked = browser.send_with_files("/drafts", &token(&form), &[("draft", &draft)], &text);
    let (_, rest) = picked.body.split_once("value=\"remove-").unwrap();
    let remove = format!("remove-{}", rest.split('"').next().unwrap());
    let mut fields = ASKED.to_vec();
    fields.extend([("draft", draft.as_str()), ("act", "edit")]);
    let edited = browser.send("/apply/shi", &token(&form), &fields);
    assert!(edited.body.contains("一.txt") && edited.body.contains("value=\"2024年度采购合同\""), "{}", edited.body);
    fields.pop();
    fields.push(("act", &remove));
    assert!(!browser.send("/apply/shi", &token(&form), &fields).body.contains("一.txt"));
}

#[test]
fn an_organisation_is_not_asked_for_what_belongs_to_a_person() {
    let office = Office::new();
    let mut browser = office.server.browser();
    let mut fields = asked_with("category", "enterprise");
    let missing = browser.post("/apply/shi", "/apply/shi", &fields);
    assert!(missing.status == 422 && missing.body.contains("统一社会信用代码没有填写"), "{}", missing.body);
    fields.push(("credit_code", "91350100M000100Y43"));
    let review = browser.post("/apply/shi", "/apply/shi", &fields);
    assert!(review.status == 200 && !review.body.contains("<dd class=\"typed\">11010519491231002X"), "{}", review.body);
}

#[test]
fn a_supplement_is_asked_for_and_answered() {
    let office = Office::new();
    let receipt = office.submit();
    let (respond_by, items) = ("2026-01-10".parse().unwrap(), "请写明合同的文号".to_owned());
    office.act(&receipt, "case_officer", Command::RequestSupplement { respond_by, items });
    let (mut browser, page) = follow(&office, &receipt);
    assert!(page.contains("请写明合同的文号") && page.contains("您：请按通知补正"), "{page}");
    let send = |browser: &mut Browser<'_>, text: &str| {
        browser.send("/follow/request/supplement", &token(&page), &[("text", text)])
    };
    let empty = send(&mut browser, " ");
    assert!(empty.status == 422 && empty.body.contains("请写明补正内容"), "{}", empty.body);
    let long = send(&mut browser, &"长".repeat(10_001));
    assert!(long.status == 422 && long.body.contains("长长长"), "{}", long.status);
    let done = send(&mut browser, "某采〔2024〕3号");
    let page = browser.follow(&done).body;
    assert!(page.contains("补正已提交") && page.contains("重新计算期限"), "{page}");
    assert!(!browser.get("/follow/request").body.contains("补正已提交"), "it is said once");
}

#[test]
fn a_fee_notice_shows_its_tiers_and_is_acknowledged() {
    let office = Office::new();
    let receipt = office.submit();
    let quantity = FeeQuantity::Page { pages: 68 };
    office.act(&receipt, "office_head", Command::NotifyFee { quantity, amount_yuan: 380, expected_yuan: None });
    let (mut browser, page) = follow(&office, &receipt);
    assert!(page.contains("380 元") && page.contains("第 31 至 68 页") && page.contains("不缴费的办法"), "{page}");
    let done = browser.send("/follow/request/fee", &token(&page), &[]);
    assert!(browser.follow(&done).body.contains("您已经表示看到"));
}

#[test]
fn a_reply_names_the_authority_and_the_court_that_the_agency_has_entered() {
    let office = Office::new();
    let receipt = office.submit();
    office.reply(&receipt, "予以公开。");
    let agency = find_agency(&office.app, &"shi".parse().unwrap()).unwrap();
    let Settings { mut policy, version } = settings::read(&office.app, &agency).unwrap();
    policy.remedies.reconsideration = "某省人民政府".to_owned();
    policy.remedies.court = "某市中级人民法院".to_owned();
    settings::replace(&office.app, &Actor::System, &agency, &version, policy).unwrap();
    let page = follow(&office, &receipt).1;
    for words in ["向某省人民政府申请行政复议", "直接向某市中级人民法院提起行政诉讼"] {
        assert!(page.contains(words), "{words} is missing: {page}");
    }
}

#[test]
fn a_reply_is_read_with_its_remedies_and_rated() {
    let office = Office::new();
    let receipt = office.submit();
    let (_, before) = follow(&office, &receipt);
    assert!(!before.contains("/follow/request/rating"), "{before}");
    office.reply(&receipt, "予以公开。");
    let (mut browser, page) = follow(&office, &receipt);
    for words in ["予以公开。", "某公开复〔2025〕1号", "2026-02-22 前", "直接向人民法院提起行政诉讼"]
    {
        assert!(page.contains(words), "{words} is missing: {page}");
    }
    let none = browser.send("/follow/request/rating", &token(&page), &[("words", "很快")]);
    assert!(none.status == 422 && none.body.contains("很快</textarea>"), "{}", none.body);
    let done = browser.send("/follow/request/rating", &token(&page), &[("stars", "4"), ("words", "很快")]);
    assert!(browser.follow(&done).body.contains("4 / 5"));
    assert!(!page.contains("/follow/request/withdraw"), "{page}");
}

#[test]
fn a_request_is_withdrawn_only_by_somebody_who_is_sure() {
    let office = Office::new();
    let receipt = office.submit();
    let (mut browser, page) = follow(&office, &receipt);
    let unsure = browser.send("/follow/request/withdraw", &token(&page), &[("reason", "已经找到")]);
    assert!(unsure.status == 422 && unsure.body.contains("已经找到"), "{}", unsure.body);
    let sure = [("reason", "已经找到"), ("sure", "yes")];
    let done = browser.send("/follow/request/withdraw", &token(&page), &sure);
    assert!(browser.follow(&done).body.contains("申请已经撤回"));
    // The same form sent twice is done once, and both times told so.
    let again = browser.send("/follow/request/withdraw", &token(&page), &sure);
    assert_eq!(again.status, 303, "{}", again.body);
}

#[test]
fn a_slip_is_told_from_a_wrong_code_and_whoever_leaves_sees_nothing_more() {
    let office = Office::new();
    let receipt = office.submit();
    let mut browser = office.server.browser();
    let slip = browser.post("/follow", "/follow", &[("case_no", "2025-00001"), ("query_code", "ABC")]);
    assert!(slip.status == 422 && slip.body.contains("15 位"), "{}", slip.body);
    let wrong = browser.post("/follow", "/follow", &[("case_no", "2025-99999"), ("query_code", &receipt.code)]);
    assert!(wrong.status == 422 && wrong.body.contains("没有找到"), "{}", wrong.body);
    let (mut browser, page) = follow(&office, &receipt);
    let left = browser.send("/follow/leave", &token(&page), &[]);
    assert!(browser.follow(&left).body.contains("已退出查询"));
    assert_eq!(browser.get("/follow/request").status, 303);
}

#[test]
fn whoever_found_it_published_need_not_ask_and_is_counted() {
    let office = Office::new();
    let mut browser = office.server.browser();
    let done = browser.post("/apply/shi", "/apply/shi", &[("act", "answered")]);
    assert!(browser.follow(&done).body.contains("很高兴您已经找到"));
    let mut fields = ASKED.to_vec();
    fields.push(("offered", "yes"));
    let review = browser.post("/apply/shi", "/apply/shi", &fields).body;
    assert_eq!(confirm(&mut browser, &review).status, 303);
    let agency = find_agency(&office.app, &"shi".parse().unwrap()).unwrap();
    let counted = offers::counted(&office.app, &agency).unwrap();
    assert_eq!(counted.iter().map(|day| (day.answered, day.asked)).collect::<Vec<_>>(), [(1, 1)]);
    let mut head = office.server.browser();
    let head_of_office = [("login", "office_head"), ("password", "a sentence for tests")];
    assert_eq!(head.post("/sign-in", "/sign-in", &head_of_office).status, 303);
    let desk = head.get("/desk").body;
    assert!(desk.contains("1 人次查到所需") && desk.contains("1 件仍然提出申请"), "{desk}");
}

#[test]
fn an_agency_is_found_by_a_piece_of_its_name_or_in_the_tree() {
    let mut browser = server().browser();
    let found = browser.get("/?q=%E6%95%99%E8%82%B2").body;
    assert!(found.contains("某市教育局") && found.contains("/apply/%E6%95%99%E8%82%B2%E5%B1%80"), "{found}");
    assert!(browser.get("/?q=zzz").body.contains("没有找到"));
    assert!(browser.get("/").body.contains("某市教育局"));
    assert!(
        browser.get("/?under=%E6%95%99%E8%82%B2%E5%B1%80&lang=en").body.contains("?under=shi&#38;lang=en#agencies")
    );
}

#[test]
fn the_calculator_explains_its_date_and_says_which_field_it_cannot_read() {
    let mut browser = server().browser();
    let page = browser.get("/calculator?received_on=2026-02-12").body;
    assert!(page.contains("<time datetime=\"2026-03-18\">") && page.contains("国办发明电〔2025〕7号"), "{page}");
    let wrong = browser.get("/calculator?received_on=soon&extended_on=2026-03-01");
    assert!(wrong.status == 422 && wrong.body.contains("href=\"#f-received-on\""), "{}", wrong.body);
    assert!(wrong.body.contains("value=\"2026-03-01\""), "{}", wrong.body);
    let impossible = browser.get("/calculator?received_on=2026-07-15&answered_on=2026-07-20");
    assert!(impossible.status == 422 && impossible.body.contains("id=\"errors\""), "{}", impossible.body);
}

#[test]
fn the_calculator_counts_by_the_regulation_that_is_chosen_and_its_address_says_so() {
    let mut browser = server().browser();
    let usual = browser.get("/calculator?received_on=2026-02-12").body;
    assert!(usual.contains("按收到申请之日施行的2019年条例计算。"), "{usual}");
    assert!(usual.contains("2007年条例（2008-05-01 至 2019-05-14）"), "{usual}");
    // 15 working days instead of 20 (2008 art 24), and 15 more.
    let chosen = browser.get("/calculator?received_on=2026-02-12&regime=cn-2008&agency=shi").body;
    assert!(chosen.contains("<time datetime=\"2026-03-11\">"), "{chosen}");
    assert!(chosen.contains("按您选择的2007年条例推算；收到申请之日施行的是2019年条例。"), "{chosen}");
    assert!(chosen.contains("<option value=\"cn-2008\" selected>"), "{chosen}");
    let share = "id=\"share\" href=\"/calculator?received_on=2026-02-12&#38;regime=cn-2008&#38;agency=shi\"";
    assert!(chosen.contains(share) && chosen.contains("data-copy=\"share\""), "{chosen}");
    assert!(chosen.contains("name=\"agency\" value=\"shi\""), "the form keeps whose holidays count: {chosen}");
    let extended = browser.get("/calculator?received_on=2026-03-02&regime=cn-2008&extended_on=2026-03-10").body;
    assert!(
        extended.contains("最多 15，不填为 15。") && extended.contains("<time datetime=\"2026-04-14\">"),
        "{extended}"
    );
    browser.lang = "en";
    let english = browser.get("/calculator?received_on=2018-03-02&regime=cn-2019").body;
    let said =
        "Worked out by the 2019 regulation, as you chose; on the day of receipt the 2008 regulation was in force.";
    assert!(english.contains(said), "{english}");
    let wrong = browser.get("/calculator?received_on=2026-02-12&regime=cn-1999");
    assert!(wrong.status == 422 && wrong.body.contains("href=\"#f-regime\""), "{}", wrong.body);
}

#[test]
fn whole_pages_stay_in_english() {
    let office = Office::new();
    let receipt = office.submit();
    let (mut browser, _) = follow(&office, &receipt);
    browser.lang = "en";
    for address in ["/apply/shi", "/follow", "/follow/request", "/calculator?received_on=2026-03-02", "/published", "/"]
    {
        let page = browser.get(address).body;
        let page = page.replace("某市人民政府办公室", "").replace("2024年度采购合同", "").replace("中文", "");
        let main = page.split("<main").nth(1).unwrap();
        let cited: String =
            main.split("<cite").map(|part| part.split_once("</cite>").map_or(part, |(_, rest)| rest)).collect();
        let strange: String = cited.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
        assert_eq!(strange, "", "{address}");
    }
}
