//! The message files: ids and the particulars that each sentence takes.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{files, read};

/// Id → particulars.
pub type Messages = BTreeMap<String, BTreeSet<String>>;

/// The messages of one language by file, which is the same in every language.
pub fn language(tag: &str) -> BTreeMap<String, Messages> {
    let folder = format!("config/messages/{tag}/");
    let area = |path: &str| path[folder.len()..].to_owned();
    files(&folder, ".ftl").into_iter().map(|path| (area(&path), messages(&read(&path)))).collect()
}

/// Every id.
pub fn ids() -> BTreeSet<String> {
    language("zh-CN").into_values().flat_map(BTreeMap::into_keys).collect()
}

/// Whether a text can be an id: lower case, with a dash.
pub fn is_an_id(text: &str) -> bool {
    text.contains('-') && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn messages(text: &str) -> Messages {
    let mut messages = Messages::new();
    let mut current = None;
    for line in text.lines() {
        let begins = line.starts_with(|c: char| c.is_ascii_lowercase());
        if let Some((id, _)) = line.split_once(" =").filter(|_| begins) {
            assert!(!messages.contains_key(id), "{id} stands twice in a file");
            current = Some(id.to_owned());
        } else if line.starts_with('#') {
            current = None;
        }
        if let Some(id) = &current {
            messages.entry(id.clone()).or_default().extend(particulars(line));
        }
    }
    messages
}

fn particulars(line: &str) -> impl Iterator<Item = String> {
    let is_of_a_name = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '-');
    line.split('$').skip(1).map(move |rest| rest.chars().take_while(is_of_a_name).collect())
}
