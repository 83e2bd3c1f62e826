//! What the benches share: a register of any size, an office to read it into, and bounds.

#![allow(dead_code, reason = "every bench uses a part of this")]

pub mod bounds;
pub mod clerk;
pub mod life;
pub mod office;
pub mod random;
pub mod register;
pub mod server;
pub mod timing;
pub mod words;
pub mod wrk;
pub mod yardstick;

/// The arguments after `--`; Cargo adds `--bench` of its own.
pub fn arguments() -> Vec<String> {
    std::env::args().skip(1).filter(|argument| argument != "--bench").collect()
}

/// The first argument as a number of cases.
pub fn size_argument(default: usize) -> usize {
    arguments().first().map_or(default, |text| text.parse().expect("the argument is a number of cases"))
}
