//! Bad input over the wire: whoever sends slowly, too much or nonsense is sent away, and nobody else notices.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use gongkai::config::LimitSettings;

use crate::client::{READER, Server, register, serve_with, server, settings};

/// Longer than anything here takes: who waits for longer waits for ever.
const FOR_EVER: Duration = Duration::from_secs(60);

fn server_with(change: impl Fn(&mut LimitSettings)) -> Server {
    let folder = tempfile::tempdir().unwrap();
    let app = Arc::new(register(&folder));
    let mut settings = settings(&folder);
    change(&mut settings.limits);
    serve_with(settings, folder, app)
}

/// Sends these bytes and gives whatever comes back until the server closes the connection.
fn told(server: &Server, bytes: &[u8]) -> String {
    let mut stream = connected(server);
    // The server may have heard enough before everything is sent.
    let _ = stream.write_all(bytes);
    until_closed(&mut stream)
}

fn connected(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(FOR_EVER)).unwrap();
    stream
}

fn until_closed(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
            panic!("nobody closes it; so far: {}", String::from_utf8_lossy(&answer))
        }
        // What was not read when it was closed is answered with a reset.
        Ok(_) | Err(_) => String::from_utf8(answer).unwrap(),
    }
}

fn status(answer: &str) -> Option<u16> {
    answer.split(' ').nth(1).map(|status| status.parse().unwrap())
}

fn assert_well(server: &Server) {
    assert_eq!(server.get("/api/v1/agencies/shi/cases").status, 200);
}

#[test]
fn what_is_no_http_is_refused_or_cut_off() {
    let head =
        "POST /api/v1/sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n";
    let with = |rest: &str| format!("{head}{rest}").into_bytes();
    let many: String = (0..500).map(|n| format!("X-{n}: y\r\n")).collect();
    let wrong: [Vec<u8>; 13] = [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
        b"GET\r\n\r\n".to_vec(),
        b"GET / HTTP/9.9\r\n\r\n".to_vec(),
        b"G\0T / HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec(),
        b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\nBad Header\r\n\r\n".to_vec(),
        [b"GET /".to_vec(), vec![b'a'; 200_000], b" HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec()].concat(),
        with(&format!("X-Long: {}\r\n\r\n", "y".repeat(200_000))),
        with(&format!("{many}\r\n")),
        with("Content-Length: -1\r\n\r\n"),
        with("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
        with("Content-Length: 99999999999999999999999\r\n\r\n{}"),
        with("Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
        with("Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n"),
    ];
    for bytes in wrong {
        let mut stream = connected(server());
        let _ = stream.write_all(&bytes);
        let _ = stream.shutdown(Shutdown::Write);
        let answer = until_closed(&mut stream);
        let status = status(&answer);
        let sent = String::from_utf8_lossy(&bytes[..bytes.len().min(120)]).into_owned();
        assert!(status.is_none_or(|status| (400..500).contains(&status)), "{sent:?}: {answer}");
        assert!(!answer.contains("panick"), "{answer}");
    }
    assert_well(server());
}

#[test]
fn whoever_does_not_finish_a_head_or_a_body_is_sent_away() {
    let server = server_with(|limits| limits.request_seconds = 1);
    for begun in ["", "G", "GET / HTTP/1.1\r\nHost: local"] {
        let answer = told(&server, begun.as_bytes());
        assert!(matches!(status(&answer), None | Some(408)), "{begun:?}: {answer}");
    }
    let head = "Host: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"login\":";
    let answer = told(&server, format!("POST /api/v1/sign-in HTTP/1.1\r\n{head}").as_bytes());
    assert_eq!(status(&answer), Some(408), "{answer}");
    assert!(answer.contains("application/problem+json") && answer.contains("upload_too_slow"), "{answer}");
    // Nobody waits for a body from somebody who may not send one.
    let answer = told(&server, format!("POST /api/v1/agencies/shi/cases HTTP/1.1\r\n{head}").as_bytes());
    assert!(matches!(status(&answer), Some(401 | 408)), "{answer}");
    assert_well(&server);
}

#[test]
fn a_head_that_comes_a_letter_at_a_time_is_not_waited_for() {
    let server = server_with(|limits| limits.request_seconds = 1);
    let mut stream = connected(&server);
    let letters =
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".bytes().chain(std::iter::repeat_n(b'y', 3_000));
    // Every letter comes long before a second is over; all of them never would.
    for letter in letters {
        if stream.write_all(&[letter]).is_err() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let answer = until_closed(&mut stream);
    assert!(matches!(status(&answer), None | Some(408)), "{answer}");
}

#[test]
fn two_thousand_connections_on_which_nothing_is_said_keep_nobody_out() {
    may_open(6_000);
    let server = server_with(|_| ());
    let bearer = format!("Bearer {}", server.sign_in(READER));
    let idle: Vec<TcpStream> = (0..2_000).map(|_| connected(&server)).collect();
    for _ in 0..20 {
        let answer = server.send("GET", "/api/v1/agencies/shi/cases", &[("Authorization", &bearer)], "");
        assert_eq!(answer.status, 200);
    }
    assert_eq!(idle.len(), 2_000);
}

#[test]
fn more_connections_than_are_allowed_wait_until_the_silent_ones_are_sent_away() {
    let server = server_with(|limits| (limits.connections, limits.request_seconds) = (20, 1));
    let mut idle: Vec<TcpStream> = (0..60).map(|_| connected(&server)).collect();
    assert_eq!(server.send("GET", "/healthz", &[], "").status, 200);
    let answer = until_closed(&mut idle[0]);
    assert!(matches!(status(&answer), None | Some(408)), "{answer}");
}

/// Many systems let a program have no more than a thousand files and connections unless it asks. It asks for all that
/// it may have: the servers of the other tests have files open too.
fn may_open(files: usize) {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap();
    let most = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
    let most: usize = most.split_whitespace().nth(4).unwrap().parse().unwrap();
    assert!(most >= files, "this test needs {files} open files: raise `ulimit -Hn`");
    let (process, limit) = (std::process::id().to_string(), format!("--nofile={most}:"));
    let status = Command::new("prlimit").args(["--pid", &process, &limit]).status().unwrap();
    assert!(status.success(), "the limit can be raised to what is allowed");
}
