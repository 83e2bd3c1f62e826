//! 文书: the letters of a case, from the act that calls for one to the paper.
//!
//! A letter that the law answers an act with is entered in the act's own transaction: it takes its number last
//! (R20), and what it says is kept as it was said. Its PDF is set when somebody first asks for it and kept by its
//! hash; from then on these are its bytes. A letter that would lack something (a name to write to, for example) is
//! not entered; the case file says so, and it can be issued with what was missing.

mod chart;
mod compose;
mod dossier;
mod facts;
mod fault;
mod formats;
mod issue;
mod list;
mod numbers;
mod papers;
mod print;
mod reply;
mod seal;

pub use chart::process_chart;
pub use dossier::dossier;
pub use facts::Facts;
pub use fault::LetterFault;
pub use formats::{FormatView, Numbering, format_of, formats, preview_wording, remove_format, save_format};
pub(super) use issue::follow;
pub use issue::{Wanted, draft_letter, issue, void};
pub use list::{Listed, Open, letters_of, register_of};
pub use numbers::{NumbersFault, check_numbers};
pub use papers::{blank_application, paper};
pub use print::{Paper, print, print_draft};
pub use reply::{make_reply, reply_letter, reply_number};
pub(super) use reply::{make_reply_of, mark_sent, number_to_send};
pub use seal::{SealForm, remove_seal, save_seal, seal};
