use std::process::{Command, Output};

fn gongkai(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongkai")).args(arguments).output().unwrap()
}

fn printed(arguments: &[&str]) -> String {
    let output = gongkai(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_fee_is_one_whole_number_on_a_line() {
    assert_eq!(printed(&["fee", "--by", "item", "--already", "9", "--items", "3"]), "200\n");
    assert_eq!(printed(&["fee", "--by", "item", "--items", "61"]), "11500\n");
    assert_eq!(printed(&["fee", "--by", "page", "--pages", "2219"]), "83460\n");
    assert_eq!(printed(&["fee", "--by", "page", "--pages", "0"]), "0\n");
}

#[test]
fn json_adds_the_tiers_on_one_line() {
    assert_eq!(
        printed(&["fee", "--by", "page", "--pages", "68", "--json"]),
        concat!(
            r#"{"amount_yuan":380,"tiers":["#,
            r#"{"from":1,"to":30,"count":30,"unit_yuan":0,"subtotal_yuan":0},"#,
            r#"{"from":31,"to":68,"count":38,"unit_yuan":10,"subtotal_yuan":380}]}"#,
            "\n"
        )
    );
}

#[test]
fn what_makes_no_sense_is_a_usage_error_with_one_sentence() {
    for arguments in [
        &["--by", "item", "--pages", "3"][..],
        &["--by", "item", "--items", "3", "--pages", "3"],
        &["--by", "page", "--items", "3"],
        &["--by", "page", "--pages", "3", "--items", "3"],
        &["--by", "page", "--pages", "3", "--already", "3"],
        &["--by", "item"],
        &["--by", "item", "--already", "3"],
        &["--by", "page"],
        &["--by", "item", "--items", "-3"],
        &["--by", "item", "--items", "3", "--already", "-1"],
        &["--by", "page", "--pages", "-1"],
        &["--by", "item", "--items", "100001"],
        &["--by", "item", "--already", "9223372036854775807", "--items", "9223372036854775807"],
    ] {
        for lang in ["zh", "en"] {
            let output = gongkai(&[&["fee", "--lang", lang], arguments].concat());
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
            assert!(output.stdout.is_empty());
            let sentence = String::from_utf8(output.stderr).unwrap();
            assert_eq!(sentence.lines().count(), 1, "{sentence}");
            assert!(sentence.trim_end().ends_with(['。', '.']) && !sentence.starts_with("fee-"), "{sentence}");
        }
    }
}

#[test]
fn what_is_not_a_number_or_a_mode_is_a_usage_error() {
    for arguments in [
        &["fee"][..],
        &["fee", "--by", "weight", "--items", "3"],
        &["fee", "--by", "item", "--items", "three"],
        &["fee", "--by", "item", "--items", "1.5"],
        &["fee", "--by", "item", "--items", "99999999999999999999"],
    ] {
        assert_eq!(gongkai(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn the_help_has_an_example_in_both_languages() {
    assert!(printed(&["fee", "--help"]).contains("gongkai fee --by page --pages 68"));
    assert!(printed(&["fee", "--help", "--lang", "en"]).contains("Examples:\n  gongkai fee"));
    assert!(!printed(&["fee", "--help", "--lang", "en"]).contains("cli-fee"));
}
