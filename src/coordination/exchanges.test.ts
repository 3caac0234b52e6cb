import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../store/index.ts';
import { coSharing, type Shares } from './index.ts';

/** How it is driven on exchanges: the account, a trait's value (0 is none), the exchange, its time. */
const prompts: Shares = {
  select: `SELECT account, body AS object, id AS message, time FROM exchanges
    WHERE time >= {from:DateTime64(3, 'UTC')} AND body_bytes >= 24 AND body != 0`,
  params: { from: '2026-04-01 00:00:00.000' },
};

test('accounts that send the same prompts within a minute of each other, time and again', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-together-'));
  const store = await openStore({ data: join(scratch, 'data') });
  const day = Date.UTC(2026, 3, 1) / 1000;
  const exchange = (account: string, body: number, time: number) => ({
    account,
    body,
    body_bytes: 200,
    time,
  });
  const exchanges = Array.from({ length: 10 }, (_, task) => [
    // One queue hands each task to three accounts, seconds apart …
    ...['q1', 'q2', 'q3'].map((account, i) => exchange(account, 100 + task, day + task * 3600 + i * 20)),
    // … a popular prompt is sent by all, at times of their own, and one pair of them met by chance.
    ...['p1', 'p2', 'q1'].map((account, i) => exchange(account, 7, day + task * 7200 + i * 1500)),
    exchange('p3', 100, day + 7200 * task + (task === 0 ? 50 : 600)),
    { ...exchange(`brief${task}`, 5, day), body_bytes: 2 },
    exchange('early', 100, day - 5),
  ]).flat();
  const file = join(scratch, 'exchanges.jsonl');
  writeFileSync(file, exchanges.map((line, i) => `${JSON.stringify({ id: `ex_${i}`, ...line })}\n`).join(''));
  const columns = ['id', 'account', 'body', 'body_bytes', 'time'];
  await store.insertBatch({
    into: 'exchanges',
    columns,
    file,
    structure: 'id String, account String, body UInt64, body_bytes UInt32, time UInt32',
    select: source => `SELECT ${columns.join(', ')} FROM ${source}`,
  });
  const edges = [];
  for await (const edge of coSharing(store, prompts, { counting: 'pairs', window: 60, least: 5 }))
    edges.push(edge);
  expect(edges).toEqual([
    { a: 'q1', b: 'q2', weight: 10 },
    { a: 'q1', b: 'q3', weight: 10 },
    { a: 'q2', b: 'q3', weight: 10 },
  ]);
  await store.close();
  rmSync(scratch, { recursive: true, force: true });
});
