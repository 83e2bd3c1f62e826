//! The words that come with the program, and what keeps others from being worse.

use chrono::NaiveDate;
use gongkai::app::letters::Facts;
use gongkai::domain::letter::{LetterKind, LetterText};
use gongkai::letters::letter::{Example, Gap, Letter, Wording, WordingFault};

fn example(kind: LetterKind) -> Example<'static, Facts> {
    let on = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    Example { issuer: "某局", facts: Facts::examples(LetterText::Kind(kind), "某局"), on }
}

fn made(kind: LetterKind) -> Vec<Letter> {
    let example = example(kind);
    let wording = Wording::built_in(kind);
    example.facts.iter().map(|facts| wording.letter(kind, "某局", facts, example.on).unwrap()).collect()
}

#[test]
fn every_built_in_wording_says_every_example_and_lacks_nothing() {
    for kind in LetterKind::ALL {
        Wording::built_in(*kind).check(*kind, &example(*kind)).unwrap_or_else(|fault| panic!("{kind}: {fault:?}"));
    }
}

#[test]
fn only_what_decides_tells_of_remedies() {
    for kind in LetterKind::ALL {
        for letter in made(*kind) {
            assert_eq!(letter.text().contains("行政复议"), kind.tells_of_remedies(), "{kind}");
        }
    }
}

#[test]
fn a_letter_by_the_old_regulation_cites_the_old_articles() {
    let [new, _, old] = <[Letter; 3]>::try_from(made(LetterKind::ExtensionNotice)).unwrap();
    assert!(new.text().contains("第三十三条") && !new.text().contains("第二十四条"));
    assert!(old.text().contains("第二十四条") && !old.text().contains("第三十三条"));
}

#[test]
fn a_wording_that_would_leave_a_hole_is_refused_when_it_is_saved() {
    let kind = LetterKind::SupplementNotice;
    let check = |words: &str| Wording(words.to_owned()).check(kind, &example(kind));
    let right = "补正告知书\n\n{{ applicant }}：\n依据《条例》第三十条，请补正：{{ items }}";
    check(right).unwrap();
    let broken = check(&right.replace("items", "itmes"));
    assert!(matches!(&broken, Err(WordingFault::Broken { line: 4, .. })), "{broken:?}");
    let of_another = check(&right.replace("items", "amount"));
    assert!(matches!(&of_another, Err(WordingFault::Broken { line: 4, .. })), "no fee is known here: {of_another:?}");
    let unclosed = check(&right.replace("}}：", "}：")).unwrap_err();
    assert!(matches!(&unclosed, WordingFault::Broken { .. }), "{unclosed:?}");
    assert_eq!(check("补正告知书\n\n您好\n依据《条例》第三十条"), Err(WordingFault::NoAddressee));
    assert_eq!(
        check("补正告知书\n\n{{ applicant }}：\n请补正：{{ items }}"),
        Err(WordingFault::Lacks(vec![Gap::Article]))
    );
    let with_remedies = format!("{right}\n可以申请行政复议。");
    assert_eq!(check(&with_remedies), Err(WordingFault::Lacks(vec![Gap::RemediesNotDue])));
    let endless =
        format!("{right}{{% for a in range(9999) %}}{{% for b in range(9999) %}}x{{% endfor %}}{{% endfor %}}");
    assert!(matches!(check(&endless), Err(WordingFault::Broken { .. })));
}

#[test]
fn a_reply_without_remedies_is_no_reply() {
    let words = "答复书\n\n{{ applicant }}：\n{{ text }}";
    let kind = LetterKind::Reply;
    assert_eq!(Wording(words.to_owned()).check(kind, &example(kind)), Err(WordingFault::Lacks(vec![Gap::Remedies])));
}
