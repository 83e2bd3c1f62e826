//! 文件名: how a file is called when it is shown; never where it is kept.

use std::fmt;
use std::str::FromStr;

use super::FileRefused;
use crate::domain::text::turns_direction;

/// Characters in a file name at most.
pub const NAME_MAX: usize = 200;

/// Characters in a name's ending at most; what is longer belongs to the name.
const ENDING_MAX: usize = 5;

/// 文件名: one line without a folder, control characters or marks that turn the direction of reading.
///
/// ```
/// use gongkai_core::domain::attachment::FileName;
/// let name: FileName = "../../etc/\u{202e}fdp.合同\n.docx ".parse().unwrap();
/// assert_eq!(name.as_str(), "fdp.合同.docx");
/// assert_eq!(name.ending().as_deref(), Some("docx"));
/// assert_eq!("..".parse::<FileName>().unwrap_err().code(), "file_name_missing");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName(String);

impl FileName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the name ends with, in lower case: a few letters and digits after the last dot. `第1.2节` ends
    /// with nothing.
    #[must_use]
    pub fn ending(&self) -> Option<String> {
        let (_, ending) = self.0.rsplit_once('.')?;
        let is_short = (1..=ENDING_MAX).contains(&ending.len());
        let is_plain = ending.chars().all(|c| c.is_ascii_alphanumeric()) && ending.contains(|c: char| !c.is_numeric());
        (is_short && is_plain).then(|| ending.to_ascii_lowercase())
    }

    /// The name with an ending.
    ///
    /// # Errors
    /// [`FileRefused::NameTooLong`].
    pub(super) fn with_ending(self, ending: &str) -> Result<Self, FileRefused> {
        format!("{}.{ending}", self.0).parse()
    }
}

impl FromStr for FileName {
    type Err = FileRefused;

    /// Takes what browsers send: some give the whole path.
    fn from_str(given: &str) -> Result<Self, FileRefused> {
        let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
        let shown: String = last.chars().filter(|c| !c.is_control() && !turns_direction(*c)).collect();
        let name = shown.trim_matches(|c: char| c.is_whitespace() || c == '.');
        match name.chars().count() {
            0 => Err(FileRefused::NameMissing),
            1..=NAME_MAX => Ok(Self(name.to_owned())),
            _ => Err(FileRefused::NameTooLong { at_most: NAME_MAX }),
        }
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
