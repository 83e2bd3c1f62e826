-- 年度报告的定稿、签发、发布.

-- 报告记录: what happened to a report, for ever. `hash` covers the line and the hash of the line before it
-- in the same report. `actor` holds no line break, because the hash is taken over lines.
CREATE TABLE report_events (
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    year INTEGER NOT NULL,
    scope TEXT COLLATE "C" NOT NULL CHECK (scope IN ('own', 'all')),
    version INTEGER NOT NULL CHECK (version > 0),
    on_date DATE NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL CHECK (position(chr(10) IN actor) = 0),
    payload TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (agency_id, year, scope, version)
);

-- 年度报告: where each report stands, kept up to date from its events. A report that nobody has frozen has
-- no row.
CREATE TABLE reports (
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    year INTEGER NOT NULL,
    scope TEXT COLLATE "C" NOT NULL CHECK (scope IN ('own', 'all')),
    version INTEGER NOT NULL CHECK (version > 0),
    status TEXT NOT NULL CHECK (status IN ('open', 'frozen', 'signed', 'published')),
    first_published_on DATE,
    published_revision INTEGER,
    published_on DATE,
    PRIMARY KEY (agency_id, year, scope),
    CHECK ((published_revision IS NULL) = (published_on IS NULL)),
    CHECK ((first_published_on IS NULL) = (published_on IS NULL))
);
CREATE INDEX reports_published ON reports (year, agency_id, scope) WHERE published_on IS NOT NULL;

CREATE FUNCTION report_events_append_only () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'events are append-only'; END $$;
CREATE TRIGGER report_events_no_update BEFORE UPDATE ON report_events
FOR EACH STATEMENT EXECUTE FUNCTION report_events_append_only ();
CREATE TRIGGER report_events_no_delete BEFORE DELETE OR TRUNCATE ON report_events
FOR EACH STATEMENT EXECUTE FUNCTION report_events_append_only ();
