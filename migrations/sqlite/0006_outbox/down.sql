DROP TABLE calendar_feeds;
DROP TABLE outbox;
DROP TABLE webhooks;
