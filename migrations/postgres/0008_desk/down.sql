DROP TABLE saved_views;
DROP INDEX cases_updated;
DROP INDEX cases_open_status;
ALTER TABLE cases ALTER COLUMN case_no TYPE TEXT COLLATE "default";
ALTER TABLE cases DROP COLUMN review_hands;
ALTER TABLE cases DROP COLUMN review_role;
