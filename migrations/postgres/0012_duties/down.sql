DROP INDEX cases_closed;
DROP INDEX cases_next;
ALTER TABLE cases DROP COLUMN next_on;
DROP TABLE bulletins;
DROP TABLE year_closings;
DROP TABLE duty_notices;
DROP TABLE duty_runs;
