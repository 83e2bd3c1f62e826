-- 附件: the files of a case. The bytes are kept outside the database under their SHA-256; many rows may refer
-- to the same bytes.
--
-- The same tables and columns exist in migrations/postgres; a test compares the two.
--
-- `version` is the entry of the case's history that says that the file was added. `secret` and `purged_at`
-- follow from later entries (R18).
CREATE TABLE attachments (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    case_id BIGINT NOT NULL REFERENCES cases (id),
    version INTEGER NOT NULL CHECK (version > 0),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN (
        'pdf', 'ofd', 'png', 'jpeg', 'tiff', 'webp', 'docx', 'xlsx', 'pptx', 'doc', 'xls', 'ppt', 'odt', 'ods',
        'txt'
    )),
    bytes BIGINT NOT NULL CHECK (bytes > 0),
    purpose TEXT NOT NULL CHECK (purpose IN ('request', 'supplement', 'reply', 'internal')),
    actor TEXT NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    secret BOOLEAN NOT NULL,
    purged_at TIMESTAMP,
    UNIQUE (case_id, version),
    CHECK (purged_at IS NULL OR secret)
);
CREATE INDEX attachments_sha256 ON attachments (sha256);
