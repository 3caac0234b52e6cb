-- Which streams (keys as in detection) belong to a campaign, as each detection left it: what tells a harvest from the rest of an
-- account.
CREATE TABLE campaign_streams
(
    id     String,
    until  DateTime64(3, 'UTC'),
    stream UInt64
)
ENGINE = ReplacingMergeTree
ORDER BY (id, until, stream);
