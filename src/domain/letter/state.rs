//! 文号的状态 (R20): a number is taken, used or voided, and never given out twice.

use super::super::code::coded_enum;

coded_enum! {
    /// 文号的状态.
    LetterState {
        /// 已取号: the letter has its number and has not left.
        Reserved = "reserved",
        /// 已出具
        Issued = "issued",
        /// 作废: the number stays in the register and says why.
        Voided = "voided",
    }
}
