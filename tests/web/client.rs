//! A running server with a small register, and just enough of HTTP to ask it.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, mpsc};

use figment::Figment;
use figment::providers::{Format, Toml};
use gongkai::app::accounts::{NewAccount, create_account};
use gongkai::app::{Agency, AgencyForm, App, create_agency, import};
use gongkai::bootstrap;
use gongkai::clock::Clock;
use gongkai::config::{DEFAULTS, Settings};
use gongkai::domain::ids::OfficerId;
use gongkai::domain::role::Role;
use gongkai::web;
use tempfile::TempDir;

use crate::browser::Browser;

/// A Wednesday on which cases of the register are late, due today, stopped and running.
pub const TODAY: &str = "2025-12-24T02:00:00Z";
/// Everybody who asks for something in the register.
pub const NAMES: [&str; 10] =
    ["张三", "某某有限公司", "李四", "某律师事务所", "王五", "某研究院", "赵六", "孙七", "周八", "吴九"];
/// Reviewers that the register names.
pub const REVIEWERS: [&str; 2] = ["某甲", "某乙"];

/// An auditor of the whole city, who reads everything.
pub const READER: (&str, &str) = ("reader", "a sentence for tests");

pub struct Server {
    pub address: SocketAddr,
    pub folder: TempDir,
    /// What the reader's programs and browsers show, once signed in.
    reader: OnceLock<(String, String)>,
}

/// The server that all tests read from.
pub fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let app = register(&folder);
        serve(folder, Arc::new(app))
    })
}

pub fn settings(folder: &TempDir) -> Settings {
    let mut settings: Settings = Figment::from(Toml::string(DEFAULTS)).extract().unwrap();
    settings.database.url = format!("sqlite:{}", folder.path().join("gongkai.db").display());
    settings.server.bind = "127.0.0.1:0".to_owned();
    settings.server.workers = 1;
    settings.limits.public_per_minute = 0;
    settings.limits.tries_per_minute = 0;
    settings
}

/// A city with a bureau below it; the register is the city's.
pub fn register(folder: &TempDir) -> App {
    let settings = settings(folder);
    let clock = Clock::starting_at(settings.time_zone, TODAY.parse().unwrap());
    let app = bootstrap::start(&settings, clock).unwrap();
    let city = create_agency(&app, AgencyForm::new("shi".parse().unwrap(), "某市人民政府办公室")).unwrap();
    let below = AgencyForm::new("教育局".parse().unwrap(), "某市教育局");
    create_agency(&app, AgencyForm { parent: Some("shi".parse().unwrap()), ..below }).unwrap();
    let log = include_bytes!("register.jsonl");
    let summary = import::import(&app, &city, &log[..], |line| panic!("{line:?}")).unwrap();
    assert_eq!(summary.accepted, 12);
    hire(&app, &city, READER, &[Role::Auditor]);
    app
}

/// Makes an account with roles in an agency and everything below it.
pub fn hire(app: &App, agency: &Agency, (login, password): (&str, &str), roles: &[Role]) -> OfficerId {
    let account = NewAccount {
        login: login.parse().unwrap(),
        name: "某人".parse().unwrap(),
        roles: roles.to_vec(),
        subtree: true,
    };
    create_account(app, agency, &account, password).unwrap()
}

/// Serves until the test process ends.
pub fn serve(folder: TempDir, app: Arc<App>) -> Server {
    let settings = settings(&folder);
    serve_with(settings, folder, app)
}

/// The same with other settings.
pub fn serve_with(settings: Settings, folder: TempDir, app: Arc<App>) -> Server {
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let ready = |address| tell.send(address).unwrap();
        let serving = web::run_until(app, &settings, std::future::pending(), ready);
        actix_web::rt::System::new().block_on(serving).unwrap();
    });
    Server { address: told.recv().unwrap(), folder, reader: OnceLock::new() }
}

pub struct Answer {
    pub status: u16,
    pub headers: HashMap<String, String>,
    pub set_cookies: Vec<String>,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The cookies that it gives, `name=value`.
    pub fn cookies(&self) -> Vec<String> {
        self.set_cookies.iter().map(|cookie| cookie.split(';').next().unwrap().to_owned()).collect()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

impl Server {
    /// Asks as the reader.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// Asks as the reader, with further headers.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let (access, cookie) = self.reader.get_or_init(|| (self.sign_in(READER), self.cookie(READER)));
        let bearer = format!("Bearer {access}");
        let own = if path.starts_with("/api/") { ("Authorization", &*bearer) } else { ("Cookie", &**cookie) };
        self.send(method, path, &[headers, &[own]].concat(), "")
    }

    /// Signs a program in and gives its access token.
    pub fn sign_in(&self, (login, password): (&str, &str)) -> String {
        let body = serde_json::json!({"login": login, "password": password}).to_string();
        let answer = self.send("POST", "/api/v1/sign-in", &[("Content-Type", "application/json")], &body);
        answer.json()["access_token"].as_str().unwrap_or_else(|| panic!("{}", answer.body)).to_owned()
    }

    /// Signs a browser in and gives its cookie.
    pub fn cookie(&self, (login, password): (&str, &str)) -> String {
        let mut browser = self.browser();
        let answer = browser.post("/sign-in", "/sign-in", &[("login", login), ("password", password)]);
        answer.cookies().into_iter().find(|cookie| cookie.starts_with("gongkai_session=")).unwrap()
    }

    /// A browser that has not been here before.
    pub fn browser(&self) -> Browser<'_> {
        Browser::new(self)
    }

    /// Sends a form of several parts, of which one is a file.
    pub fn send_file(&self, method: &str, path: &str, bearer: &str, name: Option<&str>, file: (&str, &[u8])) -> Answer {
        let part =
            |name: &str, more: &str| format!("--part\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n");
        let name = name.map(|name| format!("{}{name}\r\n", part("name", ""))).unwrap_or_default();
        let head = format!("{name}{}", part("file", &format!("; filename=\"{}\"", file.0)));
        let body = [head.as_bytes(), file.1, b"\r\n--part--\r\n"].concat();
        let headers = [("Authorization", bearer), ("Content-Type", "multipart/form-data; boundary=part")];
        send_bytes(self.address, method, path, &headers, &body).unwrap()
    }

    /// Asks with nothing but these headers; `Host` is this computer unless one of them says otherwise.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        send(self.address, method, path, headers, body)
    }
}

/// As [`Server::send`], to whatever listens there.
pub fn send(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    try_send(address, method, path, headers, body).unwrap()
}

/// As [`send`], where nobody may listen any more, or go away without an answer.
pub fn try_send(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> io::Result<Answer> {
    send_bytes(address, method, path, headers, body.as_bytes())
}

/// As [`try_send`], with a body that is no text.
pub fn send_bytes(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> io::Result<Answer> {
    let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
    if !body.is_empty() {
        request.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    if !headers.iter().any(|(name, _)| *name == "Host") {
        request.push_str("Host: localhost\r\n");
    }
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(&[request.as_bytes(), b"\r\n", body].concat())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    if bytes.is_empty() {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    // What is no text is looked at by its head only.
    let answer = parse(&String::from_utf8_lossy(&bytes));
    keep_exchange(method, path, answer.status, answer.header("content-type"), &answer.body);
    Ok(answer)
}

/// Writes down what was asked and answered if the environment says where, for `tests/api/exchanges.py`.
pub fn keep_exchange(method: &str, path: &str, status: u16, kind: &str, body: &str) {
    static FILE: LazyLock<Option<Mutex<File>>> = LazyLock::new(|| {
        let folder = std::env::var_os("GONGKAI_TEST_EXCHANGES")?;
        let path = Path::new(&folder).join(std::process::id().to_string());
        Some(Mutex::new(File::options().create(true).append(true).open(path).unwrap()))
    });
    let line = serde_json::json!([method, path, status, kind, body]);
    if let Some(file) = &*FILE {
        writeln!(file.lock().unwrap(), "{line}").unwrap();
    }
}

fn parse(text: &str) -> Answer {
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers: Vec<_> = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
    Answer {
        status,
        set_cookies: headers.iter().filter(|(name, _)| name == "set-cookie").map(|(_, value)| value.clone()).collect(),
        headers: headers.into_iter().collect(),
        body: body.to_owned(),
    }
}

/// Every address of the register's pages and API.
pub fn addresses() -> Vec<String> {
    let mut all: Vec<String> = [
        "/",
        "/apply/shi",
        "/follow",
        "/receipt",
        "/calculator",
        "/calculator?received_on=2025-03-03&consulted_on=2025-03-10&answered_on=2025-03-20",
        "/published",
        "/desk",
        "/administration",
        "/administration/audit",
        "/administration/audit?agency=shi&kind=unsealings",
        "/administration/audit?agency=shi&kind=administration&from=",
        "/agencies/shi",
        "/agencies",
        "/search",
        "/search?q=2025",
        "/search?q=%21&agency=shi",
        "/reviews",
        "/me",
        "/me/totp",
        "/agencies/shi?tab=all",
        "/agencies/shi?tab=late&sort=updated&subtree=true",
        "/agencies/shi?status=processing&assignee=nobody&channel=online&due_from=2025-12-01&due_to=&category=enterprise",
        "/agencies/shi?limit=2",
        "/agencies/%E6%95%99%E8%82%B2%E5%B1%80",
        "/agencies/%E6%95%99%E8%82%B2%E5%B1%80?tab=all",
        "/api/v1/agencies",
        "/api/v1/agencies/shi/cases",
        "/api/v1/me/agencies",
        "/api/v1/me/views",
        "/api/v1/agencies/shi/cases?tab=all&sort=number",
        "/api/v1/agencies/shi/cases/counts",
        "/api/openapi.json",
        "/healthz",
        "/readyz",
        "/metrics",
    ]
    .map(str::to_owned)
    .into();
    for number in 1..=12 {
        all.push(format!("/cases/case_{number}"));
        for part in ["draft", "review", "dispatch"] {
            all.push(format!("/cases/case_{number}/{part}"));
        }
        all.push(format!("/api/v1/cases/case_{number}"));
        for part in ["timeline", "deadlines", "duplicates", "allowed-acts"] {
            all.push(format!("/api/v1/cases/case_{number}/{part}"));
        }
    }
    all
}
