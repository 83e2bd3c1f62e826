//! Every command and argument explains itself in both languages, with an example.

use std::collections::BTreeSet;
use std::fs;

use clap::{Arg, Command};
use gongkai::cli::command;
use gongkai::messages::Lang;

/// What clap brings itself.
const CLAPS_OWN: &[&str] = &["help", "version"];

#[test]
fn every_command_and_argument_has_its_text_in_both_languages() {
    for lang in Lang::ALL {
        for (id, _) in texts() {
            let text = lang.find(&id).unwrap_or_default();
            assert!(!text.trim().is_empty(), "{}: there is no message {id}", lang.tag());
        }
    }
}

#[test]
fn no_help_text_is_of_a_command_that_does_not_exist() {
    let texts: BTreeSet<String> = texts().into_iter().map(|(id, _)| id).collect();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/config/messages/zh-CN");
    for file in fs::read_dir(folder).unwrap() {
        for line in fs::read_to_string(file.unwrap().path()).unwrap().lines() {
            let Some((id, _)) = line.split_once(" =").filter(|(id, _)| *id == "cli" || id.starts_with("cli-")) else {
                continue;
            };
            assert!(texts.contains(id), "{id} belongs to no command and no argument");
        }
    }
}

#[test]
fn every_example_calls_the_command_it_explains() {
    for lang in Lang::ALL {
        for (id, called) in texts().into_iter().filter(|(id, _)| id.ends_with("-example")) {
            let example = lang.text(&id);
            assert!(example.contains(&called), "{}: {id} does not call `{called}`", lang.tag());
        }
    }
}

/// Every text that the command tree needs, and the command that it belongs to.
fn texts() -> Vec<(String, String)> {
    let root = command(Lang::Zh);
    let mut texts = vec![("cli".to_owned(), "gongkai".to_owned())];
    texts.extend(argument_texts(&root, "cli", "gongkai"));
    collect(&root, "cli", "gongkai", &mut texts);
    texts
}

fn collect(parent: &Command, parent_id: &str, parent_call: &str, texts: &mut Vec<(String, String)>) {
    for child in parent.get_subcommands() {
        let id = format!("{parent_id}-{}", child.get_name());
        let called = format!("{parent_call} {}", child.get_name());
        texts.push((id.clone(), called.clone()));
        texts.push((format!("{id}-example"), called.clone()));
        texts.extend(argument_texts(child, &id, &called));
        collect(child, &id, &called, texts);
    }
}

fn argument_texts(command: &Command, id: &str, called: &str) -> Vec<(String, String)> {
    let own = |argument: &&Arg| !CLAPS_OWN.contains(&argument.get_id().as_str());
    let text = |argument: &Arg| (format!("{id}-{}", argument.get_id()).replace('_', "-"), called.to_owned());
    command.get_arguments().filter(own).map(text).collect()
}
