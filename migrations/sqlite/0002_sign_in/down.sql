DROP TABLE once_keys;
DROP TABLE totp;
DROP TABLE sign_in_failures;
DROP TABLE sessions;
ALTER TABLE officers DROP COLUMN must_change_password;
