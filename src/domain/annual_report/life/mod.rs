//! # 年度报告的定稿、签发、发布 (art 49)
//!
//! What becomes of a report until the public has it, and afterwards:
//!
//! ```text
//! open ── freeze ──► frozen ── sign off ──► signed ── publish ──► published
//!   ▲                  │                      │                      │
//!   └──── reopen ──────┴──────────────────────┘        freeze, with a reason: the next edition
//! ```
//!
//! 定稿 copies the figures; acts on cases after that change the live figures only, and are listed as
//! adjustments. A published report is never taken back: a correction is a new edition that says which
//! one it replaces, and until it is published the one before stands.

mod act;
mod decide;
mod due;
mod event;
mod fault;
mod refused;
mod report;

pub use act::{ReportAct, ReportActKind};
pub use decide::ReportContext;
pub use due::publish_by;
pub use event::{ReportEntry, ReportEvent};
pub use fault::Fault;
pub use refused::ReportRefused;
pub use report::{Edition, Mark, Report, ReportStatus};
