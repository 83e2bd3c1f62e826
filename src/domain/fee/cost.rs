//! 检索、复制、邮寄等成本费用 (2008 art 27) and their waiver (2008 art 28).

use serde::{Deserialize, Serialize};

use crate::domain::code::coded_enum;

coded_enum! {
    /// 减免事由 (2008 art 28): who need not pay, with proof.
    WaiverReason {
        /// 农村五保供养对象
        RuralFiveGuarantees = "rural_five_guarantees",
        /// 城乡居民最低生活保障对象
        MinimumLivingAllowance = "minimum_living_allowance",
        /// 国家重点优抚对象
        SpecialCare = "special_care",
        /// 其他经济困难
        OtherHardship = "other_hardship",
    }
}

/// 成本费用 (2008 art 27): what one request was charged and what was waived. Whole yuan; the rates
/// were set locally, so the amounts are entered, not worked out.
///
/// ```
/// use gongkai_core::domain::fee::{CostFee, CostFeeError, WaiverReason};
/// let fee = CostFee::new(0, 12, Some(WaiverReason::MinimumLivingAllowance));
/// assert_eq!(fee.map(|fee| fee.waived_yuan()), Ok(12));
/// assert_eq!(CostFee::new(5, 0, Some(WaiverReason::SpecialCare)), Err(CostFeeError::NothingWaived));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CostFee {
    charged_yuan: u32,
    waived_yuan: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<WaiverReason>,
}

/// A cost fee that cannot have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CostFeeError {
    /// A reason for a waiver, and nothing waived.
    #[error("a waiver reason is given, but nothing is waived")]
    NothingWaived,
}

impl CostFeeError {
    /// The stable code, for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NothingWaived => "cost_fee_nothing_waived",
        }
    }
}

impl CostFee {
    /// Charged and waived amounts. An old register may tell how much was waived and not why.
    ///
    /// # Errors
    /// [`CostFeeError::NothingWaived`].
    pub fn new(charged_yuan: u32, waived_yuan: u32, reason: Option<WaiverReason>) -> Result<Self, CostFeeError> {
        if reason.is_some() && waived_yuan == 0 {
            return Err(CostFeeError::NothingWaived);
        }
        Ok(Self { charged_yuan, waived_yuan, reason })
    }

    /// 收取: yuan the applicant paid.
    #[must_use]
    pub const fn charged_yuan(&self) -> u32 {
        self.charged_yuan
    }

    /// 减免: yuan the applicant did not have to pay.
    #[must_use]
    pub const fn waived_yuan(&self) -> u32 {
        self.waived_yuan
    }

    /// 减免事由, if known.
    #[must_use]
    pub const fn reason(&self) -> Option<WaiverReason> {
        self.reason
    }
}
