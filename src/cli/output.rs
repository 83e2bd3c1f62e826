//! What a command prints.

use std::io::Write;

use serde::Serialize;

/// Prints a line. A reader that has gone away needs no more of them.
pub(super) fn print(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Prints an object as one line of JSON.
pub(super) fn print_json(object: &impl Serialize) {
    print(&serde_json::to_string(object).unwrap_or_default());
}
