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

/**
 * The exchanges that belong to a campaign, in the order of their accounts: of a harvest what was harvested, without the
 * cover beside it and without the customers of a relay that it runs through. As its latest detection left it.
 */
export async function* campaignExchanges(store: Store, id: string): AsyncGenerator<CampaignExchange> {
  const [row] = await store.query<{ until: number; templates: boolean }>(
    `SELECT toUnixTimestamp64Milli(until) AS until, JSONExtractBool(document, 'templates') AS templates
     FROM campaigns FINAL WHERE id = {id:String}`,
    { params: { id } },
  );
  if (!row) return;
  const until = new Date(Number(row.until));
  const [contexts, requests] = [temporary('contexts'), temporary('templates')];
  try {
    const { scope: everything } = await scopeOf(store, until);
    const scope = row.templates ? await keepTemplated(store, everything, requests) : everything;
    await keepContexts(store, scope, contexts);
    const answer = store.stream(
      `SELECT id, account, toUnixTimestamp64Milli(time) / 1000 FROM ${scope.table}
       WHERE ${scope.where} AND ${streamKey(scope, contexts)} IN
         (SELECT stream FROM campaign_streams WHERE id = {id:String} AND until = ${moment(until)})
       ORDER BY account, time, id`,
      'RowBinary',
      { params: { id } },
    );
    yield* rows(answer, reader => ({
      id: reader.string(),
      account: reader.string(),
      time: new Date(Math.round(reader.f64() * 1000)).toISOString(),
    }));
  } finally {
    for (const table of [contexts, requests]) await store.command(`DROP TABLE IF EXISTS ${table}`);
  }
}
