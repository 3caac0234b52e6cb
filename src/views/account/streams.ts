import { CONTEXT, ownContexts } from '../../detect/index.ts';
import type { Store } from '../../store/index.ts';
import type { AccountStream } from '../document.ts';

interface Row {
  context: string;
  exchanges: number;
  /** Milliseconds since 1970. */
  first: number;
  last: number;
  models: [string[], number[]];
  user_agent: string;
  ja4: string;
  networks: number;
  system: number;
  tools: number;
  standalone: number;
  input_tokens: number;
  output_tokens: number;
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
    `SELECT toString(if(${isOwn}, ${CONTEXT}, toUInt64(0))) AS context, count() AS exchanges,
            toUnixTimestamp64Milli(min(time)) AS first, toUnixTimestamp64Milli(max(time)) AS last,
            sumMap([toString(model)], [toUInt64(1)]) AS models, topK(1)(user_agent)[1] AS user_agent, topK(1)(ja4)[1] AS ja4,
            uniqExactIf(network, network != '') AS networks, max(system != 0) AS system, max(tools != 0) AS tools,
            countIf(turns <= 1 AND messages <= 2) AS standalone, sum(exchanges.input_tokens) AS input_tokens, sum(exchanges.output_tokens) AS output_tokens
     FROM exchanges WHERE ${where} GROUP BY context ORDER BY exchanges DESC, context`,
    { params: { ...params, own } },
  );
  if (rows.length === 0) return null;
  const streams = rows.map(({ context, first, last, models, input_tokens: _, ...row }) => ({
    ...row,
    first: new Date(first).toISOString(),
    last: new Date(last).toISOString(),
    models: Object.fromEntries(
      models[0].map((model, i) => [model, models[1][i]!] as const).sort((a, b) => b[1] - a[1]),
    ),
    system: row.system === 1,
    tools: row.tools === 1,
    ...belonging(campaigns, one => (context === '0' ? !own.includes(one) : one === context)),
  }));
  const sum = (of: (row: Row) => number) => rows.reduce((all, row) => all + of(row), 0);
  return {
    streams,
    exchanges: sum(row => row.exchanges),
    input_tokens: sum(row => row.input_tokens),
    output_tokens: sum(row => row.output_tokens),
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
