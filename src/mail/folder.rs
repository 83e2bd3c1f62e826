//! 邮件文件夹: mails as files, for development and demonstrations.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

use super::Mailer;
use super::compose::Composed;
use super::error::{MailError, Reason};

/// A folder into which each mail is written as `ID.eml`.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// A folder; it is made when the first mail is written.
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }
}

impl Mailer for Folder {
    fn send(&self, mail: &Composed) -> Result<String, MailError> {
        let failed = |_| MailError::new(Reason::Folder);
        fs::create_dir_all(&self.path).map_err(failed)?;
        let path = self.path.join(format!("{}.eml", mail.id));
        let part = path.with_extension("part");
        let mut file = private(&part).map_err(failed)?;
        file.write_all(&mail.bytes).and_then(|()| file.sync_all()).map_err(failed)?;
        fs::rename(&part, &path).map_err(failed)?;
        Ok(String::new())
    }
}

/// A file that only its owner reads: there are addresses in it.
#[cfg(unix)]
fn private(path: &std::path::Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private(path: &std::path::Path) -> std::io::Result<File> {
    File::create(path)
}
