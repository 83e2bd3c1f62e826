-- 登记簿导入: registers that offices bring along.

-- Files of registers while their columns are being put right, with what was found in them. They pass after some
-- days: transient, not part of an export.
CREATE TABLE register_imports (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    officer_id BIGINT NOT NULL REFERENCES officers (id),
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    content BLOB NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    state TEXT NOT NULL CHECK (state IN ('uploaded', 'checked', 'imported')),
    mapping TEXT NOT NULL,
    fates TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    changed_at TIMESTAMP NOT NULL
);
CREATE INDEX register_imports_agency ON register_imports (agency_id, id);
CREATE INDEX register_imports_created_at ON register_imports (created_at);

-- 栏目对照: what an agency's headings stand for, as somebody put it right; nothing for what is not read.
CREATE TABLE register_headings (
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    heading TEXT NOT NULL,
    field TEXT,
    PRIMARY KEY (agency_id, heading)
) WITHOUT ROWID;
