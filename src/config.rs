//! 设置: embedded `config/default.toml` < a file < `GONGKAI__…` in the environment.

mod mail;
mod origin;

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono_tz::Tz;
use figment::Figment;
use figment::providers::{Env, Format, Toml};
use serde::Deserialize;

mod duties;

pub use self::duties::{BackupSettings, CronFault, CronTime, DutySettings, TimeSettings};
use crate::messages::Lang;

pub use mail::{MailSettings, MailTls, Password, Transport};
pub use origin::{InvalidOrigin, Origin};

/// The defaults, as they are compiled in.
pub const DEFAULTS: &str = include_str!("../config/default.toml");

/// Every setting. Unknown keys are refused, so that a typing error does not pass as a default.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Language of messages.
    pub language: Lang,
    /// Time zone of civil dates.
    pub time_zone: Tz,
    /// The store.
    pub database: DatabaseSettings,
    /// Where keys are.
    pub secrets: SecretSettings,
    /// Files that come with requests and go with replies.
    pub attachments: AttachmentSettings,
    /// What letters are set with.
    pub letters: LetterSettings,
    /// The HTTP server.
    pub server: ServerSettings,
    /// How much of everything.
    pub limits: LimitSettings,
    /// The log.
    pub log: LogSettings,
    /// Calendars beside the built-in ones.
    pub calendars: CalendarSettings,
    /// Messages to other systems.
    pub webhooks: WebhookSettings,
    /// What is done without anybody asking.
    pub duties: DutySettings,
    /// Messages to people.
    pub mail: MailSettings,
}

/// The store.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// Read connections.
    pub readers: u32,
    /// Writes that may wait before a caller is told to come back.
    pub write_queue: usize,
    /// Writes committed together.
    pub write_batch: usize,
    /// Write connections on PostgreSQL.
    pub postgres_writers: u32,
}

/// Where keys are.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecretSettings {
    /// The key file; empty means beside the database.
    pub key_file: PathBuf,
}

/// Files that come with requests and go with replies.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentSettings {
    /// The folder; empty means `attachments` beside the database.
    pub dir: PathBuf,
    /// Bytes of one file at most.
    pub max_bytes: u64,
    /// Files in one request at most.
    pub max_files: usize,
    /// clamd, as `host:port` or the path of its socket; empty means that no file is scanned.
    pub clamd: String,
}

/// What letters are set with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterSettings {
    /// The folder of the fonts that come with the program; empty means that they are looked for beside it.
    pub fonts: PathBuf,
    /// The folder of the office's own fonts, which are used first; empty means none.
    pub own_fonts: PathBuf,
}

/// The HTTP server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSettings {
    /// Listen address.
    pub bind: String,
    /// The address at which people reach the site, without a slash at the end: what links in mail begin with.
    pub public_url: String,
    /// Addresses of reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Other sites whose scripts may use the API.
    pub cors_origins: Vec<Origin>,
    /// Whether browsers reach it by https, so that cookies travel by nothing else.
    pub https: bool,
    /// Threads that answer requests; 0 means one for each core.
    pub workers: usize,
    /// Seconds that requests in progress are given when the program is stopped.
    pub shutdown_seconds: u64,
}

/// How much of everything, so that nobody takes it all.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitSettings {
    /// Requests a minute from one address to what needs no sign-in; 0 means no limit.
    pub public_per_minute: u32,
    /// Tries a minute from one address at passwords and query codes; 0 means no limit.
    pub tries_per_minute: u32,
    /// Bytes of a JSON body.
    pub body_bytes: usize,
    /// Connections at the same time, for each worker.
    pub connections: usize,
    /// Seconds that a client is given to send the head of its request, and then as many for a JSON body.
    pub request_seconds: u64,
}

impl LimitSettings {
    /// How long a client is waited for.
    #[must_use]
    pub fn patience(&self) -> Duration {
        Duration::from_secs(self.request_seconds)
    }
}

/// The log.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogSettings {
    /// What is logged, as `RUST_LOG` writes it.
    pub level: String,
    /// One JSON object per line instead of text.
    pub json: bool,
}

/// Calendars beside the built-in ones.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarSettings {
    /// A folder of calendar files; empty means none.
    pub dir: PathBuf,
}

/// Messages to other systems.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookSettings {
    /// Hosts on the office's own network that may be written to. Every other host must be on the public
    /// Internet: an administrator of an agency could otherwise reach through the program what only this
    /// computer can reach.
    pub private_hosts: BTreeSet<String>,
}

impl Settings {
    /// Reads the settings in force: defaults, then `file`, then the environment.
    ///
    /// # Errors
    /// What is wrong and where it was set, if a value has the wrong type or a key is unknown.
    pub fn load(file: Option<&Path>) -> Result<Self, Box<figment::Error>> {
        Self::figment(file).extract().map_err(Box::new)
    }

    /// The layers, for showing where each value came from.
    #[must_use]
    pub fn figment(file: Option<&Path>) -> Figment {
        let mut layers = Figment::from(Toml::string(DEFAULTS));
        if let Some(path) = file {
            layers = layers.merge(Toml::file_exact(path));
        }
        layers.merge(Env::prefixed("GONGKAI__").split("__"))
    }

    /// The key file in force: as set, or beside the SQLite file, or under `data/` for a server.
    #[must_use]
    pub fn key_file(&self) -> PathBuf {
        if !self.secrets.key_file.as_os_str().is_empty() {
            return self.secrets.key_file.clone();
        }
        match self.database.url.strip_prefix("sqlite:") {
            Some(path) => Path::new(path).with_extension("keys"),
            None => PathBuf::from("data/gongkai.keys"),
        }
    }

    /// The attachments folder in force: as set, or beside the SQLite file, or under `data/` for a server.
    #[must_use]
    pub fn attachments_dir(&self) -> PathBuf {
        if !self.attachments.dir.as_os_str().is_empty() {
            return self.attachments.dir.clone();
        }
        match self.database.url.strip_prefix("sqlite:") {
            Some(path) => Path::new(path).with_file_name("attachments"),
            None => PathBuf::from("data/attachments"),
        }
    }

    /// Where the fonts that come with the program may be, the likeliest first: as set; or beside the program, as a
    /// package installs them; or in a checkout, also when cargo runs the program from elsewhere.
    #[must_use]
    pub fn font_dirs(&self) -> Vec<PathBuf> {
        if !self.letters.fonts.as_os_str().is_empty() {
            return vec![self.letters.fonts.clone()];
        }
        let program = std::env::current_exe().ok();
        let beside = program.as_deref().and_then(Path::parent);
        let installed = beside.map(|dir| [dir.join("fonts"), dir.join("../share/gongkai/fonts")]);
        let checkout = std::env::var_os("CARGO_MANIFEST_DIR").map(|dir| Path::new(&dir).join("config/fonts"));
        installed.into_iter().flatten().chain(checkout).chain([PathBuf::from("config/fonts")]).collect()
    }

    /// The folder of copies in force: as set, or beside the SQLite file.
    #[must_use]
    pub fn backup_dir(&self) -> PathBuf {
        if !self.duties.backup.dir.as_os_str().is_empty() {
            return self.duties.backup.dir.clone();
        }
        match self.database.url.strip_prefix("sqlite:") {
            Some(path) => Path::new(path).with_file_name("backups"),
            None => PathBuf::from("data/backups"),
        }
    }

    /// The folder of mail in force: as set, or beside the SQLite file, or under `data/` for a server.
    #[must_use]
    pub fn mail_dir(&self) -> PathBuf {
        if !self.mail.folder.as_os_str().is_empty() {
            return self.mail.folder.clone();
        }
        match self.database.url.strip_prefix("sqlite:") {
            Some(path) => Path::new(path).with_file_name("mail"),
            None => PathBuf::from("data/mail"),
        }
    }
}
