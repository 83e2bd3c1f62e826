-- Administration: agencies that are closed, uploaded calendars, the administrative log.

-- 在用: an agency that is closed takes no requests; what it did stays and is counted.
ALTER TABLE agencies ADD COLUMN active BOOLEAN NOT NULL DEFAULT TRUE;

-- 工作日历 that an administrator has uploaded, on top of those that come with the program.
CREATE TABLE calendar_files (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    jurisdiction TEXT NOT NULL,
    year INTEGER NOT NULL,
    text TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    uploaded_by TEXT NOT NULL,
    uploaded_at TIMESTAMP NOT NULL
);

-- 管理日志: what administrators changed, for ever, a chain of hashes for each agency. `actor` and `what` hold
-- no line break, because the hash is taken over lines.
CREATE TABLE admin_events (
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    version INTEGER NOT NULL CHECK (version > 0),
    recorded_at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL CHECK (position(chr(10) IN actor) = 0),
    what TEXT NOT NULL CHECK (position(chr(10) IN what) = 0),
    particulars TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (agency_id, version)
);

CREATE FUNCTION admin_events_append_only () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'admin_events are append-only'; END $$;
CREATE TRIGGER admin_events_no_update BEFORE UPDATE ON admin_events
FOR EACH STATEMENT EXECUTE FUNCTION admin_events_append_only ();
CREATE TRIGGER admin_events_no_delete BEFORE DELETE OR TRUNCATE ON admin_events
FOR EACH STATEMENT EXECUTE FUNCTION admin_events_append_only ();
