//! The statute, without a database.

mod calendar;
mod calendar_faults;
mod calendar_known_on;
mod calendar_props;
mod regimes;
mod rulebook;
