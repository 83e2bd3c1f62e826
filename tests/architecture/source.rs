//! Rust files as the rules see them: code without comments, and its literals apart.

use std::fs;
use std::path::{Path, PathBuf};

/// A Rust file.
pub struct Source {
    /// Path from the top of the project.
    pub path: String,
    /// The code without comments; literal number N is written `"N"`.
    pub code: String,
    /// Strings and characters, in order.
    pub literals: Vec<String>,
}

impl Source {
    /// The line that a place in the code is on.
    pub fn line(&self, at: usize) -> usize {
        self.code[..at].matches('\n').count() + 1
    }

    /// Where a literal stands.
    pub fn line_of_literal(&self, number: usize) -> usize {
        self.line(self.code.find(&format!("\"{number}\"")).unwrap())
    }

    /// The first part of the path under `src`: the module that the arrows are drawn for.
    pub fn module(&self) -> &str {
        let below = self.path.strip_prefix("src/").unwrap_or(&self.path);
        below.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// The modules around this file's code, outermost first.
    pub fn place(&self) -> Vec<&str> {
        let below = self.path.strip_prefix("src/").unwrap_or(&self.path).trim_end_matches(".rs");
        // The roots of crates stand for no module; a folder of the same name does.
        if matches!(below, "lib" | "main" | "core" | "office") {
            return Vec::new();
        }
        below.split('/').filter(|name| *name != "mod").collect()
    }
}

/// What is compiled: the product, and below it the statute and the records, and what an office does.
pub const MANIFESTS: [&str; 3] = ["Cargo.toml", "src/core/Cargo.toml", "src/office/Cargo.toml"];

/// The top of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file, by its path from the top.
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file below a folder whose name ends so, by its path from the top, sorted.
pub fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.push(path);
            } else if path.to_str().unwrap().ends_with(ending) {
                found.push(path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no {ending} below {folder}");
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// The product's code.
pub fn product() -> Vec<Source> {
    files("src", ".rs").into_iter().map(|path| parse(&read(&path), path)).collect()
}

/// The product's code without its unit tests.
pub fn product_without_tests() -> Vec<Source> {
    let mut sources = product();
    sources.retain(|source| !source.path.ends_with("/tests.rs"));
    for source in &mut sources {
        if let Some(start) = source.code.find("#[cfg(test)]\nmod tests {") {
            source.code.truncate(start);
            let kept = source.code.matches('"').count() / 2;
            source.literals.truncate(kept);
        }
    }
    sources
}

fn parse(text: &str, path: String) -> Source {
    let mut source = Source { path, code: String::new(), literals: Vec::new() };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let taken = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some((before, literal, after)) = literal(rest, &source.code) {
            let number = source.literals.len();
            source.code.push_str(&format!("\"{number}\""));
            source.literals.push(literal.to_owned());
            before + literal.len() + after
        } else {
            source.code.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        // Lines keep their numbers.
        source.code.push_str(&"\n".repeat(rest[..taken].matches('\n').count()));
        rest = &rest[taken..];
    }
    source
}

/// The literal that begins here: what opens it, the text as written, what closes it.
fn literal<'a>(rest: &'a str, before: &str) -> Option<(usize, &'a str, usize)> {
    let in_a_word = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let prefix = if in_a_word { 0 } else { rest.find(|c: char| !"bcr".contains(c)).unwrap_or(0).min(2) };
    let raw = rest[..prefix].ends_with('r');
    let opening = &rest[prefix..];
    if raw {
        let hashes = opening.len() - opening.trim_start_matches('#').len();
        let body = opening[hashes..].strip_prefix('"')?;
        let closing = format!("\"{}", "#".repeat(hashes));
        return Some((prefix + hashes + 1, &body[..body.find(&closing).unwrap()], closing.len()));
    }
    let quote = opening.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let body = &opening[1..];
    let end = end_of(body, quote)?;
    let is_lifetime = quote == '\'' && !body.starts_with('\\') && body[..end].chars().count() != 1;
    (!is_lifetime).then_some((prefix + 1, &body[..end], 1))
}

/// The place of the closing quote; what follows a backslash does not close.
fn end_of(body: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    body.char_indices().find_map(|(at, c)| {
        let closes = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        closes.then_some(at)
    })
}

#[test]
fn comments_strings_and_lifetimes_are_told_apart() {
    let text =
        "fn a<'x>(b: &'x str) { /* \"no\" */\n // 'n'\n c('y', '\\'', \"s\\\"t\", r#\"r\"q\"#, b\"z\"); d = bar; }";
    let source = parse(text, "src/a.rs".to_owned());
    assert_eq!(source.literals, ["y", "\\'", "s\\\"t", "r\"q", "z"]);
    assert!(source.code.contains("fn a<'x>(b: &'x str)"), "{}", source.code);
    assert_eq!(source.line_of_literal(2), 3);
    assert!(source.code.ends_with("d = bar; }"));
}
