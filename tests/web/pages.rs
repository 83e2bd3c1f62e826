use std::sync::Arc;

use crate::browser::token;
use crate::client::{NAMES, REVIEWERS, addresses, register, serve, server};

/// The kinds of message ids that a page must never show instead of a sentence.
const RAW: [&str; 13] = [
    ">case-",
    ">act-",
    ">portal-",
    ">form-",
    ">nav-",
    ">web-",
    ">event-",
    ">status-",
    ">outcome-",
    ">trace-",
    "regime-cn",
    "{ $",
    "kind-",
];

fn with_language(address: &str, lang: &str) -> String {
    let separator = if address.contains('?') { '&' } else { '?' };
    format!("{address}{separator}lang={lang}")
}

#[test]
fn every_address_answers_in_both_languages_and_shows_sentences_not_ids() {
    for address in addresses() {
        for (lang, tag) in [("zh", "zh-CN"), ("en", "en")] {
            let answer = server().get(&with_language(&address, lang));
            assert_eq!(answer.status, 200, "{address}: {}", answer.body);
            if answer.header("content-type").starts_with("text/html") {
                assert!(answer.body.contains(&format!("<html lang=\"{tag}\">")), "{address}");
                assert_eq!(answer.header("content-language"), tag, "{address}");
                for raw in RAW {
                    assert!(!answer.body.contains(raw), "{address} in {lang} shows {raw}: {}", answer.body);
                }
            }
        }
    }
}

#[test]
fn no_answer_names_an_applicant_or_a_reviewer() {
    for address in addresses() {
        let body = server().get(&address).body;
        // Lists of the office and its cases tell which organisation asks; programs are told the number of the file.
        let for_programs = address.starts_with("/api/");
        let is_list =
            for_programs || ["/agencies", "/cases", "/desk", "/search"].iter().any(|list| address.starts_with(list));
        let is_organisation = |name: &str| name.chars().count() > 3;
        for name in NAMES.iter().chain(&REVIEWERS).filter(|name| !(is_list && is_organisation(name))) {
            assert!(!body.contains(name), "{address} shows {name}");
        }
        assert!(for_programs || !body.contains("applicant_"), "{address} shows the number of an applicant's file");
    }
}

#[test]
fn every_answer_has_the_security_headers_and_a_number() {
    for address in addresses().iter().map(String::as_str).chain(["/nothing", "/api/nothing", "/static/style.css"]) {
        let answer = server().get(address);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{address}");
        assert!(!policy.contains("unsafe"), "{address}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{address}");
        assert_eq!(answer.header("x-request-id").len(), 16, "{address}");
    }
}

#[test]
fn the_policy_forbids_what_the_pages_do_without() {
    for address in addresses().iter().filter(|address| !address.starts_with("/api")) {
        let body = server().get(address).body;
        for forbidden in ["<script>", "style=", "onclick", "javascript:", "http://", "https://"] {
            assert!(!body.contains(forbidden), "{address} contains {forbidden}");
        }
    }
}

#[test]
fn head_is_answered_like_get_without_a_body() {
    for address in addresses() {
        let (get, head) = (server().get(&address), server().ask("HEAD", &address, &[]));
        assert_eq!((head.status, head.body.as_str()), (200, ""), "{address}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{address}");
        // The figures of /metrics may have changed in between.
        if address != "/metrics" {
            assert_eq!(head.header("content-length"), get.header("content-length"), "{address}");
        }
    }
}

#[test]
fn the_language_is_chosen_by_the_address_then_by_the_browser_and_is_chinese_otherwise() {
    let lang = |path: &str, accept: &str| {
        let answer = server().ask("GET", path, &[("Accept-Language", accept)]);
        answer.header("content-language").to_owned()
    };
    assert_eq!(lang("/", "en-GB,en;q=0.9,zh;q=0.8"), "en");
    assert_eq!(lang("/?lang=zh", "en"), "zh-CN");
    assert_eq!(lang("/?lang=fr", "en"), "en");
    assert_eq!(lang("/", "fr"), "zh-CN");
    assert_eq!(server().get("/").header("content-language"), "zh-CN");
}

#[test]
fn a_chosen_language_stays_on_the_next_page_and_the_switch_leads_to_the_same_page() {
    let body = server().get("/agencies/shi?tab=all&lang=en").body;
    assert!(body.contains("href=\"/cases/case_1?lang=en\""));
    assert!(body.contains("href=\"/agencies/shi?tab=all&#38;lang=zh\""), "{body}");
    assert!(server().get("/agencies/shi").body.contains("href=\"/cases/case_1\""));
}

#[test]
fn what_an_applicant_wrote_is_shown_as_text() {
    let body = server().get("/agencies/shi").body;
    assert!(body.contains("&#60;script&#62;alert(1)&#60;/script&#62; &#38; &#34;引号&#34;"), "{body}");
}

#[test]
fn the_tree_counts_what_is_open_and_late_with_the_agencies_below() {
    let body = server().get("/agencies").body;
    assert!(body.contains("2 个机关，待办 10 件，其中超期 2 件。"), "{body}");
    assert!(body.contains("href=\"/agencies/%E6%95%99%E8%82%B2%E5%B1%80\""));
    assert!(body.contains("今天 2025-12-24 星期三，工作日"));
    assert!(body.contains("模拟时钟"));
}

#[test]
fn the_queue_shows_each_clock_in_words() {
    let body = server().get("/agencies/shi").body;
    for words in ["超期 12 个工作日", "今天到期", "还剩 5 个工作日", "征求意见，停止至 2026-01-07", "期限停止", "最晚"]
    {
        assert!(body.contains(words), "{words} is missing: {body}");
    }
}

#[test]
fn a_case_explains_its_due_date_and_tells_its_history() {
    let body = server().get("/cases/case_8").body;
    for words in [
        "超期 5 个工作日",
        "收到补正，自次日起重新计算期限",
        "征求其他机关意见，9 个工作日不计入",
        "国办发明电〔2024〕12号",
        "40 个工作日已经计满",
        "登记簿所载第 2 步审查：退回",
        "每一条都与记录时的校验值一致",
    ] {
        assert!(body.contains(words), "{words} is missing: {body}");
    }
}

#[test]
fn a_case_whose_clock_stands_says_what_would_be_if_it_ran_again() {
    let body = server().get("/cases/case_3").body;
    assert!(body.contains("停止计算"));
    assert!(body.contains("如今天恢复计算，应于 2026-01-22 前答复（含当日）"), "{body}");
}

#[test]
fn an_agency_without_cases_is_told_how_to_get_some() {
    let body = server().get("/agencies/%E6%95%99%E8%82%B2%E5%B1%80?tab=all").body;
    assert!(body.contains("还没有登记的申请"));
    assert!(body.contains("gongkai import 登记簿.jsonl --agency 教育局"), "{body}");
}

#[test]
fn the_pages_of_a_list_follow_each_other_to_the_end() {
    let mut path = "/agencies/shi?limit=4&tab=all".to_owned();
    let mut seen = Vec::new();
    loop {
        let body = server().get(&path).body;
        seen.extend(body.match_indices("<a href=\"/cases/case_").map(|(at, _)| body[at + 22..].chars().next()));
        let Some((before, _)) = body.split_once("\">下一页") else { break };
        path = before.rsplit_once("href=\"").unwrap().1.replace("&#38;", "&");
    }
    assert_eq!(seen.len(), 12);
}

#[test]
fn a_style_sheet_is_kept_for_ever_under_the_address_of_its_content() {
    let body = server().get("/desk").body;
    let (_, rest) = body.split_once("href=\"/static/style.css?v=").unwrap();
    let version = rest.split_once('"').unwrap().0;
    let sheet = server().get(&format!("/static/style.css?v={version}"));
    assert_eq!((sheet.status, sheet.header("content-type")), (200, "text/css; charset=utf-8"));
    assert!(sheet.header("cache-control").contains("immutable"));
    let tag = sheet.header("etag");
    assert_eq!(tag, format!("\"{version}\""));
    let again = server().ask("GET", "/static/style.css", &[("If-None-Match", tag)]);
    assert_eq!((again.status, again.body.as_str()), (304, ""));
}

#[test]
fn a_line_of_the_history_that_was_changed_by_hand_is_marked() {
    use diesel::connection::SimpleConnection;
    use diesel::{Connection, SqliteConnection};
    let folder = tempfile::tempdir().unwrap();
    let app = register(&folder);
    let file = folder.path().join("gongkai.db");
    let mut conn = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    conn.batch_execute(
        "DROP TRIGGER events_no_update; UPDATE events SET on_date = '2025-12-06' WHERE case_id = 1 AND version = 2;",
    )
    .unwrap();
    drop(conn);
    let own = serve(folder, Arc::new(app));
    let body = own.get("/cases/case_1").body;
    assert!(body.contains("有记录与校验值不符"), "{body}");
    assert_eq!(body.matches("✗ 校验不符").count(), 1);
    assert_eq!(body.matches('✓').count(), 1);
    assert!(own.get("/cases/case_2").body.contains("每一条都与记录时的校验值一致"));
    assert!(own.folder.path().exists());
}

#[test]
fn a_form_is_taken_only_with_the_token_of_a_page_that_this_browser_was_shown() {
    let mut browser = server().browser();
    let shown = browser.get("/sign-in").body;
    let fields = [("login", "nobody"), ("password", "not this one")];
    let taken = browser.send("/sign-in", &token(&shown), &fields);
    assert_eq!(taken.status, 401, "{}", taken.body);
    let elsewhere = server().browser().get("/sign-in").body;
    for wrong in ["", "x", "0.0", &token(&elsewhere)] {
        let refused = browser.send("/sign-in", wrong, &fields);
        assert_eq!(refused.status, 400, "{wrong}");
        assert!(refused.body.contains("请再提交一次") && refused.body.contains("value=\"nobody\""), "{}", refused.body);
        assert!(!refused.body.contains("not this one"), "a password is not sent back");
    }
    let again = browser.send("/sign-in", "", &fields).body;
    assert_eq!(browser.send("/sign-in", &token(&again), &fields).status, 401, "one click sends it again");
}

#[test]
fn a_form_of_another_site_is_refused_whatever_it_carries() {
    let server = server();
    let page = server.browser().get("/sign-in").body;
    let body = format!("form_token={}&login=x&password=y", token(&page));
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    for from in [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")] {
        assert_eq!(server.send("POST", "/sign-in", &[form, from], &body).status, 403);
    }
}

#[test]
fn pages_and_style_sheets_are_sent_compressed_to_whoever_takes_them_so() {
    let answer = server().send("HEAD", "/sign-in", &[("Accept-Encoding", "gzip")], "");
    assert_eq!(answer.header("content-encoding"), "gzip");
    assert_eq!(server().get("/sign-in").header("content-encoding"), "");
}
