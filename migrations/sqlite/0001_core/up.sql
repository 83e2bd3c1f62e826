-- The register and everything counted from it.
--
-- The same tables and columns exist in migrations/postgres; a test compares the two.
-- Civil dates are DATE, instants are UTC TIMESTAMP with microseconds, codes are TEXT with the list of
-- codes that exist, money is never stored as a fraction.

-- What the store knows about itself: one line of text per key.
CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- 行政机关: a tree. `path` names every agency above and the agency itself, `/1/4/`, so that an agency and
-- everything under it is one comparison.
CREATE TABLE agencies (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    parent_id BIGINT REFERENCES agencies (id) DEFERRABLE INITIALLY IMMEDIATE,
    path TEXT NOT NULL UNIQUE,
    region TEXT,
    letter_prefix TEXT NOT NULL,
    settings TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX agencies_parent ON agencies (parent_id);

-- 科室
CREATE TABLE sections (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    name TEXT NOT NULL,
    UNIQUE (agency_id, name)
);

-- 工作人员
CREATE TABLE officers (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL
);

-- 角色: what an officer may do, in an agency alone or in everything under it.
CREATE TABLE officer_roles (
    officer_id BIGINT NOT NULL REFERENCES officers (id),
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    role TEXT NOT NULL CHECK (role IN (
        'registrar', 'case_officer', 'preliminary_reviewer', 'examiner', 'release_authority', 'office_head',
        'supervisor', 'administrator', 'auditor'
    )),
    subtree BOOLEAN NOT NULL,
    PRIMARY KEY (officer_id, agency_id, role, subtree)
);
CREATE INDEX officer_roles_agency ON officer_roles (agency_id);

-- 申请人: `match_name` and `id_hash` find the same person again; `sealed` holds the identifiers
-- encrypted under the key named `key_id`, which is kept outside the database.
CREATE TABLE applicants (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    category TEXT NOT NULL CHECK (category IN (
        'natural_person', 'enterprise', 'research', 'public_welfare', 'legal_service', 'other_org'
    )),
    name TEXT NOT NULL,
    match_name TEXT NOT NULL,
    id_hash TEXT,
    key_id TEXT,
    sealed BLOB,
    created_at TIMESTAMP NOT NULL,
    CHECK ((key_id IS NULL) = (sealed IS NULL))
);
CREATE INDEX applicants_id_hash ON applicants (agency_id, id_hash);
CREATE INDEX applicants_match_name ON applicants (agency_id, match_name);

-- 依申请公开件: where each case stands, kept up to date from its events for lists and searches.
-- `due_key` is `due_on`, or 9999-12-31 where there is no due date: a queue sorts by it.
CREATE TABLE cases (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    case_no TEXT NOT NULL,
    source_ref TEXT,
    query_code_hash TEXT,
    created_at TIMESTAMP NOT NULL,
    applicant_id BIGINT NOT NULL REFERENCES applicants (id),
    version INTEGER NOT NULL CHECK (version > 0),
    status TEXT NOT NULL CHECK (status IN (
        'awaiting_confirmation', 'processing', 'awaiting_supplement', 'awaiting_payment', 'in_review',
        'cleared', 'replied', 'closed', 'redeciding', 'split', 'not_received'
    )),
    channel TEXT NOT NULL CHECK (channel IN (
        'in_person', 'post', 'fax', 'email', 'online', 'oral'
    )),
    category TEXT NOT NULL CHECK (category IN (
        'natural_person', 'enterprise', 'research', 'public_welfare', 'legal_service', 'other_org'
    )),
    subject TEXT NOT NULL,
    regime TEXT CHECK (regime IN (
        'cn-2008', 'cn-2019'
    )),
    submitted_on DATE,
    received_on DATE,
    due_on DATE,
    stopped_until DATE,
    due_provisional BOOLEAN NOT NULL,
    clock TEXT NOT NULL CHECK (clock IN ('running', 'stopped', 'closed')),
    due_key DATE NOT NULL CHECK (due_key = coalesce(due_on, '9999-12-31')),
    is_open BOOLEAN NOT NULL,
    closed_on DATE,
    outcome TEXT CHECK (outcome IN (
        'disclosed', 'partly_disclosed', 'withheld.state_secret', 'withheld.prohibited_by_law',
        'withheld.public_safety', 'withheld.third_party', 'withheld.internal_affairs',
        'withheld.process_information', 'withheld.enforcement_file', 'withheld.administrative_inquiry',
        'unavailable.not_held', 'unavailable.needs_creation', 'unavailable.still_unclear',
        'not_processed.petition', 'not_processed.repeat', 'not_processed.publication',
        'not_processed.excessive', 'not_processed.reconfirmation', 'other.supplement_lapsed',
        'other.fee_lapsed', 'other.other', 'already_public', 'refused.state_secret', 'refused.trade_secret',
        'refused.privacy', 'refused.public_safety', 'refused.not_government_information', 'refused.other_law',
        'other_agency', 'nonexistent', 'supplement_needed', 'other_route'
    )),
    assignee_id BIGINT REFERENCES officers (id),
    section_id BIGINT REFERENCES sections (id),
    source_digest TEXT,
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (agency_id, case_no),
    UNIQUE (agency_id, source_ref)
);
CREATE INDEX cases_queue ON cases (agency_id, is_open, due_key, id);
CREATE INDEX cases_received ON cases (agency_id, received_on);
CREATE INDEX cases_applicant ON cases (applicant_id, received_on);

-- 办理记录: what happened, for ever. `hash` covers the line and the hash of the line before it in the
-- same case. `actor` holds no line break, because the hash is taken over lines.
CREATE TABLE events (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    version INTEGER NOT NULL CHECK (version > 0),
    on_date DATE NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL CHECK (instr(actor, char(10)) = 0),
    payload TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (case_id, version)
) WITHOUT ROWID;
CREATE INDEX events_recorded ON events (recorded_at, case_id, version);

-- 每日封存: one hash over all events of a UTC day and over the seal before it.
CREATE TABLE seals (
    day DATE NOT NULL PRIMARY KEY,
    events BIGINT NOT NULL,
    hash TEXT NOT NULL,
    sealed_at TIMESTAMP NOT NULL
);

-- 统计台账: the sums behind the annual report.
CREATE TABLE tallies (
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    year INTEGER NOT NULL,
    measure TEXT NOT NULL,
    category TEXT NOT NULL CHECK (category IN (
        'natural_person', 'enterprise', 'research', 'public_welfare', 'legal_service', 'other_org'
    )),
    value BIGINT NOT NULL,
    PRIMARY KEY (agency_id, year, measure, category)
) WITHOUT ROWID;

-- 编号: the last number given out.
CREATE TABLE counters (
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (agency_id, kind, year)
) WITHOUT ROWID;

-- 年度报告 figures that an office enters by hand (Table 2 and the like).
CREATE TABLE report_entries (
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    year INTEGER NOT NULL,
    cell TEXT NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (agency_id, year, cell)
) WITHOUT ROWID;

-- History is only ever added to, and a sealed day stays as it is.
CREATE TRIGGER events_no_update BEFORE UPDATE ON events
BEGIN SELECT RAISE (ABORT, 'events are append-only'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events
BEGIN SELECT RAISE (ABORT, 'events are append-only'); END;
CREATE TRIGGER events_sealed_day BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM seals WHERE day >= date(NEW.recorded_at))
BEGIN SELECT RAISE (ABORT, 'the day is sealed'); END;
