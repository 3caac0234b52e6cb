-- What came from others (src/intel/receive). A bundle is whole or not there: rows of intel_objects count where their batch stands in
-- intel_bundles, which is written last.
CREATE TABLE intel_bundles
(
    batch      String,
    partner    LowCardinality(String),           -- who it came from, as we call them
    digest     String,                           -- SHA-256 of what came, in hex
    source     String,                           -- the file, or the feed
    signed     String,                           -- the key that signed it; empty where none did
    received   DateTime64(3, 'UTC'),
    objects    UInt64,
    indicators UInt64                            -- of kinds that are looked for
)
ENGINE = MergeTree
ORDER BY (received, batch);

-- Objects of STIX as they came, all versions; of an indicator also what it says to look for.
CREATE TABLE intel_objects
(
    partner     LowCardinality(String),
    id          String CODEC(ZSTD(1)),
    modified    DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    batch       LowCardinality(String),
    type        LowCardinality(String),
    level       LowCardinality(String),          -- Traffic Light Protocol 2.0
    revoked     UInt8,
    source      String CODEC(ZSTD(1)),           -- of a relationship
    how         LowCardinality(String),
    target      String CODEC(ZSTD(1)),
    kind        LowCardinality(String),          -- of an indicator, src/intel/kinds.ts; empty: not looked for
    value       String CODEC(ZSTD(1)),
    key         LowCardinality(String),          -- the community's key that a hash is under
    hash        UInt64,                          -- as the trait's SQL gives it of traffic
    share       Float32,
    others      Float32,
    first_seen  DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    valid_until DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    body        String CODEC(ZSTD(3))
)
ENGINE = MergeTree
ORDER BY (partner, id, modified);

-- What an analyst says of a campaign that a partner told of: the partner's record. The newest word on one counts.
CREATE TABLE intel_rulings
(
    at       DateTime64(3, 'UTC'),
    actor    LowCardinality(String),
    partner  LowCardinality(String),
    campaign String,                             -- its id in STIX
    ruling   LowCardinality(String),             -- confirmed, false-alarm, withdrawn
    reason   String CODEC(ZSTD(3))
)
ENGINE = MergeTree
ORDER BY (partner, campaign, at);
