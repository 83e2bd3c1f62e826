CREATE INDEX once_keys_created ON once_keys (created_at);
