//! What pages are made of. A part is a view struct with its template; in a page's template `{{ part }}` shows it.

#![allow(dead_code, reason = "a set of parts: pages use those they need")]

mod explanation;
mod faults;
mod field;
mod sheet;

pub(in crate::web) use explanation::Explanation;
#[allow(unused_imports, reason = "as above")]
pub(in crate::web) use faults::{Faults, Summary};
#[allow(unused_imports, reason = "as above")]
pub(in crate::web) use field::{Choice, Field, Fields};
pub(in crate::web) use sheet::{Figure, Sheet};
