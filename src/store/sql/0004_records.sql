-- The audit trail: one row for each thing that was decided or done, never changed. What is in force is what these rows say
-- (src/policy/state.ts). Ids sort by time.
CREATE TABLE records
(
    id       String,
    at       DateTime64(3, 'UTC'),
    actor    LowCardinality(String),             -- who: a token's name, or an account of the operating system
    kind     LowCardinality(String),
    subject  String,                             -- what it is of: the id of a plan, an action, a hold, a grant, an appeal …
    reason   String CODEC(ZSTD(3)),
    before   String CODEC(ZSTD(3)),              -- JSON; empty where there was nothing
    after    String CODEC(ZSTD(3))               -- JSON; empty where nothing is left
)
ENGINE = MergeTree
ORDER BY id;
