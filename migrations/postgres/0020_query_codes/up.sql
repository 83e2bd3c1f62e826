-- 查询: the number first, which grows with each request, so that those that come in a crowd are written side by side
-- and not each to a page of its own.
DROP INDEX cases_query_code;
CREATE INDEX cases_query_code ON cases (case_no, query_code_hash) WHERE query_code_hash IS NOT NULL;
