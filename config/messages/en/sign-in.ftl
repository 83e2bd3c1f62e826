# Signing in
sign-in-wrong-credentials = The login or the password is wrong. Check them and try again; if you forgot the password, ask the administrator to reset it.
sign-in-locked = Too many failed attempts. Try again in { $minutes } { $minutes ->
    [one] minute
   *[other] minutes
}.
sign-in-code-needed = This account uses one-time codes. Enter the six digits from your authenticator.
sign-in-wrong-code = The one-time code is wrong or was used already. Enter the next six digits from your authenticator.
sign-in-not-signed-in = Sign in first.
sign-in-session-ended = Your session has ended. Sign in again.
sign-in-token-reused = This refresh token was used before. For safety the session has been ended; sign in again.
sign-in-wrong-password = The present password is wrong. Enter it again.
sign-in-must-change-password = Somebody else chose your password. Change it first.
sign-in-no-totp = No one-time codes have been set up. Set them up first.
error-key-reused = This Idempotency-Key was used for another request. Use a new value for a new request.
