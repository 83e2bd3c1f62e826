//! 日常事务: what the program does by itself, when it is due, once, whoever runs.
//!
//! ```text
//! engine      claims what is due, does it, writes down what became of it     times    which dates are due
//! overview    last run, next run                                             office   agencies and their people
//! tell        what is told once, in the transaction that tells it
//!
//! lapses  reminders  escalations  digests  calendars                        the daily duties
//! year_end  report_reminders  bulletins  upkeep                             the others
//! ```
//!
//! A duty is killed at any moment and begun again by another program: each step of it is a transaction that
//! finds what was done before.

mod bulletins;
mod calendars;
mod digests;
mod engine;
mod escalations;
mod lapses;
mod office;
mod overview;
mod reminders;
mod report_reminders;
mod tell;
mod times;
mod upkeep;
pub mod year_end;

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::{NaiveDate, TimeDelta};

use crate::config::{DutySettings, Settings, TimeSettings};
use crate::domain::duty::Counted;

pub use bulletins::{Bulletin, BulletinLine, bulletin, bulletin_periods};
pub use engine::{Duties, Ran};
pub use overview::{DutyStanding, LastRun, overview, require_administrator};

/// Before every date in the register.
const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(1, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// 结果: what a run has counted.
pub type Counts = BTreeMap<Counted, u64>;

/// When duties are done, and how: the settings as the duties need them.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// When each is done.
    pub times: TimeSettings,
    /// After how long the duty of a killed program is taken over.
    pub claim: TimeDelta,
    /// By how many hundredths, and by how many, a figure differs from last year's before it is pointed out.
    pub change: (u32, u32),
    /// The folder of copies.
    pub backup_dir: PathBuf,
    /// How many copies are kept.
    pub backups_kept: usize,
}

impl Plan {
    /// What the settings say.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        let DutySettings { enabled: _, claim_minutes, year_change_percent, year_change_at_least, backup, times } =
            &settings.duties;
        Self {
            times: times.clone(),
            claim: TimeDelta::minutes(i64::from(*claim_minutes).max(1)),
            change: (*year_change_percent, *year_change_at_least),
            backup_dir: settings.backup_dir(),
            backups_kept: backup.keep,
        }
    }
}

fn count(counts: &mut Counts, what: Counted, number: usize) {
    if number > 0 {
        *counts.entry(what).or_default() += number as u64;
    }
}
