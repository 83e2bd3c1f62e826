//! 办理结果 (arts 36–39, Table 3): the catalogue of results a request can have.
//!
//! One request has exactly one result (R13). The 2008 regime had its own catalogue; both are kept in
//! one enum because a report may count cases of both (a request received in April 2019 and
//! answered in June), and a row must then be found for each.

use super::code::coded_enum;

coded_enum! {
    /// 办理结果: the contract's outcome codes.
    Outcome {
        /// 予以公开 三(一)
        Disclosed = "disclosed",
        /// 部分公开 三(二) (art 37)
        PartlyDisclosed = "partly_disclosed",
        /// 属于国家秘密 三(三)1 (art 14)
        WithheldStateSecret = "withheld.state_secret",
        /// 其他法律行政法规禁止公开 三(三)2 (art 14)
        WithheldProhibitedByLaw = "withheld.prohibited_by_law",
        /// 危及“三安全一稳定” 三(三)3 (art 14)
        WithheldPublicSafety = "withheld.public_safety",
        /// 保护第三方合法权益 三(三)4 (arts 15, 32)
        WithheldThirdParty = "withheld.third_party",
        /// 属于三类内部事务信息 三(三)5 (art 16)
        WithheldInternalAffairs = "withheld.internal_affairs",
        /// 属于四类过程性信息 三(三)6 (art 16)
        WithheldProcessInformation = "withheld.process_information",
        /// 属于行政执法案卷 三(三)7 (art 16)
        WithheldEnforcementFile = "withheld.enforcement_file",
        /// 属于行政查询事项 三(三)8 (art 36(七))
        WithheldAdministrativeInquiry = "withheld.administrative_inquiry",
        /// 本机关不掌握相关政府信息 三(四)1 (art 36(四)(五))
        UnavailableNotHeld = "unavailable.not_held",
        /// 没有现成信息需要另行制作 三(四)2 (art 38)
        UnavailableNeedsCreation = "unavailable.needs_creation",
        /// 补正后申请内容仍不明确 三(四)3 (art 30)
        UnavailableStillUnclear = "unavailable.still_unclear",
        /// 信访举报投诉类申请 三(五)1 (art 39)
        NotProcessedPetition = "not_processed.petition",
        /// 重复申请 三(五)2 (art 36(六))
        NotProcessedRepeat = "not_processed.repeat",
        /// 要求提供公开出版物 三(五)3 (art 39)
        NotProcessedPublication = "not_processed.publication",
        /// 无正当理由大量反复申请 三(五)4 (art 35)
        NotProcessedExcessive = "not_processed.excessive",
        /// 要求行政机关确认或重新出具已获取信息 三(五)5
        NotProcessedReconfirmation = "not_processed.reconfirmation",
        /// 申请人无正当理由逾期不补正 三(六)1 (art 30)
        OtherSupplementLapsed = "other.supplement_lapsed",
        /// 申请人逾期未按收费通知要求缴纳费用 三(六)2 (FEE art 6)
        OtherFeeLapsed = "other.fee_lapsed",
        /// 其他 三(六)3
        OtherOther = "other.other",
        /// 2008: 属于已主动公开范围
        AlreadyPublic = "already_public",
        /// 2008: 涉及国家秘密
        RefusedStateSecret = "refused.state_secret",
        /// 2008: 涉及商业秘密
        RefusedTradeSecret = "refused.trade_secret",
        /// 2008: 涉及个人隐私
        RefusedPrivacy = "refused.privacy",
        /// 2008: 危及国家安全、公共安全、经济安全和社会稳定
        RefusedPublicSafety = "refused.public_safety",
        /// 2008: 不是《条例》所指政府信息
        RefusedNotGovernmentInformation = "refused.not_government_information",
        /// 2008: 法律法规规定的其他情形
        RefusedOtherLaw = "refused.other_law",
        /// 2008: 不属于本行政机关公开
        OtherAgency = "other_agency",
        /// 2008: 申请信息不存在
        Nonexistent = "nonexistent",
        /// 2008: 告知作出更改补充
        SupplementNeeded = "supplement_needed",
        /// 2008: 告知通过其他途径办理
        OtherRoute = "other_route",
    }
}

impl Outcome {
    /// Whether the code names one of the contract's groups (`withheld.`, `refused.` …).
    fn is_in_group(self, group: &str) -> bool {
        self.as_str().split_once('.').is_some_and(|(head, _)| head == group)
    }

    /// Whether something is kept from the applicant, so that item-by-item grounds are due (R17).
    #[must_use]
    pub fn withholds(self) -> bool {
        matches!(self, Self::PartlyDisclosed) || self.is_refusal()
    }

    /// Whether nothing is disclosed for a reason of substance: 不予公开.
    #[must_use]
    pub fn is_refusal(self) -> bool {
        self.is_in_group("withheld") || self.is_in_group("refused")
    }

    /// 复议前置 (复议法第二十三条第一款第四项, R19): 不予公开 under arts 14–16, also of a part, is contested before
    /// the reconsideration organ first; 行政查询 (art 36(七)) is not among them.
    #[must_use]
    pub fn is_review_first(self) -> bool {
        matches!(
            self,
            Self::PartlyDisclosed
                | Self::WithheldStateSecret
                | Self::WithheldProhibitedByLaw
                | Self::WithheldPublicSafety
                | Self::WithheldThirdParty
                | Self::WithheldInternalAffairs
                | Self::WithheldProcessInformation
                | Self::WithheldEnforcementFile
        )
    }

    /// Whether the result is 属于国家秘密, which purges attachments (R18).
    #[must_use]
    pub fn is_state_secret(self) -> bool {
        matches!(self, Self::WithheldStateSecret | Self::RefusedStateSecret)
    }

    /// Whether only the system may set it: a lapse is not something an officer can draft a reply for.
    #[must_use]
    pub fn is_set_by_system(self) -> bool {
        matches!(self, Self::OtherSupplementLapsed | Self::OtherFeeLapsed)
    }
}
