//! `config/default.toml` is the whole of the settings: nothing less, nothing more, each explained.

use gongkai::config::{DEFAULTS, Settings};

use super::assert_none;
use super::source::read;

#[test]
fn the_defaults_are_complete() {
    toml::from_str::<Settings>(DEFAULTS).unwrap();
    // A default in the code would be one that the file does not show.
    assert!(!read("src/config.rs").contains("serde(default"));
}

#[test]
fn every_setting_in_the_file_is_read() {
    for (at, line) in keys() {
        let (key, _) = line.split_once('=').unwrap();
        let without: String =
            DEFAULTS.lines().enumerate().filter(|(n, _)| *n != at).map(|(_, l)| l.to_owned() + "\n").collect();
        let error = toml::from_str::<Settings>(&without).expect_err(line);
        assert!(error.message().contains(key.trim()), "{line}: {error}");
    }
}

#[test]
fn an_unknown_setting_is_refused_in_every_section() {
    let sections = DEFAULTS.lines().filter(|line| line.starts_with('['));
    let begins: Vec<&str> = std::iter::once("language =").chain(sections).collect();
    assert!(begins.len() > 1);
    for begin in begins {
        let before =
            if begin.starts_with('[') { format!("{begin}\nmisspelt = 1") } else { format!("misspelt = 1\n{begin}") };
        let text = DEFAULTS.replacen(begin, &before, 1);
        let error = toml::from_str::<Settings>(&text).expect_err(begin);
        assert!(error.message().contains("misspelt"), "{begin}: {error}");
    }
}

#[test]
fn every_setting_has_a_comment_in_both_languages() {
    let lines: Vec<&str> = DEFAULTS.lines().collect();
    let mut breaches = Vec::new();
    for (at, key) in keys() {
        let comment = lines[at - 1];
        let chinese = comment.contains(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
        let english = comment.contains(|c: char| c.is_ascii_alphabetic());
        if !(comment.starts_with("# ") && chinese && english) {
            breaches.push(format!("config/default.toml: {key}: explain it in the line above, in both languages"));
        }
    }
    assert_none(&breaches);
}

/// The lines with settings, by their place in the file.
fn keys() -> impl Iterator<Item = (usize, &'static str)> {
    DEFAULTS.lines().enumerate().filter(|(_, line)| !line.starts_with(['#', '[']) && line.contains('='))
}
