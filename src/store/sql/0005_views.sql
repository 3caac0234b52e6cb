-- What people look at, so that it is read and not reckoned when they ask.

-- All traffic by hour and model: the engine keeps it up to date with each insert, and answers groupings by hour or model from
-- it. What was stored before is added in the background; until then it is read in full, and the answer is the same.
ALTER TABLE exchanges ADD PROJECTION IF NOT EXISTS hours
(
    SELECT toStartOfHour(time) AS hour, model, count(), sum(input_tokens), sum(output_tokens), min(time), max(time)
    GROUP BY hour, model
);

ALTER TABLE exchanges MATERIALIZE PROJECTION hours;

-- A campaign's document without its accounts, and with how many there are of each role: the document of a large one is
-- some ten megabytes, nearly all of it accounts.
ALTER TABLE campaigns ADD COLUMN IF NOT EXISTS outline String
    MATERIALIZED concat('{', arrayStringConcat(arrayConcat(
        arrayMap(field -> concat(toJSONString(field.1), ':', if(field.1 = 'accounts', '[]', field.2)),
            JSONExtractKeysAndValuesRaw(document)),
        [concat('"roles":', toJSONString(CAST(
            arrayMap(role -> (role, countEqual(JSONExtract(document, 'accounts', 'Array(Tuple(role String))').1, role)),
                arraySort(arrayDistinct(JSONExtract(document, 'accounts', 'Array(Tuple(role String))').1))),
            'Map(String, UInt64)')))]), ','), '}')
    CODEC(ZSTD(3));

ALTER TABLE campaigns MATERIALIZE COLUMN outline;

-- Views of a campaign (src/views), made after each detection: JSON by kind.
CREATE TABLE views
(
    campaign String,
    kind     LowCardinality(String),
    format   UInt16,                             -- of the body: one of another version is made anew
    detected DateTime64(3, 'UTC'),               -- of the campaign's row that it was made of
    until    DateTime64(3, 'UTC'),
    body     String CODEC(ZSTD(3))
)
ENGINE = ReplacingMergeTree(detected)
ORDER BY (campaign, kind);

-- Who belongs to a campaign and what they sent of it: one row an account, found by the account.
CREATE TABLE campaign_accounts
(
    account   String,
    campaign  String,
    detected  DateTime64(3, 'UTC'),              -- as in views: rows of an earlier one are of who is no longer in it
    role      LowCardinality(String),
    member    String CODEC(ZSTD(3)),             -- what the document says of the account, JSON
    hours     Array(UInt32) CODEC(Delta, ZSTD(1)),  -- since 1970, those in which it sent something of the campaign
    sent      Array(UInt32) CODEC(ZSTD(1)),      -- exchanges in each
    contexts  Array(UInt64) CODEC(ZSTD(1)),      -- system prompt, tools and client, hashed, as detection does
    within    Array(UInt32) CODEC(ZSTD(1))       -- exchanges of the campaign in each
)
ENGINE = ReplacingMergeTree(detected)
ORDER BY (account, campaign);
