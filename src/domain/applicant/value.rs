//! The values of the form. Each is checked once, when it comes in; what was stored is read back as
//! it is, so that a rule made stricter later cannot lock an office out of its own register.

use super::error::Problem;
use crate::domain::text::{half_width, is_dash, is_invisible, turns_direction};

/// Longest 姓名 or 名称, in characters.
pub const NAME_MAX: usize = 120;
/// Longest 工作单位, in characters.
pub const LINE_MAX: usize = 200;
/// Longest 联系地址, in characters.
pub const ADDRESS_MAX: usize = 300;
/// Longest telephone or fax number, in characters.
pub const PHONE_MAX: usize = 40;
/// Longest e-mail address, in characters (RFC 5321).
pub const EMAIL_MAX: usize = 254;

/// Declares a value about a person: it can be read and stored, and `Debug` does not show it.
macro_rules! personal {
    ($(#[$doc:meta])* $name:ident, $check:path) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The value in full.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = Problem;

            fn from_str(text: &str) -> Result<Self, Problem> {
                $check(text).map(Self)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(***)"))
            }
        }
    };
}

pub(super) use personal;

personal!(
    /// 姓名／名称: of a person or an organisation.
    ///
    /// ```
    /// use gongkai_core::domain::applicant::Name;
    /// let name: Name = " 阿卜杜拉·买买提 ".parse()?;
    /// assert_eq!(name.as_str(), "阿卜杜拉·买买提");
    /// assert_eq!(format!("{name:?}"), "Name(***)");
    /// # Ok::<(), gongkai_core::domain::applicant::Problem>(())
    /// ```
    Name,
    check_name
);
personal!(
    /// 工作单位: one line of text.
    Line,
    check_line
);
personal!(
    /// 联系地址.
    Address,
    check_address
);
personal!(
    /// 联系电话 or 传真, as it was written. Extensions, area codes, foreign numbers and short
    /// numbers such as 12345 are all right.
    Phone,
    check_phone
);
personal!(
    /// 邮政编码: six digits, or a foreign code.
    Postcode,
    check_postcode
);
personal!(
    /// 电子邮箱. Only what cannot be an address is refused; whether it works shows when mail is
    /// sent.
    Email,
    check_email
);

impl Phone {
    /// The digits alone, without the country code 86: two ways of writing one number are equal.
    ///
    /// ```
    /// use gongkai_core::domain::applicant::Phone;
    /// let number: Phone = "+86 138-0013-8000".parse()?;
    /// assert_eq!(number.digits(), "13800138000");
    /// # Ok::<(), gongkai_core::domain::applicant::Problem>(())
    /// ```
    #[must_use]
    pub fn digits(&self) -> String {
        let digits: String = self.0.chars().filter(char::is_ascii_digit).collect();
        if self.0.starts_with('+') || digits.starts_with("0086") {
            let national = digits.trim_start_matches("00");
            return national.strip_prefix("86").unwrap_or(national).to_owned();
        }
        digits
    }
}

fn check_name(text: &str) -> Result<String, Problem> {
    let name = one_line(text, NAME_MAX)?;
    if name.chars().any(char::is_alphabetic) { Ok(name) } else { Err(Problem::NoLetter) }
}

fn check_line(text: &str) -> Result<String, Problem> {
    one_line(text, LINE_MAX)
}

fn check_address(text: &str) -> Result<String, Problem> {
    one_line(text, ADDRESS_MAX)
}

fn check_phone(text: &str) -> Result<String, Problem> {
    let number: String = one_line(text, PHONE_MAX)?.chars().map(half_width).collect();
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let allowed = |c: char| c.is_ascii_digit() || is_dash(c) || " +().,/#*xX转分机".contains(c);
    if (3..=25).contains(&digits) && number.chars().all(allowed) { Ok(number) } else { Err(Problem::NotAPhone) }
}

fn check_postcode(text: &str) -> Result<String, Problem> {
    let code: String = one_line(text, PHONE_MAX)?.chars().map(half_width).collect();
    let plausible = (3..=10).contains(&code.chars().count())
        && code.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ' || is_dash(c))
        && code.chars().any(|c| c.is_ascii_digit());
    if plausible { Ok(code) } else { Err(Problem::NotAPostcode) }
}

fn check_email(text: &str) -> Result<String, Problem> {
    let address: String = one_line(text, EMAIL_MAX)?.chars().map(half_width).collect();
    let plausible = address.rsplit_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain.contains('.')
            && domain.split('.').all(|label| !label.is_empty())
            && !address.contains(|c: char| c.is_whitespace() || "<>()[],;:\"\\".contains(c))
            && !local.contains('@')
    });
    if plausible { Ok(address) } else { Err(Problem::NotAnEmail) }
}

/// Text on one line, without what a browser or a word processor adds: ends trimmed, line breaks
/// and tabs as spaces, zero-width characters gone.
pub(in crate::domain) fn one_line(text: &str, max: usize) -> Result<String, Problem> {
    if text.chars().any(turns_direction) {
        return Err(Problem::ControlCharacter);
    }
    let line: String = text
        .chars()
        .filter(|c| !is_invisible(*c) || is_part_of_a_letter(*c))
        .map(|c| if matches!(c, '\t' | '\r' | '\n') { ' ' } else { c })
        .collect();
    let line = line.trim();
    if line.chars().any(char::is_control) {
        return Err(Problem::ControlCharacter);
    }
    if line.is_empty() {
        return Err(Problem::Missing);
    }
    if line.chars().count() > max {
        return Err(Problem::TooLong { max });
    }
    Ok(line.to_owned())
}

/// Text of several lines, each as [`one_line`] has it, without empty lines at either end.
pub(in crate::domain) fn several_lines(text: &str, max: usize) -> Result<String, Problem> {
    let bare = |line| match one_line(line, usize::MAX) {
        Err(Problem::Missing) => Ok(String::new()),
        other => other,
    };
    let lines = text.lines().map(bare).collect::<Result<Vec<String>, Problem>>()?.join("\n");
    let text = lines.trim_matches('\n');
    match text.chars().count() {
        0 => Err(Problem::Missing),
        length if length > max => Err(Problem::TooLong { max }),
        _ => Ok(text.to_owned()),
    }
}

/// Joiners and variation selectors tell rare forms of a character apart and stay in a name.
fn is_part_of_a_letter(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}
