//! The program itself as a process that serves, and can be killed; and as much of HTTP as it takes to ask it
//! from a thousand sides at once.

#![allow(dead_code, reason = "every test binary uses a part of this")]

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Output, Stdio};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::TestDb;

/// `gongkai serve` on a database of a test.
pub struct Serving {
    process: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Serving {
    /// Starts it and waits until it listens. Nobody is kept out by a rate limit unless `settings` (names and values
    /// as in the environment) say so.
    pub fn start(db: &TestDb, arguments: &[&str], settings: &[(&str, &str)]) -> Self {
        let log = File::options().create(true).append(true).open(db.file("serve.log")).unwrap();
        let mut command = program(db, "serve");
        command.args(arguments).envs(settings.iter().copied());
        let mut process = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let ready = lines.map_while(Result::ok).find_map(|line| line.split_once("http://").map(|it| it.1.to_owned()));
        let Some(address) = ready else {
            let log = std::fs::read_to_string(db.file("serve.log")).unwrap();
            panic!("it does not serve: {}\n{log}", process.wait().unwrap());
        };
        Self { address: address.trim_end().parse().unwrap(), process }
    }

    /// SIGKILL: it finishes nothing and tells nobody.
    pub fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A command on the database, with keys and files beside it.
pub fn run(db: &TestDb, command: &str, arguments: &[&str]) -> Output {
    program(db, command).args(arguments).output().unwrap()
}

/// Fails unless the program finds nothing wrong with the database, and no server has panicked.
#[track_caller]
pub fn assert_sound(db: &TestDb) {
    let check = run(db, "check", &[]);
    let said = String::from_utf8_lossy(&check.stdout);
    assert!(check.status.success(), "{said}{}", String::from_utf8_lossy(&check.stderr));
    let log = std::fs::read_to_string(db.file("serve.log")).unwrap_or_default();
    assert!(!log.contains("panicked"), "{log}");
}

fn program(db: &TestDb, name: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.arg(name).current_dir(std::env::temp_dir()).stdin(Stdio::null());
    command.env("GONGKAI__DATABASE__URL", &db.settings.url).env("RUST_LOG", "warn");
    command.env("GONGKAI__SECRETS__KEY_FILE", db.file("serve.keys"));
    command.env("GONGKAI__ATTACHMENTS__DIR", db.file("attachments"));
    command.env("GONGKAI__SERVER__BIND", "127.0.0.1:0").env("GONGKAI__SERVER__WORKERS", "2");
    command.env("GONGKAI__LIMITS__PUBLIC_PER_MINUTE", "0").env("GONGKAI__LIMITS__TRIES_PER_MINUTE", "0");
    command
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// Nobody took the request.
    NotSent,
    /// The connection broke after that: what was asked may have been done, or not.
    NotAnswered,
}

/// Asks once, on a connection of its own.
pub async fn ask(address: SocketAddr, what: &str, headers: &[(&str, &str)], body: &str) -> Result<(u16, String), Lost> {
    let mut connection = TcpStream::connect(address).await.map_err(|_| Lost::NotSent)?;
    let mut request = format!("{what} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        request.push_str(&format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len()));
    }
    request.push_str(&format!("\r\n{body}"));
    connection.write_all(request.as_bytes()).await.map_err(|_| Lost::NotAnswered)?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await.map_err(|_| Lost::NotAnswered)?;
    whole(&answer).ok_or(Lost::NotAnswered)
}

/// An answer that was not cut off.
fn whole(answer: &str) -> Option<(u16, String)> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let mut lengths =
        head.lines().filter_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    lengths.next_back().is_none_or(|length: usize| length == body.len()).then(|| (status, body.to_owned()))
}
