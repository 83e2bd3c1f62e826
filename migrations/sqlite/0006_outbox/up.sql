-- What is to be told to others, and to whom.
--
-- The same tables and columns exist in migrations/postgres; a test compares the two.

-- 推送地址: where an agency wants to be told what happens to its cases. `sealed` holds the secrets that
-- sign what is sent, encrypted under the key named `key_id`; it is written right after the row, whose id
-- it is bound to.
CREATE TABLE webhooks (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    agency_id BIGINT NOT NULL REFERENCES agencies (id),
    subtree BOOLEAN NOT NULL,
    url TEXT NOT NULL,
    events TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    key_id TEXT,
    sealed BLOB,
    created_at TIMESTAMP NOT NULL,
    created_by BIGINT NOT NULL REFERENCES officers (id),
    CHECK ((key_id IS NULL) = (sealed IS NULL))
);
CREATE INDEX webhooks_agency ON webhooks (agency_id);
CREATE INDEX webhooks_active ON webhooks (active);

-- 待发消息: written in the transaction of the act that causes it, sent afterwards. Without a CHECK on `kind`,
-- because there will be further kinds; the program refuses one that it does not know.
-- `destination` names the row that says where to, `webhook_3`.
CREATE TABLE outbox (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    destination TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
    attempts INTEGER NOT NULL,
    next_at TIMESTAMP NOT NULL,
    claimed_until TIMESTAMP,
    claimed_by TEXT,
    response_status INTEGER,
    last_error TEXT,
    sent_at TIMESTAMP
);
CREATE INDEX outbox_due ON outbox (state, next_at);
CREATE INDEX outbox_destination ON outbox (destination, id);

-- 日历订阅: secret addresses of officers' deadlines. Only the hash of the secret is kept.
CREATE TABLE calendar_feeds (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    officer_id BIGINT NOT NULL REFERENCES officers (id),
    label TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX calendar_feeds_officer ON calendar_feeds (officer_id);
