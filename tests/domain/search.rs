//! What is written in a case is found again, all of it and nothing else.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use gongkai::domain::case::{Amendment, Entry, Event, Request};
use gongkai::domain::code::{Category, Channel};
use gongkai::domain::ids::AgencyId;
use gongkai::domain::outcome::Outcome;
use gongkai::domain::review::{AttachmentRef, Draft, Ground, SecretBasis, SecretLevel};
use gongkai::domain::search::{
    BadQuery, Document, Expression, Field, Passage, QUERY_MAX, Query, Sight, Within, tokens,
};
use proptest::prelude::*;

const AGENCY: AgencyId = AgencyId(7);

fn document(passages: &[(Field, &str)]) -> Document {
    let passage = |(field, text): &(Field, &str)| Passage { field: *field, text: (*text).to_owned() };
    Document { passages: passages.iter().map(passage).collect() }
}

fn subject(text: &str) -> Document {
    document(&[(Field::Subject, text)])
}

fn finds(query: &str, document: &Document) -> bool {
    Query::parse(query).unwrap().find(document, Sight::Full).is_some()
}

fn everywhere() -> Within {
    Within { full: vec![AGENCY], limited: vec![] }
}

/// What an index does.
fn holds(entries: &BTreeSet<&str>, asked: &Expression) -> bool {
    match asked {
        Expression::Term(term) => entries.contains(term.as_str()),
        Expression::All(parts) => parts.iter().all(|part| holds(entries, part)),
        Expression::Any(parts) => parts.iter().any(|part| holds(entries, part)),
    }
}

fn is_indexed(query: &str, document: &Document, within: &Within) -> bool {
    let terms = document.index_terms(AGENCY);
    let entries = terms.split(' ').collect();
    Query::parse(query).unwrap().expression(within).is_some_and(|asked| holds(&entries, &asked))
}

#[test]
fn every_part_of_a_name_is_found_also_of_rare_characters() {
    for name in ["喆堃玥㛃䶮𠅤", "欧阳喆", "张\u{E863}", "𰻞某", "阿卜杜拉·买买提", "张　三"] {
        let register = document(&[(Field::Subject, "征地补偿"), (Field::ApplicantName, name)]);
        let characters: Vec<char> = name.chars().filter(|c| !"·　".contains(*c)).collect();
        for start in 0..characters.len() {
            for end in start + 1..=characters.len() {
                let part: String = characters[start..end].iter().collect();
                assert!(finds(&part, &register), "{part} of {name}");
                assert!(is_indexed(&part, &register, &everywhere()), "{part} of {name}");
            }
        }
    }
}

#[test]
fn letters_and_digits_that_stand_together_are_one_word() {
    let case = subject("杭政函〔2024〕18号：A座2025-0007（ＢＩＭ）");
    for found in
        ["2025-0007", "2025", "0007", "２０２５－０００７", "a座", "Ａ座", "bim", "〔2024〕18号", "函2024", "号A座"]
    {
        assert!(finds(found, &case), "{found}");
    }
    for absent in ["202", "007", "2025-007", "b座", "bi", "18A"] {
        assert!(!finds(absent, &case), "{absent}");
    }
}

#[test]
fn words_between_spaces_are_all_wanted_in_any_order_and_place() {
    let case = document(&[(Field::Subject, "采购合同"), (Field::Reply, "予以公开")]);
    assert!(finds("公开 采购", &case) && finds("公开　《采购》", &case));
    assert!(!finds("公开 采购 没有", &case));
    assert!(!finds("合同予以", &case), "not across two texts");
}

#[test]
fn whatever_is_typed_is_only_text() {
    let case = subject("OR and not near 合同");
    for found in ["\" OR *", "or", "AND", "NOT", "NEAR(合同)", "合同*", "合同:*", "{合同}", "^合同", "'合同' | and"]
    {
        assert!(finds(found, &case), "{found}");
    }
    for absent in ["terms:合同", "'合同' | x", "合同 OR x", "an*", "合同 -NEAR(y)"] {
        assert!(!finds(absent, &case), "{absent}");
    }
    for text in ["", " ", "　", "' & | ! :*", "\"\"", "()", "--", "\0", "\u{200B}", "。，"] {
        assert_eq!(Query::parse(text), Err(BadQuery::Empty), "{text:?}");
    }
    assert!(Query::parse(&"张".repeat(QUERY_MAX)).is_ok());
    assert_eq!(Query::parse(&"张".repeat(QUERY_MAX + 1)), Err(BadQuery::TooLong));
}

#[test]
fn names_and_drafts_are_found_by_those_who_work_on_the_case() {
    let case = document(&[(Field::Subject, "合同"), (Field::Draft, "不存在"), (Field::ApplicantName, "张三")]);
    let limited = Within { full: vec![], limited: vec![AGENCY] };
    for inner in ["张三", "不存在", "合同 张三", "三"] {
        let query = Query::parse(inner).unwrap();
        assert!(query.find(&case, Sight::Full).is_some() && is_indexed(inner, &case, &everywhere()), "{inner}");
        assert!(query.find(&case, Sight::Limited).is_none() && !is_indexed(inner, &case, &limited), "{inner}");
    }
    assert!(is_indexed("合同", &case, &limited));
}

#[test]
fn another_agencys_case_is_not_in_the_index_that_is_asked() {
    let case = subject("合同");
    let others = Within { full: vec![AgencyId(1), AgencyId(77)], limited: vec![AgencyId(70)] };
    assert!(!is_indexed("合同", &case, &others));
    assert!(!is_indexed("7", &case, &everywhere()), "its own number is not text");
    assert_eq!(Query::parse("合同").unwrap().expression(&Within::default()), None);
}

#[test]
fn what_was_found_is_shown_with_what_stands_around_it() {
    let text = format!("{}\n拆迁《补偿》款{}", "前".repeat(50), "后".repeat(200));
    let case = document(&[(Field::CaseNo, "2025-0007"), (Field::Request, &text)]);
    let found = Query::parse("补偿款 2025").unwrap().find(&case, Sight::Full).unwrap();
    let shown: String = found.text.chars().skip(found.start).take(found.length).collect();
    assert_eq!((found.field, shown.as_str()), (Field::Request, "补偿》款"));
    assert_eq!(found.text.chars().count(), 80);
    assert!(found.text.starts_with("前前") && !found.text.contains('\n'));
}

fn on(day: u32, event: Event) -> Entry {
    Entry { on: NaiveDate::from_ymd_opt(2025, 3, day).unwrap(), event }
}

fn submitted() -> Entry {
    let request = Request {
        subject: "采购合洞".to_owned(),
        description: Some("二期工程".to_owned()),
        document_no: Some("杭政函〔2024〕18号".to_owned()),
        ..Request::default()
    };
    let source_ref = Some("2025-0007".to_owned());
    let (channel, category) = (Channel::Post, Category::NaturalPerson);
    on(3, Event::Submitted { channel, category, applicant: None, request, source_ref })
}

fn drafted(text: &str) -> Entry {
    let withheld = Outcome::WithheldStateSecret;
    let file = AttachmentRef { name: "涉密附件".to_owned(), sha256: "0".repeat(64) };
    let draft = Draft {
        outcome: withheld,
        sub_reason: None,
        text: text.to_owned(),
        grounds: vec![Ground {
            item: "坐标".into(), outcome: withheld, article: "十四".into(), reason: "测绘".into()
        }],
        attachments: vec![file],
        secret: Some(SecretBasis { level: SecretLevel::Secret, term: "十年".into(), basis: "目录".into() }),
    };
    on(4, Event::ReplyDrafted { draft: Box::new(draft) })
}

fn replied() -> Entry {
    let (outcome, reviewed) = (Outcome::WithheldStateSecret, true);
    on(5, Event::Replied { outcome, sub_reason: None, document_no: None, method: None, digest: None, reviewed })
}

fn texts(document: &Document, field: Field) -> Vec<&str> {
    let passages = document.passages.iter().filter(|passage| passage.field == field);
    passages.map(|passage| passage.text.as_str()).collect()
}

#[test]
fn a_document_is_what_the_case_says_now() {
    let was = "采购合洞".to_owned();
    let amendment = Amendment::Subject { to: "采购合同".to_owned() };
    let corrected = on(4, Event::Corrected { amendment, was, reason: "笔误".to_owned() });
    let supplemented = on(4, Event::Supplemented { text: Some("三标段".to_owned()) });
    let mut history = vec![submitted(), corrected, supplemented, drafted("第一稿"), drafted("第二稿")];
    let before = Document::of("某〔2025〕1号", "张三", &history);
    assert_eq!(texts(&before, Field::Subject), ["采购合同"]);
    assert_eq!(texts(&before, Field::Request), ["二期工程", "杭政函〔2024〕18号"]);
    assert_eq!((texts(&before, Field::Draft), texts(&before, Field::Reply)), (vec!["第二稿"], vec![]));
    history.extend([replied(), drafted("重新答复")]);
    let after = Document::of("某〔2025〕1号", "张三", &history);
    assert_eq!((texts(&after, Field::Draft), texts(&after, Field::Reply)), (vec!["重新答复"], vec!["第二稿"]));
    for found in ["某2025", "2025-0007", "三标段", "18号", "张三"] {
        assert!(finds(found, &after), "{found}");
    }
    for gone in ["合洞", "第一稿", "笔误", "涉密附件", "测绘", "十年", "目录"] {
        assert!(!finds(gone, &after), "{gone}");
    }
}

#[test]
fn entries_fit_into_both_indexes_however_long_the_text() {
    let long: String = (0..300_000u32).filter_map(|n| char::from_u32(0x4E00 + n * 7919 % 20_000)).collect();
    let run = "A".repeat(5_000);
    let case = document(&[(Field::CaseNo, "7号"), (Field::Request, &run), (Field::Reply, &long)]);
    let terms = case.index_terms(AGENCY);
    assert!(terms.len() < 1 << 20);
    assert!(terms.split(' ').all(|term| !term.is_empty() && term.len() < 1_024));
    assert!(is_indexed("7号", &case, &everywhere()) && is_indexed(&run[..200], &case, &everywhere()));
    assert!(!finds(&run[..200], &case), "part of a word");
}

/// Texts of few characters, so that pieces return.
fn text() -> impl Strategy<Value = String> {
    "[张三李四公开a1Ａ〔， \u{200B}𠅤]{0,40}"
}

proptest! {
    #[test]
    fn any_piece_of_whole_tokens_is_found(text in text(), from in 0usize..40, length in 1usize..12) {
        let all = tokens(&text);
        prop_assume!(from < all.len());
        let last = &all[(from + length).min(all.len()) - 1];
        let characters = text.chars().skip(all[from].start).take(last.end - all[from].start);
        let piece: String = characters.filter(|c| *c != ' ').collect();
        // Without the space two words may have become one.
        prop_assume!(tokens(&piece).len() == (from + length).min(all.len()) - from);
        let case = subject(&text);
        prop_assert!(finds(&piece, &case));
        prop_assert!(is_indexed(&piece, &case, &everywhere()));
    }

    #[test]
    fn what_is_there_is_never_missed_by_the_index(one in text(), other in text(), name in text(), query in text()) {
        let case = document(&[(Field::Subject, &one), (Field::Reply, &other), (Field::ApplicantName, &name)]);
        let Ok(asked) = Query::parse(&query) else { return Ok(()) };
        for (sight, within) in [
            (Sight::Full, everywhere()),
            (Sight::Limited, Within { full: vec![AgencyId(1)], limited: vec![AGENCY] }),
        ] {
            if asked.find(&case, sight).is_some() {
                prop_assert!(is_indexed(&query, &case, &within));
            }
        }
    }

    #[test]
    fn any_text_is_a_question_or_refused(text in "\\PC{0,60}", query in "\\PC{0,60}") {
        let case = subject(&text);
        if let Ok(asked) = Query::parse(&query) {
            let found = asked.find(&case, Sight::Full);
            let expected: Vec<Vec<String>> = query.split_whitespace()
                .map(|word| tokens(word).into_iter().map(|token| token.text).collect::<Vec<_>>())
                .filter(|phrase| !phrase.is_empty()).collect();
            let all: Vec<String> = tokens(&text).into_iter().map(|token| token.text).collect();
            let is_there = expected.iter().all(|phrase| all.windows(phrase.len()).any(|window| window == phrase));
            prop_assert_eq!(found.is_some(), is_there);
        }
    }
}
