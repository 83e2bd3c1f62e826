//! Messages over real connections, to a receiver of this test's own.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use gongkai::app::outbox::Dispatcher;
use gongkai::app::webhooks::test_webhook;
use gongkai::config::{DEFAULTS, Settings};
use gongkai::delivery::{HttpSender, Post, PrivateHosts, SendError, Sender};
use gongkai::domain::message::MessageState;
use gongkai::jobs;

use super::super::{agency, app};
use super::{app_at, expected_signature, messages, waiting, webhook};
use crate::support::{TestDb, on_both_databases};

struct Request {
    line: String,
    headers: HashMap<String, String>,
    body: String,
}

/// A server that answers every request with what `answer` makes of its number, from 0.
struct Server {
    url: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    fn start(answer: impl Fn(usize) -> String + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook?from=gongkai", listener.local_addr().unwrap());
        let requests: Arc<Mutex<Vec<Request>>> = Arc::default();
        let seen = Arc::clone(&requests);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let request = read(&stream);
                let mut seen = seen.lock().unwrap();
                // The other end may have heard enough.
                let _ = stream.write_all(answer(seen.len()).as_bytes());
                seen.push(request);
            }
        });
        Self { url, requests }
    }

    fn seen(&self) -> usize {
        self.requests.lock().unwrap().len()
    }
}

fn read(stream: &TcpStream) -> Request {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let mut headers = HashMap::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).unwrap();
        let Some((name, value)) = header.trim().split_once(": ") else { break };
        headers.insert(name.to_lowercase(), value.to_owned());
    }
    let mut body = vec![0; headers["content-length"].parse().unwrap()];
    reader.read_exact(&mut body).unwrap();
    Request { line: line.trim().to_owned(), headers, body: String::from_utf8(body).unwrap() }
}

fn answer(status: &str, headers: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n")
}

fn this_computer() -> PrivateHosts {
    ["127.0.0.1".to_owned()].into()
}

fn post(url: &str) -> Post {
    Post { url: url.to_owned(), body: "{}".to_owned(), headers: Vec::new() }
}

on_both_databases! {
    fn a_receiver_that_fails_a_few_times_gets_the_message_with_a_signature_that_holds(db: &TestDb) {
        let first = app_at(db, "2025-03-03T01:00:00Z");
        let agency = agency(&first, "hz");
        let server = Server::start(|n| answer(if n < 3 { "500 Internal Server Error" } else { "200 OK" }, ""));
        let (to, secret) = webhook(&first, &agency, &server.url);
        let id = test_webhook(&first, &agency, to.id, None).unwrap();
        let sender = HttpSender::new(this_computer());
        for instant in ["01:00:01", "01:00:15", "01:02:00", "01:09:00"] {
            let app = app_at(db, &format!("2025-03-03T{instant}Z"));
            Dispatcher::new(&app, &sender).unwrap().send_all().unwrap();
        }
        let row = messages(&first, &to).remove(0);
        assert_eq!((row.state, row.attempts, row.response_status), (MessageState::Sent, 4, Some(200)));
        let requests = server.requests.lock().unwrap();
        assert_eq!(requests.len(), 4);
        for request in requests.iter() {
            assert_eq!(request.line, "POST /hook?from=gongkai HTTP/1.1");
            assert_eq!(request.headers["content-type"], "application/json");
            assert_eq!(request.headers["gongkai-delivery"], id.to_string());
            let signature = &request.headers["gongkai-signature"];
            let expected = expected_signature(secret.reveal(), signature, &request.body);
            assert!(signature.ends_with(&format!(",v1={expected}")), "{signature}");
        }
    }

    fn the_background_loop_sends_what_is_written_and_stops_when_it_is_told(db: &TestDb) {
        let app = Arc::new(app(db));
        let agency = agency(&app, "hz");
        let server = Server::start(|_| answer("204 No Content", ""));
        let (to, _) = webhook(&app, &agency, &server.url);
        let mut settings: Settings =
            figment::Figment::from(<figment::providers::Toml as figment::providers::Format>::string(DEFAULTS)).extract().unwrap();
        settings.webhooks.private_hosts = this_computer();
        let running = jobs::start(&app, &settings).unwrap();
        for count in 1..=3 {
            test_webhook(&app, &agency, to.id, None).unwrap();
            while waiting(&app) > 0 {
                std::thread::sleep(Duration::from_millis(20));
            }
            assert_eq!(server.seen(), count);
        }
        running.stop();
        test_webhook(&app, &agency, to.id, None).unwrap();
        assert_eq!(waiting(&app), 1, "nobody is there to send it");
    }
}

#[test]
fn a_redirect_is_not_followed() {
    let elsewhere = Server::start(|_| answer("200 OK", ""));
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let location = format!("Location: {}\r\n", elsewhere.url);
        let server = Server::start(move |_| answer(status, &location));
        let sent = HttpSender::new(this_computer()).post(&post(&server.url));
        assert_eq!(sent, Err(SendError::Redirect(status[..3].parse().unwrap())));
        assert_eq!(server.seen(), 1);
    }
    assert_eq!(elsewhere.seen(), 0);
}

#[test]
fn an_address_of_this_computer_is_not_reached_unless_the_settings_name_it() {
    let server = Server::start(|_| answer("200 OK", ""));
    let port = server.url.rsplit(':').next().unwrap().to_owned();
    let stranger = HttpSender::new(PrivateHosts::new());
    for host in ["127.0.0.1", "localhost", "LOCALHOST", "[::ffff:127.0.0.1]", "2130706433", "127.1", "0.0.0.0"] {
        let sent = stranger.post(&post(&format!("http://{host}:{port}")));
        assert_eq!(sent, Err(SendError::PrivateAddress), "{host}");
    }
    let allowed = HttpSender::new(["localhost".to_owned()].into());
    assert_eq!(allowed.post(&post(&format!("http://127.0.0.1:{port}"))), Err(SendError::PrivateAddress));
    assert_eq!(server.seen(), 0);
    assert_eq!(allowed.post(&post(&format!("http://LocalHost:{port}"))), Ok(200));
}

#[test]
fn whatever_goes_wrong_has_a_name() {
    let sender = HttpSender::new(this_computer());
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(sender.post(&post(&format!("http://{closed}/"))), Err(SendError::Connection));
    assert_eq!(sender.post(&post("http://no-such-host.invalid/")), Err(SendError::HostNotFound));
    let babble = Server::start(|_| "HELO mail.example.cn\r\n\r\n".to_owned());
    assert_eq!(sender.post(&post(&babble.url)), Err(SendError::Protocol));
    let plain = Server::start(|_| answer("200 OK", ""));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let not_tls = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
        let _ = stream.read_to_end(&mut Vec::new());
    });
    assert_eq!(sender.post(&post(&format!("https://{not_tls}/"))), Err(SendError::Tls));
    let many =
        Server::start(|_| answer("200 OK", &"X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(2000)));
    assert_eq!(sender.post(&post(&many.url)), Err(SendError::Protocol));
    let teapot = Server::start(|_| answer("418 I'm a teapot", ""));
    assert_eq!(sender.post(&post(&teapot.url)), Err(SendError::Status(418)));
    assert_eq!(sender.post(&post(&plain.url)), Ok(200));
}
