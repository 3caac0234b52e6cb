-- What looks have spent of the budget of false alarms: how much a stream (its key) had sent when a group
-- that it is in was tested.
CREATE TABLE looks
(
    stream    UInt64,
    exchanges UInt32,
    until     DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY stream;
