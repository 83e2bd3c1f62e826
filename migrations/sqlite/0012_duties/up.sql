-- 日常事务: what the program does by itself, when, and whom it has told.

-- 运行记录: a duty is done once for a date, by whoever has it. A claim whose holder was killed runs out.
CREATE TABLE duty_runs (
    duty TEXT NOT NULL,
    run_on DATE NOT NULL,
    started_at TIMESTAMP NOT NULL,
    claimed_by TEXT,
    claimed_until TIMESTAMP,
    attempts INTEGER NOT NULL,
    finished_at TIMESTAMP,
    counts TEXT NOT NULL,
    last_error TEXT,
    PRIMARY KEY (duty, run_on)
) WITHOUT ROWID;

-- 已告知: what nobody is told twice. `subject` is the number of the case, officer or agency that it is about,
-- `about` what in it: a step of its history, a day, a period.
CREATE TABLE duty_notices (
    kind TEXT NOT NULL,
    subject BIGINT NOT NULL,
    about TEXT NOT NULL,
    told_on DATE NOT NULL,
    PRIMARY KEY (kind, subject, about)
) WITHOUT ROWID;
CREATE INDEX duty_notices_day ON duty_notices (told_on);

-- 年度截止: the figures of a year as they were when it was closed for the statistics.
CREATE TABLE year_closings (
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    year INTEGER NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('own', 'all')),
    closed_at TIMESTAMP NOT NULL,
    figures TEXT NOT NULL,
    PRIMARY KEY (agency_id, year, scope)
) WITHOUT ROWID;

-- 通报: the figures of a month or a quarter, of an agency (`section_id` 0) and of each of its sections.
CREATE TABLE bulletins (
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    period TEXT NOT NULL,
    section_id BIGINT NOT NULL,
    received BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    on_time BIGINT NOT NULL,
    working_days BIGINT NOT NULL,
    late BIGINT NOT NULL,
    carried BIGINT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (agency_id, period, section_id)
) WITHOUT ROWID;

-- 下一期限: the first day on which something else than the reply runs out: a supplement, a payment, an opinion, an
-- answer to an appeal. Known once each row has been counted again, which the next start does where the
-- fingerprint of the calendar is not known.
ALTER TABLE cases ADD COLUMN next_on DATE;
CREATE INDEX cases_next ON cases (agency_id, next_on, id) WHERE next_on IS NOT NULL;
CREATE INDEX cases_closed ON cases (agency_id, closed_on) WHERE closed_on IS NOT NULL;
DELETE FROM meta WHERE key LIKE 'calendar:%';
