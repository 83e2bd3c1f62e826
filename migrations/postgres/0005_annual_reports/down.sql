DROP TABLE reports;
DROP TABLE report_events;
DROP FUNCTION report_events_append_only;
