//! 日常事务 in the settings: when each is done, and how.

use std::path::PathBuf;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use cron::Schedule;
use serde::{Deserialize, Deserializer, de};

use crate::domain::duty::Duty;

/// 日常事务.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutySettings {
    /// Whether this program does them; of several, one that is to answer requests only does not.
    pub enabled: bool,
    /// Minutes after which the duty of a program that was killed is taken over.
    pub claim_minutes: u32,
    /// By how many hundredths a figure of the annual report differs from last year's before it is pointed out.
    pub year_change_percent: u32,
    /// By how many at the least.
    pub year_change_at_least: u32,
    /// Copies of the database.
    pub backup: BackupSettings,
    /// When each duty is done.
    pub times: TimeSettings,
}

/// 备份.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackupSettings {
    /// The folder; empty means `backups` beside the database.
    pub dir: PathBuf,
    /// How many copies are kept; 0 means that none is made.
    pub keep: usize,
}

macro_rules! times {
    ($($field:ident = $duty:ident),+ $(,)?) => {
        /// When each duty is done: second, minute, hour, day, month, weekday, where the agency is.
        #[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct TimeSettings {
            $(#[doc = concat!("When [`Duty::", stringify!($duty), "`] is done.")] pub $field: CronTime,)+
        }

        impl TimeSettings {
            /// When a duty is done.
            #[must_use]
            pub fn of(&self, duty: Duty) -> &CronTime {
                match duty { $(Duty::$duty => &self.$field,)+ }
            }
        }
    };
}

times! {
    year_end = YearEnd,
    calendars = Calendars,
    lapses = Lapses,
    reminders = Reminders,
    escalations = Escalations,
    digests = Digests,
    report_reminders = ReportReminders,
    missing_calendar = MissingCalendar,
    urging = Urging,
    bulletin = Bulletin,
    seal = Seal,
    retention = Retention,
    backup = Backup,
}

/// A cron expression of six fields that comes true some day.
#[derive(Debug, Clone, PartialEq)]
pub struct CronTime(Schedule);

// Two that are written alike are the same.
impl Eq for CronTime {}

/// Why an expression is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CronFault {
    /// Not six fields.
    #[error("`{0}`: write six fields: second minute hour day month weekday, for example `0 30 7 * * Mon-Fri`")]
    Fields(String),
    /// Weekdays as numbers: in this notation 1 is Sunday, elsewhere Monday.
    #[error("`{0}`: write weekdays by name, for example `Mon-Fri`: numbers mean different days in different programs")]
    NumberedWeekday(String),
    /// It does not parse.
    #[error("`{0}` is not a cron expression: {1}")]
    Syntax(String, String),
    /// There is no such day.
    #[error("`{0}` never comes true: there is no such day")]
    Never(String),
}

impl CronTime {
    /// The schedule.
    #[must_use]
    pub fn schedule(&self) -> &Schedule {
        &self.0
    }
}

impl FromStr for CronTime {
    type Err = CronFault;

    /// Reads an expression.
    ///
    /// ```
    /// use gongkai_core::config::{CronFault, CronTime};
    /// assert!("0 30 7 * * Mon-Fri".parse::<CronTime>().is_ok());
    /// assert!(matches!("30 7 * * *".parse::<CronTime>(), Err(CronFault::Fields(_))));
    /// assert!(matches!("0 30 7 * * 1-5".parse::<CronTime>(), Err(CronFault::NumberedWeekday(_))));
    /// assert!(matches!("0 0 9 31 2 *".parse::<CronTime>(), Err(CronFault::Never(_))));
    /// ```
    fn from_str(text: &str) -> Result<Self, CronFault> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [_, _, _, _, _, weekday] = fields.as_slice() else { return Err(CronFault::Fields(text.to_owned())) };
        if weekday.contains(|c: char| c.is_ascii_digit()) {
            return Err(CronFault::NumberedWeekday(text.to_owned()));
        }
        let schedule =
            Schedule::from_str(text).map_err(|error| CronFault::Syntax(text.to_owned(), error.to_string()))?;
        // Without a year in it what comes true does so again and again, whatever day it is.
        let some_day = DateTime::<Utc>::from_timestamp(1_700_000_000, 0).unwrap_or_default();
        if schedule.after(&some_day).next().is_none() {
            return Err(CronFault::Never(text.to_owned()));
        }
        Ok(Self(schedule))
    }
}

impl<'de> Deserialize<'de> for CronTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
