import type { Store } from '../../store/index.ts';
import { type PartnerRecord, partnersOf, recordOf, rulingsOf } from '../trust/index.ts';
import { CURRENT } from './current.ts';

/** What came from a partner so far, for `intel list` and for the console. */
export interface Feed {
  partner: string;
  /** Whether it is signed or may come without. */
  keys: string[];
  unsigned: boolean;
  record: PartnerRecord;
  /** The newest 500. */
  bundles: {
    source: string;
    digest: string;
    signed: string;
    received: string;
    objects: number;
    indicators: number;
  }[];
  /** By kind, indicators in force now. */
  indicators: Record<string, number>;
  /** Of them, hashes under a key that is not our community's: nothing can match them. */
  foreign: number;
  /** In force until then at the latest. */
  until: string | null;
}

/** Partners, what they gave and what of it is in force. @param community the id of our community's key */
export async function feeds(
  store: Store,
  { data, community = '', now = new Date() }: { data: string; community?: string | undefined; now?: Date },
): Promise<Feed[]> {
  const partners = partnersOf(data);
  const params = { partners: partners.map(({ name }) => name), at: now.getTime(), community };
  const settings = { optimize_aggregation_in_order: 1 };
  const bundles = await store.query<Feed['bundles'][number] & { partner: string; at: number }>(
    'SELECT partner, source, digest, signed, toUnixTimestamp64Milli(received) AS at, objects, indicators FROM intel_bundles ORDER BY received DESC LIMIT 500 BY partner',
  );
  const counts = await store.query<{
    partner: string;
    kind: string;
    n: number;
    foreign: number;
    until: number;
  }>(
    `SELECT partner, kind, count() AS n, countIf(key != '' AND key != {community:String}) AS foreign,
       toUnixTimestamp64Milli(max(valid_until)) AS until
     FROM ${CURRENT} GROUP BY partner, kind ORDER BY kind`,
    { params, settings },
  );
  const ruled = await rulingsOf(store);
  return partners.map(({ name, keys, unsigned }) => {
    const theirs = counts.filter(({ partner }) => partner === name);
    return {
      partner: name,
      keys,
      unsigned,
      record: recordOf(name, ruled),
      bundles: bundles
        .filter(({ partner }) => partner === name)
        .map(({ partner: _, at, ...rest }) => ({ ...rest, received: new Date(at).toISOString() })),
      indicators: Object.fromEntries(theirs.map(({ kind, n }) => [kind, n])),
      foreign: theirs.reduce((sum, one) => sum + one.foreign, 0),
      until: theirs.length ? new Date(Math.max(...theirs.map(one => one.until))).toISOString() : null,
    };
  });
}
