//! 令牌: what a signed-in person shows with each request. Signed with HMAC-SHA256 and nothing else; the
//! `kid` names the key, so that keys can be replaced while people are signed in.
//!
//! A token says who and which session; whether the session still goes on is asked of the store. Times are
//! those of the program's clock, which may be a rehearsal.

use chrono::{NaiveDateTime, TimeDelta};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use crate::domain::ids::{OfficerId, SessionId};
use crate::keys::{KeyError, KeyId, Keyring};

/// What a token is for; one is never taken for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenUse {
    /// A program shows it with each request, for a quarter of an hour.
    Access,
    /// It is exchanged for new tokens, once.
    Refresh,
    /// A browser keeps it in a cookie.
    Page,
}

/// What a token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who.
    pub sub: OfficerId,
    /// Which session.
    pub sid: SessionId,
    /// Which of the session's refresh tokens it is, or came with.
    pub generation: i32,
    /// What it is for.
    #[serde(rename = "use")]
    pub token_use: TokenUse,
    /// From when on it is valid, in seconds since 1970.
    pub iat: i64,
    /// Until when.
    pub exp: i64,
}

/// Why a token is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Not one of ours, or for something else.
    #[error("the token is not valid")]
    Invalid,
    /// It was valid.
    #[error("the token has expired")]
    Expired,
}

impl Claims {
    /// What a token says that is valid from now on.
    #[must_use]
    pub fn new(
        (sub, sid, generation): (OfficerId, SessionId, i32),
        token_use: TokenUse,
        now: NaiveDateTime,
        lasts: TimeDelta,
    ) -> Self {
        let iat = now.and_utc().timestamp();
        Self { sub, sid, generation, token_use, iat, exp: iat + lasts.num_seconds() }
    }
}

/// Signs a token with the newest key.
///
/// # Errors
/// [`KeyError`].
pub fn sign(keyring: &Keyring, claims: &Claims) -> Result<String, KeyError> {
    let kid = keyring.active_key();
    let header = Header { kid: Some(kid.to_string()), ..Header::new(Algorithm::HS256) };
    let key = EncodingKey::from_secret(&*keyring.signing_key(kid)?);
    jsonwebtoken::encode(&header, claims, &key).map_err(|_| KeyError::TooLong)
}

/// Reads a token of this use.
///
/// # Errors
/// [`TokenError`].
pub fn read(keyring: &Keyring, token: &str, token_use: TokenUse, now: NaiveDateTime) -> Result<Claims, TokenError> {
    let header = jsonwebtoken::decode_header(token).map_err(|_| TokenError::Invalid)?;
    let kid = header.kid.and_then(|kid| kid.parse().ok()).map(KeyId).ok_or(TokenError::Invalid)?;
    let key = keyring.signing_key(kid).map_err(|_| TokenError::Invalid)?;
    let mut validation = Validation::new(Algorithm::HS256);
    // The library asks the computer for the time; here it is the program's clock that counts.
    validation.validate_exp = false;
    validation.required_spec_claims.clear();
    let read = jsonwebtoken::decode::<Claims>(token, &DecodingKey::from_secret(&*key), &validation);
    let claims = read.map_err(|_| TokenError::Invalid)?.claims;
    if claims.token_use != token_use {
        return Err(TokenError::Invalid);
    }
    if now.and_utc().timestamp() >= claims.exp { Err(TokenError::Expired) } else { Ok(claims) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    fn keyring() -> (tempfile::TempDir, Keyring) {
        let folder = tempfile::tempdir().unwrap();
        let (keyring, _) = Keyring::open_or_create(&folder.path().join("keys")).unwrap();
        (folder, keyring)
    }

    fn noon() -> NaiveDateTime {
        "2025-03-03T12:00:00".parse().unwrap()
    }

    fn claims() -> Claims {
        Claims::new((OfficerId(7), SessionId(9), 2), TokenUse::Access, noon(), TimeDelta::minutes(15))
    }

    #[test]
    fn a_token_says_what_it_was_signed_for_until_it_expires() {
        let (_folder, keyring) = keyring();
        let token = sign(&keyring, &claims()).unwrap();
        let at = |minutes| read(&keyring, &token, TokenUse::Access, noon() + TimeDelta::minutes(minutes));
        assert_eq!(at(0), Ok(claims()));
        assert_eq!(at(14), Ok(claims()));
        assert_eq!(at(15), Err(TokenError::Expired));
    }

    #[test]
    fn a_token_for_one_thing_is_not_taken_for_another() {
        let (_folder, keyring) = keyring();
        let token = sign(&keyring, &claims()).unwrap();
        assert_eq!(read(&keyring, &token, TokenUse::Refresh, noon()), Err(TokenError::Invalid));
    }

    #[test]
    fn another_key_another_algorithm_and_a_changed_letter_are_refused() {
        let (_folder, own) = keyring();
        let (_other_folder, other) = keyring();
        let foreign = sign(&other, &claims()).unwrap();
        let secret = own.signing_key(own.active_key()).unwrap();
        let mut header = Header::new(Algorithm::HS512);
        header.kid = Some("1".to_owned());
        let stronger = jsonwebtoken::encode(&header, &claims(), &EncodingKey::from_secret(&*secret)).unwrap();
        let mut changed = sign(&own, &claims()).unwrap();
        let middle = changed.len() / 2;
        let letter = if changed.as_bytes()[middle] == b'A' { "B" } else { "A" };
        changed.replace_range(middle..=middle, letter);
        for token in [foreign.as_str(), &stronger, &changed, "", "a.b.c", "eyJhbGciOiJub25lIn0.e30."] {
            assert_eq!(read(&own, token, TokenUse::Access, noon()), Err(TokenError::Invalid), "{token}");
        }
    }

    #[test]
    fn a_new_key_signs_new_tokens_and_the_old_ones_stay_valid_until_it_is_retired() {
        let (_folder, mut keyring) = keyring();
        let old_key = keyring.active_key();
        let old = sign(&keyring, &claims()).unwrap();
        keyring.add_key().unwrap();
        let new = sign(&keyring, &claims()).unwrap();
        assert!(read(&keyring, &old, TokenUse::Access, noon()).is_ok());
        keyring.retire(old_key).unwrap();
        assert_eq!(read(&keyring, &old, TokenUse::Access, noon()), Err(TokenError::Invalid));
        assert!(read(&keyring, &new, TokenUse::Access, noon()).is_ok());
    }
}
