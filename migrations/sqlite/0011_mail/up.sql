-- Mail: what is told to people, and what they want to be told.
--
-- The same tables and columns exist in migrations/postgres; a test compares the two.

-- 工作邮箱 and in which language it is written to; NULL: the language of the installation.
ALTER TABLE officers ADD COLUMN email TEXT;
ALTER TABLE officers ADD COLUMN language TEXT CHECK (language IN ('zh', 'en'));
ALTER TABLE officers ADD COLUMN wants_digest BOOLEAN NOT NULL DEFAULT TRUE;

-- 通信方式: how the applicant of a case is written to. There is a row only if an e-mail address was given; the
-- address itself is in the applicant's file, sealed.
CREATE TABLE correspondents (
    case_id BIGINT NOT NULL PRIMARY KEY REFERENCES cases (id),
    language TEXT NOT NULL CHECK (language IN ('zh', 'en')),
    reply_enclosed BOOLEAN NOT NULL,
    appeal_reminder BOOLEAN NOT NULL
) WITHOUT ROWID;

-- 邮件: written in the transaction of the act that causes it, sent afterwards. It names the recipient, never an
-- address; `content` holds numbers and dates. While a mail is being sent `next_at` is when the claim runs out.
-- Without a CHECK on `kind`, because there will be further kinds; the program refuses one that it does not know.
CREATE TABLE mails (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    kind TEXT NOT NULL,
    case_id BIGINT REFERENCES cases (id),
    recipient TEXT NOT NULL,
    language TEXT CHECK (language IN ('zh', 'en')),
    content TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
    attempts INTEGER NOT NULL,
    next_at TIMESTAMP NOT NULL,
    claimed_by TEXT,
    answer TEXT,
    last_error TEXT,
    sent_at TIMESTAMP
);
CREATE INDEX mails_due ON mails (state, next_at, id);
CREATE INDEX mails_agency ON mails (agency_id, id);
CREATE INDEX mails_case ON mails (case_id, id);

-- 邮件模板 of an agency's own. `html` is NULL where the text is set in the layout.
CREATE TABLE mail_templates (
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    kind TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('zh', 'en')),
    text TEXT NOT NULL,
    html TEXT,
    updated_at TIMESTAMP NOT NULL,
    updated_by BIGINT NOT NULL REFERENCES officers (id),
    PRIMARY KEY (agency_id, kind, language)
) WITHOUT ROWID;

-- 督办: a supervisor urges a case and asks for an answer.
CREATE TABLE urgings (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    case_id BIGINT NOT NULL REFERENCES cases (id),
    urged_by BIGINT NOT NULL REFERENCES officers (id),
    urged_at TIMESTAMP NOT NULL,
    words TEXT NOT NULL,
    answer_by DATE NOT NULL,
    answer TEXT,
    answered_by BIGINT REFERENCES officers (id),
    answered_at TIMESTAMP,
    CHECK ((answer IS NULL) = (answered_at IS NULL)),
    CHECK ((answer IS NULL) = (answered_by IS NULL))
);
CREATE INDEX urgings_case ON urgings (case_id, id);
