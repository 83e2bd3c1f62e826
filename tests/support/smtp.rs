//! A mail server for tests: on a free port of this computer, failing as it is told.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A mail as it arrived.
#[derive(Debug, Clone)]
pub struct Arrived {
    pub to: String,
    /// The whole mail, dots taken off.
    pub text: String,
}

/// What the server does with a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reaction {
    Take,
    /// An answer to `RCPT`.
    RefuseRecipient(&'static str),
    /// An answer to the whole mail.
    RefuseContent(&'static str),
    /// The connection ends in the middle of `DATA`.
    BreakOff,
    /// The mail is taken, and nobody hears of it.
    TakeSilently,
    /// There is never an answer.
    Stall,
}

/// Which encryption the server offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offers {
    Nothing,
    StartTls,
    Tls,
}

/// Decides by the recipient and by how often that recipient was named before.
type Rule = Box<dyn Fn(&str, usize) -> Reaction + Send + Sync>;

struct Shared {
    arrived: Mutex<Vec<Arrived>>,
    named: Mutex<Vec<String>>,
    rule: Mutex<Rule>,
    offers: Offers,
    /// An answer instead of the greeting.
    greeting: Mutex<Option<&'static str>>,
    login: Mutex<Option<&'static str>>,
    connections: AtomicUsize,
    open: Mutex<Vec<TcpStream>>,
    is_down: AtomicBool,
}

/// The server. It ends with the test process.
#[derive(Clone)]
pub struct Sink {
    pub address: SocketAddr,
    shared: Arc<Shared>,
}

/// Where the server's certificate is.
pub fn certificate() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/tls/ca.pem"))
}

impl Sink {
    pub fn start() -> Self {
        Self::offering(Offers::Nothing)
    }

    pub fn offering(offers: Offers) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            arrived: Mutex::default(),
            named: Mutex::default(),
            rule: Mutex::new(Box::new(|_, _| Reaction::Take)),
            offers,
            greeting: Mutex::default(),
            login: Mutex::default(),
            connections: AtomicUsize::new(0),
            open: Mutex::default(),
            is_down: AtomicBool::new(false),
        });
        let serving = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let shared = Arc::clone(&serving);
                shared.connections.fetch_add(1, Ordering::SeqCst);
                if !shared.is_down.load(Ordering::SeqCst) {
                    shared.open.lock().unwrap().push(stream.try_clone().unwrap());
                    std::thread::spawn(move || drop(serve(&shared, stream)));
                }
            }
        });
        Self { address, shared }
    }

    /// From now on it does this.
    pub fn rule(&self, rule: impl Fn(&str, usize) -> Reaction + Send + Sync + 'static) {
        *self.shared.rule.lock().unwrap() = Box::new(rule);
    }

    /// Greets with this, or as usual.
    pub fn greet(&self, greeting: Option<&'static str>) {
        *self.shared.greeting.lock().unwrap() = greeting;
    }

    /// Answers every login with this.
    pub fn answer_logins(&self, answer: &'static str) {
        *self.shared.login.lock().unwrap() = Some(answer);
    }

    /// Hangs up on everybody, and on whoever comes, until it is up again.
    pub fn set_down(&self, is_down: bool) {
        self.shared.is_down.store(is_down, Ordering::SeqCst);
        if is_down {
            for stream in self.shared.open.lock().unwrap().drain(..) {
                let _ = stream.shutdown(Shutdown::Both);
            }
        }
    }

    pub fn arrived(&self) -> Vec<Arrived> {
        self.shared.arrived.lock().unwrap().clone()
    }

    pub fn count(&self) -> usize {
        self.shared.arrived.lock().unwrap().len()
    }

    /// How often somebody connected.
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }
}

trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

fn serve(shared: &Shared, stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    if shared.offers == Offers::Tls {
        return talk(shared, Box::new(encrypted(stream)), None);
    }
    let plain = stream.try_clone()?;
    talk(shared, Box::new(stream), Some(plain))
}

fn encrypted(stream: TcpStream) -> StreamOwned<ServerConnection, TcpStream> {
    let folder = certificate().with_file_name("key.pem");
    let certificates = CertificateDer::pem_file_iter(certificate()).unwrap().map(Result::unwrap).collect();
    let key = PrivateKeyDer::from_pem_file(folder).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_no_client_auth().with_single_cert(certificates, key).unwrap();
    StreamOwned::new(ServerConnection::new(Arc::new(config)).unwrap(), stream)
}

/// Speaks SMTP. `plain` is the connection as long as it may still be encrypted.
fn talk(shared: &Shared, stream: Box<dyn Stream>, mut plain: Option<TcpStream>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let greeting = shared.greeting.lock().unwrap().unwrap_or("220 sink ESMTP");
    say(&mut stream, greeting)?;
    let mut reaction = Reaction::Take;
    let mut to = String::new();
    let mut line = String::new();
    while next(&mut stream, &mut line)? {
        let command = line.trim_end().to_ascii_uppercase();
        if command.starts_with("EHLO") {
            let tls = shared.offers == Offers::StartTls && plain.is_some();
            let tls = if tls { "250-STARTTLS\r\n" } else { "" };
            say(&mut stream, &format!("250-sink\r\n{tls}250-8BITMIME\r\n250 AUTH PLAIN LOGIN"))?;
        } else if command == "STARTTLS" {
            say(&mut stream, "220 go on")?;
            let Some(tcp) = plain.take() else { return Ok(()) };
            stream = BufReader::new(Box::new(encrypted(tcp)));
        } else if command.starts_with("AUTH") {
            let answer = shared.login.lock().unwrap().unwrap_or("235 welcome");
            say(&mut stream, answer)?;
        } else if command.starts_with("RCPT") {
            to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
            let before = {
                let mut named = shared.named.lock().unwrap();
                named.push(to.clone());
                named.iter().filter(|name| **name == to).count() - 1
            };
            reaction = (shared.rule.lock().unwrap())(&to, before);
            match reaction {
                Reaction::RefuseRecipient(answer) => say(&mut stream, answer)?,
                Reaction::Stall => std::thread::sleep(Duration::from_secs(3600)),
                Reaction::Take | Reaction::RefuseContent(_) | Reaction::BreakOff | Reaction::TakeSilently => {
                    say(&mut stream, "250 ok")?
                }
            }
        } else if command == "DATA" {
            say(&mut stream, "354 go on")?;
            if reaction == Reaction::BreakOff {
                next(&mut stream, &mut line)?;
                return Ok(());
            }
            let text = content(&mut stream)?;
            if let Reaction::RefuseContent(answer) = reaction {
                say(&mut stream, answer)?;
                continue;
            }
            shared.arrived.lock().unwrap().push(Arrived { to: to.clone(), text });
            if reaction == Reaction::TakeSilently {
                return Ok(());
            }
            say(&mut stream, "250 2.0.0 queued")?;
        } else if command == "QUIT" {
            return say(&mut stream, "221 bye");
        } else {
            say(&mut stream, "250 ok")?;
        }
    }
    Ok(())
}

fn next(stream: &mut BufReader<Box<dyn Stream>>, line: &mut String) -> std::io::Result<bool> {
    line.clear();
    Ok(stream.read_line(line)? > 0)
}

fn say(stream: &mut BufReader<Box<dyn Stream>>, text: &str) -> std::io::Result<()> {
    stream.get_mut().write_all(format!("{text}\r\n").as_bytes())?;
    stream.get_mut().flush()
}

/// Up to the line with a single dot.
fn content(stream: &mut BufReader<Box<dyn Stream>>) -> std::io::Result<String> {
    let (mut text, mut line) = (String::new(), String::new());
    while next(stream, &mut line)? {
        if line == ".\r\n" {
            return Ok(text);
        }
        text.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
    Err(std::io::ErrorKind::UnexpectedEof.into())
}
