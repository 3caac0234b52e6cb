import { quoted, rows, type Store, temporary } from '../store/index.ts';
import type { Role } from './document.ts';
import { inChunks } from './keys.ts';
import { moment, scopeOf } from './scope.ts';
import { keepContexts, type Scope, streamKey } from './streams.ts';
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
export const WAY =
  'xxh3(system, tools, max_tokens, temperature, top_p, stream, turns <= 1 AND messages <= 2)';
/**
 * A way is the harvest's where so great a part of its requests made with templates go by it, and they are so great a part
 * of all that its accounts send by it: then what else goes by it is of the same queue, and has no template.
 */
export const BY_IT = 1 / 10;
const OF_IT = 1 / 3;

/**
 * The exchanges that belong to a campaign, in the order of their accounts: of a harvest what was harvested, without the
 * cover beside it and without the customers of a relay that it runs through. As its latest detection left it. Of one that
 * was found by its templates, also what its accounts ask for in the same way without one.
 */
export async function* campaignExchanges(store: Store, id: string): AsyncGenerator<CampaignExchange> {
  const selection = await selectExchanges(store, id);
  if (!selection) return;
  try {
    const answer = store.stream(
      `SELECT id, account, toUnixTimestamp64Milli(time) / 1000 FROM exchanges WHERE ${selection.where} ORDER BY account, time, id`,
      'RowBinary',
    );
    yield* rows(answer, reader => ({
      id: reader.string(),
      account: reader.string(),
      time: new Date(Math.round(reader.f64() * 1000)).toISOString(),
    }));
  } finally {
    await selection.drop();
  }
}

/** Which of `exchanges` belong to a campaign, for statements of others' own. */
export interface Selection {
  /** SQL for a condition on `exchanges`, good until `drop`. */
  where: string;
  /** SQL for a wider one, quick to tell: what the same accounts sent, at any time. */
  accounts: string;
  drop(): Promise<void>;
}

/**
 * Selects the exchanges that belong to a campaign, for sums over millions of them inside the engine; undefined where there is no
 * such campaign.
 * @param roles of whom; everybody's, where it is not given
 */
export async function selectExchanges(
  store: Store,
  id: string,
  roles?: readonly Role[],
): Promise<Selection | undefined> {
  const [row] = await store.query<{ until: number; templates: boolean }>(
    `SELECT toUnixTimestamp64Milli(until) AS until, JSONExtractBool(document, 'templates') AS templates
     FROM campaigns FINAL WHERE id = {id:String}`,
    { params: { id } },
  );
  if (!row) return undefined;
  const until = new Date(Number(row.until));
  const [members, streams, contexts, requests, found] = [
    temporary('members'),
    temporary('streams'),
    temporary('contexts'),
    temporary('templates'),
    temporary('found'),
  ];
  const drop = async () => {
    for (const table of [members, streams, contexts, requests, found])
      await store.command(`DROP TABLE IF EXISTS ${table}`);
  };
  try {
    await keepMembers(store, id, roles, members);
    await store.command(`CREATE TABLE ${streams} (stream UInt64) ENGINE = MergeTree ORDER BY stream`);
    await store.insertSelect(
      streams,
      `SELECT stream FROM campaign_streams WHERE id = {id:String} AND until = ${moment(until)}`,
      { params: { id } },
    );
    const { scope: everything } = await scopeOf(store, until);
    const isTheirs = `account IN (SELECT account FROM ${members})`;
    const ofThem = `${everything.where} AND ${isTheirs}`;
    const own = (scope: Scope) => `${streamKey(scope, contexts)} IN (SELECT stream FROM ${streams})`;
    if (!row.templates) {
      await keepContexts(store, { table: 'exchanges', where: ofThem }, contexts);
      return { where: `${ofThem} AND ${own(everything)}`, accounts: isTheirs, drop };
    }
    const scope = await keepTemplated(store, everything, requests);
    const where = `${scope.where} AND ${isTheirs}`;
    await store.command(
      `CREATE TABLE ${found} (id String, account String, way UInt64) ENGINE = MergeTree ORDER BY account`,
    );
    await store.insertSelect(
      found,
      `SELECT id, account, ${WAY} FROM ${scope.table} WHERE ${where} AND ${own(scope)}`,
    );
    const ofCarriers = `${everything.where} AND account IN (SELECT account FROM ${found})`;
    return {
      where: `${ofCarriers} AND (id IN (SELECT id FROM ${found}) OR ${WAY} IN (${harvestWays(found, ofCarriers)}))`,
      accounts: isTheirs,
      drop,
    };
  } catch (error) {
    await drop();
    throw error;
  }
}

/** The accounts of a campaign, by its document. */
async function keepMembers(
  store: Store,
  id: string,
  roles: readonly Role[] | undefined,
  table: string,
): Promise<void> {
  await store.command(`CREATE TABLE ${table} (account String) ENGINE = MergeTree ORDER BY account`);
  await store.insertSelect(
    table,
    `SELECT JSONExtractString(one, 'account') FROM campaigns FINAL
     ARRAY JOIN JSONExtractArrayRaw(document, 'accounts') AS one
     WHERE id = {id:String} ${roles ? `AND JSONExtractString(one, 'role') IN (${roles.map(quoted).join(', ')})` : ''}`,
    { params: { id } },
  );
}

/** SQL for the ways that are the harvest's: `found` holds its requests made with templates, `ofThem` is all of its accounts'. */
const harvestWays = (found: string, ofThem: string) => `
  SELECT way FROM (SELECT ${WAY} AS way, count() AS sent FROM exchanges WHERE ${ofThem} GROUP BY way) AS sent
  ANY INNER JOIN (SELECT way, count() AS made FROM ${found} GROUP BY way) AS made USING way
  WHERE made >= ${BY_IT} * (SELECT count() FROM ${found}) AND made >= ${OF_IT} * sent`;
