//! 表三: the rows of Table 3 as the 2021 and the 2019 form print them.
//!
//! Row labels are the words of 国办公开办函〔2021〕30号 and 〔2019〕60号. They are constants beside the rows,
//! not messages: a statutory form has one wording in every language, and a new form would need new
//! rows as well.

use crate::domain::code::coded_enum;
use crate::domain::outcome::Outcome;
use crate::domain::regime::Form;

coded_enum! {
    /// 表三的行: its code is the number as printed.
    Row {
        /// 一、本年新收 (R11)
        Received = "一",
        /// 二、上年结转 (R11)
        CarriedOver = "二",
        /// （一）予以公开
        Disclosed = "三(一)",
        /// （二）部分公开 (R13)
        PartlyDisclosed = "三(二)",
        /// （三）1 属于国家秘密
        StateSecret = "三(三)1",
        /// （三）2 其他法律行政法规禁止公开
        ProhibitedByLaw = "三(三)2",
        /// （三）3 危及“三安全一稳定”
        PublicSafety = "三(三)3",
        /// （三）4 保护第三方合法权益
        ThirdParty = "三(三)4",
        /// （三）5 属于三类内部事务信息
        InternalAffairs = "三(三)5",
        /// （三）6 属于四类过程性信息
        ProcessInformation = "三(三)6",
        /// （三）7 属于行政执法案卷
        EnforcementFile = "三(三)7",
        /// （三）8 属于行政查询事项
        AdministrativeInquiry = "三(三)8",
        /// （四）1 本机关不掌握相关政府信息
        NotHeld = "三(四)1",
        /// （四）2 没有现成信息需要另行制作
        NeedsCreation = "三(四)2",
        /// （四）3 补正后申请内容仍不明确
        StillUnclear = "三(四)3",
        /// （五）1 信访举报投诉类申请
        Petition = "三(五)1",
        /// （五）2 重复申请
        Repeat = "三(五)2",
        /// （五）3 要求提供公开出版物
        Publication = "三(五)3",
        /// （五）4 无正当理由大量反复申请
        Excessive = "三(五)4",
        /// （五）5 要求行政机关确认或重新出具已获取信息
        Reconfirmation = "三(五)5",
        /// （六）其他处理, as one row (2019 form)
        OtherHandling = "三(六)",
        /// （六）1 逾期不补正 (2021 form)
        SupplementLapsed = "三(六)1",
        /// （六）2 逾期未缴费 (2021 form)
        FeeLapsed = "三(六)2",
        /// （六）3 其他 (2021 form)
        Other = "三(六)3",
        /// （七）总计
        Results = "三(七)",
        /// 四、结转下年度继续办理 (R11)
        CarriedForward = "四",
    }
}

/// 办理结果的类: the headings that the 2021 form prints beside the numbered rows of 三.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowGroup {
    /// （三）不予公开
    Withheld,
    /// （四）无法提供
    Unavailable,
    /// （五）不予处理
    NotProcessed,
    /// （六）其他处理
    OtherHandling,
}

impl RowGroup {
    /// The printed label.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Withheld => "（三）不予公开",
            Self::Unavailable => "（四）无法提供",
            Self::NotProcessed => "（五）不予处理",
            Self::OtherHandling => "（六）其他处理",
        }
    }
}

/// 勾稽关系: 一 + 二 = （七） + 四, and （七） is the sum of the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowRole {
    /// 一、本年新收
    Received,
    /// 二、上年结转
    CarriedOver,
    /// A row of 三 that （七） adds up.
    Result,
    /// （七）总计
    Results,
    /// 四、结转下年度
    CarriedForward,
}

impl Row {
    /// The three rows into which the 2021 form divides （六）.
    pub const OTHER_HANDLING_PARTS: [Self; 3] = [Self::SupplementLapsed, Self::FeeLapsed, Self::Other];

    /// The rows of a form in printed order. The 2014 form has no Table 3; asked for it, the rows are
    /// those of the 2019 form.
    ///
    /// ```
    /// use gongkai_core::domain::{annual_report::Row, regime::Form};
    /// assert_eq!(Row::of_form(Form::Form2021).count(), 25);
    /// assert_eq!(Row::of_form(Form::Form2019).count(), 23);
    /// ```
    pub fn of_form(form: Form) -> impl Iterator<Item = Self> {
        let absent: &[Self] = match form {
            Form::Form2021 => &[Self::OtherHandling],
            Form::Form2019 | Form::Form2014 => &Self::OTHER_HANDLING_PARTS,
        };
        Self::ALL.iter().copied().filter(|row| !absent.contains(row))
    }

    /// 勾稽关系: which part the row plays in the identities of the table.
    #[must_use]
    pub const fn role(self) -> RowRole {
        match self {
            Self::Received => RowRole::Received,
            Self::CarriedOver => RowRole::CarriedOver,
            Self::Results => RowRole::Results,
            Self::CarriedForward => RowRole::CarriedForward,
            Self::Disclosed
            | Self::PartlyDisclosed
            | Self::StateSecret
            | Self::ProhibitedByLaw
            | Self::PublicSafety
            | Self::ThirdParty
            | Self::InternalAffairs
            | Self::ProcessInformation
            | Self::EnforcementFile
            | Self::AdministrativeInquiry
            | Self::NotHeld
            | Self::NeedsCreation
            | Self::StillUnclear
            | Self::Petition
            | Self::Repeat
            | Self::Publication
            | Self::Excessive
            | Self::Reconfirmation
            | Self::OtherHandling
            | Self::SupplementLapsed
            | Self::FeeLapsed
            | Self::Other => RowRole::Result,
        }
    }

    /// The heading under which the row is printed; none for a row that stands alone.
    #[must_use]
    pub const fn group(self) -> Option<RowGroup> {
        match self {
            Self::StateSecret
            | Self::ProhibitedByLaw
            | Self::PublicSafety
            | Self::ThirdParty
            | Self::InternalAffairs
            | Self::ProcessInformation
            | Self::EnforcementFile
            | Self::AdministrativeInquiry => Some(RowGroup::Withheld),
            Self::NotHeld | Self::NeedsCreation | Self::StillUnclear => Some(RowGroup::Unavailable),
            Self::Petition | Self::Repeat | Self::Publication | Self::Excessive | Self::Reconfirmation => {
                Some(RowGroup::NotProcessed)
            }
            Self::SupplementLapsed | Self::FeeLapsed | Self::Other => Some(RowGroup::OtherHandling),
            Self::Received
            | Self::CarriedOver
            | Self::Disclosed
            | Self::PartlyDisclosed
            | Self::OtherHandling
            | Self::Results
            | Self::CarriedForward => None,
        }
    }

    /// The printed label.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Received => "一、本年新收政府信息公开申请数量",
            Self::CarriedOver => "二、上年结转政府信息公开申请数量",
            Self::Disclosed => "（一）予以公开",
            Self::PartlyDisclosed => "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            Self::StateSecret => "1.属于国家秘密",
            Self::ProhibitedByLaw => "2.其他法律行政法规禁止公开",
            Self::PublicSafety => "3.危及“三安全一稳定”",
            Self::ThirdParty => "4.保护第三方合法权益",
            Self::InternalAffairs => "5.属于三类内部事务信息",
            Self::ProcessInformation => "6.属于四类过程性信息",
            Self::EnforcementFile => "7.属于行政执法案卷",
            Self::AdministrativeInquiry => "8.属于行政查询事项",
            Self::NotHeld => "1.本机关不掌握相关政府信息",
            Self::NeedsCreation => "2.没有现成信息需要另行制作",
            Self::StillUnclear => "3.补正后申请内容仍不明确",
            Self::Petition => "1.信访举报投诉类申请",
            Self::Repeat => "2.重复申请",
            Self::Publication => "3.要求提供公开出版物",
            Self::Excessive => "4.无正当理由大量反复申请",
            Self::Reconfirmation => "5.要求行政机关确认或重新出具已获取信息",
            Self::OtherHandling => "（六）其他处理",
            Self::SupplementLapsed => "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            Self::FeeLapsed => "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            Self::Other => "3.其他",
            Self::Results => "（七）总计",
            Self::CarriedForward => "四、结转下年度继续办理",
        }
    }

    /// The row of the 2021 form in which a result is counted (R13).
    ///
    /// Results of the 2008 regulation are counted here too: a request received before 2019-05-15 and
    /// answered after it must land in a row, or the table would not balance. Where the old result names
    /// less than the new rows ask for, the row is chosen that asserts nothing the file does not say:
    ///
    /// | 2008 result | row | why |
    /// |---|---|---|
    /// | 属于已主动公开范围 | （一） | art 36(一): telling how to get it is disclosure |
    /// | 涉及国家秘密 | （三）1 | art 14 |
    /// | 涉及商业秘密、个人隐私 | （三）4 | art 15 protects third parties by exactly these two |
    /// | 危及国家安全、公共安全、经济安全和社会稳定 | （三）3 | art 14, the same words |
    /// | 法律法规规定的其他情形 | （三）2 | art 14 |
    /// | 不属于本行政机关公开、申请信息不存在 | （四）1 | art 36(四)(五) share this row |
    /// | 告知作出更改补充 | （四）3 | art 30: the content stayed unclear |
    /// | 不是《条例》所指政府信息 | （六）3 | no row; （五） would accuse the applicant of a petition |
    /// | 告知通过其他途径办理 | （六）3 | petition (（五）1) or register inquiry (（三）8): the old result does not tell |
    #[must_use]
    pub const fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Disclosed | Outcome::AlreadyPublic => Self::Disclosed,
            Outcome::PartlyDisclosed => Self::PartlyDisclosed,
            Outcome::WithheldStateSecret | Outcome::RefusedStateSecret => Self::StateSecret,
            Outcome::WithheldProhibitedByLaw | Outcome::RefusedOtherLaw => Self::ProhibitedByLaw,
            Outcome::WithheldPublicSafety | Outcome::RefusedPublicSafety => Self::PublicSafety,
            Outcome::WithheldThirdParty | Outcome::RefusedTradeSecret | Outcome::RefusedPrivacy => Self::ThirdParty,
            Outcome::WithheldInternalAffairs => Self::InternalAffairs,
            Outcome::WithheldProcessInformation => Self::ProcessInformation,
            Outcome::WithheldEnforcementFile => Self::EnforcementFile,
            Outcome::WithheldAdministrativeInquiry => Self::AdministrativeInquiry,
            Outcome::UnavailableNotHeld | Outcome::OtherAgency | Outcome::Nonexistent => Self::NotHeld,
            Outcome::UnavailableNeedsCreation => Self::NeedsCreation,
            Outcome::UnavailableStillUnclear | Outcome::SupplementNeeded => Self::StillUnclear,
            Outcome::NotProcessedPetition => Self::Petition,
            Outcome::NotProcessedRepeat => Self::Repeat,
            Outcome::NotProcessedPublication => Self::Publication,
            Outcome::NotProcessedExcessive => Self::Excessive,
            Outcome::NotProcessedReconfirmation => Self::Reconfirmation,
            Outcome::OtherSupplementLapsed => Self::SupplementLapsed,
            Outcome::OtherFeeLapsed => Self::FeeLapsed,
            Outcome::OtherOther | Outcome::RefusedNotGovernmentInformation | Outcome::OtherRoute => Self::Other,
        }
    }

    /// Whether a result is counted in this row, in the form that prints the row: （六） of the 2019 form
    /// holds what the 2021 form divides into three.
    #[must_use]
    pub fn counts(self, outcome: Outcome) -> bool {
        let row = Self::of(outcome);
        row == self || (self == Self::OtherHandling && row.group() == Some(RowGroup::OtherHandling))
    }
}
