//! # 报告的文字 (art 50)
//!
//! The sections of the report that are not tables: 总体情况, 存在的主要问题及改进情况, 其他需要报告的事项, and
//! how to reach the office. A text does not contain the report's figures but their names in braces,
//! `新收申请{新收}件`, so that what is written can never differ from the tables. A number that somebody types
//! beside the words for a figure is bound to it if it is right and refused if it is wrong; a sentence on
//! requests received must say what it counts (R21).

mod bind;
mod bound;
mod fault;
mod part;
mod pieces;

pub use bound::{Bound, Term, Vocabulary};
pub use fault::{TextFault, TextRefused};
pub use part::Part;

use std::collections::BTreeMap;

/// 报告的文字, section by section, with the figures filled in: as it is read, and as it is frozen.
pub type Narrative = BTreeMap<Part, String>;
