-- A record of the audit trail without what is long in it, for lists: {"before", "after", "left_out"}. A field of more than 2,000
-- bytes is emptied, and left_out says by its place (after.accounts) how long it is: entries of a list or an object, characters
-- of a text. The record of a containment of 25,000 accounts has megabytes, nearly all of it accounts.
ALTER TABLE records ADD COLUMN IF NOT EXISTS outline String
    MATERIALIZED concat(
        '{"before":', multiIf(before = '', 'null', length(before) <= 2000, before,
            concat('{', arrayStringConcat(arrayMap(field -> concat(toJSONString(field.1), ':', multiIf(length(field.2) <= 2000, field.2,
                startsWith(field.2, '['), '[]', startsWith(field.2, '{'), '{}', '""')), JSONExtractKeysAndValuesRaw(before)), ','), '}')),
        ',"after":', multiIf(after = '', 'null', length(after) <= 2000, after,
            concat('{', arrayStringConcat(arrayMap(field -> concat(toJSONString(field.1), ':', multiIf(length(field.2) <= 2000, field.2,
                startsWith(field.2, '['), '[]', startsWith(field.2, '{'), '{}', '""')), JSONExtractKeysAndValuesRaw(after)), ','), '}')),
        ',"left_out":', toJSONString(CAST(arrayConcat(
            if(length(before) <= 2000, [], arrayMap(field -> (concat('before.', field.1),
                toUInt32(if(startsWith(field.2, '"'), lengthUTF8(JSONExtractString(field.2)), JSONLength(field.2)))),
                arrayFilter(field -> length(field.2) > 2000, JSONExtractKeysAndValuesRaw(before)))),
            if(length(after) <= 2000, [], arrayMap(field -> (concat('after.', field.1),
                toUInt32(if(startsWith(field.2, '"'), lengthUTF8(JSONExtractString(field.2)), JSONLength(field.2)))),
                arrayFilter(field -> length(field.2) > 2000, JSONExtractKeysAndValuesRaw(after))))),
            'Map(String, UInt32)')), '}')
    CODEC(ZSTD(3));

ALTER TABLE records MATERIALIZE COLUMN outline;
