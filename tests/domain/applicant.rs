use chrono::NaiveDate;
use gongkai::domain::applicant::{
    Applicant, ApplicantForm, CreditCode, Email, Field, FieldError, IdDocument, IdDocumentKind, NAME_MAX, Name, Phone,
    Postcode, Problem, ResidentId, match_name,
};
use gongkai::domain::code::Category;
use gongkai::messages::{Lang, people::field_error};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2026-03-02")
}

fn resident(text: &str) -> Result<String, Problem> {
    ResidentId::given_on(text, today()).map(|id| id.as_str().to_owned())
}

#[test]
fn identity_numbers_of_the_standard_are_accepted() {
    for number in ["11010519491231002X", "440524188001010014", "110101199003077715"] {
        assert_eq!(resident(number), Ok(number.to_owned()));
    }
}

#[test]
fn an_identity_number_may_be_typed_with_spaces_wide_digits_and_a_small_x() {
    for typed in [" 110105 19491231 002x ", "１１０１０５１９４９１２３１００２Ｘ", "110105-19491231-002X\u{200B}"]
    {
        assert_eq!(resident(typed), Ok("11010519491231002X".to_owned()), "{typed}");
    }
}

#[test]
fn an_identity_number_is_refused_with_what_is_wrong_with_it() {
    for (number, problem) in [
        ("110105194912310021", Problem::IdCheckDigit),
        ("11010519491231003X", Problem::IdCheckDigit),
        ("1101051949123100X2", Problem::IdCharacter),
        ("11010519491231002A", Problem::IdCharacter),
        ("01010519491231002X", Problem::IdCharacter),
        ("一一〇一〇五", Problem::IdCharacter),
        ("110105194913310024", Problem::IdBirthDate),
        ("110101199002300001", Problem::IdBirthDate),
        ("1101051949123100", Problem::IdLength),
        ("", Problem::IdLength),
    ] {
        assert_eq!(resident(number), Err(problem), "{number}");
    }
}

#[test]
fn nobody_is_born_after_the_request() {
    let number = "11010519491231002X";
    assert!(ResidentId::given_on(number, day("1949-12-31")).is_ok());
    assert_eq!(ResidentId::given_on(number, day("1949-12-30")), Err(Problem::IdBirthDate));
}

#[test]
fn a_number_of_the_first_generation_is_the_same_person_as_its_18_digits() {
    assert_eq!(resident("110105491231002"), Ok("11010519491231002X".to_owned()));
    assert_eq!(resident("110105491331002"), Err(Problem::IdBirthDate));
    assert_eq!(resident("11010549123100X"), Err(Problem::IdCharacter));
}

#[test]
fn every_single_wrong_digit_and_every_exchange_of_neighbours_is_noticed() {
    let number = "440524188001010014";
    for place in 0..18 {
        for digit in '0'..='9' {
            let wrong: String = number.chars().enumerate().map(|(at, c)| if at == place { digit } else { c }).collect();
            assert_eq!(resident(&wrong).is_ok(), wrong == number, "{wrong}");
        }
    }
    for place in 0..17 {
        let mut exchanged: Vec<char> = number.chars().collect();
        exchanged.swap(place, place + 1);
        let exchanged: String = exchanged.into_iter().collect();
        assert_eq!(resident(&exchanged).is_ok(), exchanged == number, "{exchanged}");
    }
}

#[test]
fn documents_numbered_like_the_identity_card_are_checked_like_it() {
    let shown = |kind, number| IdDocument::shown_on(kind, number, today()).map(|document| document.number);
    assert!(shown(IdDocumentKind::ResidencePermit, "810000199001010019").is_ok());
    assert_eq!(shown(IdDocumentKind::ResidencePermit, "810000199001010018"), Err(Problem::IdCheckDigit));
    assert_eq!(shown(IdDocumentKind::PermanentResidence, "911124198108030025"), Err(Problem::IdCheckDigit));
    assert!(shown(IdDocumentKind::PermanentResidence, "USA 3111 2008 0901").is_ok());
    assert_eq!(shown(IdDocumentKind::Passport, "e 12345678").unwrap().as_str(), "E12345678");
    assert!(shown(IdDocumentKind::MilitaryId, "军字第2001988号").is_ok());
    for nonsense in ["E12", "无", "<script>", &"1".repeat(31)] {
        assert_eq!(shown(IdDocumentKind::Passport, nonsense), Err(Problem::DocumentNumber), "{nonsense}");
    }
}

#[test]
fn credit_codes_of_real_organisations_are_accepted() {
    for code in ["91350100M000100Y43", "91110000802100433B", "9144030071526726XG", "91330100716105852F"] {
        assert_eq!(code.parse::<CreditCode>().unwrap().as_str(), code);
        assert!(format!(" {} ", code.to_lowercase()).parse::<CreditCode>().is_ok());
    }
}

#[test]
fn a_credit_code_is_refused_with_what_is_wrong_with_it() {
    for (code, problem) in [
        ("91350100M000100Y4", Problem::CreditCodeLength),
        ("91350100M000100Y433", Problem::CreditCodeLength),
        ("9135010OM000100Y43", Problem::CreditCodeCharacter),
        ("91350100M000100I43", Problem::CreditCodeCharacter),
        ("九1350100M000100Y43", Problem::CreditCodeCharacter),
        ("91350100M000100Y44", Problem::CreditCodeCheck),
        ("91350100M000010Y43", Problem::CreditCodeCheck),
    ] {
        assert_eq!(code.parse::<CreditCode>(), Err(problem), "{code}");
    }
}

#[test]
fn telephone_numbers_are_taken_as_people_write_them() {
    for number in
        ["13800138000", "+86 138 0013 8000", "0571-8765 4321转8001", "（0571）87654321", "12345", "+1 (212) 555-0100"]
    {
        assert!(number.parse::<Phone>().is_ok(), "{number}");
    }
    for nonsense in ["无", "12", "call me 13800138000", "<b>13800138000</b>", &"1".repeat(26)] {
        assert_eq!(nonsense.parse::<Phone>(), Err(Problem::NotAPhone), "{nonsense}");
    }
}

#[test]
fn one_telephone_number_written_in_different_ways_has_the_same_digits() {
    for number in ["13800138000", "+86 138-0013-8000", "0086 13800138000", "１３８００１３８０００"] {
        assert_eq!(number.parse::<Phone>().unwrap().digits(), "13800138000", "{number}");
    }
}

#[test]
fn e_mail_addresses_are_refused_only_if_they_cannot_be_one() {
    for address in ["a@b.cn", "zhang.san+ogi@mail.example.com", "张三@例子.中国", "ｚ＠ｂ．ｃｎ"] {
        assert!(address.parse::<Email>().is_ok(), "{address}");
    }
    for nonsense in ["a", "a@", "@b.cn", "a@b", "a@b..cn", "a b@c.cn", "a@b@c.cn", "<a@b.cn>", "a@b.cn,c@d.cn"] {
        assert_eq!(nonsense.parse::<Email>(), Err(Problem::NotAnEmail), "{nonsense}");
    }
    assert_eq!(format!("{}@b.cn", "a".repeat(250)).parse::<Email>(), Err(Problem::TooLong { max: 254 }));
}

#[test]
fn post_codes_may_be_foreign() {
    for code in ["310000", "３１００００", "SW1A 2AA", "10115"] {
        assert!(code.parse::<Postcode>().is_ok(), "{code}");
    }
    for nonsense in ["杭州", "12", "12345678901", "ABCDEF"] {
        assert_eq!(nonsense.parse::<Postcode>(), Err(Problem::NotAPostcode), "{nonsense}");
    }
}

#[test]
fn names_are_freed_of_what_copying_adds_and_refused_when_they_deceive() {
    let name = |text: &str| text.parse::<Name>().map(|name| name.as_str().to_owned());
    assert_eq!(name("\u{FEFF}张\u{200B}三\t"), Ok("张三".to_owned()));
    assert_eq!(name("Maria\r\nDel Mar"), Ok("Maria  Del Mar".to_owned()));
    assert_eq!(name("𠮷田\u{E0100}"), Ok("𠮷田\u{E0100}".to_owned()));
    assert_eq!(name("张\u{202E}三"), Err(Problem::ControlCharacter));
    assert_eq!(name("张\u{0}三"), Err(Problem::ControlCharacter));
    assert_eq!(name("123-456"), Err(Problem::NoLetter));
    assert_eq!(name("\u{200B} "), Err(Problem::Missing));
    assert!(name(&"张".repeat(NAME_MAX)).is_ok());
    assert_eq!(name(&"张".repeat(NAME_MAX + 1)), Err(Problem::TooLong { max: NAME_MAX }));
}

#[test]
fn all_that_is_wrong_with_a_form_is_said_at_once() {
    let mut form = ApplicantForm::new(Category::NaturalPerson);
    form.name = "1".into();
    form.id_number = "123".into();
    form.credit_code = "91350100M000100Y43".into();
    form.phone = "?".into();
    form.email = "?".into();
    let error = |field, problem| FieldError { field, problem };
    assert_eq!(
        form.check(today()).unwrap_err(),
        [
            error(Field::Name, Problem::NoLetter),
            error(Field::IdNumber, Problem::IdLength),
            error(Field::CreditCode, Problem::NotApplicable),
            error(Field::Phone, Problem::NotAPhone),
            error(Field::Email, Problem::NotAnEmail),
        ]
    );
    assert_eq!(
        serde_json::to_string(&form.check(today()).unwrap_err()[1]).unwrap(),
        r#"{"field":"id_number","code":"id_length"}"#
    );
}

#[test]
fn an_anonymous_letter_can_be_registered_and_shows_what_is_missing() {
    let person = ApplicantForm::new(Category::NaturalPerson).check(today()).unwrap();
    assert_eq!(person.missing_elements(), [Field::Name, Field::IdNumber, Field::Phone]);
    let firm = ApplicantForm::new(Category::LegalService).check(today()).unwrap();
    assert_eq!(firm.missing_elements(), [Field::Name, Field::CreditCode, Field::Phone]);
    assert_eq!(firm.category(), Category::LegalService);
}

fn complete_person() -> Applicant {
    let mut form = ApplicantForm::new(Category::NaturalPerson);
    form.name = "张三".into();
    form.id_number = "11010519491231002X".into();
    form.email = "zhangsan@example.com".into();
    form.check(today()).unwrap()
}

#[test]
fn a_complete_form_misses_nothing_and_is_stored_and_read_back() {
    let applicant = complete_person();
    assert!(applicant.missing_elements().is_empty());
    assert_eq!(applicant.identity_text().unwrap(), "resident_id:11010519491231002X");
    let json = serde_json::to_string(&applicant).unwrap();
    assert_eq!(serde_json::from_str::<Applicant>(&json).unwrap(), applicant);
}

#[test]
fn an_applicant_in_a_log_line_tells_nothing_about_the_person() {
    let printed = format!("{:?}", complete_person());
    for secret in ["张三", "11010519491231002X", "zhangsan"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

#[test]
fn every_problem_of_every_field_has_a_sentence_in_both_languages() {
    let problems = [
        Problem::Missing,
        Problem::NotApplicable,
        Problem::TooLong { max: 9 },
        Problem::ControlCharacter,
        Problem::NoLetter,
        Problem::IdLength,
        Problem::IdCharacter,
        Problem::IdBirthDate,
        Problem::IdCheckDigit,
        Problem::DocumentNumber,
        Problem::CreditCodeLength,
        Problem::CreditCodeCharacter,
        Problem::CreditCodeCheck,
        Problem::NotAPhone,
        Problem::NotAPostcode,
        Problem::NotAnEmail,
    ];
    for (lang, stop) in Lang::ALL.into_iter().zip(['。', '.']) {
        for field in Field::ALL {
            for problem in problems {
                let sentence = field_error(lang, FieldError { field: *field, problem });
                assert!(sentence.ends_with(stop), "{sentence}");
                assert!(!sentence.contains("field-") && !sentence.contains('$'), "{sentence}");
            }
        }
    }
}

#[test]
fn a_name_is_the_same_however_it_is_typed() {
    for (one, other) in [
        ("张三", "张　三"),
        ("张三", " 张\u{200B}三"),
        ("阿卜杜拉·买买提", "阿卜杜拉．买买提"),
        ("阿卜杜拉•买买提", "阿卜杜拉‧买买提"),
        ("ABC（中国）有限公司", "ａｂｃ(中国)有限公司"),
        ("John Smith", "JOHN  SMITH"),
    ] {
        assert_eq!(match_name(one), match_name(other));
    }
    assert_ne!(match_name("张三"), match_name("章三"));
    assert_ne!(match_name("东方公司"), match_name("东方分公司"));
}

proptest! {
    #[test]
    fn comparing_a_compared_name_changes_nothing(name in "\\PC{0,20}") {
        let once = match_name(&name);
        prop_assert_eq!(match_name(&once), once);
    }

    #[test]
    fn no_text_makes_a_check_panic(text in any::<String>()) {
        let mut form = ApplicantForm::new(Category::NaturalPerson);
        form.name.clone_from(&text);
        form.id_number.clone_from(&text);
        form.phone.clone_from(&text);
        form.email.clone_from(&text);
        form.postcode.clone_from(&text);
        form.address.clone_from(&text);
        if let Ok(applicant) = form.check(today()) {
            let kept = applicant.name.map(|name| name.as_str().to_owned()).unwrap_or_default();
            prop_assert!(!kept.chars().any(char::is_control));
        }
        let _ = text.parse::<CreditCode>();
    }

    #[test]
    fn a_number_with_its_check_digit_is_accepted(place in 100_000_u32..700_000, days in 0_i64..45_000, order in 0_u32..1000) {
        let born = day("1900-01-01") + chrono::TimeDelta::days(days);
        let body = format!("{place}{}{order:03}", born.format("%Y%m%d"));
        let accepted: Vec<char> =
            "0123456789X".chars().filter(|check| resident(&format!("{body}{check}")).is_ok()).collect();
        prop_assert_eq!(accepted.len(), 1);
    }
}
