//! Every sentence exists in both languages, and every sentence is said somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::assert_none;
use super::fluent::{ids, is_an_id, language};
use super::source::{Source, files, product_without_tests, read};

/// What `wording` names codes by: `word(lang, "status", …)` says the message `status-CODE`.
const KINDS: &[&str] = &[
    "assignee",
    "basis",
    "category",
    "command",
    "consent",
    "document",
    "fate",
    "fee-by",
    "filter",
    "found",
    "gate",
    "group",
    "kind",
    "level",
    "meaning",
    "method",
    "outcome",
    "purpose",
    "question",
    "reason",
    "regime",
    "result",
    "role",
    "search",
    "similar",
    "sort",
    "standing",
    "state",
    "status",
    "tab",
    "timeliness",
    "wait",
    "what",
    "yes-no",
];

/// How messages are looked up, in code and in templates.
const CALLS: &[&str] = &[".text(", ".with(", ".find(", ".t("];

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
                (Some(zh), Some(en)) => breaches.push(format!("{area}: {id}: zh-CN has {zh:?}, en has {en:?}")),
                (Some(_), None) => breaches.push(format!("{area}: {id} is only in zh-CN")),
                (None, _) => breaches.push(format!("{area}: {id} is only in en")),
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
    let asked = product_without_tests()
        .iter()
        .flat_map(asked_in_code)
        .chain(templates().iter().flat_map(asked_in_template))
        .collect::<Vec<_>>();
    assert!(!asked.is_empty());
    let unknown = asked.iter().filter(|(_, id)| !ids.contains(id));
    assert_none(&unknown.map(|(path, id)| format!("{path}: there is no message {id}")).collect::<Vec<_>>());
}

#[test]
fn every_message_is_said_somewhere() {
    let said = Said::collect();
    // Help texts are found by walking the commands: tests/cli/help.rs holds them to the command tree.
    let unsaid = ids().into_iter().filter(|id| *id != "cli" && !id.starts_with("cli-") && !said.has(id));
    assert_none(&unsaid.map(|id| format!("{id} is never said: remove it, or see KINDS")).collect::<Vec<_>>());
}

/// Everything that ids can be made of.
struct Said {
    /// Ids written out, and codes with `-` for their `_` and `.`.
    words: BTreeSet<String>,
    /// Ids that are put together around a code: `("trace-", "")`.
    forms: BTreeSet<(String, String)>,
}

impl Said {
    fn collect() -> Self {
        let mut literals: Vec<String> =
            product_without_tests().into_iter().flat_map(|source| source.literals).collect();
        literals.extend(templates().iter().flat_map(|(_, text)| text.split('"')).map(str::to_owned));
        let mut forms: BTreeSet<_> = literals.iter().filter_map(|literal| form(literal)).collect();
        forms.extend(KINDS.iter().map(|kind| (format!("{kind}-"), String::new())));
        let mut words: BTreeSet<String> = literals.iter().map(|literal| dashed(literal)).collect();
        words.extend(files("config/regimes/", ".toml").iter().map(|path| stem(path)));
        Self { words, forms }
    }

    fn has(&self, id: &str) -> bool {
        let id = dashed(id);
        let codes = self
            .forms
            .iter()
            .filter_map(|(before, after)| id.strip_prefix(before.as_str())?.strip_suffix(after.as_str()));
        let is_code = |code: &str| self.words.contains(code) || code.parse::<u32>().is_ok();
        self.words.contains(&id) || codes.into_iter().any(is_code)
    }
}

/// `trace-{}` or `report-{id}-short`, as formatting writes it.
fn form(literal: &str) -> Option<(String, String)> {
    let (before, rest) = literal.split_once('{')?;
    let (_, after) = rest.split_once('}')?;
    let is_part = |text: &str| text.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    (before.ends_with('-') && is_part(before) && is_part(after)).then(|| (before.to_owned(), after.to_owned()))
}

fn dashed(text: &str) -> String {
    text.replace(['_', '.'], "-")
}

/// `cn-2019` of `config/regimes/cn-2019.toml`.
fn stem(path: &str) -> String {
    Path::new(path).file_stem().unwrap().to_str().unwrap().to_owned()
}

fn asked_in_code(source: &Source) -> Vec<(String, String)> {
    let numbers = arguments(&source.code).filter_map(|number| number.parse::<usize>().ok());
    let literals = numbers.map(|number| source.literals[number].clone());
    // Texts are searched with `find` too.
    literals.filter(|literal| is_an_id(literal)).map(|id| (source.path.clone(), id)).collect()
}

fn asked_in_template((path, text): &(String, String)) -> Vec<(String, String)> {
    arguments(text).filter(|id| is_an_id(id)).map(|id| (path.clone(), id.to_owned())).collect()
}

/// The quoted first arguments of look-ups.
fn arguments(text: &str) -> impl Iterator<Item = &str> {
    let after_calls = CALLS.iter().flat_map(move |call| text.split(call).skip(1));
    after_calls.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
}

/// Path and text of every template.
fn templates() -> Vec<(String, String)> {
    files("src", ".html").into_iter().map(|path| (path.clone(), read(&path))).collect()
}
