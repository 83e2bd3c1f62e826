DROP TABLE fee_acknowledgements;
DROP TABLE ratings;
DROP INDEX cases_query_code;
