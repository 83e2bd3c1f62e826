//! The binary, as a person or a script runs it.

mod deadlines;
mod workdays;
