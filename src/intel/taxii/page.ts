import type { Collection, Desk } from '../../policy/index.ts';
import type { StixObject } from '../stix/index.ts';
import { type Level, levels, mayLeave } from '../tlp.ts';
import type { Filters } from './filters.ts';
import { markedAs } from './publish.ts';

/** A version of an object as it is given. */
export interface Given {
  /** Microseconds since 1970. */
  added: number;
  id: string;
  /** ISO 8601, UTC. */
  version: string;
  /** JSON; empty where it was not asked for. */
  object: string;
}

export interface Page {
  given: Given[];
  /** Where the next page begins: after what was added then. Null where there is none. */
  next: number | null;
  /** That it was given is a new record of the audit trail. */
  noted: boolean;
}

interface Row {
  added: number;
  id: string;
  object: string;
  ms: number;
  publication: string;
}

/**
 * What a partner is given of a collection, the oldest addition first. Whether each object may leave is decided again, from the object
 * itself. That it was given something for the first time is in the audit trail before it has it.
 * @param partner the name of its token
 */
export async function pageOf(
  desk: Desk,
  collection: Collection,
  filters: Filters,
  partner: string,
  { whole = true } = {},
): Promise<Page> {
  if (!filters.ours) return { given: [], next: null, noted: false };
  const tlp = collection.tlp as Level;
  const rows = await rowsOf(desk, collection, filters, partner);
  const next = rows.length > filters.limit ? rows[filters.limit - 1]!.added : null;
  const page = rows
    .slice(0, filters.limit)
    .filter(({ object }) => mayLeave(markedAs(JSON.parse(object) as StixObject), tlp));
  const noted = await note(desk, collection, partner, page);
  const given = page.map(({ added, id, ms, object }) => ({
    added,
    id,
    version: new Date(ms).toISOString(),
    object: whole ? object : '',
  }));
  return { given, next, noted };
}

async function rowsOf(desk: Desk, collection: Collection, filters: Filters, partner: string): Promise<Row[]> {
  const { after, limit, ids, types, versions } = filters;
  const tlp = collection.tlp as Level;
  const moments = versions.filter(one => typeof one === 'number');
  const picked = [
    ...(versions.includes('all') ? ['seen.1'] : []),
    ...(versions.includes('last') ? ['[seen.1[-1]]'] : []),
    ...(versions.includes('first') ? ['[seen.1[1]]'] : []),
    ...(moments.length
      ? ['arrayFilter((a, v) -> has({moments:Array(Int64)}, toUnixTimestamp64Milli(v)), seen.1, seen.2)']
      : []),
  ];
  // `added` is unique within a collection. What was taken away (an empty object) ends what came before, as a revocation does. A
  // revocation still says what is revoked, as STIX wants it: it is for those who had it, and nobody is told by it of what was withdrawn.
  const rows = await desk.store.query<Omit<Row, 'added'> & { micros: number }>(
    `SELECT toUnixTimestamp64Micro(added) AS micros, id, toUnixTimestamp64Milli(version) AS ms, object, publication
     FROM taxii_objects
     WHERE collection = {collection:String} AND level IN {levels:Array(String)} AND object != ''
       AND toUnixTimestamp64Micro(added) > {after:Int64} ${types.length ? 'AND type IN {types:Array(String)}' : ''}
       AND added IN (
         SELECT arrayJoin(arrayConcat(${picked.join(', ')})) FROM (
           SELECT arrayFilter(one -> one.1 >= since AND (one.3 = 0 OR theirs), arraySort(groupArray((added, version, ends)))) AS seen,
                  maxIf(added, ends = 1) AS since, countIf(publication IN (SELECT arrayJoin({had:Array(String)}))) > 0 AS theirs
           FROM taxii_objects
           WHERE collection = {collection:String} ${ids.length ? 'AND id IN {ids:Array(String)}' : ''}
           GROUP BY id))
     ORDER BY added LIMIT {limit:UInt32}`,
    {
      params: {
        collection: collection.id,
        levels: levels.filter(level => mayLeave(level, tlp)),
        after,
        types,
        ids,
        moments,
        had: [...(collection.delivered.get(partner) ?? [])],
        limit: limit + 1,
      },
    },
  );
  return rows.map(({ micros, ...row }) => ({ ...row, added: Number(micros), ms: Number(row.ms) }));
}

/** Once for each partner and publication: who reads the same again learns nothing. */
async function note(
  desk: Desk,
  { id, name, delivered }: Collection,
  partner: string,
  page: Row[],
): Promise<boolean> {
  const fresh = () =>
    [...new Set(page.map(({ publication }) => publication))].filter(one => !delivered.get(partner)?.has(one));
  if (fresh().length === 0) return false;
  return desk.inTurn(async () => {
    const of = fresh();
    const reason = `read ${name} over TAXII`;
    const after = { collection: id, of };
    if (of.length) await desk.write({ actor: partner, kind: 'delivery', subject: id, reason, after });
    return of.length > 0;
  });
}
