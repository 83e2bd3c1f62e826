DROP INDEX cases_query_code;
CREATE INDEX cases_query_code ON cases (query_code_hash) WHERE query_code_hash IS NOT NULL;
