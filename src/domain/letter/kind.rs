//! 文书种类 (SQ 文书格式; law.md §6.1): what a disclosure office puts on paper.

use super::super::code::coded_enum;
use crate::domain::case::{ConsultationKind, Event};

coded_enum! {
    /// 文书种类.
    LetterKind {
        /// 政府信息公开申请登记回执 (接收回执)
        Receipt = "receipt",
        /// 政府信息公开申请受理单: the older practice
        Acceptance = "acceptance",
        /// 政府信息公开申请补正告知书 (art 30)
        SupplementNotice = "supplement_notice",
        /// 政府信息公开申请说明理由告知书 (art 35)
        ReasonsRequest = "reasons_request",
        /// 政府信息公开申请延期答复告知书 (art 33)
        ExtensionNotice = "extension_notice",
        /// 政府信息公开申请征求意见书 to a third party (art 32)
        ThirdPartyConsultation = "third_party_consultation",
        /// 政府信息公开申请征求意见告知书: the applicant is told that the clock stands (arts 32–34)
        ConsultationNotice = "consultation_notice",
        /// 政府信息依申请公开告知书: a third party is told of a disclosure against its will (art 32)
        ThirdPartyNotice = "third_party_notice",
        /// 政府信息公开申请征求意见书 to an agency that made the information too (art 34)
        CoMakerConsultation = "co_maker_consultation",
        /// 政府信息公开申请协办函 to an agency that assists
        AssistanceRequest = "assistance_request",
        /// 政府信息公开申请中止受理告知单: the older practice (R8)
        SuspensionNotice = "suspension_notice",
        /// 政府信息公开申请收费通知书 (FEE art 6)
        FeeNotice = "fee_notice",
        /// 政府信息公开申请答复书 (arts 36–39)
        Reply = "reply",
    }
}

impl LetterKind {
    /// The letters that the law answers an event with, most necessary first.
    ///
    /// ```
    /// use gongkai_core::domain::{case::Event, letter::LetterKind};
    /// let extended = Event::Extended { working_days: 20, reason: None };
    /// assert_eq!(LetterKind::answering(&extended), [LetterKind::ExtensionNotice]);
    /// ```
    #[must_use]
    pub fn answering(event: &Event) -> &'static [Self] {
        if let Event::Consulted { kind, .. } = event {
            return match kind {
                ConsultationKind::ThirdParty => &[Self::ThirdPartyConsultation, Self::ConsultationNotice],
                ConsultationKind::Agency => {
                    &[Self::CoMakerConsultation, Self::AssistanceRequest, Self::ConsultationNotice]
                }
            };
        }
        let answers: [(bool, &'static [Self]); 7] = [
            (is_an_objection(event), &[Self::ThirdPartyNotice]),
            (matches!(event, Event::ReceiptConfirmed), &[Self::Receipt, Self::Acceptance]),
            (matches!(event, Event::SupplementRequested { .. }), &[Self::SupplementNotice]),
            (matches!(event, Event::ReasonsRequested), &[Self::ReasonsRequest]),
            (matches!(event, Event::Extended { .. }), &[Self::ExtensionNotice]),
            (matches!(event, Event::Suspended { .. }), &[Self::SuspensionNotice]),
            (matches!(event, Event::FeeNotified { .. }), &[Self::FeeNotice]),
        ];
        answers.iter().find(|(is_answered, _)| *is_answered).map_or(&[], |(_, letters)| letters)
    }

    /// Whether the letter goes out as soon as its event is entered; the others are there for whoever wants them.
    #[must_use]
    pub fn follows_at_once(self) -> bool {
        matches!(
            self,
            Self::Receipt
                | Self::SupplementNotice
                | Self::ReasonsRequest
                | Self::ExtensionNotice
                | Self::ThirdPartyConsultation
                | Self::ConsultationNotice
                | Self::CoMakerConsultation
                | Self::SuspensionNotice
                | Self::FeeNotice
        )
    }

    /// Whether it must name the article that it rests on (law.md §6.2).
    #[must_use]
    pub fn rests_on_an_article(self) -> bool {
        // R8: the regulation of 2019 knows no 中止.
        !matches!(self, Self::Receipt | Self::Acceptance | Self::AssistanceRequest | Self::SuspensionNotice)
    }

    /// Whether it tells how it may be contested (R19): only what decides the request does.
    #[must_use]
    pub fn tells_of_remedies(self) -> bool {
        matches!(self, Self::Reply | Self::ThirdPartyNotice)
    }
}

/// 第三方不同意公开 (art 32): if the agency discloses all the same, it tells the third party so and why.
fn is_an_objection(event: &Event) -> bool {
    matches!(event, Event::ConsultationAnswered { kind: ConsultationKind::ThirdParty, consents: Some(false), .. })
}
