use gongkai::domain::numbering::{NumberTemplate, NumberingError, TEMPLATE_MAX, check_prefix};
use gongkai::messages::{Lang, people::numbering_error};
use proptest::prelude::*;

fn template(text: &str) -> NumberTemplate {
    text.parse().unwrap()
}

#[test]
fn the_default_follows_the_national_standard() {
    let default = NumberTemplate::default();
    assert_eq!(default.to_string(), "{代字}〔{year}〕{n}号");
    assert_eq!(default, template("{代字}〔{year}〕{n}号"));
    assert_eq!(default.format("信答", 2026, 1), "信答〔2026〕1号");
}

#[test]
fn a_local_custom_can_be_followed() {
    assert_eq!(template("{代字}〔{year}〕第{n}号").format("信补", 2026, 7), "信补〔2026〕第7号");
    assert_eq!(template("{year}-{n:04}").format("", 2026, 7), "2026-0007");
    assert_eq!(template("{year}-{n:04}").format("", 2026, 123_456), "2026-123456");
}

#[test]
fn a_template_that_would_repeat_or_garble_numbers_is_refused() {
    let unknown = |name: &str| NumberingError::UnknownPlaceholder(name.into());
    for (text, error) in [
        ("{代字}〔{年}〕{n}号", unknown("年")),
        ("{year}{}{n}", unknown("")),
        ("{year}-{n:4}", unknown("n:4")),
        ("{year}-{n:010}", unknown("n:010")),
        ("{year}-{n:00}", unknown("n:00")),
        ("〔{year}〕{n", NumberingError::Brace),
        ("〔{year}〕n}", NumberingError::Brace),
        ("{代字}{n}号", NumberingError::NotOnce("year")),
        ("{year}〕{year}-{n}", NumberingError::NotOnce("year")),
        ("〔{year}〕号", NumberingError::NotOnce("n")),
        ("{year}{n}", NumberingError::Touching),
        ("{代字}{year}-{n}", NumberingError::Touching),
        ("", NumberingError::Length { max: TEMPLATE_MAX }),
        ("{year}\n{n}", NumberingError::Length { max: TEMPLATE_MAX }),
    ] {
        assert_eq!(text.parse::<NumberTemplate>(), Err(error), "{text}");
    }
}

#[test]
fn a_prefix_cannot_bring_in_a_placeholder() {
    assert_eq!(check_prefix("杭政公复"), Ok(()));
    assert_eq!(check_prefix("{n}"), Err(NumberingError::Brace));
    assert_eq!(check_prefix(""), Err(NumberingError::Length { max: TEMPLATE_MAX }));
}

#[test]
fn a_number_written_differently_is_not_read() {
    let default = NumberTemplate::default();
    for text in [
        "信答〔2026〕018号",
        "信答〔26〕18号",
        "信答[2026]18号",
        "信答〔2026〕18号 ",
        "信补〔2026〕18号",
        "信答〔2026〕号",
    ] {
        assert_eq!(default.parse("信答", text), None, "{text}");
    }
    assert_eq!(default.parse("信答", "信答〔2026〕99999999999号"), None);
}

#[test]
fn every_numbering_error_has_a_sentence_in_both_languages() {
    let errors = [
        NumberingError::UnknownPlaceholder("年".into()),
        NumberingError::Brace,
        NumberingError::NotOnce("n"),
        NumberingError::Touching,
        NumberingError::Length { max: 9 },
    ];
    for (lang, stop) in Lang::ALL.into_iter().zip(['。', '.']) {
        for error in &errors {
            let sentence = numbering_error(lang, error);
            assert!(sentence.ends_with(stop) && !sentence.contains('$'), "{sentence}");
        }
    }
    assert!(numbering_error(Lang::Zh, &errors[0]).contains("{年}"));
}

proptest! {
    #[test]
    fn a_written_number_is_read_back(year in 1950_i32..2200, n in 0_u32.., prefix in "[信答公复0-9]{1,4}", width in 1_usize..=9) {
        for text in ["{代字}〔{year}〕{n}号".to_owned(), format!("{{代字}}-{{year}}-{{n:0{width}}}"), "第{n}号/{year}".to_owned()] {
            let template = template(&text);
            let prefix = if text.contains("代字") { prefix.as_str() } else { "" };
            prop_assert_eq!(template.parse(prefix, &template.format(prefix, year, n)), Some((year, n)));
        }
    }

    #[test]
    fn no_template_or_text_makes_it_panic(text in any::<String>(), number in any::<String>()) {
        if let Ok(template) = text.parse::<NumberTemplate>() {
            prop_assert_eq!(template.to_string(), text);
            let _ = template.parse("", &number);
        }
    }
}
