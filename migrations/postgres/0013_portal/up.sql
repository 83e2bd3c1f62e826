-- What the pages of the portal keep.

-- 待交材料: files that were sent with a form that is still being filled in. They pass with the day: transient, not
-- part of an export. The draft is known by a keyed hash of a secret that only the form has.
CREATE TABLE draft_files (
    draft_hash TEXT COLLATE "C" NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL CHECK (length(sha256) = 64),
    name TEXT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN (
        'pdf', 'ofd', 'png', 'jpeg', 'tiff', 'webp', 'docx', 'xlsx', 'pptx', 'doc', 'xls', 'ppt', 'odt', 'ods',
        'txt'
    )),
    bytes BIGINT NOT NULL CHECK (bytes > 0),
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (draft_hash, sha256)
);
CREATE INDEX draft_files_created_at ON draft_files (created_at);
CREATE INDEX draft_files_sha256 ON draft_files (sha256);

-- 申请前的提示: how often, on a day, what is already published answered somebody who was about to ask, and how
-- often it did not.
CREATE TABLE offers (
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    day DATE NOT NULL,
    answered INTEGER NOT NULL CHECK (answered >= 0),
    asked INTEGER NOT NULL CHECK (asked >= 0),
    PRIMARY KEY (agency_id, day)
);
