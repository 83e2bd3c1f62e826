-- 报告的文字: every version of every text of a report, only ever added to. A text holds the names of figures in
-- braces; NULL gives up what was written, so that the draft stands again.
CREATE TABLE report_texts (
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    year INTEGER NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('own', 'all')),
    part TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    text TEXT,
    recorded_at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (agency_id, year, scope, part, version)
) WITHOUT ROWID;

-- 系统外机关: the figures of agencies that are not on this system, which the report that sums up adds to its own.
-- `figures` is the report as the contract writes it.
CREATE TABLE report_outsiders (
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    year INTEGER NOT NULL,
    name TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('json', 'xlsx')),
    figures TEXT NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (agency_id, year, name)
) WITHOUT ROWID;
