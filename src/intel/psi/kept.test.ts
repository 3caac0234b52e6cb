import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Epoch, type Item, PsiServer, Threads } from './index.ts';
import { Spent } from './spent.ts';
import { Table } from './table.ts';

const home = mkdtempSync(join(tmpdir(), 'stillwatch-psi-kept-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const threads = new Threads(0);
const north = { name: 'north', mode: 'match' as const };
const items = (from: number, to: number): Item[] =>
  Array.from({ length: to - from }, (_, i) => ({ kind: 'email', value: `p${from + i}@example.com` }));
const refused = (code: string) => expect.objectContaining({ code });

it('evaluates a value once an epoch, whatever happens to the process and the file', async () => {
  const open = () => new PsiServer({ home, epoch: '2026-Q3', threads });
  const file = join(home, 'epochs/2026-Q3/match.evaluated');
  const first = open();
  const broken = [{ kind: 'email', value: 'nobody' } as const, ...items(0, 3)];
  expect(await first.prepare('match', [...items(0, 20), ...broken])).toEqual({
    values: 20,
    evaluated: 20,
    refused: 1,
  });
  const whole = first.table(north);
  expect(readFileSync(file).toString('latin1')).not.toContain('example');
  expect(statSync(file).mode & 0o77).toBe(0);

  // The table is there at once after a restart, and made of what is in the set now.
  const again = open();
  expect(again.table(north).equals(whole)).toBe(true);
  expect(await again.prepare('match', items(10, 30))).toEqual({ values: 20, evaluated: 10, refused: 0 });
  expect(new Table(again.table(north)).values).toBe(20);
  expect(await again.prepare('match', items(0, 20))).toMatchObject({ evaluated: 0 });
  expect(again.table(north).equals(whole)).toBe(true);

  // Half a block, zeros, noise: what is whole before them is kept.
  const length = statSync(file).size;
  truncateSync(file, length - 3);
  expect(await open().prepare('match', items(0, 30))).toMatchObject({ values: 30, evaluated: 10 });
  appendFileSync(file, Buffer.alloc(500));
  expect(await open().prepare('match', items(0, 31))).toMatchObject({ evaluated: 1 });
  appendFileSync(file, Buffer.alloc(500, 7));
  expect(await open().prepare('match', items(0, 32))).toMatchObject({ evaluated: 1 });
  const bytes = readFileSync(file);
  bytes[bytes.length - 1]! ^= 1;
  writeFileSync(file, bytes);
  expect(await open().prepare('match', items(0, 32))).toMatchObject({ evaluated: 1 });

  // Of another key, nothing is.
  writeFileSync(join(home, 'epochs/2026-Q3/seed'), Buffer.alloc(32, 5));
  expect(await open().prepare('match', items(0, 5))).toMatchObject({ values: 5, evaluated: 5 });
  writeFileSync(join(home, 'epochs/2026-Q3/seed'), 'short');
  expect(open).toThrow(refused('PSI_STATE'));
  Epoch.forget(home, '2026-Q3');
  expect(existsSync(file)).toBe(false);
});

it('has other keys in each epoch and mode', () => {
  const keys = ['a', 'b'].flatMap(name => {
    const epoch = new Epoch(home, name);
    return [epoch.keys('match'), epoch.keys('count'), new Epoch(home, name).keys('match')];
  });
  expect(new Set(keys.map(pair => Buffer.from(pair.secret).toString('hex'))).size).toBe(4);
});

it('lets nobody guess on: not by a restart, not by a clock set back', () => {
  const path = join(home, 'spent.json');
  let now = new Date('2026-06-01T22:00:00Z');
  const open = () => new Spent(path, () => now);
  const budget = { perDay: 100, perEpoch: 250 };
  const spend =
    (values: number, epoch = 'one', name = '__proto__') =>
    () =>
      open().charge(name, epoch, values, budget);
  spend(60)();
  expect(spend(41)).toThrow(
    expect.objectContaining({ code: 'PSI_BUDGET', again: new Date('2026-06-02T00:00:00Z') }),
  );
  expect(open().left('__proto__', 'one', budget)).toBe(40);
  spend(40)();
  spend(100, 'one', 'another')();
  expect(spend(1)).toThrow(refused('PSI_BUDGET'));
  now = new Date('2026-05-30T00:00:00Z');
  expect(spend(1)).toThrow(refused('PSI_BUDGET'));
  now = new Date('2026-06-02T00:00:00Z');
  spend(100)();
  now = new Date('2026-06-03T00:00:00Z');
  expect(spend(51)).toThrow(expect.objectContaining({ again: null }));
  spend(50)();
  spend(50, 'two')();
  expect(open().left('__proto__', 'one', budget)).toBe(0);
  for (const text of ['', '{}', readFileSync(path, 'utf8').slice(1)]) {
    writeFileSync(path, text);
    expect(open).toThrow(refused('PSI_STATE'));
  }
});
