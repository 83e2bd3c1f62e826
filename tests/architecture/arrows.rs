//! Which folder may know what. An arrow that is not drawn in `src/lib.rs` does not exist.

use std::collections::BTreeSet;

use super::assert_none;
use super::source::{MANIFESTS, Source, product, read};

/// What a module must not use of the crate. A new module is given its place here.
const NEVER: &[(&str, &[&str])] = &[
    // See `the_statute_stands_alone`.
    ("domain", &[]),
    // What every ring may use.
    ("clock", RINGS),
    ("config", RINGS),
    ("keys", RINGS),
    ("messages", RINGS),
    ("passwords", RINGS),
    ("rulebook", RINGS),
    ("telemetry", RINGS),
    ("tokens", RINGS),
    // Below app.
    (
        "store",
        &["app", "bootstrap", "cli", "explain", "files", "findings", "jobs", "letters", "mail", "web", "wording"],
    ),
    ("files", RINGS),
    ("letters", &["app", "bootstrap", "cli", "jobs", "mail", "store", "web"]),
    ("delivery", RINGS),
    ("mail", &["app", "bootstrap", "cli", "jobs", "letters", "store", "web"]),
    // What a person can do.
    ("app", &["bootstrap", "cli", "jobs", "web"]),
    // Sentences for what the rings below say.
    ("explain", RINGS),
    ("findings", RINGS),
    ("narrate", RINGS),
    ("wording", &["bootstrap", "cli", "jobs", "web"]),
    // Around app.
    ("web", &["cli"]),
    ("jobs", &["cli", "web"]),
    ("bootstrap", &["cli"]),
    ("cli", &[]),
    // The crates; what belongs to a lower one cannot know the others.
    ("core", &[]),
    ("office", &[]),
    ("lib", &[]),
    ("main", &[]),
];

const RINGS: &[&str] = &["app", "bootstrap", "cli", "jobs", "letters", "mail", "store", "web", "wording"];

/// The only modules that may use a crate.
const AT_HOME: &[(&str, &[&str])] = &[
    ("diesel", &["store"]),
    ("diesel_migrations", &["store"]),
    ("libsqlite3_sys", &["store"]),
    ("pq_sys", &["store"]),
    ("object_store", &["files"]),
    ("infer", &["files"]),
    ("actix_multipart", &["web"]),
    ("actix_web", &["web", "bootstrap", "cli"]),
    ("utoipa", &["web", "explain"]),
    ("docx_rs", &["letters"]),
    ("rust_xlsxwriter", &["letters"]),
    ("typst", &["letters"]),
    ("lettre", &["mail"]),
    ("aes_gcm", &["keys"]),
    ("hmac", &["keys"]),
    ("ureq", &["delivery"]),
    ("argon2", &["passwords"]),
    ("jsonwebtoken", &["tokens"]),
    ("totp_rs", &["app"]),
    ("governor", &["web"]),
];

/// What the statute is written with.
const DOMAIN_CRATES: &[&str] = &["chrono", "serde", "thiserror"];

#[test]
fn the_statute_stands_alone() {
    let forbidden: Vec<String> = dependencies().into_iter().filter(|name| !DOMAIN_CRATES.contains(&&**name)).collect();
    let mut breaches = Vec::new();
    for source in product().iter().filter(|source| source.module() == "domain") {
        breaches.extend(uses_of(source, &forbidden));
        let others = modules_used(source).into_iter().filter(|(_, used)| used != "domain");
        breaches.extend(others.map(|(at, used)| format!("{}:{}: {used} is not the law", source.path, source.line(at))));
    }
    assert_none(&breaches);
}

#[test]
fn every_arrow_between_modules_is_drawn() {
    let mut breaches = Vec::new();
    for source in product() {
        let Some((module, never)) = NEVER.iter().find(|(module, _)| *module == source.module()) else {
            breaches.push(format!("{}: give this module its place in tests/architecture/arrows.rs", source.path));
            continue;
        };
        for (at, used) in modules_used(&source) {
            if never.contains(&used.as_str()) {
                breaches.push(format!("{}:{}: {module} must not know {used}", source.path, source.line(at)));
            }
        }
    }
    assert_none(&breaches);
}

#[test]
fn crates_with_one_home_stay_there() {
    let mut breaches = Vec::new();
    for source in product() {
        let away = AT_HOME.iter().filter(|(_, homes)| !homes.contains(&source.module()));
        let names: Vec<String> = away.map(|(name, _)| (*name).to_owned()).collect();
        breaches.extend(uses_of(&source, &names));
    }
    assert_none(&breaches);
}

fn dependencies() -> Vec<String> {
    let of = |path: &str| {
        let manifest: toml::Table = toml::from_str(&read(path)).unwrap();
        let names = manifest["dependencies"].as_table().unwrap().keys();
        names.map(|name| name.replace('-', "_")).collect::<Vec<_>>()
    };
    MANIFESTS.iter().flat_map(|path| of(path)).collect()
}

fn uses_of(source: &Source, crates: &[String]) -> Vec<String> {
    let roots = roots(&source.code).into_iter().filter(|(_, root)| crates.iter().any(|name| name == root));
    roots.map(|(at, root)| format!("{}:{}: {root} is not used here", source.path, source.line(at))).collect()
}

/// The modules at the top of the crate that a file names, by `crate::` or by climbing with `super::`.
fn modules_used(source: &Source) -> BTreeSet<(usize, String)> {
    let mut used = BTreeSet::new();
    for (at, root) in roots(&source.code) {
        let path = &source.code[at..];
        match root {
            "crate" => used.extend(first_names(&path["crate::".len()..]).map(|name| (at, name))),
            "super" => {
                let below = path.trim_start_matches("super::");
                let climbed = (path.len() - below.len()) / "super::".len();
                if climbed >= source.place().len() {
                    used.extend(first_names(below).map(|name| (at, name)));
                }
            }
            _ => {}
        }
    }
    used
}

/// The name that a path goes on with; all of them for a list in braces.
fn first_names(path: &str) -> impl Iterator<Item = String> {
    let (mut depth, mut names) = (0, vec![String::new()]);
    for c in path.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => names.push(String::new()),
            _ if depth <= 1 => names.last_mut().unwrap().push(c),
            _ => {}
        }
        if depth == 0 && !c.is_alphanumeric() && c != '_' {
            break;
        }
    }
    let is_of_a_name = |c: &char| c.is_alphanumeric() || *c == '_';
    names.into_iter().map(move |name| name.trim_start().chars().take_while(is_of_a_name).collect())
}

/// Where paths begin, and with which name.
fn roots(code: &str) -> Vec<(usize, &str)> {
    let is_of_a_name = |c: char| c.is_alphanumeric() || c == '_';
    let separators = code.match_indices("::");
    let begins = separators.filter_map(|(end, _)| {
        let start = code[..end].rfind(|c: char| !is_of_a_name(c)).map_or(0, |at| at + 1);
        let name = &code[start..end];
        (!name.is_empty() && !code[..start].ends_with("::")).then_some((start, name))
    });
    begins.collect()
}

#[test]
fn paths_are_read_as_rust_reads_them() {
    let code = "use crate::{app::App, store::{Store, x::y}, web};\nfn f() { super::super::cli::run(diesel::a::b) }";
    let source = Source { path: "src/domain/case.rs".to_owned(), code: code.to_owned(), literals: vec![] };
    let used: BTreeSet<String> = modules_used(&source).into_iter().map(|(_, name)| name).collect();
    assert_eq!(used, ["app", "cli", "store", "web"].map(str::to_owned).into());
    assert_eq!(uses_of(&source, &["diesel".to_owned()]), ["src/domain/case.rs:2: diesel is not used here"]);
}
