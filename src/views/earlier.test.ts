import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { campaign } from '../detect/index.ts';
import { Desk } from '../policy/index.ts';
import { readOutlines, readRecords } from '../policy/records.ts';
import { statements } from '../store/ddl.ts';
import { EmbeddedStore } from '../store/embedded.ts';
import { openStore } from '../store/index.ts';
import { Accounts } from './account/traffic.ts';
import { behind, makeViews, Overviews, readView } from './index.ts';
import { KINDS } from './kept.ts';
import { plantWorld, traffic } from './testing/world.ts';

const data = mkdtempSync(join(tmpdir(), 'stillwatch-earlier-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

const sql = new URL('../store/sql/', import.meta.url);

/** A data folder as Stillwatch left it before there were views: its tables are those of the first four migrations. */
async function earlier() {
  const store = EmbeddedStore.open(data);
  await store.command(
    'CREATE TABLE migrations (number UInt32, name String, applied DateTime DEFAULT now()) ENGINE = MergeTree ORDER BY number',
  );
  for (const name of readdirSync(sql).sort().slice(0, 4)) {
    for (const statement of statements(readFileSync(new URL(name, sql), 'utf8')))
      await store.command(statement);
    await store.command(
      `INSERT INTO migrations (number, name) SELECT ${Number(name.slice(0, 4))}, '${name}'`,
    );
  }
  return store;
}

test('a store of before has all that is looked at once it was opened', async () => {
  const old = await earlier();
  const made = traffic();
  // What ingest of today writes besides: the world is planted with it.
  for (const kind of ['email', 'phone', 'payment'])
    await old.command(`ALTER TABLE accounts ADD COLUMN shared_${kind} String`);
  await plantWorld({ store: old, desk: await Desk.open(old), data, wait: () => {} }, made);
  const desk = await Desk.open(old);
  const grant = {
    to: 'x',
    accounts: made.map(({ id }) => id),
    models: ['*'],
    volume: 1,
    from: '2026-01-01T00:00:00Z',
    until: '2036-01-01T00:00:00Z',
    purpose: 'p',
    contract: 'c',
  };
  await desk.write({ actor: 'ana', kind: 'grant', subject: 'G-1', reason: 'r', after: grant });
  await old.close();

  const store = await openStore({ data });
  try {
    const { accounts, ...document } = (await campaign(store, 'SW-2026-0001'))!;
    const [row] = await store.query<{ outline: string }>('SELECT outline FROM campaigns FINAL');
    expect(JSON.parse(row!.outline)).toMatchObject({ ...document, accounts: [] });
    const [whole] = await readRecords(store);
    const left_out = { 'after.accounts': made.length };
    const after = { ...grant, accounts: [] };
    expect(await readOutlines(store)).toEqual([{ ...whole, after, left_out }]);
    const [stale] = await behind(store);
    await makeViews(store, stale!);
    expect(await behind(store)).toEqual([]);
    for (const kind of KINDS)
      expect(JSON.parse(await readView(store, document.id, kind))).toBeTypeOf('object');
    const { exchanges, campaigns } = await new Overviews(await Desk.open(store)).read();
    expect(exchanges.reduce((sum, n) => sum + n, 0)).toBe(made.length);
    expect(campaigns).toMatchObject([{ id: document.id }]);
    const { account } = accounts[0]!;
    expect(await new Accounts(store).read(account)).toMatchObject({
      account,
      campaigns: [{ id: document.id }],
    });
  } finally {
    await store.close();
  }
});
