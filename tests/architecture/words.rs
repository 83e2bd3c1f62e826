//! Sentences for people are in the message files. Chinese in the code is data or a code of the law.

use super::assert_none;
use super::source::product_without_tests;

/// Files and folders with Chinese in literals, and why it is not a message.
const DATA: &[(&str, &str)] = &[
    ("src/domain/annual_report/", "the forms' own rows and columns, which are the same for every reader"),
    ("src/domain/reconcile/", "rows as published reports print them"),
    ("src/letters/form/", "names of fonts"),
    ("src/letters/letter/", "names of fonts, and marks by which a letter's elements are found"),
    ("src/letters/press/", "names of fonts"),
    ("src/letters/report/", "the forms' own headings, which are the same for every reader, and fonts"),
    ("src/domain/applicant/masking.rs", "the surnames of two characters"),
    ("src/domain/applicant/name.rs", "punctuation that names are compared without"),
    ("src/domain/applicant/value.rs", "what may stand in a telephone number"),
    ("src/domain/numbering.rs", "placeholders and the statutory form of document numbers"),
    ("src/domain/register/given.rs", "how offices write days, and what stands between several of them in one cell"),
    ("src/domain/review.rs", "the statutory names of the three steps, an agency's default setting"),
    ("src/domain/similarity/particulars.rs", "words that requests are compared by"),
    ("src/domain/similarity/wording.rs", "words that requests are compared without"),
    ("src/web/openapi.rs", "the product's name"),
    ("src/web/api/reconcile.rs", "the name of a figure, as an example"),
    ("src/web/api/reports.rs", "the name of a figure, as an example"),
    ("src/web/report_views.rs", "the name of a figure, as an example"),
    ("src/keys/contents.rs", "the head of the key file, in both languages whoever reads it"),
    ("src/explain.rs", "the calendar files' names of festivals"),
];

#[test]
fn chinese_for_people_is_in_the_message_files() {
    let mut breaches = Vec::new();
    for source in product_without_tests() {
        if DATA.iter().any(|(path, _)| source.path.starts_with(path)) {
            continue;
        }
        for (number, text) in source.literals.iter().enumerate().filter(|(_, text)| has_chinese(text)) {
            breaches.push(format!("{}:{}: {text}", source.path, source.line_of_literal(number)));
        }
    }
    assert_none(&breaches);
}

#[test]
fn every_exception_is_still_needed() {
    let sources = product_without_tests();
    for (path, _) in DATA {
        let mut literals =
            sources.iter().filter(|source| source.path.starts_with(path)).flat_map(|source| &source.literals);
        assert!(literals.any(|text| has_chinese(text)), "{path} has no Chinese literals: remove its exception");
    }
}

fn has_chinese(text: &str) -> bool {
    text.contains(|c| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{ffef}'))
}
