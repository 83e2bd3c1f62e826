//! Messages that pages and histories need, in both languages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gongkai::domain::case::Event;
use gongkai::messages::Lang;
use gongkai::narrate;

fn ids(language: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/messages").join(language);
    let mut ids = BTreeMap::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let Some((id, _)) = line.split_once(" =") else { continue };
            // Calendars name festivals in Chinese themselves; only their English names are messages.
            if id.starts_with(|c: char| c.is_ascii_lowercase()) && !id.starts_with("festival-") {
                ids.insert(id.to_owned(), path.file_name().unwrap().to_string_lossy().into_owned());
            }
        }
    }
    ids
}

#[test]
fn both_languages_have_the_same_messages_in_the_same_files() {
    let (zh, en) = (ids("zh-CN"), ids("en"));
    let differing: Vec<_> = zh.keys().chain(en.keys()).filter(|id| zh.get(*id) != en.get(*id)).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

#[test]
fn every_message_that_a_page_names_exists() {
    let known = ids("zh-CN");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut named = BTreeSet::new();
    collect(&root.join("web"), &mut named);
    collect(&root.join("narrate.rs"), &mut named);
    collect(&root.join("cli/serve.rs"), &mut named);
    assert!(named.len() > 100, "{named:?}");
    // The kind of a word, which its code completes.
    let missing: Vec<_> = named.iter().filter(|id| !known.contains_key(*id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Every text in quotation marks that looks like an id of ours.
fn collect(path: &Path, named: &mut BTreeSet<String>) {
    if path.is_dir() {
        for file in std::fs::read_dir(path).unwrap() {
            collect(&file.unwrap().path(), named);
        }
        return;
    }
    let text = std::fs::read_to_string(path).unwrap();
    let is_id = |text: &&str| {
        let ours = ["web-", "event-", "serve-"].iter().any(|prefix| text.starts_with(prefix));
        ours && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    named.extend(text.split('"').filter(is_id).map(str::to_owned));
}

#[test]
fn every_event_is_told_in_both_languages() {
    let events: Vec<serde_json::Value> = serde_json::from_str(include_str!("events.json")).unwrap();
    let mut told = BTreeSet::new();
    for json in events {
        let name = json["event"].as_str().unwrap().to_owned();
        let event: Event = serde_json::from_value(json).unwrap_or_else(|error| panic!("{name}: {error}"));
        for lang in Lang::ALL {
            let text = narrate::event(lang, &event);
            let is_told = !text.is_empty()
                && !["{", "}", "$", "event-", "outcome-", "group-", "kind-"].iter().any(|raw| text.contains(raw));
            assert!(is_told, "{name}: {text}");
            assert!(!text.contains("PRIVATE"), "{name} repeats what somebody wrote: {text}");
            assert_eq!(lang == Lang::En, text.is_ascii() || text.contains('’'), "{name}: {text}");
        }
        told.insert(format!("event-{}", name.replace('_', "-")));
    }
    // One message for each event, and an example of each above.
    let source = include_str!("../../src/narrate.rs");
    let said = source.split("say(\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    assert_eq!(told, said.collect());
}

#[test]
fn actors_are_told_without_their_names() {
    assert_eq!(narrate::actor(Lang::Zh, "officer_3"), "工作人员 3 号");
    assert_eq!(narrate::actor(Lang::En, "import"), "taken over from a register");
    assert_eq!(narrate::actor(Lang::Zh, "applicant"), "申请人");
    assert_eq!(narrate::actor(Lang::Zh, "system"), "系统");
}
