//! What the READMEs say is true: their console examples are run, their settings are the defaults, their
//! table of commands is the program's.
//!
//! A ```` ```console ```` block has commands after `$ ` and under each what it prints, or nothing where the
//! output does not matter. They are run in order, in one folder. Other shells' blocks are fenced `sh`.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use gongkai::config::DEFAULTS;
use gongkai::messages::Lang;
use tempfile::TempDir;

const READMES: [(&str, &str); 2] = [("README.md", "en"), ("README.zh-CN.md", "zh")];

/// Commands that the READMEs describe and that are still being built.
const COMING: &[&str] = &[];

#[test]
fn the_examples_print_what_the_readme_shows() {
    for (readme, language) in READMES {
        let folder = folder_like_a_clone();
        for example in examples(&read(readme)) {
            let (succeeded, printed) = run(&example.command, language, folder.path());
            let place = format!("{readme}:{}: {}", example.line, example.command);
            assert!(succeeded, "{place} failed:\n{printed}");
            if !example.output.is_empty() {
                assert_eq!(printed, example.output, "{place}");
            }
        }
    }
}

#[test]
fn the_settings_are_the_defaults() {
    for (readme, _) in READMES {
        let shown = format!("```toml\n{DEFAULTS}```\n");
        assert!(read(readme).contains(&shown), "{readme}: copy config/default.toml into it");
    }
}

#[test]
fn every_command_is_in_the_table_and_nothing_else_is() {
    let tree = gongkai::cli::command(Lang::En);
    let existing: BTreeSet<String> = tree.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    for coming in COMING {
        assert!(!existing.contains(*coming), "gongkai {coming} exists: take it off the list of what is coming");
    }
    let expected = existing.into_iter().chain(COMING.iter().map(|name| (*name).to_owned())).collect::<BTreeSet<_>>();
    for (readme, _) in READMES {
        assert_eq!(commands_in_table(&read(readme)), expected, "{readme}");
    }
}

struct Example {
    line: usize,
    command: String,
    output: String,
}

fn examples(text: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut inside = false;
    for (number, line) in (1..).zip(text.lines()) {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            assert!(command.starts_with("gongkai "), "line {number}: fence other commands as sh");
            examples.push(Example { line: number, command: command.to_owned(), output: String::new() });
        } else if inside {
            let example = examples.last_mut().expect("a block begins with a command");
            example.output += &format!("{line}\n");
        }
    }
    assert!(examples.len() > 3, "the examples are not found");
    examples
}

/// What is printed on either output, in order.
fn run(command: &str, language: &str, folder: &Path) -> (bool, String) {
    let binary = Path::new(env!("CARGO_BIN_EXE_gongkai")).parent().unwrap();
    let path = std::env::join_paths(
        std::iter::once(binary.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1; {command}")])
        .current_dir(folder)
        .env_clear()
        .env("PATH", path.unwrap())
        .env("GONGKAI__LANGUAGE", language)
        .output()
        .unwrap();
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

/// A folder in which the paths of the examples lead where they lead in a clone, and which is thrown away.
fn folder_like_a_clone() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    symlink(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"), folder.path().join("tests")).unwrap();
    folder
}

/// The names after `gongkai` in the first column of a table.
fn commands_in_table(text: &str) -> BTreeSet<String> {
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `gongkai "));
    let cells = rows.filter_map(|row| row.split(" | ").next());
    let commands = cells.flat_map(|cell| cell.split("`gongkai "));
    commands.map(|call| call.split([' ', '`']).next().unwrap_or_default().to_owned()).collect()
}

fn read(readme: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(readme)).unwrap()
}
