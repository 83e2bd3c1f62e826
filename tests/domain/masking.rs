use std::collections::BTreeSet;

use gongkai::domain::applicant::ApplicantForm;
use gongkai::domain::applicant::masking::{email, id_number, person_name, phone};
use gongkai::domain::code::Category;
use proptest::prelude::*;

#[test]
fn a_name_keeps_its_surname_and_at_most_its_last_character() {
    for (name, shown) in [
        ("", ""),
        ("张", "*"),
        ("张三", "张*"),
        ("张小三", "张*三"),
        ("陈方安生", "陈**生"),
        ("欧阳修", "欧阳*"),
        ("欧阳小修", "欧阳*修"),
        ("司马", "司*"),
        ("阿卜杜拉·买买提", "阿******提"),
        ("John Smith", "J*******h"),
        ("𠮷田三郎", "𠮷**郎"),
    ] {
        assert_eq!(person_name(name), shown, "{name}");
    }
}

#[test]
fn spaces_that_align_a_name_do_not_uncover_it() {
    for name in ["张　三", "张 三", " 张三\u{200B}"] {
        assert_eq!(person_name(name), "张*");
    }
}

#[test]
fn numbers_and_addresses_show_their_ends_only() {
    assert_eq!(id_number("11010519491231002X"), "110*************2X");
    assert_eq!(id_number("E12345678"), "E********");
    assert_eq!(id_number("123"), "***");
    assert_eq!(phone("+86 138-0013-8000"), "861********00");
    assert_eq!(phone("12345678"), "1*******");
    assert_eq!(phone("12345"), "1****");
    assert_eq!(email("zhangsan@example.com"), "z***@example.com");
    assert_eq!(email("z@example.com"), "***@example.com");
    assert_eq!(email("zhangsan@zhangsan.cn"), "z***@***");
    assert_eq!(email("not an address"), "***");
}

#[test]
fn an_organisation_is_shown_whole_and_a_person_is_not() {
    let listed = |category, name: &str| {
        let mut form = ApplicantForm::new(category);
        form.name = name.into();
        form.check("2026-03-02".parse().unwrap()).unwrap().listed_name()
    };
    assert_eq!(listed(Category::LegalService, "浙江某某律师事务所").unwrap(), "浙江某某律师事务所");
    assert_eq!(listed(Category::NaturalPerson, "张三").unwrap(), "张*");
    assert_eq!(listed(Category::NaturalPerson, ""), None);
}

/// What `masked` hides of `original`, character by character.
fn hidden(original: &str, masked: &str) -> String {
    original.chars().zip(masked.chars()).filter(|(_, shown)| *shown == '*').map(|(c, _)| c).collect()
}

fn distinct(pattern: &str, length: std::ops::Range<usize>) -> impl Strategy<Value = String> + use<> {
    let characters = proptest::string::string_regex(pattern).unwrap();
    proptest::collection::btree_set(characters, length)
        .prop_map(|set: BTreeSet<String>| set.into_iter().collect())
        .prop_shuffle_text()
}

/// Shuffles the characters of a text.
trait ShuffleText: Strategy<Value = String> + Sized {
    fn prop_shuffle_text(self) -> impl Strategy<Value = String> {
        self.prop_map(|text| text.chars().collect::<Vec<char>>()).prop_shuffle().prop_map(String::from_iter)
    }
}

impl<S: Strategy<Value = String>> ShuffleText for S {}

proptest! {
    #[test]
    fn a_masked_name_never_contains_what_it_hides(name in distinct("\\p{Han}", 1..12)) {
        let masked = person_name(&name);
        let hidden = hidden(&name, &masked);
        prop_assert_eq!(masked.chars().count(), name.chars().count());
        prop_assert!(!hidden.is_empty());
        prop_assert!(!hidden.chars().any(|c| masked.contains(c)), "{masked}");
        prop_assert!(masked.chars().filter(|c| *c != '*').count() <= 3);
    }

    #[test]
    fn a_masked_number_never_contains_what_it_hides(number in distinct("[0-9A-Z]", 1..30)) {
        for masked in [id_number(&number), phone(&number)] {
            let hidden = hidden(&number, &masked);
            prop_assert!(hidden.len() * 2 >= number.len());
            prop_assert!(!hidden.chars().any(|c| masked.contains(c)), "{masked}");
        }
    }

    #[test]
    fn a_masked_address_never_contains_the_rest_of_the_name(local in distinct("[a-z0-9.]", 1..20), domain in "[a-z0-9]{1,20}\\.[a-z]{2,3}") {
        let masked = email(&format!("{local}@{domain}"));
        let hidden = if local.len() == 1 { local.as_str() } else { &local[1..] };
        prop_assert!(!masked.contains(hidden), "{masked}");
    }

    #[test]
    fn masking_any_text_shows_only_what_was_there(text in any::<String>()) {
        for masked in [person_name(&text), id_number(&text), phone(&text)] {
            prop_assert!(masked.chars().all(|c| c == '*' || text.contains(c)));
        }
        let _ = email(&text);
    }
}
