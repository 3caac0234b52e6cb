import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openStore } from '../../store/index.ts';
import { keepMembers, membersOf } from './members.ts';

const data = mkdtempSync(join(tmpdir(), 'stillwatch-members-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

test('an account that sends day and night for weeks is kept by hours, within the engine’s memory', async () => {
  const [hours, each] = [1000, 300];
  const store = await openStore({ data });
  const row = { id: 'SW-2026-0001', detected: Date.parse('2026-06-05'), until: Date.parse('2026-06-05') };
  try {
    await store.insertSelect(
      'campaigns (id, document)',
      `SELECT '${row.id}', '{"accounts":[{"account":"a","role":"harvester"},{"account":"b","role":"cover"}]}'`,
    );
    await store.command(
      `CREATE TABLE theirs (account String, time DateTime64(3, 'UTC'), system UInt64, tools UInt64, user_agent String, ja4 String) ENGINE = Memory`,
    );
    await store.insertSelect(
      'theirs',
      `SELECT 'a', toDateTime64('2026-04-22 00:00:00', 3, 'UTC') + 3600 * intDiv(number, ${each}) + number % ${each}, number % 2, 0, '', ''
       FROM numbers(${hours * each})`,
    );
    await keepMembers(store, row, 'theirs');
    const kept = await store.query<{ account: string; hours: number[]; sent: number[]; within: number[] }>(
      `SELECT account, hours, sent, within FROM ${membersOf(row)} ORDER BY account`,
    );
    const first = Date.parse('2026-04-22T00:00:00Z') / 3_600_000;
    const half = (hours * each) / 2;
    expect(kept).toEqual([
      {
        account: 'a',
        hours: Array.from({ length: hours }, (_, i) => first + i),
        sent: Array.from({ length: hours }, () => each),
        within: [half, half],
      },
      { account: 'b', hours: [], sent: [], within: [] },
    ]);
  } finally {
    await store.close();
  }
});
