//! 附件: files that come with a request or go with a reply.
//!
//! What a file *is* is read from its bytes, which this folder does not touch; what is accepted, how it is
//! called and why it is refused is decided here.

mod kind;
mod name;
mod refused;

use crate::domain::code::coded_enum;

pub use kind::{FileKind, Found};
pub use name::{FileName, NAME_MAX};
pub use refused::FileRefused;

coded_enum! {
    /// 附件用途: what a file is in the case for.
    FilePurpose {
        /// 随申请提交 (art 29)
        Request = "request",
        /// 补正材料 (art 30)
        Supplement = "supplement",
        /// 拟随答复提供 (art 36)
        Reply = "reply",
        /// 内部材料
        Internal = "internal",
    }
}

/// 收件检查: whether a file may come in, by what it is called and what its bytes are. The name keeps its
/// ending; a name without one is given that of its kind.
///
/// # Errors
/// [`FileRefused`] if the name cannot be kept, the kind is not accepted, or the name says another kind than
/// the bytes.
///
/// ```
/// use gongkai_core::domain::attachment::{FileKind, Found, admit};
/// let (name, kind) = admit("C:\\材料\\身份证.PDF", Found::Accepted(FileKind::Pdf)).unwrap();
/// assert_eq!((name.as_str(), kind), ("身份证.PDF", FileKind::Pdf));
/// assert_eq!(admit("说明", Found::Accepted(FileKind::Text)).unwrap().0.as_str(), "说明.txt");
///
/// let lie = admit("合同.pdf", Found::Other("application/vnd.microsoft.portable-executable"));
/// assert_eq!(lie.unwrap_err().code(), "file_type_not_accepted");
/// let lie = admit("合同.pdf", Found::Accepted(FileKind::Png));
/// assert_eq!(lie.unwrap_err().code(), "file_type_mismatch");
/// ```
pub fn admit(name: &str, found: Found) -> Result<(FileName, FileKind), FileRefused> {
    let name: FileName = name.parse()?;
    let kind = match found {
        Found::Accepted(kind) => kind,
        Found::Other(found) => return Err(FileRefused::TypeNotAccepted { found: found.to_owned() }),
    };
    match name.ending() {
        None => Ok((name.with_ending(kind.endings()[0])?, kind)),
        Some(ending) if kind.endings().contains(&ending.as_str()) => Ok((name, kind)),
        Some(named) => Err(FileRefused::TypeMismatch { named, found: kind }),
    }
}
