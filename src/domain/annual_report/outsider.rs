//! 系统外机关: figures of agencies that are not on this system, and how they are added up.

use super::figures::{Figures, Tables};
use crate::domain::code::coded_enum;

coded_enum! {
    /// 来源: how the figures of an agency that is not on this system came.
    OutsiderSource {
        /// In the contract's format, sent or uploaded.
        Json = "json",
        /// In the spreadsheet that this program writes, filled in.
        Xlsx = "xlsx",
    }
}

impl Figures {
    /// 汇总: these figures and those of another agency on the same form, added cell by cell. How long replies took
    /// cannot be added up: that stays what it was.
    ///
    /// ```
    /// use gongkai_core::domain::annual_report::{Amount, Entered, Figures, Header, Scope, TallySums};
    /// use gongkai_core::domain::regime::Form;
    ///
    /// let header = Header { agency: "某区".into(), year: 2025, form: Form::Form2021, scope: Scope::All };
    /// let entered = |n: i64| Entered::from([("行政许可/本年处理决定数量".to_owned(), Amount::from(n))]);
    /// let own = Figures::build(&header, &TallySums::default(), &entered(3));
    /// let sum = own.plus(&Figures::build(&header, &TallySums::default(), &entered(4)));
    /// assert_eq!(sum, Figures::build(&header, &TallySums::default(), &entered(7)));
    /// ```
    #[must_use]
    pub fn plus(mut self, other: &Self) -> Self {
        match (&mut self.tables, &other.tables) {
            (
                Tables::Current { table2, table3, table4 },
                Tables::Current { table2: more2, table3: more3, table4: more4 },
            ) => {
                for (cell, amount) in &more2.entered {
                    let sum = table2.entered.entry(cell.clone()).or_default();
                    *sum = *sum + *amount;
                }
                for (row, counts) in &mut table3.0 {
                    if let Some((_, more)) = more3.0.iter().find(|(own, _)| own == row) {
                        counts.add(more);
                    }
                }
                for (place, count) in &more4.0 {
                    *table4.0.entry(*place).or_default() += count;
                }
            }
            (Tables::Old(rows), Tables::Old(more)) => {
                for (row, amount) in rows {
                    let found = more.iter().find(|(own, _)| own.key == row.key);
                    *amount = *amount + found.map(|(_, amount)| *amount).unwrap_or_default();
                }
            }
            (Tables::Current { .. }, Tables::Old(_)) | (Tables::Old(_), Tables::Current { .. }) => return self,
        }
        for (statistic, count) in &other.statistics.sums {
            *self.statistics.sums.entry(*statistic).or_default() += count;
        }
        self.received += other.received;
        self
    }
}
