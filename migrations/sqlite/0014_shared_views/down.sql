DROP INDEX saved_views_shared;
ALTER TABLE saved_views DROP COLUMN shared_in;
