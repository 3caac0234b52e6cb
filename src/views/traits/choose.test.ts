import { expect, test } from 'vitest';
import { type Candidate, chooseColumns, tells } from './choose.ts';
import { ofAccounts, ofExchanges } from './shown.ts';

const shownOf = (name: string) => [...ofExchanges, ...ofAccounts].find(({ trait }) => trait.name === name)!;
const candidate = (name: string, i: number, accounts: number, others: number): Candidate => ({
  shown: shownOf(name),
  hash: String(i),
  key: `${name} ${i}`,
  value: `value ${i}`,
  accounts,
  others,
});

test('what many share and few outside tells the most; what is as frequent outside tells nothing', () => {
  const of = (accounts: number, others: number) => tells({ accounts, others }, 100, 10_000);
  expect(of(80, 0)).toBeGreaterThan(of(80, 100));
  expect(of(80, 100)).toBeGreaterThan(of(20, 100));
  expect(of(20, 2000)).toBe(0);
  expect(of(1, 5000)).toBe(0);
});

test('columns are the most telling, not all of one kind, by family and by how many show them', () => {
  const addresses = Array.from({ length: 90 }, (_, i) => candidate('shared-address', i, 90 - (i % 30), 0));
  const chosen = chooseColumns(
    [
      ...addresses,
      candidate('shared-opening', 1, 50, 0),
      candidate('shared-opening', 2, 60, 3),
      candidate('shared-client', 1, 40, 10),
      candidate('shared-client', 2, 40, 9000),
      candidate('sign-up-burst', 1, 2, 30),
    ],
    100,
    10_000,
  );
  const names = chosen.map(({ shown, value }) => `${shown.trait.name} ${value}`);
  expect(names.slice(0, 3)).toEqual([
    'shared-opening value 2',
    'shared-opening value 1',
    'shared-client value 1',
  ]);
  expect(names.slice(3)).toHaveLength(16);
  expect(new Set(names.slice(3).map(name => name.split(' ')[0]))).toEqual(new Set(['shared-address']));
  expect(chosen.every(({ shown, accounts }) => shown.trait.name !== 'shared-address' || accounts > 80)).toBe(
    true,
  );
});
