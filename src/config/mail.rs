//! 邮件设置.

use std::fmt;
use std::path::PathBuf;

use serde::Deserialize;

/// How people are written to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// Where mail goes.
    pub transport: Transport,
    /// The folder; empty means `mail` beside the database.
    pub folder: PathBuf,
    /// The mail server's name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Encryption.
    pub tls: MailTls,
    /// The user; empty means that the server asks for none.
    pub user: String,
    /// The password.
    pub password: Password,
    /// A file of certificates (PEM) that are trusted beside those that browsers trust; empty means none.
    pub ca_file: PathBuf,
    /// The office's own address.
    pub from: String,
    /// Seconds that the server is given for each answer.
    pub timeout_seconds: u64,
    /// Mails that are sent at the same time.
    pub connections: usize,
    /// A folder of templates in the place of the built-in ones; empty means none.
    pub templates: PathBuf,
    /// The hour of the evening from which nobody is disturbed.
    pub quiet_from: u32,
    /// The hour of the morning until which nobody is disturbed; the same hour means at any hour.
    pub quiet_until: u32,
}

/// Where mail goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Transport {
    /// Into a folder.
    Folder,
    /// To a mail server.
    Smtp,
}

/// How the connection to the mail server is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// From the first byte.
    Tls,
    /// After `STARTTLS`; without it nothing is sent.
    StartTls,
    /// Not at all.
    None,
}

/// A password in the settings; it prints `***`.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Password(String);

impl Password {
    /// As it is shown to the server.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}
