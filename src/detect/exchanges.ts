import { rows, type Store, temporary } from '../store/index.ts';
import { inChunks } from './keys.ts';
import { moment, scopeOf } from './scope.ts';
import { keepContexts, streamKey } from './streams.ts';
import { keepTemplated } from './templates.ts';

/** One exchange that belongs to a campaign. */
export interface CampaignExchange {
  id: string;
  account: string;
  /** ISO 8601, UTC. */
  time: string;
}

/** Keeps which streams belong to a campaign; of what an account sends, what lies in others does not. */
export async function keepStreams(
  store: Store,
  id: string,
  until: Date,
  keys: readonly bigint[],
): Promise<void> {
  for (const chunk of inChunks(keys))
    await store.insertSelect(
      'campaign_streams',
      `SELECT {id:String}, ${moment(until)}, arrayJoin(arrayMap(key -> toUInt64(key), {keys:Array(String)}))`,
      { params: { id, keys: chunk.map(String) } },
    );
}

/** How an exchange is asked for, in SQL: what a program sets alike for all that it sends. */
const WAY = 'xxh3(system, tools, max_tokens, temperature, top_p, stream, turns <= 1 AND messages <= 2)';
/**
 * A way is the harvest's where so great a part of its requests made with templates go by it, and they are so great a part
 * of all that its accounts send by it: then what else goes by it is of the same queue, and has no template.
 */
const BY_IT = 1 / 10;
const OF_IT = 1 / 3;

/**
 * The exchanges that belong to a campaign, in the order of their accounts: of a harvest what was harvested, without the
 * cover beside it and without the customers of a relay that it runs through. As its latest detection left it. Of one that
 * was found by its templates, also what its accounts ask for in the same way without one.
 */
export async function* campaignExchanges(store: Store, id: string): AsyncGenerator<CampaignExchange> {
  const [row] = await store.query<{ until: number; templates: boolean }>(
    `SELECT toUnixTimestamp64Milli(until) AS until, JSONExtractBool(document, 'templates') AS templates
     FROM campaigns FINAL WHERE id = {id:String}`,
    { params: { id } },
  );
  if (!row) return;
  const until = new Date(Number(row.until));
  const [contexts, requests, found] = [temporary('contexts'), temporary('templates'), temporary('found')];
  try {
    const { scope: everything } = await scopeOf(store, until);
    const scope = row.templates ? await keepTemplated(store, everything, requests) : everything;
    await keepContexts(store, scope, contexts);
    const params = { id };
    let named = `SELECT id, account, time, ${WAY} AS way FROM ${scope.table}
      WHERE ${scope.where} AND ${streamKey(scope, contexts)} IN
        (SELECT stream FROM campaign_streams WHERE id = {id:String} AND until = ${moment(until)})`;
    if (row.templates) {
      await store.command(
        `CREATE TABLE ${found} (id String, account String, time DateTime64(3, 'UTC'), way UInt64) ENGINE = MergeTree ORDER BY account`,
      );
      await store.insertSelect(found, named, { params });
      const ofThem = `${everything.where} AND account IN (SELECT account FROM ${found})`;
      named = `SELECT id, account, time FROM exchanges
        WHERE ${ofThem} AND (id IN (SELECT id FROM ${found}) OR ${WAY} IN (${harvestWays(found, ofThem)}))`;
    }
    const answer = store.stream(
      `SELECT id, account, toUnixTimestamp64Milli(time) / 1000 FROM (${named}) ORDER BY account, time, id`,
      'RowBinary',
      { params },
    );
    yield* rows(answer, reader => ({
      id: reader.string(),
      account: reader.string(),
      time: new Date(Math.round(reader.f64() * 1000)).toISOString(),
    }));
  } finally {
    for (const table of [contexts, requests, found]) await store.command(`DROP TABLE IF EXISTS ${table}`);
  }
}

/** SQL for the ways that are the harvest's: `found` holds its requests made with templates, `ofThem` is all of its accounts'. */
const harvestWays = (found: string, ofThem: string) => `
  SELECT way FROM (SELECT ${WAY} AS way, count() AS sent FROM exchanges WHERE ${ofThem} GROUP BY way) AS sent
  ANY INNER JOIN (SELECT way, count() AS made FROM ${found} GROUP BY way) AS made USING way
  WHERE made >= ${BY_IT} * (SELECT count() FROM ${found}) AND made >= ${OF_IT} * sent`;
