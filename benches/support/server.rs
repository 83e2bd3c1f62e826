//! The program as it is installed: started, asked over HTTP, stopped.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What the program answered.
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Answer {
    /// The cookie of this name that the answer gives, as a browser sends it back.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let given = self.head.lines().filter_map(|line| line.split_once(": "));
        let mut cookies = given.filter(|(header, _)| header.eq_ignore_ascii_case("set-cookie"));
        let (_, cookie) = cookies.find(|(_, cookie)| cookie.starts_with(&format!("{name}=")))?;
        cookie.split(';').next().map(str::to_owned)
    }
}

/// A running `gongkai serve`. Dropping it ends it.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    /// From the start of the process to its first answer.
    pub first_answer: Duration,
}

impl Server {
    /// Starts it on a database that exists, without limits on how often one address may ask; duties are left to
    /// whoever measures them.
    pub fn on(url: &str) -> Self {
        Self::with_settings(url, &[])
    }

    /// The same with settings of its own.
    pub fn with_settings(url: &str, settings: &[(&str, String)]) -> Self {
        let address = free_address();
        let begun = Instant::now();
        let child = Command::new(env!("CARGO_BIN_EXE_gongkai"))
            .arg("serve")
            .env("GONGKAI__DATABASE__URL", url)
            .env("GONGKAI__SERVER__BIND", address.to_string())
            .env("GONGKAI__LIMITS__PUBLIC_PER_MINUTE", "0")
            .env("GONGKAI__LIMITS__TRIES_PER_MINUTE", "0")
            .env("GONGKAI__DUTIES__ENABLED", "false")
            .env("RUST_LOG", "error")
            .envs(settings.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut server = Self { child, address, first_answer: Duration::ZERO };
        while server.get("/healthz", "").is_none_or(|(status, _)| status != 200) {
            assert!(server.child.try_wait().unwrap().is_none(), "the server has stopped");
            assert!(begun.elapsed() < Duration::from_secs(60), "the server does not answer");
            std::thread::sleep(Duration::from_millis(2));
        }
        server.first_answer = begun.elapsed();
        server
    }

    /// Status and body of an answer; `None` if there is none.
    pub fn get(&self, path: &str, headers: &str) -> Option<(u16, String)> {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n{headers}\r\n"))
    }

    /// The same for something that is sent as JSON.
    pub fn post(&self, path: &str, json: &str) -> Option<(u16, String)> {
        let length = json.len();
        self.ask(&format!(
            "POST {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\n\r\n{json}"
        ))
    }

    /// What a form of a page sends, from a browser with this cookie.
    pub fn post_form(&self, path: &str, cookie: &str, form: &str) -> Option<Answer> {
        let length = form.len();
        self.exchange(&format!(
            "POST {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}"
        ))
    }

    fn ask(&self, request: &str) -> Option<(u16, String)> {
        self.exchange(request).map(|answer| (answer.status, answer.body))
    }

    /// Sends a request as it stands, and gives all of the answer.
    pub fn exchange(&self, request: &str) -> Option<Answer> {
        let mut stream = TcpStream::connect(self.address).ok()?;
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = BufReader::new(stream);
        let mut line = String::new();
        answer.read_line(&mut line).ok()?;
        let status = line.split(' ').nth(1)?.parse().ok()?;
        let mut rest = String::new();
        answer.read_to_string(&mut rest).ok()?;
        let (head, body) = rest.split_once("\r\n\r\n")?;
        Some(Answer { status, head: head.to_owned(), body: body.to_owned() })
    }

    /// Megabytes in memory now.
    pub fn resident_megabytes(&self) -> f64 {
        self.memory("VmRSS")
    }

    /// Megabytes in memory at most, so far.
    pub fn peak_megabytes(&self) -> f64 {
        self.memory("VmHWM")
    }

    fn memory(&self, line: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|text| text.starts_with(line)).unwrap();
        let kilobytes: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        kilobytes / 1024.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Whatever it has answered is durable, so it need not be asked politely.
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}
