//! Files are sent, listed, fetched and locked, over a real port.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

use gongkai::app::{App, find_agency};
use gongkai::domain::attachment::FileKind;
use gongkai::domain::role::Role;
use gongkai::files::{Files, Limits};
use serde_json::Value;

use crate::client::{Server, hire, keep_exchange, register, serve};
use crate::samples::{every_kind, pdf, sample};

const CLERK: (&str, &str) = ("clerk", "the clerk's sentence");
const STRANGER: (&str, &str) = ("stranger", "a stranger's sentence");
const AUDITOR: (&str, &str) = ("auditor", "an auditor's sentence");
const BOUNDARY: &str = "a-line-between-parts";
const LIMITS: Limits = Limits { max_bytes: 1 << 20, max_files: 3 };

/// A server of its own, with people in two agencies.
struct Office {
    server: Server,
    clerk: String,
    case: String,
}

struct Reply {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Reply {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&self.body)))
    }

    /// Status and code of a refusal.
    fn told(&self) -> (u16, String) {
        (self.status, self.json()["code"].as_str().unwrap_or_default().to_owned())
    }

    fn ids(&self) -> Vec<String> {
        let found = self.json();
        let files = found["attachments"].as_array().unwrap_or_else(|| panic!("{found}"));
        files.iter().map(|file| file["id"].as_str().unwrap().to_owned()).collect()
    }
}

impl Office {
    fn new() -> Self {
        Self::with_scanner("")
    }

    fn with_scanner(clamd: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut app: App = register(&folder);
        app.files = Files::new(folder.path().join("attachments"), LIMITS, clamd);
        let city = find_agency(&app, &"shi".parse().unwrap()).unwrap();
        let below = find_agency(&app, &"教育局".parse().unwrap()).unwrap();
        hire(&app, &city, CLERK, &[Role::CaseOfficer]);
        hire(&app, &city, AUDITOR, &[Role::Auditor]);
        hire(&app, &below, STRANGER, &[Role::CaseOfficer]);
        let server = serve(folder, Arc::new(app));
        let clerk = server.sign_in(CLERK);
        let mut office = Self { server, clerk, case: String::new() };
        let open = office.ask("GET", "/api/v1/agencies/shi/cases", &[], &[]).json();
        office.case = open["cases"][0]["id"].as_str().unwrap_or_else(|| panic!("{open}")).to_owned();
        office
    }

    fn address(&self) -> String {
        format!("/api/v1/cases/{}/attachments", self.case)
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        self.ask_as(&self.clerk, method, path, headers, body)
    }

    fn ask_as(&self, token: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        head.push_str(&format!("Authorization: Bearer {token}\r\n"));
        if !headers.iter().any(|(name, _)| *name == "Transfer-Encoding") {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let reply = self.exchange(&[head.as_bytes(), b"\r\n", body].concat());
        let kind = reply.head.lines().find_map(|line| line.strip_prefix("content-type: ")).unwrap_or_default();
        keep_exchange(method, path, reply.status, kind, &String::from_utf8_lossy(&reply.body));
        reply
    }

    fn exchange(&self, request: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(self.server.address).unwrap();
        // The server may answer, and close, before everything is sent.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer");
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Reply { status, head, body: answer[end + 4..].to_vec() }
    }

    fn send(&self, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.ask("POST", &self.address(), &[headers, &[("Content-Type", &*kind)]].concat(), body)
    }

    fn upload(&self, files: &[(&str, &[u8])]) -> Reply {
        self.send(&[], &parts(Some("reply"), files))
    }

    /// Files that uploads have left behind.
    fn leftovers(&self) -> usize {
        let incoming = self.server.folder.path().join("attachments/incoming");
        std::fs::read_dir(incoming).map_or(0, Iterator::count)
    }
}

fn parts(purpose: Option<&str>, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    if let Some(purpose) = purpose {
        let head = "Content-Disposition: form-data; name=\"purpose\"";
        body.extend(format!("--{BOUNDARY}\r\n{head}\r\n\r\n{purpose}\r\n").bytes());
    }
    for (name, bytes) in files {
        let head =
            format!("Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/html");
        body.extend([format!("--{BOUNDARY}\r\n{head}\r\n\r\n").as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    body
}

fn chunked(body: &[u8]) -> Vec<u8> {
    let pieces =
        body.chunks(50_000).map(|piece| [format!("{:x}\r\n", piece.len()).as_bytes(), piece, b"\r\n"].concat());
    [pieces.collect::<Vec<_>>().concat(), b"0\r\n\r\n".to_vec()].concat()
}

#[test]
fn every_kind_of_file_is_added_and_fetched_as_it_was() {
    let office = Office::new();
    for (kind, bytes) in every_kind() {
        let name = format!("附件 1.{}", kind.endings()[0]);
        let added = office.upload(&[(&name, &bytes)]);
        assert_eq!(added.status, 201, "{kind}: {}", String::from_utf8_lossy(&added.body));
        let view = &added.json()["attachments"][0];
        assert_eq!((view["name"].as_str(), view["media_type"].as_str()), (Some(&*name), Some(kind.media_type())));
        let path = format!("{}/{}", office.address(), added.ids()[0]);
        let fetched = office.ask("GET", &path, &[], &[]);
        assert!(fetched.status == 200 && fetched.body == bytes, "{kind}: {}", fetched.head);
        let head = fetched.head.to_ascii_lowercase();
        assert!(head.contains(&format!("content-type: {}\r\n", kind.media_type())), "{head}");
        assert!(head.contains("content-disposition: attachment; filename*=utf-8''%e9%99%84%e4%bb%b6%201."), "{head}");
        assert!(head.contains("x-content-type-options: nosniff") && head.contains("no-store"), "{head}");
        assert!(head.contains(&format!("content-length: {}", bytes.len())), "{head}");
    }
    let listed = office.ask("GET", &office.address(), &[], &[]);
    assert_eq!(listed.ids().len(), FileKind::ALL.len());
    assert_eq!(office.leftovers(), 0);
}

#[test]
fn a_large_file_travels_whole_in_both_directions() {
    let office = Office::new();
    let bytes: Vec<u8> = "公开".bytes().cycle().take(999_999).collect();
    let added = office.upload(&[("大.txt", &bytes)]);
    let path = format!("{}/{}", office.address(), added.ids()[0]);
    assert!(office.ask("GET", &path, &[], &[]).body == bytes);
    let head = office.ask("HEAD", &path, &[], &[]);
    assert!(head.status == 200 && head.body.is_empty() && head.head.contains("999999"), "{}", head.head);
}

#[test]
fn what_is_not_as_it_says_is_refused_with_a_code() {
    let office = Office::new();
    let page = b"<!DOCTYPE html><script>alert(1)</script>".as_slice();
    let png = sample(FileKind::Png);
    let long = "长".repeat(201);
    let refused: [(&str, &[u8], &str); 5] = [
        ("合同.pdf", page, "file_type_not_accepted"),
        ("合同.pdf", &png, "file_type_mismatch"),
        ("合同.exe", &png, "file_type_mismatch"),
        ("合同.pdf", b"", "file_empty"),
        (&long, &png, "file_name_too_long"),
    ];
    for (name, bytes, code) in refused {
        let good = pdf("好");
        assert_eq!(office.upload(&[("好.pdf", &good), (name, bytes)]).told(), (422, code.to_owned()), "{name}");
    }
    let sent = office.send(&[], &parts(Some("reply"), &[]));
    assert_eq!((sent.told().1.as_str(), sent.json()["errors"][0]["field"].as_str()), ("invalid", Some("file")));
    for purpose in [None, Some("none")] {
        let sent = office.send(&[], &parts(purpose, &[("a.png", &png)]));
        assert_eq!((sent.told().1.as_str(), sent.json()["errors"][0]["field"].as_str()), ("invalid", Some("purpose")));
    }
    assert!(office.ask("GET", &office.address(), &[], &[]).ids().is_empty());
    assert_eq!(office.leftovers(), 0);
}

#[test]
fn what_is_too_large_is_refused_whether_or_not_its_length_is_told() {
    let office = Office::new();
    let most = usize::try_from(LIMITS.max_bytes).unwrap();
    let body = parts(Some("reply"), &[("a.txt", &vec![b'a'; most + 1])]);
    assert_eq!(office.send(&[], &body).told(), (413, "file_too_large".to_owned()));
    let unknown = [("Transfer-Encoding", "chunked")];
    assert_eq!(office.send(&unknown, &chunked(&body)).told(), (413, "file_too_large".to_owned()));
    let fits = parts(Some("reply"), &[("a.txt", &vec![b'a'; most])]);
    assert_eq!(office.send(&unknown, &chunked(&fits)).status, 201);
    let file = pdf("a");
    let many = [("a.pdf", file.as_slice()); LIMITS.max_files + 1];
    assert_eq!(office.upload(&many).told(), (413, "too_many_files".to_owned()));
    let wide = parts(Some(&"r".repeat(300 << 10)), &[]);
    assert_eq!(office.send(&[], &wide).told(), (413, "too_large".to_owned()));
    assert_eq!(office.leftovers(), 0);
}

#[test]
fn a_length_beyond_everything_is_refused_before_anything_is_sent() {
    let office = Office::new();
    let request = format!(
        "POST {} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\
         Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: 99999999999\r\n\r\n",
        office.address(),
        office.clerk
    );
    assert_eq!(office.exchange(request.as_bytes()).told(), (413, "file_too_large".to_owned()));
}

#[test]
fn a_request_that_is_no_form_of_parts_is_refused() {
    let office = Office::new();
    let file = pdf("a");
    let whole = parts(Some("reply"), &[("a.pdf", &file)]);
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let nameless = String::from_utf8(whole.clone()).unwrap().replace("name=\"purpose\"", "name=\"\"");
    let broken: [(&str, &[u8]); 7] = [
        (&kind, nameless.as_bytes()),
        (&kind, &whole[..whole.len() - 40]),
        (&kind, b"no parts at all"),
        (&kind, b""),
        (&kind, b"--a-line-between-parts\r\n\r\nno head\r\n--a-line-between-parts--\r\n"),
        ("multipart/form-data", &whole),
        ("application/json", b"{}"),
    ];
    for (kind, body) in broken {
        let told = office.ask("POST", &office.address(), &[("Content-Type", kind)], body).told();
        assert_eq!(told, (400, "bad_multipart".to_owned()), "{kind}: {}", String::from_utf8_lossy(body));
    }
    assert_eq!(office.leftovers(), 0);
}

#[test]
fn only_who_has_to_do_with_the_office_sees_a_cases_files_and_who_only_watches_changes_none() {
    let office = Office::new();
    let path = format!("{}/{}", office.address(), office.upload(&[("a.pdf", &pdf("a"))]).ids()[0]);
    let (stranger, auditor) = (office.server.sign_in(STRANGER), office.server.sign_in(AUDITOR));
    let mark = format!("{path}/mark-secret");
    for (method, path, watching) in
        [("GET", &office.address(), 200), ("POST", &office.address(), 403), ("GET", &path, 200), ("POST", &mark, 403)]
    {
        let status = |token: &str| office.ask_as(token, method, path, &[], &[]).status;
        assert_eq!((status(&stranger), status(&auditor), status("nobody")), (404, watching, 401), "{method} {path}");
    }
    let other = office.case.replace("case_", "case_1");
    for wrong in [
        path.replace(&office.case, &other),
        format!("{}/attachment_404", office.address()),
        format!("{}/7", office.address()),
    ] {
        assert_eq!(office.ask("GET", &wrong, &[], &[]).told(), (404, "not_found".to_owned()), "{wrong}");
    }
}

#[test]
fn the_same_request_under_one_key_adds_its_files_once() {
    let office = Office::new();
    let file = pdf("a");
    let body = parts(Some("reply"), &[("a.pdf", &file)]);
    let key = [("Idempotency-Key", "k-1")];
    let first = office.send(&key, &body);
    let again = office.send(&key, &body);
    assert_eq!((first.status, again.status, first.ids()), (201, 201, again.ids()));
    let other = office.send(&key, &parts(Some("internal"), &[("a.pdf", &file)]));
    assert_eq!(other.told(), (422, "key_reused".to_owned()));
    assert_eq!(office.ask("GET", &office.address(), &[], &[]).ids(), first.ids());
}

#[test]
fn altered_and_missing_bytes_are_never_handed_out() {
    let office = Office::new();
    let bytes = pdf("合同");
    let added = office.upload(&[("a.pdf", &bytes)]);
    let path = format!("{}/{}", office.address(), added.ids()[0]);
    let sha256 = added.json()["attachments"][0]["sha256"].as_str().unwrap().to_owned();
    let place = office.server.folder.path().join("attachments/sha256").join(&sha256[..2]).join(&sha256);
    let mut altered = bytes.clone();
    altered[12] ^= 1;
    std::fs::write(&place, altered).unwrap();
    assert_eq!(office.ask("GET", &path, &[], &[]).told(), (500, "internal".to_owned()));
    std::fs::remove_file(&place).unwrap();
    assert_eq!(office.ask("GET", &path, &[], &[]).told(), (500, "internal".to_owned()));
    assert_eq!(office.upload(&[("a.pdf", &bytes)]).status, 201);
    assert!(office.ask("GET", &path, &[], &[]).body == bytes, "sent again, it is there again");
}

#[test]
fn a_file_marked_secret_is_locked() {
    let office = Office::new();
    let path = format!("{}/{}", office.address(), office.upload(&[("图纸.pdf", &pdf("图纸"))]).ids()[0]);
    let marked = office.ask("POST", &format!("{path}/mark-secret"), &[], &[]);
    assert_eq!((marked.status, marked.json()["attachments"][0]["secret"].as_bool()), (200, Some(true)));
    let locked = (422, "attachments_locked".to_owned());
    assert_eq!(office.ask("GET", &path, &[], &[]).told(), locked);
    assert_eq!(office.ask("POST", &format!("{path}/mark-secret"), &[], &[]).told(), locked);
    assert_eq!(office.upload(&[("又一份.pdf", &pdf("图纸"))]).told(), locked);
}

#[test]
fn without_the_scanner_nothing_comes_in() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let office = Office::with_scanner(&closed);
    let refused = office.upload(&[("a.pdf", &pdf("a"))]);
    assert_eq!(refused.told(), (503, "scanner_unavailable".to_owned()));
    assert!(refused.head.to_ascii_lowercase().contains("retry-after"), "{}", refused.head);
    assert!(!office.server.folder.path().join("attachments/sha256").exists());
}

#[test]
fn clients_that_send_slowly_hold_up_nobody() {
    let office = Office::new();
    let request = format!(
        "POST {} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\n\
         Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: 100000\r\n\r\n",
        office.address(),
        office.clerk
    );
    let begun = &parts(None, &[("a.txt", b"a")])[..100];
    let slow: Vec<TcpStream> = (0..40)
        .map(|_| {
            let mut stream = TcpStream::connect(office.server.address).unwrap();
            stream.write_all(&[request.as_bytes(), begun].concat()).unwrap();
            stream
        })
        .collect();
    assert_eq!(office.upload(&[("a.pdf", &pdf("a"))]).status, 201);
    drop(slow);
}
