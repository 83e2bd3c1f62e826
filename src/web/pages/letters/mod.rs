//! 文书管理: an agency's letters by number, and the words, numbers and seal that it uses for them.

pub(in crate::web) mod format;
pub(in crate::web) mod formats;
pub(in crate::web) mod numbers;
