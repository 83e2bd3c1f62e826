//! HMAC-SHA256 for those who were given a secret of their own.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::secret::hex;

/// HMAC-SHA256 over the parts one after another, in hexadecimal digits.
///
/// ```
/// // RFC 4231, test case 2.
/// let mac = gongkai_core::keys::sign(b"Jefe", &[b"what do ya want ", b"for nothing?"]);
/// assert_eq!(mac, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
/// ```
#[must_use]
pub fn sign(key: &[u8], parts: &[&[u8]]) -> String {
    // HMAC takes keys of any length, so nothing can go wrong here; a key of none would be no signature.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    parts.iter().for_each(|part| mac.update(part));
    hex(&mac.finalize().into_bytes())
}
