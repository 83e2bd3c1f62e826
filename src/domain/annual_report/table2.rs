//! 表二: the figures on proactive disclosure, which do not come from cases but are entered.

use std::collections::BTreeMap;

use super::amount::Amount;
use super::old_row::{OLD_ROWS, Source};
use crate::domain::regime::Form;

/// 填报数: figures entered by the office, by key. The keys of Table 2 are `ROW/COLUMN` with the printed
/// labels (`规章/本年制发件数`), those of the 2014 table its row numbers (`一(一)`).
pub type Entered = BTreeMap<String, Amount>;

/// 表二的一块: the figures asked for under one item of art 20.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// The item, as printed above the block.
    pub item: &'static str,
    /// The printed column labels, without the unit.
    pub columns: &'static [&'static str],
    /// The printed row labels.
    pub rows: &'static [&'static str],
}

/// 表二 of the 2021 form (国办公开办函〔2021〕30号).
const BLOCKS_2021: &[Block] = &[
    Block {
        item: "第二十条第（一）项",
        columns: &["本年制发件数", "本年废止件数", "现行有效件数"],
        rows: &["规章", "行政规范性文件"],
    },
    Block { item: "第二十条第（五）项", columns: &["本年处理决定数量"], rows: &["行政许可"] },
    Block {
        item: "第二十条第（六）项", columns: &["本年处理决定数量"], rows: &["行政处罚", "行政强制"]
    },
    Block { item: "第二十条第（八）项", columns: &[FEE_COLUMN], rows: &["行政事业性收费"] },
];

/// 表二 of the 2019 trial form (国办公开办函〔2019〕60号, confirmed by one source).
const BLOCKS_2019: &[Block] = &[
    Block {
        item: "第二十条第（一）项",
        columns: &["本年新制作数量", "本年新公开数量", "对外公开总数量"],
        rows: &["规章", "规范性文件"],
    },
    Block {
        item: "第二十条第（五）项",
        columns: &["上一年项目数量", CHANGE_COLUMN, "处理决定数量"],
        rows: &["行政许可", "其他对外管理服务事项"],
    },
    Block {
        item: "第二十条第（六）项",
        columns: &["上一年项目数量", CHANGE_COLUMN, "处理决定数量"],
        rows: &["行政处罚", "行政强制"],
    },
    Block {
        item: "第二十条第（八）项", columns: &["上一年项目数量", CHANGE_COLUMN], rows: &["行政事业性收费"]
    },
    Block {
        item: "第二十条第（九）项", columns: &["采购项目数量", "采购总金额"], rows: &["政府集中采购"]
    },
];

const FEE_COLUMN: &str = "本年收费金额";
const CHANGE_COLUMN: &str = "本年增/减";

/// The blocks of Table 2; the 2014 form has none.
///
/// ```
/// use gongkai_core::domain::{annual_report::table2_blocks, regime::Form};
/// assert_eq!(table2_blocks(Form::Form2021).len(), 4);
/// ```
#[must_use]
pub const fn table2_blocks(form: Form) -> &'static [Block] {
    match form {
        Form::Form2021 => BLOCKS_2021,
        Form::Form2019 => BLOCKS_2019,
        Form::Form2014 => &[],
    }
}

/// The cells of a form that an office enters itself, by the keys under which they are kept.
///
/// ```
/// use gongkai_core::domain::{annual_report::entered_cells, regime::Form};
/// assert!(entered_cells(Form::Form2021).contains(&"行政许可/本年处理决定数量".to_owned()));
/// assert!(entered_cells(Form::Form2014).contains(&"九(一)".to_owned()));
/// ```
#[must_use]
pub fn entered_cells(form: Form) -> Vec<String> {
    let blocks = table2_blocks(form).iter();
    let of_blocks = blocks
        .flat_map(|block| block.rows.iter().flat_map(|row| block.columns.iter().map(|column| Block::key(row, column))));
    let of_rows = OLD_ROWS.iter().filter(|row| form == Form::Form2014 && row.source == Source::Entered);
    of_blocks.chain(of_rows.map(|row| row.key.to_owned())).collect()
}

/// Whether a figure may be entered into a cell: zero or more, and less than zero only where the form asks
/// for what was added or taken away (本年增/减).
///
/// ```
/// use gongkai_core::domain::annual_report::{Amount, may_be_entered};
/// assert!(may_be_entered("行政许可/本年增/减", Amount::from(-2)));
/// assert!(!may_be_entered("行政许可/处理决定数量", Amount::from(-2)));
/// ```
#[must_use]
pub fn may_be_entered(cell: &str, amount: Amount) -> bool {
    amount >= Amount::ZERO || cell.ends_with(CHANGE_COLUMN)
}

/// 未填: the cells of a form that nobody has entered. A published report has a number everywhere, 0 where
/// there was nothing.
///
/// ```
/// use gongkai_core::domain::{annual_report::{Amount, Entered, blank_cells}, regime::Form};
/// let entered = Entered::from([("行政许可/本年处理决定数量".to_owned(), Amount::from(132))]);
/// assert_eq!(blank_cells(Form::Form2021, &entered).len(), 9);
/// ```
#[must_use]
pub fn blank_cells(form: Form, entered: &Entered) -> Vec<String> {
    entered_cells(form).into_iter().filter(|cell| !entered.contains_key(cell)).collect()
}

impl Block {
    /// The key under which a figure of the block is entered.
    #[must_use]
    pub fn key(row: &str, column: &str) -> String {
        format!("{row}/{column}")
    }

    /// The column label as printed, with its unit where the form gives one.
    #[must_use]
    pub fn printed_column(column: &str) -> String {
        if column == FEE_COLUMN { format!("{column}（单位：万元）") } else { column.to_owned() }
    }
}

/// 表二: the entered figures in printed order; what was not entered is 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table2 {
    pub(super) form: Form,
    pub(super) entered: Entered,
}

impl Table2 {
    /// The figure of a row and column.
    #[must_use]
    pub fn get(&self, row: &str, column: &str) -> Amount {
        self.entered.get(&Block::key(row, column)).copied().unwrap_or_default()
    }

    /// Every row with its columns, in printed order.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&'static str, Vec<(&'static str, Amount)>)> {
        table2_blocks(self.form).iter().flat_map(move |block| {
            block
                .rows
                .iter()
                .map(move |row| (*row, block.columns.iter().map(|column| (*column, self.get(row, column))).collect()))
        })
    }
}
