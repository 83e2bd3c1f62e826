-- 共用查询: a list that an officer keeps for everybody who reads cases of the agency.
ALTER TABLE saved_views ADD COLUMN shared_in BIGINT REFERENCES agencies (id);
CREATE INDEX saved_views_shared ON saved_views (shared_in) WHERE shared_in IS NOT NULL;
