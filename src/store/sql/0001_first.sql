-- One row an exchange: what detection needs, and no text. Hashes are keyed (SipHash with the installation's
-- sketch key), 0 where there is nothing to hash. Sorted by account so that one account's traffic lies together.
CREATE TABLE exchanges
(
    id            String,
    id_hash       UInt64,
    time          DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    account       String CODEC(ZSTD(1)),
    org           LowCardinality(String),
    api_key       UInt64,
    channel       LowCardinality(String),
    model         LowCardinality(String),
    conversation  UInt64,

    network       LowCardinality(String),        -- 203.0.113.0/24, 2001:db8:1::/48
    address       UInt64,                        -- the whole address, keyed
    asn           UInt32,
    user_agent    LowCardinality(String),
    ja4           LowCardinality(String),

    turns         UInt16,                        -- messages of the user in the request
    messages      UInt16,
    system        UInt64,
    tools         UInt64,
    body          UInt64,                        -- the last message of the user, whole
    body_bytes    UInt32,
    opening       UInt64,                        -- its first eight words
    closing       UInt64,                        -- its last eight words
    shingles      Array(UInt64),                 -- a sample of its three-word shingles, the same everywhere
    asks          UInt16,                        -- src/traits/asks.ts: a description, never evidence

    max_tokens    UInt32,
    temperature   Float32,                       -- -1: not given
    top_p         Float32,                       -- -1: not given
    n             UInt16,
    stream        UInt8,
    stop_reason   LowCardinality(String),
    input_tokens  UInt32,
    output_tokens UInt32,
    reasoning     UInt8                          -- the answer came with its reasoning
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(time)
ORDER BY (account, time);

-- What is known of accounts beside their traffic. The newest word on an account wins.
CREATE TABLE accounts
(
    account      String,
    created      DateTime64(3, 'UTC'),           -- 1970: not known
    plan         LowCardinality(String),
    program      LowCardinality(String),
    verification LowCardinality(String),
    org          String,
    email_domain LowCardinality(String),
    email        String,                         -- pseudonyms, as are the next two
    phone        String,
    payment      String,
    country      LowCardinality(String),         -- for policy only: nothing in detection reads it
    stored       DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = ReplacingMergeTree(stored)
ORDER BY account;

-- Campaigns as the latest detection left them; the document is what `detect --json` says of each.
CREATE TABLE campaigns
(
    id       String,
    detected DateTime64(3, 'UTC'),
    until    DateTime64(3, 'UTC'),
    verdict  LowCardinality(String),
    document String CODEC(ZSTD(3))
)
ENGINE = ReplacingMergeTree(detected)
ORDER BY id;

-- One row a detection: what it looked at and what it found.
CREATE TABLE detections
(
    detected DateTime64(3, 'UTC'),
    until    DateTime64(3, 'UTC'),
    alpha    Float64,
    document String CODEC(ZSTD(3))
)
ENGINE = MergeTree
ORDER BY detected;
