//! The `gongkai` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    gongkai::cli::main()
}
