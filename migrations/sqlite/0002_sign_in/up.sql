-- Signing in, and doing a thing once.

-- 须更改口令: a password that somebody else chose is changed at the first sign-in.
ALTER TABLE officers ADD COLUMN must_change_password BOOLEAN NOT NULL DEFAULT FALSE;

-- 登录会话. Tokens name the session and carry a signature; of them nothing is kept but the number of the
-- refresh token that is valid. An older one that comes back was copied: the session ends.
CREATE TABLE sessions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    officer_id BIGINT NOT NULL REFERENCES officers (id),
    generation INTEGER NOT NULL,
    device TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP
);
CREATE INDEX sessions_officer ON sessions (officer_id, expires_at);

-- 登录失败: counted by a hash of what was typed, whether there is such an account or not.
CREATE TABLE sign_in_failures (
    login_hash TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at TIMESTAMP NOT NULL,
    locked_until TIMESTAMP
);

-- 动态口令: the secret is derived from `nonce` with a key that is not in the database. `last_step` is the
-- period of the last code that was used, so that no code is used twice.
CREATE TABLE totp (
    officer_id BIGINT NOT NULL PRIMARY KEY REFERENCES officers (id),
    nonce TEXT NOT NULL,
    confirmed BOOLEAN NOT NULL,
    last_step BIGINT NOT NULL
);

-- 只办一次: what a request with an Idempotency-Key brought about. Kept for a day.
CREATE TABLE once_keys (
    key_hash TEXT NOT NULL PRIMARY KEY,
    request_hash TEXT NOT NULL,
    result TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX once_keys_created ON once_keys (created_at);
