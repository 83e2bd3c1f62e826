//! One function per thing a person or the scheduler can do. `app` parses nothing and renders nothing;
//! it loads, asks the domain, and saves in one transaction.

mod agency;
pub mod annual_report;
pub mod calendars;
pub mod case_log;
pub mod check;
mod error;
pub mod import;
mod projection;
pub mod seal;

use crate::clock::Clock;
use crate::rulebook::Rulebook;
use crate::store::Store;

pub use agency::{Agency, create_agency, find_agency};
pub use error::AppError;
pub use projection::project;

/// What every act needs: the store, the rules, the time.
#[derive(Debug)]
pub struct App {
    /// Where everything is kept.
    pub store: Store,
    /// The statute's figures and the working days.
    pub rulebook: Rulebook,
    /// The time.
    pub clock: Clock,
}
