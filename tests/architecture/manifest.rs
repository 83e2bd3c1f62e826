//! `Cargo.toml`: the lints are on, and every dependency says what it is for.

use super::assert_none;
use super::source::{MANIFESTS, read};

#[test]
fn the_lints_are_on() {
    let manifest: toml::Table = toml::from_str(&read("Cargo.toml")).unwrap();
    for path in MANIFESTS {
        let manifest: toml::Table = toml::from_str(&read(path)).unwrap();
        assert_eq!(manifest["lints"]["workspace"].as_bool(), Some(true), "{path}");
    }
    let lints = &manifest["workspace"]["lints"];
    let level = |tool: &str, lint: &str| lints[tool].get(lint).and_then(toml::Value::as_str);
    assert_eq!(level("rust", "unsafe_code"), Some("forbid"));
    // With the warnings that tests/run denies: every public item is documented.
    assert_eq!(level("rust", "missing_docs"), Some("warn"));
    for lint in ["unwrap_used", "expect_used", "wildcard_enum_match_arm", "todo", "dbg_macro"] {
        assert_eq!(level("clippy", lint), Some("deny"), "{lint}");
    }
}

#[test]
fn every_dependency_says_what_it_is_for() {
    let mut section = String::new();
    let mut breaches = Vec::new();
    for line in MANIFESTS.map(read).concat().lines() {
        if line.starts_with('[') {
            section = line.to_owned();
        } else if section.ends_with("dependencies]") && line.contains('=') {
            let reason = line.rsplit_once(" # ").map_or("", |(_, reason)| reason);
            if reason.split_whitespace().count() < 2 {
                breaches.push(format!("{section} {line}: write what it is for"));
            }
        }
    }
    assert_none(&breaches);
}

#[test]
fn nothing_names_another_registry_or_repository() {
    let lock = read("Cargo.lock");
    let sources: Vec<_> = lock.lines().filter(|line| line.starts_with("source = ")).collect();
    assert!(!sources.is_empty());
    for source in sources {
        assert_eq!(source, r#"source = "registry+https://github.com/rust-lang/crates.io-index""#);
    }
}
