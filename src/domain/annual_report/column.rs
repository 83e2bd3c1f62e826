//! 列: the columns of Tables 3 and 4 with their official labels (国办公开办函〔2021〕30号).

use std::fmt;
use std::str::FromStr;

use crate::domain::code::{AppealGroup, AppealResult, Category, UnknownCode, coded_enum};

/// 申请人情况: a column of Table 3, one category of applicants or all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// One category.
    Of(Category),
    /// 总计
    Total,
}

impl Column {
    /// Every column, from left to right.
    pub const ALL: [Self; 7] = [
        Self::Of(Category::NaturalPerson),
        Self::Of(Category::Enterprise),
        Self::Of(Category::Research),
        Self::Of(Category::PublicWelfare),
        Self::Of(Category::LegalService),
        Self::Of(Category::OtherOrg),
        Self::Total,
    ];

    /// The contract's code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Of(category) => category.as_str(),
            Self::Total => "total",
        }
    }

    /// The printed label.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Of(category) => category_label(category),
            Self::Total => "总计",
        }
    }

    /// Whether a request of this category is counted in the column.
    #[must_use]
    pub fn admits(self, category: Category) -> bool {
        match self {
            Self::Of(own) => own == category,
            Self::Total => true,
        }
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Column {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|column| column.as_str() == text).ok_or_else(|| UnknownCode {
            kind: "Column",
            value: text.to_owned(),
            allowed: Self::ALL.map(Self::as_str).join(", "),
        })
    }
}

/// 申请人类别: the label of a category in Table 3.
#[must_use]
pub const fn category_label(category: Category) -> &'static str {
    match category {
        Category::NaturalPerson => "自然人",
        Category::Enterprise => "商业企业",
        Category::Research => "科研机构",
        Category::PublicWelfare => "社会公益组织",
        Category::LegalService => "法律服务机构",
        Category::OtherOrg => "其他",
    }
}

coded_enum! {
    /// 复议诉讼: a column within one group of Table 4.
    AppealColumn {
        /// 结果维持
        Upheld = "upheld",
        /// 结果纠正
        Corrected = "corrected",
        /// 其他结果
        Other = "other",
        /// 尚未审结 on 31 December (R16)
        Pending = "pending",
        /// 总计
        Total = "total",
    }
}

impl AppealColumn {
    /// The printed label.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Upheld => "结果维持",
            Self::Corrected => "结果纠正",
            Self::Other => "其他结果",
            Self::Pending => "尚未审结",
            Self::Total => "总计",
        }
    }

    /// The four columns that 总计 adds up.
    pub const PARTS: [Self; 4] = [Self::Upheld, Self::Corrected, Self::Other, Self::Pending];
}

impl From<AppealResult> for AppealColumn {
    fn from(result: AppealResult) -> Self {
        match result {
            AppealResult::Upheld => Self::Upheld,
            AppealResult::Corrected => Self::Corrected,
            AppealResult::Other => Self::Other,
        }
    }
}

/// 列组: the printed label of a group of Table 4.
#[must_use]
pub const fn appeal_group_label(group: AppealGroup) -> &'static str {
    match group {
        AppealGroup::Reconsideration => "行政复议",
        AppealGroup::LitigationDirect => "未经复议直接起诉",
        AppealGroup::LitigationAfterReconsideration => "复议后起诉",
    }
}
