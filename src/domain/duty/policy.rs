//! 本机关的催办制度: what the law leaves to the agency.

use serde::{Deserialize, Serialize};

use crate::domain::code::coded_enum;

/// 催办制度, in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DutyPolicy {
    /// 宽限: after the last day of a supplement or a payment, before the case may end. What was posted on the last
    /// day is in time (law.md §5.1).
    pub lapse_grace: u32,
    /// Whether such a case ends by itself; otherwise an officer confirms.
    pub lapse_automatically: bool,
    /// How long before it runs out a period is pointed out.
    pub remind_before: u32,
    /// After how many days late a case goes to the officer, to the head of the section, to the head of the office.
    pub escalate_after: [u32; 3],
}

impl Default for DutyPolicy {
    fn default() -> Self {
        Self { lapse_grace: 1, lapse_automatically: false, remind_before: 2, escalate_after: [1, 3, 5] }
    }
}

coded_enum! {
    /// 催办层级 of a late case.
    Level {
        /// 承办人
        Officer = "officer",
        /// 科室负责人
        SectionHead = "section_head",
        /// 机构负责人
        OfficeHead = "office_head",
    }
}

impl DutyPolicy {
    /// How far up a case goes that is so many working days late.
    ///
    /// ```
    /// use gongkai_core::domain::duty::{DutyPolicy, Level};
    /// let policy = DutyPolicy::default();
    /// assert_eq!(policy.level(0), None);
    /// assert_eq!(policy.level(2), Some(Level::Officer));
    /// assert_eq!(policy.level(9), Some(Level::OfficeHead));
    /// ```
    #[must_use]
    pub fn level(&self, late_working_days: u32) -> Option<Level> {
        let levels = Level::ALL.iter().zip(self.escalate_after);
        levels.filter(|(_, after)| late_working_days >= *after).map(|(level, _)| *level).next_back()
    }
}
