//! # Gongkai (公开): a disclosure office in one binary
//!
//! The map. `domain` is the statute as pure Rust; `app` is one function per thing a person can do;
//! `store` is the only folder that knows the database, `files` the only one that knows where attachments are;
//! `web`, `cli` and `letters` parse and render; `jobs` runs beside the server, `delivery` posts messages and `mail` sends
//! mail.
//!
//! ```text
//! main, tests → bootstrap → web, jobs, cli → app → domain
//!                               app → store → domain
//!                               app → files → domain
//!                               app → letters → domain
//!                               app → delivery
//!                               app → mail → domain
//! ```
//!
//! An arrow that is not drawn does not exist: `tests/architecture` fails on it. What stands below `app` and `letters` is
//! compiled as a crate of its own, [`gongkai_core`](gongkai_office::store), these as another, [`gongkai_office`]; both
//! are taken over here under the same names.

pub use gongkai_office::{
    app, clock, config, delivery, domain, explain, files, findings, keys, letters, mail, messages, narrate, passwords,
    rulebook, store, tokens, wording,
};

pub mod bootstrap;
pub mod cli;
pub mod jobs;
pub mod telemetry;
pub mod web;
