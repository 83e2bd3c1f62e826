//! 附件: files come in, belong to a case, are handed out, and are removed.
//!
//! ```text
//! receive   a received file is looked at, scanned and kept     adding     kept files become a case's
//! reading   the files of a case, and one of them               removing   purged files, and what nobody refers to
//! ```
//!
//! The bytes are on the disk before the row is written. If the program stops in between, a file that nobody
//! refers to is left over and [`sweep`] removes it a day later.

mod adding;
mod reading;
mod receive;
mod removing;

pub(super) use adding::{Adding, Rows, commands, save_rows};
pub use adding::{Addition, add};
pub use reading::{attachment, attachments, open_attachment, released};
pub use receive::{Incoming, Kept, receive};
pub use removing::{Swept, sweep};
pub(super) use removing::{follow, remove_purged};
