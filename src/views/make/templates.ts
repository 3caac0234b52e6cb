import { type Store, temporary } from '../../store/index.ts';
import { asksLookedAt, capabilities } from '../../traits/index.ts';
import { countsOf } from '../counts.ts';
import type { Template, TemplatesView } from '../document.ts';
import type { CampaignRow } from '../kept.ts';
import { isoOf } from '../series.ts';
import { shortHash } from '../short.ts';
import { membersOf } from './members.ts';
import type { Theirs } from './theirs.ts';

const MOST = 200;
/** Words come back where so many different prompts begin, or end, with them … */
const PROMPTS = 3;
/** … and are a template's own where so great a part of the campaign's do: the rest is what stands in its blanks. */
const PART = 1 / 1000;
/** Shorter prompts have no words to tell. */
const hasWords = 'body_bytes >= 24';

interface Row {
  opening: string;
  closing: string;
  accounts: number;
  exchanges: number;
  prompts: number;
  bytes: [number, number, number];
  asked: number[];
  looked: number;
  models: [string[], number[]];
  first: number;
  last: number;
}

/** The templates of a campaign's prompts: those that begin and end alike, or do one of both, whatever stands between. */
export async function templatesOf(store: Store, row: CampaignRow, theirs: Theirs): Promise<TemplatesView> {
  const [words, chosen] = [temporary('ends'), temporary('chosen')];
  try {
    await store.command(`CREATE TABLE ${words} (kind LowCardinality(String), value UInt64) ENGINE = Memory`);
    await store.command(`CREATE TABLE ${chosen} (opening UInt64, closing UInt64) ENGINE = Memory`);
    for (const kind of ['opening', 'closing'])
      await store.insertSelect(
        words,
        `SELECT '${kind}', ${kind} FROM ${theirs.table} WHERE ${hasWords} AND ${kind} != 0 GROUP BY ${kind}
         HAVING count() >= ${Math.ceil(theirs.exchanges * PART)} AND uniqUpTo(${PROMPTS})(body) >= ${PROMPTS}`,
      );
    const end = (kind: string) =>
      `if(${kind} IN (SELECT value FROM ${words} WHERE kind = '${kind}'), ${kind}, toUInt64(0))`;
    const keyed = `SELECT *, ${end('opening')} AS o, ${end('closing')} AS c FROM`;
    const isAny = '(o != 0 OR c != 0)';
    await store.insertSelect(
      chosen,
      `SELECT o, c FROM (${keyed} ${theirs.table} WHERE ${hasWords}) WHERE ${isAny}
       GROUP BY o, c ORDER BY count() DESC, o, c LIMIT ${MOST}`,
    );
    const rows = await store.query<Row>(
      `SELECT toString(o) AS opening, toString(c) AS closing, uniqExact(account) AS accounts, count() AS exchanges, uniq(body) AS prompts,
              quantilesExactWeighted(0.05, 0.5, 0.95)(body_bytes, 1) AS bytes,
              [${capabilities.map((_, bit) => `countIf(bitTest(asks, ${bit}))`).join(', ')}] AS asked,
              countIf(bitTest(asks, ${asksLookedAt})) AS looked, sumMap([toString(model)], [toUInt64(1)]) AS models,
              toUnixTimestamp64Milli(min(time)) / 1000 AS first, toUnixTimestamp64Milli(max(time)) / 1000 AS last
       FROM (${keyed} ${theirs.table} WHERE ${hasWords}) WHERE (o, c) IN (SELECT opening, closing FROM ${chosen})
       GROUP BY o, c ORDER BY exchanges DESC, o, c`,
    );
    const others = await othersOf(store, row, chosen);
    const templates = rows.map(one => templateOf(one, others.get(keyOf(one)) ?? 0));
    const inThem = templates.reduce((sum, one) => sum + one.exchanges, 0);
    return { templates, rest: { exchanges: theirs.exchanges - inThem } };
  } finally {
    for (const table of [words, chosen]) await store.command(`DROP TABLE IF EXISTS ${table}`);
  }
}

const keyOf = ({ opening, closing }: { opening: string; closing: string }) => `${opening} ${closing}`;

/** How many accounts outside show the ends of each. One pass over the ends of all that is stored. */
async function othersOf(store: Store, row: CampaignRow, chosen: string): Promise<Map<string, number>> {
  const of = (kind: string) => `(SELECT ${kind} FROM ${chosen} WHERE ${kind} != 0)`;
  const rows = await store.query<{ opening: string; closing: string; n: number }>(
    `SELECT toString(ends.1) AS opening, toString(ends.2) AS closing, count() AS n FROM (
       SELECT account, arrayJoin([(opening, closing), (opening, toUInt64(0)), (toUInt64(0), closing)]) AS ends FROM exchanges
       WHERE (opening IN ${of('opening')} OR closing IN ${of('closing')}) AND ${hasWords}
         AND ends IN (SELECT opening, closing FROM ${chosen})
         AND account NOT IN (SELECT account FROM ${membersOf(row)})
       GROUP BY account, ends)
     GROUP BY ends`,
    { settings: { optimize_aggregation_in_order: 1 } },
  );
  return new Map(rows.map(one => [keyOf(one), one.n]));
}

function templateOf(row: Row, others: number): Template {
  const [opening, closing] = [row.opening, row.closing].map(value =>
    value === '0' ? null : shortHash(value),
  );
  const share = (n: number) => Math.round((n / row.looked) * 1000) / 1000;
  return {
    id: `${opening ?? ''}~${closing ?? ''}`,
    opening: opening!,
    closing: closing!,
    accounts: row.accounts,
    exchanges: row.exchanges,
    prompts: row.prompts,
    others,
    bytes: row.bytes,
    asks: Object.fromEntries(
      capabilities.flatMap((name, bit) => (row.asked[bit] ? [[name, share(row.asked[bit])]] : [])),
    ),
    models: countsOf(row.models),
    first: isoOf(row.first),
    last: isoOf(row.last),
  };
}
