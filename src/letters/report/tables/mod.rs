//! 各表: each table of the report as a grid, headings merged as on the official form.

mod old;
mod statistics;
mod table2;
mod table3;
mod table4;

pub(super) use old::old_table;
pub(super) use statistics::statistics;
pub(super) use table2::table2;
pub(super) use table3::table3;
pub(super) use table4::table4;
