//! Why somebody is not signed in.

/// Why somebody is not signed in, or may not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// No such account, not this password, or an account that has ended.
    #[error("login or password are wrong")]
    WrongCredentials,
    /// Too many failures under this name.
    #[error("too many failures; again in {seconds} s")]
    Locked {
        /// Until it may be tried again.
        seconds: i64,
    },
    /// The account asks for a one-time code as well.
    #[error("a one-time code is needed")]
    CodeNeeded,
    /// The code is wrong, or was used already.
    #[error("the one-time code is wrong")]
    WrongCode,
    /// The request shows nothing by which to know who asks.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// The session has ended.
    #[error("the session has ended")]
    SessionEnded,
    /// A refresh token came a second time; its session has been ended.
    #[error("the refresh token was used before; the session has been ended")]
    TokenReused,
    /// The password that was to be changed is another.
    #[error("the present password is wrong")]
    WrongPassword,
    /// Somebody else chose the password.
    #[error("the password must be changed first")]
    MustChangePassword,
    /// There is no second factor to confirm or to take away.
    #[error("no one-time codes have been set up")]
    NoTotp,
}

impl SignInError {
    /// Seconds until it may be tried again, where that is the matter.
    #[must_use]
    pub const fn seconds(self) -> Option<i64> {
        if let Self::Locked { seconds } = self { Some(seconds) } else { None }
    }

    /// The stable code, for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongCredentials => "wrong_credentials",
            Self::Locked { .. } => "locked",
            Self::CodeNeeded => "code_needed",
            Self::WrongCode => "wrong_code",
            Self::NotSignedIn => "not_signed_in",
            Self::SessionEnded => "session_ended",
            Self::TokenReused => "token_reused",
            Self::WrongPassword => "wrong_password",
            Self::MustChangePassword => "must_change_password",
            Self::NoTotp => "no_totp",
        }
    }
}
