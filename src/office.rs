//! # What an office does
//!
//! One function per thing that a person can do, in `app`, and the papers that come of it, in `letters`: what stands
//! between the records and whoever asks, by web or by command.
//!
//! It is a crate by itself so that it compiles beside the records and the pages; to the modules of `gongkai`, which takes
//! them over under the same names, it is as if it were not.

pub use gongkai_core::{
    clock, config, delivery, domain, files, findings, keys, mail, messages, narrate, passwords, rulebook, store, tokens,
};

pub mod app;
pub mod explain;
pub mod letters;
pub mod wording;
