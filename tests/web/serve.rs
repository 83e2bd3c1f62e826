//! `gongkai serve` as it is started and stopped.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use gongkai::app::rehearsal::{Claim, claim_clock};
use gongkai::bootstrap;
use gongkai::clock::Clock;

use crate::client::{TODAY, settings};

fn gongkai(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.args(arguments).current_dir(folder).env("GONGKAI__SERVER__BIND", "127.0.0.1:0").env("RUST_LOG", "info");
    command
}

struct Running {
    child: Child,
    lines: Vec<String>,
    address: String,
}

/// Starts and reads what it says until it has said its address.
fn start(folder: &Path, arguments: &[&str]) -> Running {
    let mut child = gongkai(folder, arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap() == 0 {
            let log = rest(&mut child);
            panic!("{}: {log}", child.wait().unwrap());
        }
        lines.push(line.trim_end().to_owned());
        if let Some((_, address)) = line.trim_end().split_once("http://") {
            return Running { child, lines, address: address.to_owned() };
        }
    }
}

fn rest(child: &mut Child) -> String {
    let mut text = String::new();
    child.stderr.take().unwrap().read_to_string(&mut text).unwrap();
    text
}

fn stop(mut running: Running, signal: &str) -> (Option<i32>, String) {
    let killed = Command::new("kill").args([signal, &running.child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let log = rest(&mut running.child);
    (running.child.wait().unwrap().code(), log)
}

fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn without_any_configuration_it_makes_a_database_and_keys_and_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let running = start(folder.path(), &["serve"]);
    assert!(running.lines[0].contains("data/gongkai.keys"), "{:?}", running.lines);
    let mut stream = TcpStream::connect(&running.address).unwrap();
    stream.write_all(b"GET /desk?secret=4711 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut page = String::new();
    stream.read_to_string(&mut page).unwrap();
    assert!(page.starts_with("HTTP/1.1 303"), "{page}");

    let (code, log) = stop(running, "-TERM");
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("request answered") && log.contains("http.route=\"/desk\""), "{log}");
    assert!(!log.contains("4711"), "{log}");
    assert!(folder.path().join("data/gongkai.db").exists());

    let again = start(folder.path(), &["serve"]);
    assert!(again.lines.iter().all(|line| !line.contains("gongkai.keys")), "{:?}", again.lines);
    assert_eq!(stop(again, "-INT").0, Some(0));
}

#[test]
fn keys_that_were_lost_are_not_replaced_by_new_ones() {
    let folder = tempfile::tempdir().unwrap();
    stop(start(folder.path(), &["serve"]), "-TERM");
    std::fs::remove_file(folder.path().join("data/gongkai.keys")).unwrap();
    let sentence = refused(&gongkai(folder.path(), &["serve"]).output().unwrap());
    assert!(sentence.contains("data/gongkai.keys"), "{sentence}");
    assert!(!folder.path().join("data/gongkai.keys").exists());
}

#[test]
fn a_port_that_is_taken_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let bind = taken.local_addr().unwrap().to_string();
    let output =
        gongkai(folder.path(), &["serve", "--lang", "en"]).env("GONGKAI__SERVER__BIND", &bind).output().unwrap();
    let sentence = refused(&output);
    assert!(sentence.contains(&bind) && sentence.contains("choose another port"), "{sentence}");
}

#[test]
fn a_database_is_served_in_real_time_or_on_a_simulated_clock_and_never_on_both() {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(&folder);
    let real = Clock::real(settings.time_zone);
    let simulated = Clock::starting_at(settings.time_zone, TODAY.parse().unwrap());
    let claim = |clock: &Clock| claim_clock(&bootstrap::start(&settings, clock.clone()).unwrap()).unwrap();
    assert_eq!(claim(&simulated), Claim::Granted);
    assert_eq!(claim(&simulated), Claim::Granted);
    assert_eq!(claim(&real), Claim::IsSimulated);

    let folder = tempfile::tempdir().unwrap();
    stop(start(folder.path(), &["serve"]), "-TERM");
    let output = gongkai(folder.path(), &["serve", "--at", "2025-12-31T09:00:00+08:00"]).output().unwrap();
    assert!(refused(&output).contains("--at"));
}
