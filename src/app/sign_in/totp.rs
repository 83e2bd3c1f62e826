//! 动态口令 (RFC 6238): a second factor for whoever wants one.
//!
//! The secret is derived from a random text in the database with a key that is not there. Each code is
//! used once, also among several servers.

use totp_rs::{Algorithm, TOTP};

use super::{SignInError, SignedIn, proved};
use crate::app::{App, AppError, sealing};
use crate::domain::ids::OfficerId;
use crate::keys::{Purpose, random_bytes};
use crate::store::totp::{self, TotpRow};

/// Seconds that a code lasts.
const PERIOD: u64 = 30;
/// Bytes of the secret, as RFC 4226 recommends.
const SECRET: usize = 20;

/// What an authenticator is set up with. Shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotpSetup {
    /// The secret, in base 32.
    pub secret: String,
    /// The same with everything else, as authenticators read it.
    pub url: String,
}

/// Begins to set up one-time codes; they are asked for once a code has been shown.
///
/// # Errors
/// [`AppError::SignIn`] with [`SignInError::WrongPassword`].
pub fn set_up_totp(app: &App, who: &SignedIn, password: &str) -> Result<TotpSetup, AppError> {
    let officer = proved(app, who.officer, password)?;
    let nonce = random_bytes::<16>()?.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let row = TotpRow { officer_id: officer.id, nonce, confirmed: false, last_step: 0 };
    let totp = code(app, &row)?;
    let setup = TotpSetup {
        secret: totp.get_secret_base32(),
        url: format!(
            "otpauth://totp/Gongkai:{login}?secret={secret}&issuer=Gongkai&algorithm=SHA1&digits=6&period={PERIOD}",
            login = officer.login,
            secret = totp.get_secret_base32(),
        ),
    };
    app.store.write_blocking(move |conn| Ok::<_, AppError>(totp::replace(conn, &row)?))?;
    Ok(setup)
}

/// Whether one-time codes are asked for.
///
/// # Errors
/// [`AppError::Store`].
pub fn has_totp(app: &App, officer: OfficerId) -> Result<bool, AppError> {
    Ok(app.store.read(|conn| totp::find(conn, officer))?.is_some_and(|row| row.confirmed))
}

/// Confirms one-time codes with the first of them.
///
/// # Errors
/// [`AppError::SignIn`] with [`SignInError::WrongCode`] or [`SignInError::NoTotp`].
pub fn confirm_totp(app: &App, who: &SignedIn, code: &str) -> Result<(), AppError> {
    let row = app.store.read(|conn| totp::find(conn, who.officer))?.ok_or(SignInError::NoTotp)?;
    Ok(spend(app, &row, code)??)
}

/// Takes the second factor away.
///
/// # Errors
/// [`AppError::SignIn`] with [`SignInError::WrongPassword`] or [`SignInError::NoTotp`].
pub fn remove_totp(app: &App, who: &SignedIn, password: &str) -> Result<(), AppError> {
    let officer = proved(app, who.officer, password)?.id;
    match app.store.write_blocking(move |conn| Ok::<_, AppError>(totp::remove(conn, officer)?))? {
        true => Ok(()),
        false => Err(SignInError::NoTotp.into()),
    }
}

/// Whether the code is right, where one is asked for.
pub(super) fn check(app: &App, officer: OfficerId, code: Option<&str>) -> Result<Result<(), SignInError>, AppError> {
    let factor = app.store.read(|conn| totp::find(conn, officer))?.filter(|row| row.confirmed);
    match (factor, code) {
        (None, _) => Ok(Ok(())),
        (Some(_), None) => Ok(Err(SignInError::CodeNeeded)),
        (Some(row), Some(code)) => spend(app, &row, code),
    }
}

/// Uses a code of this period or of one beside it: clocks differ a little.
fn spend(app: &App, row: &TotpRow, typed: &str) -> Result<Result<(), SignInError>, AppError> {
    let totp = code(app, row)?;
    let now = u64::try_from(app.clock.now().and_utc().timestamp()).unwrap_or_default();
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let step = now / PERIOD;
    let found = [step, step.saturating_sub(1), step + 1].into_iter().find(|step| totp.generate(step * PERIOD) == typed);
    let Some(step) = found.and_then(|step| i64::try_from(step).ok()) else { return Ok(Err(SignInError::WrongCode)) };
    let officer = row.officer_id;
    let is_first = app.store.write_blocking(move |conn| Ok::<_, AppError>(totp::spend(conn, officer, step)?))?;
    Ok(if is_first { Ok(()) } else { Err(SignInError::WrongCode) })
}

fn code(app: &App, row: &TotpRow) -> Result<TOTP, AppError> {
    let bytes = sealing::keyring(app)?.keyed_bytes(Purpose::Totp, &row.nonce);
    let secret = bytes.iter().take(SECRET).copied().collect();
    Ok(TOTP::new_unchecked(Algorithm::SHA1, 6, 0, PERIOD, secret))
}
