//! 承办七问: in which order an officer finds the result of a request.
//!
//! The questions are asked one after the other; whoever cannot go on finds the results there.

use super::code::coded_enum;
use super::outcome::Outcome;
use super::regime::Regime;

coded_enum! {
    /// 承办七问, in the order in which they are asked.
    Question {
        /// 补不补: whether it is clear what is asked for (art 30)
        Clear = "clear",
        /// 是不是: whether it is a request for government information at all (arts 35, 36(六)(七), 39)
        Covered = "covered",
        /// 谁负责: whose information it is (arts 10, 36(五))
        Responsible = "responsible",
        /// 有没有: whether it is there (arts 36(四), 38)
        Held = "held",
        /// 给不给: whether it may be given (arts 14–16, 37)
        Released = "released",
        /// 怎么给: whether to provide it, or to tell where it is (arts 36(一)(二), 40)
        Provided = "provided",
        /// 怎么答: what none of the others has led to
        Answered = "answered",
    }
}

/// 可选的办理结果: a result, with its 细分原因 where one row of Table 3 holds two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// 办理结果
    pub outcome: Outcome,
    /// 细分原因
    pub sub_reason: Option<&'static str>,
}

/// 不由本机关负责公开 (art 36(五)).
pub const OTHER_AGENCY: &str = "other_agency";
/// 经检索没有 (art 36(四)).
pub const NONEXISTENT: &str = "nonexistent";

impl Question {
    /// The results that this question leads to, of those that the regime of the case knows and that are not set by
    /// a lapse.
    #[must_use]
    pub fn findings(self, regime: &Regime) -> Vec<Finding> {
        let here = |outcome: &Outcome| {
            let places = places(*outcome).iter();
            let places = places.filter(move |(question, _)| *question == self);
            places.map(|(_, sub_reason)| Finding { outcome: *outcome, sub_reason: *sub_reason }).collect::<Vec<_>>()
        };
        regime.outcomes.iter().flat_map(here).collect()
    }
}

/// Under which questions a result stands. 三(四)1 holds both what is not there and what is another agency's.
fn places(outcome: Outcome) -> &'static [(Question, Option<&'static str>)] {
    use Outcome as O;
    match outcome {
        O::UnavailableStillUnclear | O::SupplementNeeded => &[(Question::Clear, None)],
        O::WithheldAdministrativeInquiry
        | O::NotProcessedPetition
        | O::NotProcessedRepeat
        | O::NotProcessedPublication
        | O::NotProcessedExcessive
        | O::NotProcessedReconfirmation
        | O::RefusedNotGovernmentInformation
        | O::OtherRoute => &[(Question::Covered, None)],
        O::UnavailableNotHeld => &[(Question::Responsible, Some(OTHER_AGENCY)), (Question::Held, Some(NONEXISTENT))],
        O::OtherAgency => &[(Question::Responsible, None)],
        O::UnavailableNeedsCreation | O::Nonexistent => &[(Question::Held, None)],
        O::PartlyDisclosed
        | O::WithheldStateSecret
        | O::WithheldProhibitedByLaw
        | O::WithheldPublicSafety
        | O::WithheldThirdParty
        | O::WithheldInternalAffairs
        | O::WithheldProcessInformation
        | O::WithheldEnforcementFile
        | O::RefusedStateSecret
        | O::RefusedTradeSecret
        | O::RefusedPrivacy
        | O::RefusedPublicSafety
        | O::RefusedOtherLaw => &[(Question::Released, None)],
        O::Disclosed | O::AlreadyPublic => &[(Question::Provided, None)],
        O::OtherOther => &[(Question::Answered, None)],
        O::OtherSupplementLapsed | O::OtherFeeLapsed => &[],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Outcome, places};

    #[test]
    fn every_result_that_an_officer_may_choose_stands_under_a_question() {
        let without: BTreeSet<_> = Outcome::ALL.iter().filter(|outcome| places(**outcome).is_empty()).collect();
        let by_system: BTreeSet<_> = Outcome::ALL.iter().filter(|outcome| outcome.is_set_by_system()).collect();
        assert_eq!(without, by_system);
    }
}
