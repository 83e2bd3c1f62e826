//! 答复情况: the kinds of reply that the 2014 statistics table tells apart (国办发〔2014〕32号, 三（三）).

use crate::domain::outcome::Outcome;

/// 答复种类: a lowest row under 三（三） of the 2014 table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OldReply {
    /// 1 属于已主动公开范围
    AlreadyPublic,
    /// 2 同意公开
    Disclosed,
    /// 3 同意部分公开
    PartlyDisclosed,
    /// 4 不同意公开：涉及国家秘密
    StateSecret,
    /// 4 不同意公开：涉及商业秘密
    TradeSecret,
    /// 4 不同意公开：涉及个人隐私
    Privacy,
    /// 4 不同意公开：危及国家安全、公共安全、经济安全和社会稳定
    PublicSafety,
    /// 4 不同意公开：不是《条例》所指政府信息
    NotGovernmentInformation,
    /// 4 不同意公开：法律法规规定的其他情形
    OtherLaw,
    /// 5 不属于本行政机关公开
    OtherAgency,
    /// 6 申请信息不存在
    Nonexistent,
    /// 7 告知作出更改补充
    SupplementNeeded,
    /// 8 告知通过其他途径办理
    OtherRoute,
}

impl OldReply {
    /// The kind under which the 2014 table counts a result.
    ///
    /// The results of the 2008 regulation are its own rows. Local offices keep the table to this day, so
    /// the results of the 2019 regulation have a place too; where they are finer or coarser than the old
    /// rows, the row is chosen that asserts nothing the file does not say (law.md marks the old labels
    /// unconfirmed, and no document prescribes this mapping):
    ///
    /// | 2019 result | row | why |
    /// |---|---|---|
    /// | art 14 法律行政法规禁止, art 15 第三方, art 16 内部事务、过程性信息、执法案卷 | 4 法律法规规定的其他情形 | each is a ground of the regulation; whether art 15 meant a trade secret or privacy is not recorded |
    /// | art 36(七) 行政查询 | 8 | the applicant is sent to the register's own rules |
    /// | art 36(四)(五) 不掌握, art 38 需另行制作 | 6 | the agency has no such record |
    /// | art 30 仍不明确, 逾期不补正 | 7 | what the applicant was last told is to amend the request |
    /// | art 39, 35, 36(六), （五）5, 未缴费, 其他 | 8 | the residual row: not answered with information, other ways remain |
    #[must_use]
    pub const fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::AlreadyPublic => Self::AlreadyPublic,
            Outcome::Disclosed => Self::Disclosed,
            Outcome::PartlyDisclosed => Self::PartlyDisclosed,
            Outcome::RefusedStateSecret | Outcome::WithheldStateSecret => Self::StateSecret,
            Outcome::RefusedTradeSecret => Self::TradeSecret,
            Outcome::RefusedPrivacy => Self::Privacy,
            Outcome::RefusedPublicSafety | Outcome::WithheldPublicSafety => Self::PublicSafety,
            Outcome::RefusedNotGovernmentInformation => Self::NotGovernmentInformation,
            Outcome::RefusedOtherLaw
            | Outcome::WithheldProhibitedByLaw
            | Outcome::WithheldThirdParty
            | Outcome::WithheldInternalAffairs
            | Outcome::WithheldProcessInformation
            | Outcome::WithheldEnforcementFile => Self::OtherLaw,
            Outcome::OtherAgency => Self::OtherAgency,
            Outcome::Nonexistent | Outcome::UnavailableNotHeld | Outcome::UnavailableNeedsCreation => Self::Nonexistent,
            Outcome::SupplementNeeded | Outcome::UnavailableStillUnclear | Outcome::OtherSupplementLapsed => {
                Self::SupplementNeeded
            }
            Outcome::OtherRoute
            | Outcome::WithheldAdministrativeInquiry
            | Outcome::NotProcessedPetition
            | Outcome::NotProcessedRepeat
            | Outcome::NotProcessedPublication
            | Outcome::NotProcessedExcessive
            | Outcome::NotProcessedReconfirmation
            | Outcome::OtherFeeLapsed
            | Outcome::OtherOther => Self::OtherRoute,
        }
    }
}
