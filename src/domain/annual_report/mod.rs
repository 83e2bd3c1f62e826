//! # 年度报告 (arts 49–50)
//!
//! The annual report as figures. Every figure is a [`Cell`]: a weighted sum over the ledger of tallies, and
//! by a second, independent definition a sum over cases. [`Figures::build`] evaluates the first for a
//! whole form, [`Figures::fold`] the second; a cell clicked on the page lists the cases that
//! [`Cell::selects`]. What is carried over and what is pending is never counted by itself but is the
//! difference of what came in and what went out, so the identities of Tables 3 and 4 hold by
//! construction (R11, R16).

mod amount;
mod cell;
mod change;
mod column;
mod difference;
mod facts;
mod figures;
mod from_cases;
mod from_ledger;
mod json;
mod ledger;
pub mod life;
pub mod narrative;
mod old_reply;
mod old_row;
mod outsider;
mod read_back;
mod row;
mod statistic;
mod table2;

pub use amount::Amount;
pub use cell::Cell;
pub use change::changes;
pub use column::{AppealColumn, Column, appeal_group_label, category_label};
pub use difference::{Difference, FigurePlace};
pub use facts::{Appeal, CaseFacts, Closing, Fee, ReplyTiming};
pub use figures::{Counts, Figures, Header, Scope, Statistics, Table3, Table4, Tables};
pub use ledger::{Line, Period, TallySums};
pub use old_reply::OldReply;
pub use old_row::{OLD_ROWS, OldRow, Source, Unit};
pub use outsider::OutsiderSource;
pub use row::{Row, RowGroup, RowRole};
pub use statistic::{FirstReply, Statistic, percent};
pub use table2::{Block, Entered, Table2, blank_cells, entered_cells, may_be_entered, table2_blocks};
