//! 救济途径 (art 51; R19): how a reply may be contested, and until when.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::code::coded_enum;
use super::outcome::Outcome;

/// 行政复议的申请期限: 60 days from learning of the reply (行政复议法第二十条), in calendar days.
const RECONSIDERATION_DAYS: Days = Days::new(60);
/// 提起行政诉讼的期限: 6 months from learning of the reply (行政诉讼法第四十六条).
const LITIGATION_MONTHS: Months = Months::new(6);

coded_enum! {
    /// 救济途径 of a reply, which its paragraph on remedies is written from (R19).
    RemedyRoute {
        /// 复议前置: reconsideration before any lawsuit
        ReviewFirst = "review_first",
        /// 复议前置 for what is kept back, either for the rest
        PartReviewFirst = "part_review_first",
        /// Reconsideration or a lawsuit, as the applicant likes
        Either = "either",
    }
}

impl RemedyRoute {
    /// The route against a reply with this result.
    ///
    /// ```
    /// use gongkai_core::domain::{outcome::Outcome, remedies::RemedyRoute};
    /// assert_eq!(RemedyRoute::against(Outcome::WithheldThirdParty), RemedyRoute::ReviewFirst);
    /// assert_eq!(RemedyRoute::against(Outcome::UnavailableNotHeld), RemedyRoute::Either);
    /// ```
    #[must_use]
    pub fn against(outcome: Outcome) -> Self {
        if outcome == Outcome::PartlyDisclosed {
            Self::PartReviewFirst
        } else if outcome.is_review_first() {
            Self::ReviewFirst
        } else {
            Self::Either
        }
    }
}

/// 复议机关、管辖法院 of an agency, by name. Which they are follows from whose department an agency is, which the tree
/// of agencies does not tell; an empty name leaves the statute's general words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RemedyBodies {
    /// 复议机关: where reconsideration of the agency's replies is applied for (行政复议法第二十四、二十五条).
    pub reconsideration: String,
    /// 管辖法院: where its replies are sued (行政诉讼法第十四至十八条).
    pub court: String,
}

impl RemedyBodies {
    /// Characters of a name at most.
    pub const NAME_MAX: usize = 60;
}

/// How a reply may be contested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remedies {
    /// The last day for 行政复议.
    pub reconsideration_by: NaiveDate,
    /// The last day for a lawsuit without reconsideration; none where 复议前置 applies.
    pub litigation_by: Option<NaiveDate>,
}

impl Remedies {
    /// The remedies against a reply that reached the applicant on a day.
    ///
    /// 不予公开 under arts 14–16, also of a part, must go to reconsideration first (复议法第二十三条第一款第四项).
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use gongkai_core::domain::{outcome::Outcome, remedies::Remedies};
    /// let reached_on = NaiveDate::from_ymd_opt(2025, 3, 3).unwrap_or_default();
    /// let refused = Remedies::against(Outcome::WithheldThirdParty, reached_on);
    /// assert_eq!(refused.reconsideration_by.to_string(), "2025-05-02");
    /// assert_eq!(refused.litigation_by, None);
    /// let not_held = Remedies::against(Outcome::UnavailableNotHeld, reached_on);
    /// assert_eq!(not_held.litigation_by.map(|on| on.to_string()).as_deref(), Some("2025-09-03"));
    /// ```
    #[must_use]
    pub fn against(outcome: Outcome, reached_on: NaiveDate) -> Self {
        Self {
            reconsideration_by: reached_on + RECONSIDERATION_DAYS,
            litigation_by: (!outcome.is_review_first()).then(|| reached_on + LITIGATION_MONTHS),
        }
    }
}
