//! A register of any size on standard output: `cargo bench --bench generate -- 1000000 > million.jsonl`.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use std::io::{BufWriter, ErrorKind, Write};

use support::register::Register;

fn main() {
    if let Err(error) = write(Register::of(support::size_argument(1000))) {
        // `head` has read enough.
        assert_eq!(error.kind(), ErrorKind::BrokenPipe, "{error}");
    }
}

fn write(register: Register) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in register.lines() {
        serde_json::to_writer(&mut out, &line)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
