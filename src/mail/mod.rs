//! 邮件: composing a mail and handing it to a mail server. The only folder that knows lettre.
//!
//! [`Templates`] makes words of data, [`Letter::compose`] makes bytes of words, a [`Mailer`] hands them on: to a
//! mail server ([`Smtp`]), into a folder ([`Folder`], for development and demonstrations), or into memory
//! ([`Memory`], for tests).

use std::path::PathBuf;
use std::time::Duration;

use crate::config::{MailSettings, MailTls, Transport};

mod compose;
mod error;
mod folder;
mod memory;
mod smtp;
mod template;

pub use compose::{Composed, Enclosure, Letter};
pub use error::{MailError, Reason};
pub use folder::Folder;
pub use memory::Memory;
pub use smtp::{Encryption, Smtp, SmtpAddress};
pub use template::{Particulars, Rendered, TemplateFault, Templates, Words};

/// 发送方式: a mail server, or whatever stands in its place.
pub trait Mailer: Send + Sync {
    /// Hands a mail on and gives what was answered.
    ///
    /// # Errors
    /// [`MailError`].
    fn send(&self, mail: &Composed) -> Result<String, MailError>;
}

/// The way that the settings name; `folder` is where mail is written that goes nowhere else.
///
/// # Errors
/// Which setting cannot be used.
pub fn mailer(settings: &MailSettings, folder: PathBuf) -> Result<Box<dyn Mailer>, UnusableSetting> {
    let MailSettings { transport, host, port, tls, user, password, ca_file, timeout_seconds, connections, .. } =
        settings;
    if *transport == Transport::Folder {
        return Ok(Box::new(Folder::new(folder)));
    }
    if host.is_empty() {
        return Err(UnusableSetting("mail.host"));
    }
    let encryption = match tls {
        MailTls::Tls => Encryption::Tls,
        MailTls::StartTls => Encryption::StartTls,
        MailTls::None => Encryption::None,
    };
    let address = SmtpAddress {
        host: host.clone(),
        port: *port,
        encryption,
        login: (!user.is_empty()).then(|| (user.clone(), password.reveal().to_owned())),
        timeout: Duration::from_secs((*timeout_seconds).max(1)),
        connections: *connections,
    };
    let ca = Some(ca_file.as_path()).filter(|path| !path.as_os_str().is_empty());
    Ok(Box::new(Smtp::new(address, ca).map_err(|_| UnusableSetting("mail.ca_file"))?))
}

/// A setting with which no mail can be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} cannot be used")]
pub struct UnusableSetting(pub &'static str);
