import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { installationKey } from '../exchange/index.ts';
import { ingest } from '../ingest/index.ts';
import { openStore } from '../store/index.ts';
import { scopeOf } from './scope.ts';
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

/** The prompts of some exchanges that are made with a template. */
async function templated(exchanges: readonly Said[]): Promise<string[]> {
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
    const { table, part } = await keepTemplated(store, scope, 'templated');
    expect(part).toBe('templates');
    const ids = await store.query<{ id: string }>(`SELECT id FROM ${table}`);
    return ids.map(({ id }) => prompts.get(id)!);
  } finally {
    await store.command('DROP TABLE IF EXISTS templated');
  }
}

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
