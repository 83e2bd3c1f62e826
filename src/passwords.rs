//! 口令: how accounts keep their passwords. Argon2id, so that a stolen table of hashes is of little
//! use; about 25 ms for each try, so call it where blocking is allowed.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::keys::random_bytes;

/// Fewest characters of a password.
pub const MIN_CHARACTERS: usize = 10;
/// Most bytes of a password: hashing must not become an attack.
pub const MAX_BYTES: usize = 1024;

/// Memory in KiB, passes, lanes: the least that OWASP recommends for Argon2id.
const COST: (u32, u32, u32) = (19_456, 2, 1);

/// A hash of nothing anybody knows, verified when there is no such account.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$Z29uZ2thaS1ub2JvZHkhIQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Why a password cannot be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Fewer than [`MIN_CHARACTERS`].
    #[error("a password has at least {min} characters")]
    TooShort {
        /// The least, in characters.
        min: usize,
    },
    /// More than [`MAX_BYTES`].
    #[error("a password has at most {max} bytes")]
    TooLong {
        /// The most, in bytes.
        max: usize,
    },
    /// The login, or the login with something around it that adds nothing.
    #[error("the password is the login")]
    IsLogin,
    /// One character over and over.
    #[error("the password is one character repeated")]
    Repeated,
}

impl WeakPassword {
    /// The stable code, for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort { .. } => "password_too_short",
            Self::TooLong { .. } => "password_too_long",
            Self::IsLogin => "password_is_login",
            Self::Repeated => "password_repeated",
        }
    }
}

/// A password could not be hashed, or the stored hash is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// The system gave no random bytes for the salt.
    #[error("the system gives no random bytes")]
    Random,
    /// Argon2 failed: not enough memory.
    #[error("the password could not be hashed")]
    Hashing,
    /// What is stored is not a password hash.
    #[error("the stored password hash is damaged")]
    Damaged,
}

/// Whether a password may be chosen for the account `login`.
///
/// Length is what counts; no rules about digits and signs, which only make passwords alike.
///
/// ```
/// use gongkai_core::passwords::{WeakPassword, check_policy};
/// assert_eq!(check_policy("正确的马电池订书钉十个字", "wang"), Ok(()));
/// assert_eq!(check_policy("Wang.Xiaoming", "wang.xiaoming"), Err(WeakPassword::IsLogin));
/// ```
///
/// # Errors
/// [`WeakPassword`].
pub fn check_policy(password: &str, login: &str) -> Result<(), WeakPassword> {
    if password.chars().count() < MIN_CHARACTERS {
        return Err(WeakPassword::TooShort { min: MIN_CHARACTERS });
    }
    if password.len() > MAX_BYTES {
        return Err(WeakPassword::TooLong { max: MAX_BYTES });
    }
    if password.trim().to_lowercase() == login.trim().to_lowercase() {
        return Err(WeakPassword::IsLogin);
    }
    let mut characters = password.chars();
    let first = characters.next();
    if characters.all(|c| Some(c) == first) {
        return Err(WeakPassword::Repeated);
    }
    Ok(())
}

/// Letters and digits of a generated password: 32, none of which looks like another one.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// A password nobody can guess: 100 random bits in four groups of five characters.
///
/// # Errors
/// [`PasswordError::Random`].
pub fn generate() -> Result<String, PasswordError> {
    let random: [u8; 20] = random_bytes().map_err(|_| PasswordError::Random)?;
    let letters: Vec<char> = random
        .iter()
        .filter_map(|byte| LETTERS.get(usize::from(byte % 32)))
        .map(|letter| char::from(*letter))
        .collect();
    let groups: Vec<String> = letters.chunks(5).map(|group| group.iter().collect()).collect();
    Ok(groups.join("-"))
}

/// The hash to store, a PHC string with its parameters and a salt of its own.
///
/// # Errors
/// [`PasswordError::Random`], [`PasswordError::Hashing`].
pub fn hash(password: &str) -> Result<String, PasswordError> {
    let salt: [u8; 16] = random_bytes().map_err(|_| PasswordError::Random)?;
    let hash = hasher()?.hash_password_with_salt(password.as_bytes(), &salt).map_err(|_| PasswordError::Hashing)?;
    Ok(hash.to_string())
}

/// Whether a password is the one of a stored hash.
///
/// # Errors
/// [`PasswordError::Damaged`] if the hash is not one, [`PasswordError::Hashing`].
pub fn verify(password: &str, stored: &str) -> Result<bool, PasswordError> {
    if password.len() > MAX_BYTES {
        return Ok(false);
    }
    let stored = PasswordHash::new(stored).map_err(|_| PasswordError::Damaged)?;
    match hasher()?.verify_password(password.as_bytes(), &stored) {
        Ok(()) => Ok(true),
        Err(Error::PasswordInvalid) => Ok(false),
        Err(_) => Err(PasswordError::Damaged),
    }
}

/// Takes as long as [`verify`], for a login that does not exist: the time of an answer must not
/// tell which accounts there are. Always `false`.
#[must_use]
pub fn verify_nobody(password: &str) -> bool {
    // What it finds is of no interest, and the hash is of nothing.
    let _ = verify(password, NOBODY);
    false
}

fn hasher() -> Result<Argon2<'static>, PasswordError> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).map_err(|_| PasswordError::Hashing)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;
    use crate::messages::{Lang, people::weak_password};

    const GOOD: &str = "correct horse 电池";

    #[test]
    fn a_password_fits_its_own_hash_only() {
        let stored = hash(GOOD).unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_eq!(verify(GOOD, &stored), Ok(true));
        assert_eq!(verify("correct horse 电波", &stored), Ok(false));
        assert_eq!(verify("", &stored), Ok(false));
    }

    #[test]
    fn the_same_password_is_stored_differently_each_time() {
        assert_ne!(hash(GOOD).unwrap(), hash(GOOD).unwrap());
    }

    #[test]
    fn a_hash_with_other_parameters_still_verifies() {
        let params = Params::new(8, 1, 1, None).unwrap();
        let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let stored = cheap.hash_password_with_salt(GOOD.as_bytes(), b"0123456789abcdef").unwrap().to_string();
        assert_eq!(verify(GOOD, &stored), Ok(true));
    }

    #[test]
    fn what_is_not_a_hash_is_an_error_and_no_door() {
        let stored = hash(GOOD).unwrap();
        for damaged in ["", GOOD, "$argon2id$", "$1$abc$def", &stored[..stored.len() - 20]] {
            assert_ne!(verify(GOOD, damaged), Ok(true), "{damaged}");
        }
        assert_eq!(verify(GOOD, ""), Err(PasswordError::Damaged));
    }

    #[test]
    fn an_unknown_login_costs_a_whole_verification() {
        assert_eq!(verify(GOOD, NOBODY), Ok(false));
        assert!(!verify_nobody(GOOD));
    }

    #[test]
    fn a_password_too_long_to_be_chosen_is_not_even_hashed() {
        let stored = hash(GOOD).unwrap();
        assert_eq!(verify(&"x".repeat(MAX_BYTES + 1), &stored), Ok(false));
    }

    #[test]
    fn a_generated_password_may_be_chosen_and_is_never_the_same() {
        let one = generate().unwrap();
        assert_eq!(one.len(), 23);
        assert_eq!(check_policy(&one, "wang"), Ok(()));
        assert!(one.chars().all(|c| c == '-' || LETTERS.contains(&u8::try_from(c).unwrap())), "{one}");
        assert_ne!(one, generate().unwrap());
    }

    #[test]
    fn weak_passwords_are_refused_with_a_reason() {
        for (password, weak) in [
            ("123456789", WeakPassword::TooShort { min: 10 }),
            ("九个汉字的密码不够", WeakPassword::TooShort { min: 10 }),
            ("Zhang.San@Hangzhou", WeakPassword::IsLogin),
            (" zhang.san@hangzhou ", WeakPassword::IsLogin),
            ("aaaaaaaaaaaa", WeakPassword::Repeated),
            (&"ab".repeat(600), WeakPassword::TooLong { max: 1024 }),
        ] {
            assert_eq!(check_policy(password, "zhang.san@hangzhou"), Err(weak), "{password}");
        }
        assert_eq!(check_policy("十个汉字的密码就够了吧", "zhang.san@hangzhou"), Ok(()));
    }

    #[test]
    fn every_weakness_has_a_sentence_in_both_languages() {
        let all = [
            WeakPassword::TooShort { min: 10 },
            WeakPassword::TooLong { max: 1024 },
            WeakPassword::IsLogin,
            WeakPassword::Repeated,
        ];
        for (lang, stop) in Lang::ALL.into_iter().zip(['。', '.']) {
            for weak in all {
                let sentence = weak_password(lang, weak);
                assert!(sentence.ends_with(stop) && !sentence.contains('$'), "{sentence}");
            }
        }
    }
}
