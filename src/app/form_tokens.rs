//! 表单令牌: proves that a form comes from a page that this program showed to the same browser.
//!
//! A token is a random number and what a key that only this program has makes of it together with a secret of
//! the browser's cookie. Each page has another one, so that what a page repeats tells nothing about it, and so
//! that the number names one showing of the form: a double click is the same form twice.

use subtle::ConstantTimeEq;

use super::{App, AppError, sealing};
use crate::keys::{Purpose, random_bytes};

/// A secret that a browser keeps, as hexadecimal digits.
///
/// # Errors
/// [`AppError::Keys`] if the system has no random numbers.
pub fn browser_secret() -> Result<String, AppError> {
    Ok(hex(&random_bytes::<16>()?))
}

/// The token of a form that is shown now to the browser with this secret: the number, a dot, the proof.
///
/// # Errors
/// [`AppError::Keys`].
pub fn make(app: &App, secret: &str) -> Result<String, AppError> {
    let number = hex(&random_bytes::<8>()?);
    let proof = proof(app, secret, &number)?;
    Ok(format!("{number}.{proof}"))
}

/// The number of a token that was made for the browser with this secret; `None` of any other.
///
/// # Errors
/// [`AppError::Keys`].
pub fn number(app: &App, secret: &str, token: &str) -> Result<Option<String>, AppError> {
    let Some((number, shown)) = token.split_once('.') else { return Ok(None) };
    let is_right = proof(app, secret, number)?.as_bytes().ct_eq(shown.as_bytes());
    Ok(bool::from(is_right).then(|| number.to_owned()))
}

fn proof(app: &App, secret: &str, number: &str) -> Result<String, AppError> {
    Ok(sealing::keyring(app)?.keyed_hash(Purpose::Form, &format!("{number}\n{secret}")))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
