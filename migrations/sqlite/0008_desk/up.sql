-- The desk of those who work on cases: whose turn a review is, lists by status and by last change, and
-- searches that somebody keeps under a name.

-- 审查: the role that takes the next step, and who has had a hand in this round, `/submitted-5/passed-3/`.
-- Both are there exactly while a case is under review.
ALTER TABLE cases ADD COLUMN review_role TEXT CHECK (review_role IN (
    'registrar', 'case_officer', 'preliminary_reviewer', 'examiner', 'release_authority', 'office_head',
    'supervisor', 'administrator', 'auditor'
));
ALTER TABLE cases ADD COLUMN review_hands TEXT;

-- The rounds that are under way: the last submission of a case under review and the steps passed since.
UPDATE cases SET
    review_role = (
        SELECT json_extract(began.payload, '$.steps[' || (
            SELECT count(*) FROM events AS passed
            WHERE passed.case_id = began.case_id AND passed.version > began.version
                AND json_extract(passed.payload, '$.event') = 'review_passed'
        ) || '].role')
        FROM events AS began
        WHERE began.case_id = cases.id AND json_extract(began.payload, '$.event') = 'submitted_for_review'
        ORDER BY began.version DESC LIMIT 1
    ),
    review_hands = (
        SELECT '/' || coalesce(group_concat(hand, '/') || '/', '') FROM (
            SELECT CASE json_extract(step.payload, '$.event')
                WHEN 'review_passed' THEN 'passed-' ELSE 'submitted-'
            END || json_extract(step.payload, '$.by') AS hand
            FROM events AS step
            WHERE step.case_id = cases.id
                AND json_extract(step.payload, '$.event') IN ('submitted_for_review', 'review_passed')
                AND step.version >= (
                    SELECT max(began.version) FROM events AS began
                    WHERE began.case_id = cases.id
                        AND json_extract(began.payload, '$.event') = 'submitted_for_review'
                )
            ORDER BY step.version
        )
    )
WHERE status = 'in_review';

-- 待办 by 办理状态, and in it somebody's own: a small index, as only open cases are in it.
CREATE INDEX cases_open_status ON cases (agency_id, status, due_key, id, assignee_id, section_id) WHERE is_open;
-- 最近办理: the last change first, also of cases that have ended.
CREATE INDEX cases_updated ON cases (agency_id, updated_at, id);

-- 常用查询: the parameters of a list, as JSON, under a name of the officer's own.
CREATE TABLE saved_views (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    officer_id BIGINT NOT NULL REFERENCES officers (id),
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (officer_id, name)
);
