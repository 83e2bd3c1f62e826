//! SMTP, over connections that are kept open between mails.
//!
//! The stages are gone through one by one: what goes wrong before `MAIL FROM` is about the server and says nothing
//! of the mail.

use std::fmt;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error, response::Severity};

use super::Mailer;
use super::compose::Composed;
use super::error::{MailError, Reason};

/// How user and password may be told the server.
const MECHANISMS: &[Mechanism] = &[Mechanism::Plain, Mechanism::Login];
/// Answers that are about user and password, or about encryption that the server insists on.
const ABOUT_LOGIN: &[u16] = &[454, 530, 534, 535, 538];
/// The server is about to close.
const CLOSING: u16 = 421;

/// 加密方式
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    /// Encrypted from the first byte (usually port 465).
    Tls,
    /// Encrypted after `STARTTLS`; without it nothing is sent (usually port 587).
    StartTls,
    /// Not encrypted: for a mail server on the same machine.
    None,
}

/// A mail server and how it is spoken to.
#[derive(Clone)]
pub struct SmtpAddress {
    /// Host name.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Encryption.
    pub encryption: Encryption,
    /// User and password, if the server asks for them.
    pub login: Option<(String, String)>,
    /// For each answer of the server.
    pub timeout: Duration,
    /// Connections kept open at most.
    pub connections: usize,
}

/// A mail server.
pub struct Smtp {
    address: SmtpAddress,
    tls: TlsParameters,
    hello: ClientId,
    /// Connections that are open and idle.
    idle: Mutex<Vec<SmtpConnection>>,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp").field("host", &self.address.host).finish_non_exhaustive()
    }
}

impl Smtp {
    /// A mail server; nothing is connected yet. With `ca`, a file of certificates (PEM), these are trusted beside
    /// those that browsers trust.
    ///
    /// # Errors
    /// [`Reason::Tls`] if the file holds no certificate.
    pub fn new(address: SmtpAddress, ca: Option<&Path>) -> Result<Self, MailError> {
        let tls = |_: Error| MailError::new(Reason::Tls);
        let mut parameters = TlsParameters::builder(address.host.clone());
        if let Some(path) = ca {
            let pem = std::fs::read(path).map_err(|_| MailError::new(Reason::Tls))?;
            parameters = parameters.add_root_certificate(Certificate::from_pem(&pem).map_err(tls)?);
        }
        let tls = parameters.build().map_err(tls)?;
        Ok(Self { address, tls, hello: ClientId::default(), idle: Mutex::default() })
    }

    /// A connection that was open, if it still answers, or a new one.
    fn connection(&self) -> Result<SmtpConnection, MailError> {
        loop {
            let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some(mut connection) = idle else { return self.connect() };
            if connection.test_connected() {
                return Ok(connection);
            }
        }
    }

    fn connect(&self) -> Result<SmtpConnection, MailError> {
        let SmtpAddress { host, port, encryption, login, timeout, connections: _ } = &self.address;
        let at_once = (*encryption == Encryption::Tls).then_some(&self.tls);
        let place = (host.as_str(), *port);
        let mut connection =
            SmtpConnection::connect(place, Some(*timeout), &self.hello, at_once, None).map_err(|e| before(&e))?;
        if *encryption == Encryption::StartTls {
            connection
                .starttls(&self.tls, &self.hello)
                .map_err(|error| MailError { reason: Reason::Tls, answer: answer(&error) })?;
        }
        if let Some((user, password)) = login {
            let credentials = Credentials::new(user.clone(), password.clone());
            connection.auth(MECHANISMS, &credentials).map_err(|error| at_login(&error))?;
        }
        Ok(connection)
    }

    fn keep(&self, connection: SmtpConnection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < self.address.connections && !connection.has_broken() {
            idle.push(connection);
        }
    }
}

impl Mailer for Smtp {
    fn send(&self, mail: &Composed) -> Result<String, MailError> {
        let mut connection = self.connection()?;
        match hand_over(&mut connection, mail) {
            Ok(answer) => {
                self.keep(connection);
                Ok(answer)
            }
            Err(error) => {
                // A transaction that was begun ends with the connection.
                connection.abort();
                Err(of_mail(&error))
            }
        }
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        for mut connection in self.idle.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            // The server notices a closed connection as well.
            let _ = connection.quit();
        }
    }
}

fn hand_over(connection: &mut SmtpConnection, mail: &Composed) -> Result<String, Error> {
    connection.command(Mail::new(mail.envelope.from().cloned(), Vec::new()))?;
    for to in mail.envelope.to() {
        connection.command(Rcpt::new(to.clone(), Vec::new()))?;
    }
    connection.command(Data)?;
    let response = connection.command(Content(&mail.bytes))?;
    Ok(response.message().collect::<Vec<_>>().join(" "))
}

/// The mail with its final dot, in one write. lettre's own method writes the dot apart, and Nagle's algorithm
/// holds it back until the server acknowledges what came before: 40 ms for every mail.
struct Content<'a>(&'a [u8]);

impl fmt::Display for Content<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The parts are base64 and the headers encoded words, so this is ASCII.
        for line in String::from_utf8_lossy(self.0).split_inclusive('\n') {
            // RFC 5321 4.5.2: a line with a dot in front gets another.
            let dot = if line.starts_with('.') { "." } else { "" };
            write!(f, "{dot}{line}")?;
        }
        f.write_str(if self.0.ends_with(b"\r\n") { ".\r\n" } else { "\r\n.\r\n" })
    }
}

/// What the server said.
fn answer(error: &Error) -> Option<String> {
    let code = u16::from(error.status()?);
    let words = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    Some(format!("{code} {words}").trim_end().to_owned())
}

/// Before anything was said about a mail.
fn before(error: &Error) -> MailError {
    let reason = match error.status() {
        Some(_) => Reason::Unavailable,
        None if error.is_tls() => Reason::Tls,
        // A certificate that is refused comes out of the first read.
        None if names_a_certificate(error) => Reason::Tls,
        None => Reason::Unreachable,
    };
    MailError { reason, answer: answer(error) }
}

fn names_a_certificate(error: &Error) -> bool {
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        if cause.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::InvalidData) {
            return true;
        }
        source = cause.source();
    }
    false
}

fn at_login(error: &Error) -> MailError {
    // Without an answer it is the connection that failed, or the server offers no mechanism that is known.
    let reason = if error.status().is_none() && !error.is_client() { Reason::Unreachable } else { Reason::Login };
    MailError { reason, answer: answer(error) }
}

/// While a mail was handed over.
fn of_mail(error: &Error) -> MailError {
    let Some(code) = error.status() else { return MailError::new(Reason::Interrupted) };
    let number = u16::from(code);
    let reason = if number == CLOSING {
        Reason::Unavailable
    } else if ABOUT_LOGIN.contains(&number) {
        Reason::Login
    } else if code.severity == Severity::PermanentNegativeCompletion {
        Reason::Rejected
    } else {
        Reason::Refused
    };
    MailError { reason, answer: answer(error) }
}
