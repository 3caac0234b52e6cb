import { CONTEXT, ownContexts } from '../../detect/index.ts';
import type { Store } from '../../store/index.ts';
import { countsOf } from '../counts.ts';
import type { AccountStream } from '../document.ts';

interface Row {
  /** Its context, or 0 for all that is not one of its own. */
  stream: string;
  exchanges: number;
  /** Milliseconds since 1970. */
  first: number;
  last: number;
  by_model: [models: string[], exchanges: number[]];
  client: string;
  tls: string;
  networks: number;
  has_system: number;
  has_tools: number;
  standalone: number;
  input: number;
  output: number;
}

/** How much of an account's contexts belongs to a campaign. */
export interface Within {
  campaign: string;
  contexts: string[];
  within: number[];
}

export interface Sent {
  streams: AccountStream[];
  exchanges: number;
  input_tokens: number;
  output_tokens: number;
  /** Milliseconds since 1970. */
  first: number;
  last: number;
}

/** What an account sent, by stream as detection tells them apart. */
export async function streamsOf(
  store: Store,
  account: string,
  campaigns: readonly Within[],
): Promise<Sent | null> {
  const params = { account };
  const where = 'account = {account:String}';
  const own = (
    await store.query<{ context: string }>(
      `SELECT toString(context) AS context FROM (${ownContexts({ table: 'exchanges', where })})`,
      { params },
    )
  ).map(({ context }) => context);
  const isOwn = `has(arrayMap(one -> toUInt64(one), {own:Array(String)}), ${CONTEXT})`;
  const rows = await store.query<Row>(
    `SELECT toString(if(${isOwn}, ${CONTEXT}, toUInt64(0))) AS stream, count() AS exchanges,
            toUnixTimestamp64Milli(min(time)) AS first, toUnixTimestamp64Milli(max(time)) AS last,
            sumMap([toString(model)], [toUInt64(1)]) AS by_model, topK(1)(user_agent)[1] AS client, topK(1)(ja4)[1] AS tls,
            uniqExactIf(network, network != '') AS networks, max(system != 0) AS has_system, max(tools != 0) AS has_tools,
            countIf(turns <= 1 AND messages <= 2) AS standalone, sum(input_tokens) AS input, sum(output_tokens) AS output
     FROM exchanges WHERE ${where} GROUP BY stream ORDER BY exchanges DESC, stream`,
    { params: { ...params, own } },
  );
  if (rows.length === 0) return null;
  const streams = rows.map(row => ({
    exchanges: row.exchanges,
    first: new Date(row.first).toISOString(),
    last: new Date(row.last).toISOString(),
    models: countsOf(row.by_model),
    user_agent: row.client,
    ja4: row.tls,
    networks: row.networks,
    system: row.has_system === 1,
    tools: row.has_tools === 1,
    standalone: row.standalone,
    output_tokens: row.output,
    ...belonging(campaigns, context =>
      row.stream === '0' ? !own.includes(context) : context === row.stream,
    ),
  }));
  const sum = (of: (row: Row) => number) => rows.reduce((all, row) => all + of(row), 0);
  return {
    streams,
    exchanges: sum(row => row.exchanges),
    input_tokens: sum(row => row.input),
    output_tokens: sum(row => row.output),
    first: Math.min(...rows.map(row => row.first)),
    last: Math.max(...rows.map(row => row.last)),
  };
}

/** The campaign that the most of a stream's contexts belongs to, and how much does. */
function belonging(campaigns: readonly Within[], isIn: (context: string) => boolean) {
  let [campaign, most]: [string | null, number] = [null, 0];
  for (const one of campaigns) {
    const n = one.contexts.reduce((sum, context, i) => sum + (isIn(context) ? one.within[i]! : 0), 0);
    if (n > most) [campaign, most] = [one.campaign, n];
  }
  return { campaign, of_campaign: most };
}
