-- What is released to collections that partners read over TAXII (src/intel/taxii): every version of every object, in the order in
-- which they were added. `added` is unique within a collection and only rises: who has read up to a moment has all until then.
CREATE TABLE taxii_objects
(
    collection  LowCardinality(String),
    added       DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    id          String,
    type        LowCardinality(String),
    version     DateTime64(3, 'UTC'),            -- `modified` of the object, or `created`, or when it was added
    level       LowCardinality(String),          -- its marking: decided again when it is asked for
    campaign    LowCardinality(String),          -- '' for what is of none: who speaks, markings, what extensions mean
    publication LowCardinality(String),          -- the record of the audit trail that released it
    ends        UInt8,                           -- 1: earlier versions are not given any more
    object      String CODEC(ZSTD(3))            -- JSON; empty where the object is taken away without a last version
)
ENGINE = MergeTree
ORDER BY (collection, added);
