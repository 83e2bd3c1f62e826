DROP TABLE ratings;
DROP INDEX cases_query_code;
