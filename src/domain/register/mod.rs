//! 依申请公开信息登记簿: the columns of the register that an office keeps, and what stands in them.
//!
//! The same [`Field`]s are what an export writes and what an import reads, so that what left the program comes
//! back as what it was.

mod field;
mod given;
mod handled;
mod reply;
mod row;
mod value;
mod vocabulary;

pub use field::{Field, Shape};
pub use given::{Given, SEPARATOR, plain};
pub use row::{Beside, CellFault, CellProblem, Cells, ReadRow, Unsaid, read_row};
pub use value::{Basis, ImportState, Standing, Value, Word, YesNo};
pub use vocabulary::{Known, Reason, Vocabulary, Words};
