import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { installationKey } from '../exchange/index.ts';
import { ingest } from '../ingest/index.ts';
import { openStore } from '../store/index.ts';
import { loadStreams } from './read.ts';
import { scopeOf } from './scope.ts';
import type { Scope } from './streams.ts';
import { keepTemplated } from './templates.ts';

const data = mkdtempSync(join(tmpdir(), 'stillwatch-templates-'));
const store = await openStore({ data });
afterAll(async () => {
  await store.close();
  rmSync(data, { recursive: true, force: true });
});
beforeEach(() => store.command('TRUNCATE TABLE exchanges'));

interface Said {
  account: string;
  prompt: string;
}

/** What is made of the requests among some exchanges that are made with templates. */
async function ofTemplated<T>(
  exchanges: readonly Said[],
  read: (scope: Scope, prompts: ReadonlyMap<string, string>) => Promise<T>,
): Promise<T> {
  const file = join(data, 'exchanges.jsonl');
  const prompts = new Map(exchanges.map(({ prompt }, i) => [`x${i}`, prompt]));
  const lines = exchanges.map(({ account, prompt }, i) =>
    JSON.stringify({
      format: 'stillwatch/exchange-1',
      id: `x${i}`,
      time: new Date(Date.UTC(2026, 3, 1) + i * 60_000).toISOString(),
      account,
      model: 'm',
      request: { prompt },
      response: { input_tokens: 20, output_tokens: 200 },
    }),
  );
  writeFileSync(file, lines.map(line => `${line}\n`).join(''));
  const summary = await ingest(store, [file], { data, pseudonyms: installationKey(data) });
  expect(summary.new).toBe(exchanges.length);
  const { scope } = await scopeOf(store);
  try {
    return await read(await keepTemplated(store, scope, 'templated'), prompts);
  } finally {
    await store.command('DROP TABLE IF EXISTS templated');
  }
}

/** Their prompts. */
const templated = (exchanges: readonly Said[]) =>
  ofTemplated(exchanges, async ({ table, part }, prompts) => {
    expect(part).toBe('templates');
    const ids = await store.query<{ id: string }>(`SELECT id FROM ${table}`);
    return ids.map(({ id }) => prompts.get(id)!);
  });

const nouns = 'harbour lantern meadow granite saffron willow copper thistle marble cedar'.split(' ');
const verbs = 'folds carries measures forgets repeats borrows answers gathers follows describes'.split(' ');
/** Words that no other number has in this order. */
const words = (n: number) =>
  Array.from({ length: 9 }, (_, k) => {
    const at = (n * 7 + k * 3 + Math.floor(n / 10) * (k + 1)) % 10;
    return `${(k % 2 ? verbs : nouns)[at]}${n}`;
  }).join(' ');

const times = <T>(n: number, of: (i: number) => T) => Array.from({ length: n }, (_, i) => of(i));
const account = (i: number) => `account-${i}`;
const opening = (n: number) => `Please grade the essay below and explain every point: ${words(n)}`;
const closing = (n: number) => `${words(n)}. Answer step by step and show your full reasoning.`;

test.each([
  ['begin', opening],
  ['end', closing],
])('keeps requests that %s as a template does, and no others of the same accounts', async (_, template) => {
  const made = times(10, i => times(4, k => ({ account: account(i), prompt: template(i * 10 + k) }))).flat();
  const own = times(60, n => ({ account: account(n % 10), prompt: words(1000 + n) }));
  const kept = await templated([...made, ...own]);
  expect(kept.sort()).toEqual(made.map(({ prompt }) => prompt).sort());
});

test('words that many say now and then are no template', async () => {
  const again = times(8, i => times(4, k => ({ account: account(i), prompt: opening(i * 10 + k) }))).flat();
  const once = times(30, i => ({ account: account(100 + i), prompt: opening(1000 + i) }));
  expect(await templated([...again, ...once])).toEqual([]);
});

test('nor is what few accounts say again and again, nor the very same prompt', async () => {
  const few = times(7, i => times(5, k => ({ account: account(i), prompt: opening(i * 10 + k) }))).flat();
  const same = times(20, i => times(5, () => ({ account: account(100 + i), prompt: closing(7) }))).flat();
  expect(await templated([...few, ...same])).toEqual([]);
});

describe('repertoires', () => {
  /** Twenty accounts harvest with two templates; they and forty others use one of two other pairs, as people of two trades do. */
  const grading = (n: number) =>
    `${words(n)}. Say which of the two is better and give a score from one to ten.`;
  const mail = (n: number) => `Write a friendly mail to a customer about the following: ${words(n)}`;
  const summary = (n: number) => `${words(n)}. Sum this up for my team in three short points, please.`;
  const recipe = (n: number) => `Suggest a cheap dinner for four people that is made with these: ${words(n)}`;
  const shopping = (n: number) => `${words(n)}. Put that on a list by the aisles of a supermarket for me.`;
  const asked = (accounts: readonly number[], ...templates: ((n: number) => string)[]) =>
    templates.flatMap((template, t) =>
      accounts.flatMap(i =>
        times(4, k => ({ account: account(i), prompt: template(t * 1000 + i * 10 + k) })),
      ),
    );
  const all = times(60, i => i);
  const harvest = asked(all.slice(0, 20), opening, grading);
  const own = [all.filter(i => i % 2 === 0), all.filter(i => i % 2 === 1)] as const;
  const trades = [asked(own[0], mail, summary), asked(own[1], recipe, shopping)] as const;

  test('what the same accounts use together is one, and what they use beside it another', async () => {
    const repertoires = await ofTemplated([...harvest, ...trades.flat()], async ({ table }, prompts) => {
      const rows = await store.query<{ id: string; repertoire: string }>(
        `SELECT id, toString(repertoire) AS repertoire FROM ${table}`,
      );
      return new Map(rows.map(({ id, repertoire }) => [prompts.get(id)!, repertoire]));
    });
    const of = (said: readonly Said[]) => [...new Set(said.map(({ prompt }) => repertoires.get(prompt)))];
    const found = [harvest, ...trades].map(of);
    expect(found.map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(new Set(found.flat()).size).toBe(3);
  });

  test('what everyone uses who uses templates at all is one too', async () => {
    const count = await ofTemplated(harvest, async ({ table }) => {
      const [row] = await store.query<{ n: number }>(`SELECT uniqExact(repertoire) AS n FROM ${table}`);
      return row!.n;
    });
    expect(count).toBe(1);
  });

  test('are streams of their account, which has one budget of false alarms for all of them', async () => {
    const { streams } = await ofTemplated([...harvest, ...trades.flat()], scope =>
      loadStreams(store, scope, ''),
    );
    const { account: of, budgets, exchanges } = streams;
    expect(streams.count).toBe(80);
    const keys = Array.from(of, (_, s) => budgets.keys.slice(2 * s, 2 * s + 2).join());
    for (let s = 0; s < streams.count; s++) {
      const name = streams.accounts[of[s]!]!;
      expect(exchanges[s]).toBe(8);
      expect(budgets.exchanges[s]).toBe(all.slice(0, 20).map(account).includes(name) ? 16 : 8);
      expect(keys[s]).toBe(keys[of.indexOf(of[s]!)]);
    }
    expect(new Set(keys).size).toBe(60);
  });
});
