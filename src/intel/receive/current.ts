/**
 * SQL for what is in force of what came: of each indicator its newest version, of whole bundles alone, not revoked and not yet ended.
 * In the order of the table, so that a million of them take little memory (with `optimize_aggregation_in_order`).
 * Parameters: at (milliseconds since 1970), partners.
 */
export const CURRENT = `(
  SELECT partner, id, said.1 AS kind, said.2 AS value, said.3 AS key, said.4 AS hash, said.5 AS share, said.6 AS others,
    said.7 AS first_seen, said.8 AS valid_until, said.10 AS level
  FROM (
    SELECT partner, id, argMax((kind, value, key, hash, share, others, first_seen, valid_until, revoked, level), modified) AS said
    FROM intel_objects
    WHERE type = 'indicator' AND partner IN {partners:Array(String)} AND batch IN (SELECT batch FROM intel_bundles)
    GROUP BY partner, id)
  WHERE said.1 != '' AND said.9 = 0 AND said.8 > fromUnixTimestamp64Milli({at:Int64}, 'UTC'))`;
