//! 检索: what of a case can be searched, and what a question means.
//!
//! Chinese is written without spaces, and cutting it into words loses names: half of a thousand personal
//! names were not found again in a register that was cut by a dictionary. So every character is a token
//! of its own; only Latin letters and digits that stand together are one ([`tokens`]). What is asked for
//! is found where its tokens stand in the same order without another between them: any piece of a Chinese
//! text is found, of one character as well, and signs, spaces, width and case do not matter.
//!
//! - [`Document`] is the text of one case, passage by passage;
//! - [`Query`] is a question, safe whatever was typed;
//! - [`Expression`] is what an index must be asked for so that nothing is missed. An index knows which
//!   tokens and pairs of neighbours a document has, not where; [`Query::find`] tells whether it is truly
//!   there.

mod document;
mod excerpt;
mod expression;
mod query;
mod token;

pub use document::{Document, Field, Passage};
pub use excerpt::Highlight;
pub use expression::{Expression, Within};
pub use query::{BadQuery, QUERY_MAX, Query, Sight};
pub use token::{Token, tokens};
