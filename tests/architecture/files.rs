//! Files are short enough to have one idea, and what belongs in pairs is there in pairs.

use std::collections::BTreeSet;

use super::assert_none;
use super::source::{files, read};

const MOST_LINES: usize = 400;

#[test]
fn no_file_is_longer_than_one_idea() {
    let paths = ["src", "tests"].into_iter().flat_map(|folder| files(folder, ".rs"));
    let long = paths.map(|path| (read(&path).lines().count(), path)).filter(|(lines, _)| *lines > MOST_LINES);
    assert_none(&long.map(|(lines, path)| format!("{path}: {lines} lines, at most {MOST_LINES}")).collect::<Vec<_>>());
}

#[test]
fn migrations_exist_in_pairs_on_both_databases() {
    let names = |database: &str| -> BTreeSet<String> {
        let folder = format!("migrations/{database}/");
        files(&folder, "").into_iter().map(|path| path[folder.len()..].to_owned()).collect()
    };
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    assert_eq!(sqlite, postgres);
    for name in &sqlite {
        let (migration, direction) = name.split_once('/').expect("a folder for each migration");
        assert!(matches!(direction, "up.sql" | "down.sql"), "{name} is never run");
        for other in ["up.sql", "down.sql"] {
            assert!(sqlite.contains(&format!("{migration}/{other}")), "{migration} has no {other}");
        }
        for database in ["sqlite", "postgres"] {
            let path = format!("migrations/{database}/{name}");
            assert!(!read(&path).trim().is_empty(), "{path} is empty");
        }
    }
}
