-- 检索: what can be found in the cases. Everything here is made from the histories and can be made again,
-- so it is not exported: a store without it is indexed from the beginning.

-- The text of each case as of a version of its history, passage by passage, as JSON.
CREATE TABLE search_documents (
    case_id BIGINT NOT NULL PRIMARY KEY REFERENCES cases (id),
    version INTEGER NOT NULL,
    content TEXT NOT NULL
);

-- Up to which instant what was recorded has been indexed.
CREATE TABLE search_progress (
    name TEXT NOT NULL PRIMARY KEY,
    recorded_through TIMESTAMP NOT NULL
);

-- The entries of each document. They are put together by the program: the server's parser would cut
-- Chinese at its own discretion. New entries go straight into the index: a list of those waiting would be
-- read through by every search.
CREATE TABLE search_terms (
    case_id BIGINT NOT NULL PRIMARY KEY,
    terms TSVECTOR NOT NULL
);
CREATE INDEX search_terms_entries ON search_terms USING gin (terms) WITH (fastupdate = off);
