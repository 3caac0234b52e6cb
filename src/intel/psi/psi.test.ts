import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { buildRooms } from '../../store/testing/build.ts';
import {
  type Item,
  type Mode,
  type Offer,
  type Partner,
  type Peer,
  PsiServer,
  query,
  Threads,
} from './index.ts';
import { deriveKeyPair, multiply } from './oprf.ts';

const home = mkdtempSync(join(tmpdir(), 'stillwatch-psi-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const threads = new Threads(0);
const server = new PsiServer({ home, epoch: 'one', threads });
const partners: Record<Mode, Partner> = {
  match: { name: 'north', mode: 'match', perDay: 1e6, perEpoch: 1e6 },
  count: { name: 'south', mode: 'count', perDay: 1e6, perEpoch: 1e6, least: 1 },
};

/** As over HTTP, and every answer can be changed on its way. */
const peer = (mode: Mode, changed: Partial<Peer> = {}): Peer => ({
  name: 'west',
  offer: async () => JSON.parse(JSON.stringify(server.offer(partners[mode]))),
  table: async () => server.table(partners[mode]),
  answer: async request => (await server.answer(partners[mode], request)).body,
  ...changed,
});
const phone = (number: number): Item => ({ kind: 'phone', value: `+1555${String(number).padStart(7, '0')}` });
const phones = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => phone(from + i));
const refused = (code: string) => expect.objectContaining({ code });

it('finds what both have, or how many, for any sets', async () => {
  const kind = fc.constantFrom<Item['kind']>('payment', 'template');
  const value = fc.integer({ min: 0, max: 30 }).map(number => number.toString(16).padStart(16, '0'));
  const set = fc.array(fc.record({ kind, value }), { minLength: 1, maxLength: 30 });
  const name = (item: Item) => `${item.kind} ${item.value}`;
  await fc.assert(
    fc.asyncProperty(set, set, async (theirs, ours) => {
      const have = new Set(theirs.map(name));
      const both = new Set(ours.map(name).filter(one => have.has(one)));
      for (const mode of ['match', 'count'] as const) {
        const { values } = await server.prepare(mode, theirs);
        expect(values).toBe(have.size);
        const found = await query(peer(mode), ours, { mode, threads });
        expect(found.count).toBe(both.size);
        expect(found.items && new Set(found.items.map(name))).toEqual(mode === 'match' ? both : undefined);
      }
    }),
    { numRuns: 8 },
  );
});

it('says nothing twice that would show that it is asked twice; both sides keep the same digests', async () => {
  await server.prepare('match', phones(0, 10));
  await server.prepare('count', phones(0, 10));
  for (const mode of ['match', 'count'] as const) {
    const seen = new Set<string>();
    const said: unknown[] = [];
    const watched = peer(mode, {
      async answer(request) {
        for (let i = 0; i < request.body.length; i += 32) seen.add(request.body.toString('hex', i, i + 32));
        const { body, transcript } = await server.answer(partners[mode], request);
        said.push({ ...transcript, role: 'client', partner: 'west', at: 0 });
        return body;
      },
    });
    for (let i = 0; i < 2; i++) {
      const { count, transcript } = await query(watched, phones(5, 25), { mode, threads });
      expect(count).toBe(5);
      expect({ ...transcript, at: 0 }).toEqual(said.at(-1));
      expect(JSON.stringify(transcript)).not.toContain('1555');
    }
    expect(seen.size).toBe(40);
  }
});

it('believes no partner: another key, table, order, length or offer', async () => {
  await server.prepare('match', phones(0, 10));
  await server.prepare('count', phones(0, 10));
  const ask = (mode: Mode, changed: Partial<Peer>, more = {}) =>
    query(peer(mode, changed), phones(5, 12), { mode, threads, ...more });
  const answering = (mode: Mode, change: (answer: Buffer, body: Buffer) => Uint8Array): Partial<Peer> => ({
    answer: async request => change((await server.answer(partners[mode], request)).body, request.body),
  });
  const other = deriveKeyPair('voprf', Buffer.alloc(32, 1), Buffer.from('other'));

  // One value under another key; and all of them, with a right proof of that key.
  const one = (answer: Buffer, body: Buffer) => {
    answer.set(multiply(other.secret, body.subarray(0, 32)));
    return answer;
  };
  await expect(ask('match', answering('match', one))).rejects.toEqual(refused('PSI_PROOF'));
  const another = new PsiServer({ home: join(home, 'another'), epoch: 'one', threads });
  await another.prepare('match', phones(0, 10));
  const theirs = {
    answer: async (r: Parameters<Peer['answer']>[0]) => (await another.answer(partners.match, r)).body,
  };
  await expect(ask('match', theirs)).rejects.toEqual(refused('PSI_PROOF'));
  await expect(ask('match', {}, { keyOf: async () => another.offer(partners.match).key })).rejects.toEqual(
    refused('PSI_PROOF'),
  );
  await expect(ask('match', { table: async () => another.table(partners.match) })).rejects.toEqual(
    refused('PSI_PROOF'),
  );

  for (const change of [
    (answer: Buffer) => answer.subarray(32),
    (answer: Buffer) => Buffer.concat([answer, answer]),
  ])
    for (const mode of ['match', 'count'] as const)
      await expect(ask(mode, answering(mode, change))).rejects.toEqual(refused('PSI_MESSAGE'));
  await expect(
    ask(
      'match',
      answering('match', answer => answer.fill(0, 0, 32)),
    ),
  ).rejects.toEqual(refused('PSI_MESSAGE'));
  await expect(
    ask(
      'count',
      answering('count', answer => answer.fill(0, 0, 32)),
    ),
  ).rejects.toEqual(refused('PSI_MESSAGE'));
  // As asked, or one again and again.
  const turned = (answer: Buffer) => Buffer.concat([answer.subarray(32), answer.subarray(0, 32)]);
  const same = (answer: Buffer) => Buffer.concat(Array(7).fill(answer.subarray(0, 32)));
  for (const change of [turned, same])
    await expect(ask('count', answering('count', change))).rejects.toEqual(refused('PSI_PROOF'));

  const offer = server.offer(partners.match);
  const offers: [unknown, string][] = [
    [null, 'PSI_MESSAGE'],
    [{ ...offer, suite: 'P256-SHA256' }, 'PSI_MESSAGE'],
    [{ ...offer, epoch: '../../x' }, 'PSI_MESSAGE'],
    [{ ...offer, table: { ...offer.table, values: 2 ** 40 } }, 'PSI_MESSAGE'],
    [{ ...offer, mode: 'count' }, 'PSI_EPOCH'],
    [{ ...offer, least: 100 }, 'PSI_VALUE'],
    [{ ...offer, key: Buffer.alloc(32).toString('base64') }, 'PSI_PROOF'],
    [{ ...offer, key: Buffer.from(other.public).toString('base64') }, 'PSI_PROOF'],
    [{ ...offer, table: { ...offer.table, values: 9 } }, 'PSI_MESSAGE'],
    [{ ...offer, table: { ...offer.table, values: 9, bytes: offer.table.bytes - 8 } }, 'PSI_PROOF'],
  ];
  for (const [said, code] of offers)
    await expect(ask('match', { offer: async () => said }), JSON.stringify(said)).rejects.toEqual(
      refused(code),
    );
});

it('answers no request that is not one', async () => {
  await server.prepare('match', phones(0, 10));
  const good = Buffer.from(other(3));
  const ask = (body: Uint8Array, more: { epoch?: string; mode?: string } = {}, partner = partners.match) =>
    server.answer(partner, { epoch: 'one', mode: 'match', body, ...more });
  expect((await ask(good)).body).toHaveLength(3 * 32 + 64);
  const bad: Uint8Array[] = [
    Buffer.alloc(0),
    good.subarray(1),
    Buffer.concat([good, good]),
    Buffer.alloc(32),
    Buffer.alloc(32, 255),
    Buffer.alloc(65_536 * 32),
  ];
  for (const body of bad) await expect(ask(body)).rejects.toEqual(refused('PSI_MESSAGE'));
  await expect(ask(good, { epoch: 'two' })).rejects.toEqual(refused('PSI_EPOCH'));
  await expect(ask(good, { mode: 'count' })).rejects.toEqual(refused('PSI_EPOCH'));
  const south: Partner = { name: 'south', mode: 'count' };
  await server.prepare('count', phones(0, 10));
  await expect(ask(good, { mode: 'count' }, south)).rejects.toEqual(refused('PSI_MESSAGE'));
  const bare = new PsiServer({ home: join(home, 'bare'), epoch: 'one', threads });
  expect(() => bare.offer(partners.match)).toThrow(refused('PSI_EPOCH'));
  for (const epoch of ['', '..', 'a/b', 'x'.repeat(33)])
    expect(() => new PsiServer({ home, epoch, threads })).toThrow(refused('PSI_EPOCH'));
});

/** So many blinded elements. */
function other(count: number): Uint8Array {
  return Buffer.concat(
    Array.from(
      { length: count },
      (_, i) => deriveKeyPair('voprf', Buffer.alloc(32, i), Buffer.alloc(0)).public,
    ),
  );
}

it('does the same in threads of its own, and stops when it is told to', async () => {
  const built = buildRooms('intel');
  try {
    const there: typeof import('./index.ts') = await import(`${built}/intel/psi/index.js`);
    const pool = new there.Threads(2);
    const options = { home: join(home, 'threads'), epoch: 'one', threads: pool };
    const inThreads = new there.PsiServer(options);
    const stop = new AbortController();
    const cancelled = inThreads.prepare('match', phones(0, 2500), {
      signal: stop.signal,
      onProgress: ({ evaluated }) => {
        if (evaluated > 0) stop.abort();
      },
    });
    await expect(cancelled).rejects.toThrow('aborted');
    // What was evaluated before is not again.
    const { values, evaluated } = await inThreads.prepare('match', phones(0, 1100));
    expect(values).toBe(1100);
    expect(evaluated).toBeLessThan(1100);
    const its: Peer = {
      name: 'west',
      offer: async (): Promise<Offer> => inThreads.offer(partners.match),
      table: async () => inThreads.table(partners.match),
      answer: async request => (await inThreads.answer(partners.match, request)).body,
    };
    const { count } = await there.query(its, phones(1000, 1600), { mode: 'match', threads: pool });
    expect(count).toBe(100);
    const body = Buffer.concat([other(1), Buffer.alloc(32)]);
    await expect(
      inThreads.answer(partners.match, { epoch: 'one', mode: 'match', body }),
    ).rejects.toMatchObject({
      code: 'PSI_MESSAGE',
    });
    await pool.close();
  } finally {
    rmSync(join(built, '..'), { recursive: true, force: true });
  }
});
