//! 统一社会信用代码 (GB 32100): the number of an organisation.

use super::error::Problem;
use super::value::personal;
use crate::domain::text::bare_code;

/// 代码字符集: no I, O, S, V, Z, so that nothing is misread. A character's value is its place.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// 加权因子: the powers of 3 modulo 31.
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const LENGTH: usize = 18;

personal!(
    /// 统一社会信用代码 (art 29(一), GB 32100): 18 characters, the last one a check character.
    ///
    /// ```
    /// use gongkai_core::domain::applicant::{CreditCode, Problem};
    /// assert!("91350100M000100Y43".parse::<CreditCode>().is_ok());
    /// assert_eq!("91350100M000100Y44".parse::<CreditCode>(), Err(Problem::CreditCodeCheck));
    /// ```
    CreditCode,
    check_credit_code
);

fn check_credit_code(text: &str) -> Result<String, Problem> {
    let code = bare_code(text);
    if code.chars().count() != LENGTH {
        return Err(Problem::CreditCodeLength);
    }
    let values: Option<Vec<usize>> = code.chars().map(|c| ALPHABET.find(c)).collect();
    let values = values.ok_or(Problem::CreditCodeCharacter)?;
    let sum: usize = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    let check = (31 - sum % 31) % 31;
    if values.last() == Some(&check) { Ok(code) } else { Err(Problem::CreditCodeCheck) }
}
