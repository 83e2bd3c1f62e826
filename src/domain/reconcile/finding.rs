//! 矛盾: a contradiction found in a report, as data; its sentence is made elsewhere.

use std::fmt;

use super::published::OldColumn;
use crate::domain::annual_report::{Amount, AppealColumn, Column, Row};
use crate::domain::code::{AppealGroup, coded_enum};

coded_enum! {
    /// 核对规则: the contract's rules, in its order.
    Rule {
        /// 六列之和 = 总计
        RowSum = "row_sum",
        /// （一）至（六）之和 = （七）
        ResultSum = "result_sum",
        /// 一 + 二 = 三（七） + 四
        Balance = "balance",
        /// 四项之和 = 总计 (表四)
        Table4Sum = "table4_sum",
        /// 本年二 = 上年四
        CarryOver = "carry_over",
        /// 汇总 = 各机关之和
        Children = "children",
        /// 文字 = 表
        Prose = "prose",
        /// 每格都是数, 没有则填 0
        Blank = "blank",
        /// 各渠道之和 = 收到
        Channels = "channels",
        /// 各类答复之和 = 答复总数
        Dispositions = "dispositions",
    }
}

/// 位置: where in the report the contradiction is; printed as the contract's `where`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A row of Table 3.
    Row(Row),
    /// A column of Table 3.
    Column(Column),
    /// A cell of Table 3.
    Cell(Row, Column),
    /// A group of Table 4.
    Group(AppealGroup),
    /// A cell of Table 4.
    AppealCell(AppealGroup, AppealColumn),
    /// A cell of an old table.
    Old(String, OldColumn),
    /// The channels of the statistics.
    Channels,
    /// 上年结转 of the statistics.
    CarriedOver,
    /// The number in the prose.
    ProseReceived,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row(row) => write!(f, "table3/{row}"),
            Self::Column(column) => write!(f, "table3/{column}"),
            Self::Cell(row, column) => write!(f, "table3/{row}/{column}"),
            Self::Group(group) => write!(f, "table4/{group}"),
            Self::AppealCell(group, column) => write!(f, "table4/{group}/{column}"),
            Self::Old(key, column) => write!(f, "table_old/{key}/{column}"),
            Self::Channels => f.write_str("statistics/channels"),
            Self::CarriedOver => f.write_str("statistics/carried_over"),
            Self::ProseReceived => f.write_str("prose/received"),
        }
    }
}

/// 矛盾: one contradiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that is broken.
    pub rule: Rule,
    /// Where.
    pub place: Place,
    /// The left side of the rule: what the parts come to, or what this report says. A blank has none.
    pub left: Option<Amount>,
    /// The right side of the rule: what is printed as the total, or what the other report says.
    pub right: Option<Amount>,
    /// For [`Rule::Children`]: the child report whose figure alone is larger than the summary.
    pub exceeded_by: Option<String>,
}

impl Finding {
    /// A rule whose two sides differ; `None` if they agree, or if one of them is blank, for then the blank
    /// is the finding.
    pub(super) fn unless_equal(rule: Rule, place: Place, left: Option<Amount>, right: Option<Amount>) -> Option<Self> {
        let differ = left.is_some() && right.is_some() && left != right;
        differ.then_some(Self { rule, place, left, right, exceeded_by: None })
    }

    pub(super) fn blank(place: Place) -> Self {
        Self { rule: Rule::Blank, place, left: None, right: None, exceeded_by: None }
    }
}
