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

-- The entries of each document, by the case's id. They are put together by the program and separated by
-- spaces; letters outside ASCII are part of an entry whatever they are.
CREATE VIRTUAL TABLE search_terms USING fts5 (
    terms, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '@#'"
);
