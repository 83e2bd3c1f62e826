//! The rules of a running program: they change while it runs, when an administrator uploads a calendar.

use std::sync::{Arc, PoisonError, RwLock};

use super::Rulebook;
use crate::domain::calendar::{Calendar, CalendarError};
use crate::domain::regime::Regimes;

/// The rules in force, exchanged as a whole. Whoever asks has the rules as they are at that moment and keeps
/// them for as long as is needed.
#[derive(Debug)]
pub struct SharedRulebook {
    /// 制度 are compiled in and never change.
    regimes: Regimes,
    current: RwLock<(i64, Arc<Rulebook>)>,
}

impl From<Rulebook> for SharedRulebook {
    fn from(rulebook: Rulebook) -> Self {
        Self { regimes: rulebook.regimes().clone(), current: RwLock::new((0, Arc::new(rulebook))) }
    }
}

impl SharedRulebook {
    /// The rules as they are now.
    #[must_use]
    pub fn current(&self) -> Arc<Rulebook> {
        self.revised().1
    }

    /// The rules as they are now, with the number of the revision of the uploaded files that is in them; 0
    /// before anything was uploaded.
    #[must_use]
    pub fn revised(&self) -> (i64, Arc<Rulebook>) {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        (current.0, Arc::clone(&current.1))
    }

    /// Puts newer rules in place. Older ones than those in force are left aside.
    pub fn replace(&self, revision: i64, rulebook: Arc<Rulebook>) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if revision > current.0 {
            *current = (revision, rulebook);
        }
    }

    /// 制度: what the regulation says, by date (R10).
    #[must_use]
    pub fn regimes(&self) -> &Regimes {
        &self.regimes
    }

    /// 工作日历 of the country, or of a region, as it is now.
    ///
    /// # Errors
    /// [`CalendarError::UnknownRegion`] if no file is about the region.
    pub fn calendar(&self, region: Option<&str>) -> Result<Calendar, CalendarError> {
        self.current().calendar(region)
    }
}
