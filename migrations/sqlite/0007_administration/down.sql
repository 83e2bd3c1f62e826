DROP TABLE admin_events;
DROP TABLE calendar_files;
ALTER TABLE agencies DROP COLUMN active;
