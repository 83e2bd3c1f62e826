//! Every sentence exists in both languages, and every sentence is said somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::assert_none;
use super::source::{Source, files, product, product_without_tests, read};

/// Ids that are put together, and by whom: what follows the prefix is a code of the crate, with `-`
/// for its `_` and `.`.
const COMPUTED: &[(&str, &str)] = &[
    ("command-", "src/wording.rs"),
    ("deadlines-", "src/cli/deadlines.rs"),
    ("error-", "src/keys/error.rs"),
    ("error-store-", "src/wording.rs"),
    ("fault-", "src/rulebook/words.rs"),
    ("field-", "src/messages/people.rs"),
    ("group-", "src/wording.rs"),
    ("kind-", "src/wording.rs"),
    ("line-", "src/wording.rs"),
    ("numbering-", "src/messages/people.rs"),
    ("outcome-", "src/wording.rs"),
    ("password-", "src/messages/people.rs"),
    ("problem-", "src/messages/people.rs"),
    ("query-code-", "src/messages/people.rs"),
    ("refused-", "src/wording.rs"),
    ("regime-", "src/wording.rs"),
    ("role-", "src/wording.rs"),
    ("status-", "src/wording.rs"),
    ("trace-", "src/explain.rs"),
    ("what-", "src/wording.rs"),
];

/// Names, messages and variables of one language: `area` → id → variables.
type Language = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

#[test]
fn both_languages_have_the_same_messages_with_the_same_particulars() {
    let (zh, en) = (language("zh-CN"), language("en"));
    assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>(), "files");
    let mut breaches = Vec::new();
    for (area, messages) in &zh {
        let other = &en[area];
        let ids: BTreeSet<_> = messages.keys().chain(other.keys()).collect();
        for id in ids {
            match (messages.get(id), other.get(id)) {
                (Some(zh), Some(en)) if zh == en => {}
                (Some(zh), Some(en)) => breaches.push(format!("{area}: {id}: zh has {zh:?}, en has {en:?}")),
                (zh, _) => {
                    breaches.push(format!("{area}: {id} is only in {}", if zh.is_some() { "zh-CN" } else { "en" }))
                }
            }
        }
    }
    assert_none(&breaches);
}

#[test]
fn no_message_stands_in_two_files() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut breaches = Vec::new();
    for (area, messages) in language("zh-CN") {
        for id in messages.into_keys() {
            if let Some(other) = seen.insert(id.clone(), area.clone()) {
                breaches.push(format!("{id} is in {other} and in {area}"));
            }
        }
    }
    assert_none(&breaches);
}

#[test]
fn every_message_that_is_asked_for_exists() {
    let ids = ids();
    let mut breaches = Vec::new();
    for source in product() {
        for (number, id) in asked_for(&source) {
            if !ids.contains(id) {
                breaches.push(format!("{}:{}: there is no message {id}", source.path, source.line_of_literal(number)));
            }
        }
    }
    assert_none(&breaches);
}

#[test]
fn every_message_is_said_somewhere() {
    let sources = product_without_tests();
    let literals: BTreeSet<String> = sources.iter().flat_map(|source| source.literals.iter().cloned()).collect();
    let mut codes: BTreeSet<String> = literals.iter().map(|text| text.replace(['_', '.'], "-")).collect();
    codes.extend(files("config/regimes/", ".toml").iter().map(|path| stem(path)));
    let is_said = |id: &String| {
        let tails = COMPUTED.iter().filter_map(|(prefix, _)| id.strip_prefix(prefix));
        literals.contains(id) || codes.contains(id) || tails.into_iter().any(|tail| codes.contains(tail))
    };
    // Help texts are found by walking the commands: tests/cli/help.rs holds them to the command tree.
    let unsaid = ids().into_iter().filter(|id| *id != "cli" && !id.starts_with("cli-") && !is_said(id));
    assert_none(&unsaid.map(|id| format!("{id} is never said: remove it, or see COMPUTED")).collect::<Vec<_>>());
}

#[test]
fn computed_ids_are_still_computed() {
    let ids = ids();
    for (prefix, path) in COMPUTED {
        assert!(ids.iter().any(|id| id.starts_with(prefix)), "no message begins with {prefix}");
        assert!(read(path).contains("format!"), "{path} computes no ids");
    }
}

/// `cn-2019` of `config/regimes/cn-2019.toml`.
fn stem(path: &str) -> String {
    Path::new(path).file_stem().unwrap().to_str().unwrap().to_owned()
}

fn ids() -> BTreeSet<String> {
    language("zh-CN").into_values().flat_map(BTreeMap::into_keys).collect()
}

/// Ids written out where a message is looked up.
fn asked_for(source: &Source) -> Vec<(usize, &str)> {
    let calls = [".text(", ".with(", ".find("];
    let arguments = calls.into_iter().flat_map(|call| source.code.split(call).skip(1));
    let numbers = arguments.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next()?.parse().ok());
    numbers.map(|number: usize| (number, source.literals[number].as_str())).filter(|(_, id)| is_an_id(id)).collect()
}

/// Strings are searched with `find` too; an id is lower case with a dash.
fn is_an_id(text: &str) -> bool {
    text.contains('-') && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn language(tag: &str) -> Language {
    let folder = format!("config/messages/{tag}/");
    let area = |path: &str| path[folder.len()..].to_owned();
    files(&folder, ".ftl").into_iter().map(|path| (area(&path), messages(&read(&path)))).collect()
}

fn messages(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = None;
    for line in text.lines() {
        if let Some((id, _)) = line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase())) {
            assert!(!messages.contains_key(id), "{id} stands twice in a file");
            current = Some(id.to_owned());
        } else if line.starts_with('#') {
            current = None;
        }
        if let Some(id) = &current {
            messages.entry(id.clone()).or_default().extend(variables(line));
        }
    }
    messages
}

fn variables(line: &str) -> impl Iterator<Item = String> {
    let is_of_a_name = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '-');
    line.split('$').skip(1).map(move |rest| rest.chars().take_while(is_of_a_name).collect())
}
