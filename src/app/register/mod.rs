//! 依申请公开信息登记簿: what the register says of each request, for a list as it is shown and for a whole year.
//!
//! Lines are made a few hundred at a time from the histories of the cases, so memory does not grow with the register.

mod handling;
mod line;
mod values;
mod year;

pub use line::{Appealed, Charged, RegisterLine};
pub use year::{YearRegister, YearSpan, export_year};

pub(super) use line::Lines;
