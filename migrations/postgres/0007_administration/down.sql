DROP TABLE admin_events;
DROP FUNCTION admin_events_append_only;
DROP TABLE calendar_files;
ALTER TABLE agencies DROP COLUMN active;
