-- What applicants do without an account.

-- 查询: an applicant names a case by its number and its query code. The parts of a request that was split have
-- one code and different numbers.
CREATE INDEX cases_query_code ON cases (query_code_hash) WHERE query_code_hash IS NOT NULL;

-- 评价: how an applicant found the handling, 1 to 5, once it has ended. The last word counts.
CREATE TABLE ratings (
    case_id BIGINT NOT NULL PRIMARY KEY REFERENCES cases (id),
    stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
    words TEXT,
    rated_at TIMESTAMP NOT NULL
);

-- 收费通知已阅: which notices the applicant has seen, by their place in the history.
CREATE TABLE fee_acknowledgements (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    version INTEGER NOT NULL,
    acknowledged_at TIMESTAMP NOT NULL,
    PRIMARY KEY (case_id, version)
) WITHOUT ROWID;
