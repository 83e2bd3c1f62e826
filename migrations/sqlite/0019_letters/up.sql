-- 文书: what left the house on paper, under which number. A number that is voided stays, and says why.
CREATE TABLE letters (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    case_id BIGINT NOT NULL REFERENCES cases (id),
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    year INTEGER NOT NULL,
    number BIGINT NOT NULL,
    document_no TEXT NOT NULL,
    content TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('reserved', 'issued', 'voided')),
    dated_on DATE NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL,
    sha256 TEXT,
    void_reason TEXT,
    voided_at TIMESTAMP,
    UNIQUE (agency_id, kind, year, number)
);
CREATE INDEX letters_case ON letters (case_id);

-- 文书格式: an agency's own words and numbers.
CREATE TABLE letter_templates (
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    kind TEXT NOT NULL,
    wording TEXT,
    numbering TEXT,
    updated_at TIMESTAMP NOT NULL,
    updated_by BIGINT NOT NULL REFERENCES officers (id),
    PRIMARY KEY (agency_id, kind)
) WITHOUT ROWID;

-- 印章: the picture of an agency's seal; its bytes are kept with the files, under their hash.
CREATE TABLE seal_pictures (
    agency_id BIGINT PRIMARY KEY NOT NULL REFERENCES agencies (id),
    sha256 TEXT NOT NULL,
    is_png BOOLEAN NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    updated_by BIGINT NOT NULL REFERENCES officers (id)
);
