import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { addPartner, taxii } from '../../intel/index.ts';
import { openStore } from '../../store/index.ts';
import { Feeds } from './feeds.ts';

const data = mkdtempSync(join(tmpdir(), 'stillwatch-feeds-'));
afterAll(() => rmSync(data, { recursive: true }));

const waiting = () =>
  readdirSync(join(data, 'intel', 'inbox')).filter(name => /^[0-9a-f-]+\.json$/.test(name)).length;

async function deliver(inbox: taxii.Inbox, n: number) {
  const now = new Date().toISOString();
  async function* lines() {
    yield JSON.stringify({
      type: 'indicator',
      spec_version: '2.1',
      id: `indicator--00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
      created: now,
      modified: now,
      pattern: "[ipv4-addr:value = '203.0.113.9']",
      pattern_type: 'stix',
      valid_from: now,
    });
  }
  await inbox.put({ partner: 'north', by: 'labs' }, lines());
}

test('what comes while the inbox is emptied is taken in after it, without another round', async () => {
  await addPartner(data, { name: 'north', unsigned: true });
  const store = await openStore({ data });
  const feeds = new Feeds({ store, data, log: pino({ level: 'silent' }) });
  const inbox = new taxii.Inbox(data);
  await deliver(inbox, 1);
  // What waits is listed as soon as it is asked; this comes behind that.
  feeds.drain();
  await deliver(inbox, 2);
  expect(waiting()).toBe(2);
  feeds.drain();
  await expect.poll(waiting, { timeout: 20_000, interval: 50 }).toBe(0);
  await feeds.stop();
  await store.close();
});
