use std::collections::HashSet;

use gongkai::domain::query_code::{InvalidQueryCode, QueryCode};
use gongkai::messages::{Lang, people::invalid_query_code};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

#[test]
fn a_code_is_read_as_people_write_it() {
    let code = QueryCode::from_random([7; 16]);
    let written = code.to_string();
    let groups: Vec<usize> = written.split('-').map(str::len).collect();
    assert_eq!(groups, [5, 5, 5]);
    for typed in [
        written.to_lowercase(),
        written.replace('-', " "),
        written.replace('-', ""),
        format!(" {written}\n"),
        written.replace('-', "—"),
    ] {
        assert_eq!(typed.parse(), Ok(code.clone()), "{typed}");
    }
}

#[test]
fn look_alikes_do_not_occur_and_are_named_when_typed() {
    for look_alike in ['0', 'O', '1', 'I', 'L'] {
        let typed = format!("ABCDE-FGHJK-MNPQ{look_alike}");
        assert_eq!(typed.parse::<QueryCode>(), Err(InvalidQueryCode::Character(look_alike)));
    }
    assert_eq!("".parse::<QueryCode>(), Err(InvalidQueryCode::Length(0)));
    assert_eq!("ABCDE".parse::<QueryCode>(), Err(InvalidQueryCode::Length(5)));
}

#[test]
fn it_is_not_printed_by_accident() {
    assert_eq!(format!("{:?}", QueryCode::from_random([7; 16])), "QueryCode(***)");
}

#[test]
fn the_secret_has_more_than_sixty_bits() {
    assert!(14.0 * 31_f64.log2() > 60.0);
    // Every one of the 31 characters can stand in each of the 14 places of the secret.
    let codes: Vec<String> = (0..2000_u32)
        .map(|n| {
            let bytes = Sha256::digest(n.to_le_bytes());
            QueryCode::from_random(*bytes.first_chunk().unwrap()).as_str().to_owned()
        })
        .collect();
    for place in 0..14 {
        let seen: HashSet<char> = codes.iter().filter_map(|code| code.chars().nth(place)).collect();
        assert_eq!(seen.len(), 31, "place {place}");
    }
    assert_eq!(codes.iter().collect::<HashSet<_>>().len(), 2000);
}

#[test]
fn every_way_to_mistype_it_has_a_sentence_in_both_languages() {
    for (lang, stop) in Lang::ALL.into_iter().zip(['。', '.']) {
        for invalid in [InvalidQueryCode::Character('O'), InvalidQueryCode::Length(3), InvalidQueryCode::Check] {
            let sentence = invalid_query_code(lang, invalid);
            assert!(sentence.ends_with(stop) && !sentence.contains('$'), "{sentence}");
        }
    }
}

proptest! {
    #[test]
    fn every_code_is_read_back(bytes in any::<[u8; 16]>()) {
        let code = QueryCode::from_random(bytes);
        prop_assert_eq!(code.to_string().parse(), Ok(code.clone()));
        prop_assert!(code.as_str().chars().all(|c| "23456789ABCDEFGHJKMNPQRSTUVWXYZ".contains(c)));
    }

    #[test]
    fn one_wrong_character_or_two_exchanged_are_noticed(bytes in any::<[u8; 16]>(), place in 0_usize..15, letter in "[2-9A-HJKMNP-Z]") {
        let code = QueryCode::from_random(bytes);
        let mut characters: Vec<char> = code.as_str().chars().collect();
        characters[place] = letter.chars().next().unwrap();
        let mistyped: String = characters.iter().collect();
        prop_assert_eq!(mistyped.parse::<QueryCode>().is_ok(), mistyped == code.as_str());
        let mut characters: Vec<char> = code.as_str().chars().collect();
        characters.swap(place, (place + 1).min(14));
        let exchanged: String = characters.iter().collect();
        prop_assert_eq!(exchanged.parse::<QueryCode>().is_ok(), exchanged == code.as_str());
    }
}
