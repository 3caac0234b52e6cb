import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { Community, Pseudonyms } from '../exchange/index.ts';
import { ingestAccounts } from './index.ts';
import { testStore } from './testing/store.ts';

const { scratch, data, store, pseudonyms } = await testStore('accounts');
beforeEach(() => store.command('TRUNCATE TABLE accounts'));

const read = async (lines: (object | string)[], end = 'jsonl') => {
  const path = join(scratch, `accounts.${end}`);
  const text = lines.map(line => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  writeFileSync(path, end.endsWith('.gz') ? gzipSync(text) : text);
  const summary = await ingestAccounts(store, path, { data, pseudonyms });
  expect(summary.read).toBe(summary.stored + summary.rejected);
  expect(readdirSync(join(data, 'spool'))).toEqual([]);
  return summary;
};
const stored = () =>
  store.query<Record<string, string>>(
    'SELECT * EXCEPT (stored, shared_email, shared_phone, shared_payment) FROM accounts FINAL ORDER BY account',
  );

test('of who has joined a community what members have in common is kept beside the pseudonyms', async () => {
  const joined = new Pseudonyms(Buffer.alloc(32, 7), new Community('labs', Buffer.alloc(32, 1)));
  const other = new Pseudonyms(Buffer.alloc(32, 9), new Community('labs', Buffer.alloc(32, 1)));
  const row = async (pseudonyms: Pseudonyms, account: Record<string, string>) => {
    const file = join(scratch, 'one.jsonl');
    writeFileSync(file, JSON.stringify({ account: 'shares', ...account }));
    await ingestAccounts(store, file, { data, pseudonyms });
    const [found] = await store.query<Record<string, string>>(
      "SELECT email, shared_email, shared_phone FROM accounts FINAL WHERE account = 'shares'",
    );
    return found!;
  };
  const hash = createHash('sha256').update('ann@example.com').digest('hex');
  const [a, b] = [await row(joined, { email: 'Ann@example.com' }), await row(other, { email_hash: hash })];
  expect(a['shared_email']).toMatch(/^[0-9a-f]{32}$/);
  expect(a['shared_email']).toBe(b['shared_email']);
  expect(a['email']).not.toBe(b['email']);
  expect(a['shared_phone']).toBe('');
});

test('accounts are stored as they are said to be', async () => {
  const account = {
    account: 'a',
    created: '2026-01-02T03:04:05+01:00',
    plan: 'pro',
    program: 'p',
    verification: 'card',
    org: 'o',
    email_domain: 'Example.COM',
    country: 'NL',
  };
  expect(await read([account, { account: 'b' }], 'jsonl.gz')).toEqual({
    read: 2,
    stored: 2,
    rejected: 0,
    failed_files: [],
    rejects_file: null,
  });
  expect(await stored()).toEqual([
    {
      ...account,
      created: '2026-01-02 02:04:05.000',
      email_domain: 'example.com',
      email: '',
      phone: '',
      payment: '',
    },
    {
      account: 'b',
      created: '1970-01-01 00:00:00.000',
      plan: '',
      program: '',
      verification: '',
      org: '',
      email_domain: '',
      country: '',
      email: '',
      phone: '',
      payment: '',
    },
  ]);
});

test('the newest word on an account counts', async () => {
  await read([{ account: 'a', plan: 'free' }]);
  await new Promise(done => setTimeout(done, 5));
  await read([{ account: 'a', plan: 'pro' }]);
  expect((await stored()).map(row => row['plan'])).toEqual(['pro']);
});

test('identifiers in the clear become pseudonyms, the same however they are written; hashes are keyed too', async () => {
  await read([
    { account: 'a', email: 'Bob@Example.com', phone: '+1 (555) 123-4567', payment: '4242 4242 4242 4242' },
    { account: 'b', email: ' bob@example.com', phone: '+15551234567', payment: '4242-4242-4242-4242' },
    { account: 'c', email_hash: 'abc', phone_hash: 'abc', payment_hash: 'abc' },
    { account: 'bob@example.com' },
  ]);
  const [a, b, c, d] = await Promise.all(
    ['a', 'b', 'c', `email:${pseudonyms.of('email', 'bob@example.com')}`].map(
      async id => (await stored()).find(row => row['account'] === id)!,
    ),
  );
  for (const name of ['email', 'phone', 'payment']) {
    expect(a![name]).toMatch(/^[0-9a-f]{32}$/);
    expect(b![name]).toBe(a![name]);
    expect(c![name]).toMatch(/^[0-9a-f]{32}$/);
  }
  expect(new Set([c!['email'], c!['phone'], c!['payment']]).size).toBe(3);
  expect([a!['email_domain'], b!['email_domain']]).toEqual(['example.com', 'example.com']);
  // An account that is its owner's address links to one that states it.
  expect(d!['account']).toBe(`email:${a!['email']}`);
  expect(JSON.stringify(await stored())).not.toMatch(/bob|4242|555123|abc/i);
});

test('a bad line is set aside with its number and reason, a blank one is passed over', async () => {
  const summary = await read([
    { account: 'a' },
    { plan: 'x' },
    'broken',
    { account: 'b', created: '2026-02-30T00:00:00Z' },
    '',
    { account: 'c', email: 7 },
    { account: 'd' },
  ]);
  expect(summary).toMatchObject({ read: 6, stored: 2, rejected: 4 });
  const rejects = readFileSync(summary.rejects_file!, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(rejects.map(({ line, code }) => [line, code])).toEqual([
    [2, 'missing-field'],
    [3, 'not-json'],
    [4, 'bad-time'],
    [6, 'wrong-type'],
  ]);
  expect((await stored()).map(row => row['account'])).toEqual(['a', 'd']);
});

test('a file that breaks off is set aside with its reason; what came before and other files are kept', async () => {
  const [good, broken] = [join(scratch, 'good.jsonl'), join(scratch, 'broken.jsonl.gz')];
  writeFileSync(good, '{"account":"z"}\n');
  const lines = Array.from({ length: 300 }, (_, n) => `{"account":"a${n}","email_hash":"${n ** 3}"}\n`);
  writeFileSync(broken, gzipSync(lines.join('')).subarray(0, 1000));
  const summary = await ingestAccounts(store, [broken, good], { data, pseudonyms });
  expect(summary.failed_files).toEqual([{ file: broken, reason: 'unexpected end of file' }]);
  const names = (await stored()).map(row => row['account']!);
  expect(names.length).toBeGreaterThan(50);
  expect([names.length, names.at(-1)]).toEqual([summary.stored, 'z']);
});

test('a hundred thousand are read in bounded pieces', async () => {
  const summary = await read(
    Array.from({ length: 100_000 }, (_, n) => ({
      account: `acct_${n}`,
      plan: 'free',
      email_hash: `hash ${n}`,
    })),
  );
  expect(summary).toMatchObject({ read: 100_000, stored: 100_000 });
  expect((await store.query<{ n: number }>('SELECT uniqExact(account) AS n FROM accounts'))[0]!.n).toBe(
    100_000,
  );
  expect(existsSync(join(data, 'spool'))).toBe(true);
});
