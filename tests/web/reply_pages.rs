//! From draft to dispatch in pages: five people, each with a browser and without any script.

use std::sync::Arc;

use gongkai::app::find_agency;
use gongkai::domain::role::Role;

use crate::browser::{Browser, hidden, token};
use crate::client::{Answer, Server, hire, register, serve};

const OFFICER: (&str, &str) = ("officer", "a sentence for tests");
const FIRST: (&str, &str) = ("first", "a sentence for tests");
const SECOND: (&str, &str) = ("second", "a sentence for tests");
const THIRD: (&str, &str) = ("third", "a sentence for tests");
const AUDITOR: (&str, &str) = ("auditor", "a sentence for tests");
const STRANGER: (&str, &str) = ("stranger", "a sentence for tests");

/// The city's office, and the address of a case that is being worked on.
fn office() -> (Server, String) {
    let folder = tempfile::tempdir().unwrap();
    let app = register(&folder);
    let city = find_agency(&app, &"shi".parse().unwrap()).unwrap();
    let bureau = find_agency(&app, &"教育局".parse().unwrap()).unwrap();
    hire(&app, &city, OFFICER, &[Role::CaseOfficer]);
    hire(&app, &city, FIRST, &[Role::PreliminaryReviewer]);
    hire(&app, &city, SECOND, &[Role::Examiner]);
    hire(&app, &city, THIRD, &[Role::ReleaseAuthority]);
    hire(&app, &city, AUDITOR, &[Role::Auditor]);
    hire(&app, &bureau, STRANGER, &[Role::CaseOfficer]);
    let server = serve(folder, Arc::new(app));
    let listed = browser(&server, OFFICER).get("/agencies/shi?status=processing&tab=open").body;
    let (_, rest) = listed.split_once("name=\"case\" value=\"").unwrap_or_else(|| panic!("{listed}"));
    let case = format!("/cases/{}", rest.split('.').next().unwrap());
    (server, case)
}

fn browser<'a>(server: &'a Server, (login, password): (&str, &str)) -> Browser<'a> {
    let mut browser = server.browser();
    assert_eq!(browser.post("/sign-in", "/sign-in", &[("login", login), ("password", password)]).status, 303);
    browser
}

/// Fills in a page's form, whose hidden fields go along.
fn fill(who: &mut Browser, address: &str, fields: &[(&str, &str)]) -> Answer {
    let page = who.get(address).body;
    let carried = ["version", "items", "step", "digest"].map(|name| (name, hidden(&page, name)));
    let carried: Vec<_> = carried.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?))).collect();
    who.send(address, &token(&page), &[&carried[..], fields].concat())
}

const WITHHELD: [(&str, &str); 6] = [
    ("finding", "withheld.third_party"),
    ("items", "1"),
    ("item_0", "投标报价明细"),
    ("ground_0", "withheld.third_party"),
    ("reason_0", "公开会损害投标人的合法权益"),
    ("text", "经审查，投标报价明细不予公开。"),
];

/// A draft that is saved and submitted.
fn submit(who: &mut Browser, case: &str) {
    let fields: Vec<_> = WITHHELD.iter().chain(&[("act", "submit")]).copied().collect();
    let sent = fill_draft(who, case, &fields);
    assert_eq!((sent.status, sent.header("location")), (303, &*format!("{case}/review")), "{}", sent.body);
}

/// The form of the draft; the number of items is the fields' own.
fn fill_draft(who: &mut Browser, case: &str, fields: &[(&str, &str)]) -> Answer {
    let address = format!("{case}/draft");
    let page = who.get(&address).body;
    let version = hidden(&page, "version").unwrap_or_else(|| panic!("{page}"));
    who.send(&address, &token(&page), &[&[("version", &*version)], fields].concat())
}

#[test]
fn the_result_is_found_by_seven_questions_and_what_is_kept_back_is_listed() {
    let (office, case) = office();
    let mut officer = browser(&office, OFFICER);
    let page = officer.get(&format!("{case}/draft")).body;
    for words in
        ["补不补", "是不是", "谁负责", "有没有", "给不给", "怎么给", "怎么答", "《条例》第十五条", "还没有答复稿"]
    {
        assert!(page.contains(words), "{words} is missing: {page}");
    }
    let more = fill_draft(&mut officer, &case, &[&WITHHELD[..], &[("act", "more")]].concat());
    assert!(more.status == 200 && more.body.contains("name=\"item_1\"") && more.body.contains("投标报价明细"));
    let saved = fill_draft(&mut officer, &case, &[&WITHHELD[..], &[("act", "save")]].concat());
    assert_eq!((saved.status, saved.header("location")), (303, &*format!("{case}/draft")), "{}", saved.body);
    let page = officer.follow(&saved).body;
    assert!(page.contains("答复稿已经保存") && page.contains("value=\"《条例》第十五条\""), "{page}");
    assert!(page.contains("可以送审") && page.contains("应当先申请行政复议"), "{page}");
    assert!(page.contains("id=\"finding-withheld-third-party\" value=\"withheld.third_party\""), "{page}");
}

#[test]
fn what_is_missing_in_a_draft_is_told_at_its_field_and_nothing_typed_is_lost() {
    let (office, case) = office();
    let mut officer = browser(&office, OFFICER);
    let told = |officer: &mut Browser, fields: &[(&str, &str)]| {
        let answer = fill_draft(officer, &case, fields);
        assert_eq!(answer.status, 422, "{}", answer.body);
        answer.body
    };
    let nothing = told(&mut officer, &[("text", "写了一半的答复"), ("act", "save")]);
    assert!(nothing.contains("href=\"#f-finding\"") && nothing.contains("写了一半的答复"), "{nothing}");
    let without = told(&mut officer, &[&WITHHELD[..4], &[("text", "答复"), ("act", "save")]].concat());
    assert!(without.contains("id=\"f-reason-0-error\"") && without.contains("投标报价明细"), "{without}");
    let no_items = told(&mut officer, &[("finding", "withheld.third_party"), ("text", "答复"), ("act", "save")]);
    assert!(no_items.contains("id=\"f-item-0-error\""), "{no_items}");
    let no_text = told(&mut officer, &[("finding", "disclosed"), ("act", "save")]);
    assert!(no_text.contains("id=\"f-text-error\""), "{no_text}");
    let secret = [("finding", "withheld.state_secret"), ("text", "答复"), ("act", "save")];
    let secret = told(&mut officer, &[&WITHHELD[1..5], &secret].concat());
    assert!(secret.contains("id=\"f-level-error\""), "{secret}");
}

#[test]
fn a_sample_is_written_from_what_was_chosen_and_never_over_what_was_typed() {
    let (office, case) = office();
    let mut officer = browser(&office, OFFICER);
    let sample = fill_draft(&mut officer, &case, &[&WITHHELD[..5], &[("act", "sample")]].concat()).body;
    assert!(sample.contains("现答复如下") && sample.contains("1.投标报价明细。依据《条例》第十五条"), "{sample}");
    let kept =
        fill_draft(&mut officer, &case, &[("finding", "disclosed"), ("text", "我的答复"), ("act", "sample")]).body;
    assert!(kept.contains("我的答复") && kept.contains("没有改动") && !kept.contains("现答复如下"), "{kept}");
}

#[test]
fn a_file_is_uploaded_with_the_draft_and_goes_with_the_reply() {
    let (office, case) = office();
    let mut officer = browser(&office, OFFICER);
    let address = format!("{case}/draft");
    let page = officer.get(&address).body;
    let version = hidden(&page, "version").unwrap();
    let fields = [("version", &*version), ("finding", "disclosed"), ("text", "现随本答复提供。"), ("act", "save")];
    let files = [("upload", "目录.txt", "一、二、三。")];
    let saved = officer.send_with_files(&address, &token(&page), &fields, &files);
    assert_eq!(saved.status, 303, "{}", saved.body);
    let page = officer.follow(&saved).body;
    assert!(page.contains("目录.txt") && page.contains("checked"), "{page}");
    let (_, rest) = page.split_once(&format!("href=\"{case}/files/")).unwrap();
    let file = officer.get(&format!("{case}/files/{}", rest.split('"').next().unwrap()));
    assert_eq!((file.status, &*file.body), (200, "一、二、三。"));
    let picture = [("upload", "图.pdf", "not a pdf")];
    let refused = officer.send_with_files(&address, &token(&page), &fields, &picture);
    assert!(refused.status >= 415 && refused.body.contains("id=\"f-upload-error\""), "{}", refused.body);
}

#[test]
fn a_reply_passes_three_people_and_leaves_as_it_was_passed() {
    let (office, case) = office();
    let review = format!("{case}/review");
    submit(&mut browser(&office, OFFICER), &case);
    for (who, step) in [(FIRST, "初审"), (SECOND, "审核"), (THIRD, "审发")] {
        let mut reviewer = browser(&office, who);
        let list = reviewer.get("/reviews").body;
        assert!(list.contains(&format!("href=\"{review}\"")) && list.contains(step), "{list}");
        assert!(reviewer.get("/desk").body.contains(&format!("href=\"{review}\"")));
        let page = reviewer.get(&review).body;
        assert!(page.contains("投标报价明细不予公开") && page.contains("请您审查"), "{page}");
        let passed = fill(&mut reviewer, &review, &[("act", "pass"), ("opinion", "同意")]);
        assert_eq!((passed.status, passed.header("location")), (303, "/reviews"), "{}", passed.body);
        assert!(reviewer.follow(&passed).body.contains("已经通过"));
    }
    let mut officer = browser(&office, OFFICER);
    let dispatch = format!("{case}/dispatch");
    let page = officer.get(&dispatch).body;
    assert!(page.contains("以下答复已经审查通过") && page.contains("初审") && page.contains("审发"), "{page}");
    let without = fill(&mut officer, &dispatch, &[("on", "2025-12-24"), ("act", "dispatch")]);
    assert!(without.status == 422 && without.body.contains("请选择怎样发出"), "{}", without.body);
    let on = |day: &'static str, number: &'static str| {
        [("on", day), ("method", "post"), ("document_no", number), ("act", "dispatch")]
    };
    let early = fill(&mut officer, &dispatch, &on("2025-12-25", ""));
    assert!(early.status == 422 && early.body.contains("id=\"f-on-error\""), "{}", early.body);
    let other = fill(&mut officer, &dispatch, &on("2025-12-24", "市公复〔2025〕1号"));
    assert!(other.status == 422 && other.body.contains("答复书上的文号是 〔2025〕1号"), "{}", other.body);
    assert!(other.body.contains("市公复〔2025〕1号"), "{}", other.body);
    let sent = fill(&mut officer, &dispatch, &on("2025-12-24", ""));
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert!(officer.follow(&sent).body.contains("答复已于 2025-12-24 发出"));
    let delivered = fill(&mut officer, &dispatch, &[("delivered_on", "2025-12-24"), ("act", "deliver")]);
    assert_eq!(delivered.status, 303, "{}", delivered.body);
    let page = officer.follow(&delivered).body;
    assert!(page.contains("申请行政复议到 2026-02-22 为止"), "{page}");
}

#[test]
fn what_was_sent_back_is_compared_word_by_word_when_it_comes_again() {
    let (office, case) = office();
    let review = format!("{case}/review");
    let mut officer = browser(&office, OFFICER);
    submit(&mut officer, &case);
    let mut first = browser(&office, FIRST);
    assert_eq!(fill(&mut first, &review, &[("act", "pass")]).status, 303);
    let mut second = browser(&office, SECOND);
    let silent = fill(&mut second, &review, &[("act", "send_back")]);
    assert!(silent.status == 422 && silent.body.contains("id=\"f-opinion-error\""), "{}", silent.body);
    let nobody = fill(&mut second, &review, &[("act", "refer"), ("opinion", "拿不准")]);
    assert!(nobody.status == 422 && nobody.body.contains("id=\"f-to-error\"") && nobody.body.contains("拿不准"));
    assert_eq!(fill(&mut second, &review, &[("act", "send_back"), ("opinion", "理由不充分")]).status, 303);
    let changed = [&WITHHELD[..5], &[("text", "经审查，投标报价清单不予公开。"), ("act", "submit")]].concat();
    assert_eq!(fill_draft(&mut officer, &case, &changed).status, 303);
    let page = first.get(&review).body;
    assert!(page.contains("初审通过的一稿相比") && page.contains("理由不充分"), "{page}");
    assert!(page.contains("<del>") && page.contains("明细</del>") && page.contains("清单</ins>"), "{page}");
}

#[test]
fn whoever_was_not_fast_enough_looks_again_and_loses_nothing() {
    let (office, case) = office();
    let review = format!("{case}/review");
    let mut officer = browser(&office, OFFICER);
    let old = officer.get(&format!("{case}/draft")).body;
    submit(&mut officer, &case);
    let version = hidden(&old, "version").unwrap();
    let late = [("version", &*version), ("finding", "disclosed"), ("text", "另一份答复"), ("act", "save")];
    let late = officer.send(&format!("{case}/draft"), &token(&old), &late);
    assert!(late.status == 409 && late.body.contains("另一份答复") && late.body.contains("您填写的都还在下面"));
    let mut first = browser(&office, FIRST);
    let seen = first.get(&review).body;
    let again = [&WITHHELD[..5], &[("text", "改过的答复"), ("act", "submit")]].concat();
    assert_eq!(fill_draft(&mut officer, &case, &again).status, 303);
    let fields = ["version", "step", "digest"].map(|name| (name, hidden(&seen, name).unwrap()));
    let mut fields: Vec<_> = fields.iter().map(|(name, value)| (*name, &**value)).collect();
    fields.extend([("act", "pass"), ("opinion", "看过")]);
    let told = first.send(&review, &token(&seen), &fields);
    assert!(told.status == 409 && told.body.contains("请重新看过再定"), "{}", told.body);
    assert!(told.body.contains("改过的答复") && told.body.contains("看过"), "{}", told.body);
}

#[test]
fn who_reads_sees_without_a_form_and_who_has_no_role_finds_nothing() {
    let (office, case) = office();
    submit(&mut browser(&office, OFFICER), &case);
    let (draft, review, dispatch) = (format!("{case}/draft"), format!("{case}/review"), format!("{case}/dispatch"));
    let mut auditor = browser(&office, AUDITOR);
    for address in [&draft, &review, &dispatch] {
        let page = auditor.get(address);
        assert_eq!(page.status, 200, "{address}");
        assert!(!page.body.contains("name=\"act\""), "{address}: {}", page.body);
        let token = token(&page.body);
        assert_eq!(auditor.send(address, &token, &[("act", "save")]).status, 403, "{address}");
    }
    let mut stranger = browser(&office, STRANGER);
    for address in [&draft, &review, &dispatch] {
        assert_eq!(stranger.get(address).status, 404, "{address}");
    }
    let page = browser(&office, OFFICER).get(&review).body;
    assert!(page.contains("这一步现在不由您办理") && !page.contains("value=\"pass\""), "{page}");
    assert!(browser(&office, OFFICER).get(&dispatch).body.contains("现在不能发出"));
}

#[test]
fn whoever_writes_and_reviews_reads_either_language_whole() {
    let (office, case) = office();
    submit(&mut browser(&office, OFFICER), &case);
    let pages = [(OFFICER, "draft"), (FIRST, "review"), (OFFICER, "dispatch")];
    for (who, page) in pages {
        let mut who = browser(&office, who);
        for lang in ["zh", "en"] {
            let shown = who.get(&format!("{case}/{page}?lang={lang}")).body;
            let visible = shown.split("<main").nth(1).unwrap().split('<').filter_map(|part| part.split_once('>'));
            for (_, text) in visible {
                for raw in
                    ["draft-", "review-", "paper-", "dispatch-", "question-", "basis-", "meaning-", "gate-", "sub-"]
                {
                    assert!(!text.contains(raw), "{page} in {lang} shows {raw}: {text}");
                }
            }
        }
    }
}
