use gongkai::domain::applicant::{ApplicantForm, MatchKey, Sameness, same_applicant};
use gongkai::domain::code::Category;
use proptest::option::of;
use proptest::prelude::*;

fn key(name: &str, id: Option<&str>, phone: Option<&str>) -> MatchKey {
    MatchKey { name: name.into(), id_hash: id.map(Into::into), phone_hash: phone.map(Into::into) }
}

#[test]
fn the_same_identity_is_the_same_applicant_under_any_name() {
    let (before, after) = (key("张三", Some("a"), None), key("张三丰", Some("a"), Some("1")));
    assert_eq!(same_applicant(&before, &after), Sameness::Same);
}

#[test]
fn two_identities_are_two_applicants_with_one_name_and_telephone() {
    let (father, son) = (key("张三", Some("a"), Some("1")), key("张三", Some("b"), Some("1")));
    assert_eq!(same_applicant(&father, &son), Sameness::Different);
}

#[test]
fn without_both_identities_a_name_is_never_enough_to_charge_for() {
    let known = key("张某", Some("a"), Some("1"));
    for (other, expected) in [
        (key("张某", None, Some("1")), Sameness::Likely),
        (key("张某", None, Some("2")), Sameness::Possible),
        (key("张某", None, None), Sameness::Possible),
        (key("李某", None, Some("1")), Sameness::Different),
        (key("", None, Some("1")), Sameness::Different),
    ] {
        let sameness = same_applicant(&known, &other);
        assert_eq!(sameness, expected, "{other:?}");
        assert!(!sameness.counts_for_fees());
        assert_eq!(sameness.is_offered_as_duplicate(), expected != Sameness::Different);
    }
}

#[test]
fn two_letters_without_a_name_are_not_from_the_same_sender() {
    assert_eq!(same_applicant(&key("", None, None), &key("", None, None)), Sameness::Different);
}

#[test]
fn the_key_of_an_applicant_is_made_of_normalised_values() {
    let key_of = |name: &str, id: &str, phone: &str| {
        let mut form = ApplicantForm::new(Category::NaturalPerson);
        form.name = name.into();
        form.id_number = id.into();
        form.phone = phone.into();
        let applicant = form.check("2026-03-02".parse().unwrap()).unwrap();
        MatchKey::of(&applicant, |text| format!("hash of {text}"), |digits| format!("hash of {digits}"))
    };
    let online = key_of("张三", "11010519491231002X", "13800138000");
    assert_eq!(online, key_of("张　三", "110105491231002", "+86 138-0013-8000"));
    assert_eq!(online.id_hash.unwrap(), "hash of resident_id:11010519491231002X");
}

fn any_key() -> impl Strategy<Value = MatchKey> {
    ("[张李]?", of("[ab]"), of("[12]")).prop_map(|(name, id_hash, phone_hash)| MatchKey { name, id_hash, phone_hash })
}

proptest! {
    #[test]
    fn it_does_not_matter_who_is_compared_with_whom(a in any_key(), b in any_key()) {
        prop_assert_eq!(same_applicant(&a, &b), same_applicant(&b, &a));
    }

    #[test]
    fn only_the_same_identity_counts_for_fees(a in any_key(), b in any_key()) {
        let certain = a.id_hash.is_some() && a.id_hash == b.id_hash;
        prop_assert_eq!(same_applicant(&a, &b).counts_for_fees(), certain);
    }
}
