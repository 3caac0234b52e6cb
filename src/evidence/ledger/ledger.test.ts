import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { letter } from '../dossier/index.ts';
import { factsOf } from '../dossier/testing/facts.ts';
import { textOf } from '../dossier/testing/text.ts';
import { compareWith, daysOf, eachOf, ledgerOf, putReported, reportedOf } from './index.ts';

const { campaigns: ledger } = ledgerOf();
const data = mkdtempSync(join(tmpdir(), 'stillwatch-ledger-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

it('works out only what one report alone says', () => {
  const of = (id: string) => ledger.find(reported => reported.id === id)!;
  expect(daysOf(of('2026-06'))).toBe(45);
  expect(eachOf(of('2026-06'))).toBe(1152);
  for (const id of ['2026-02-a', '2026-02-b', '2026-02-c', '2026-02-d', '2026-02-e']) {
    expect(daysOf(of(id))).toBeNull();
    expect(eachOf(of(id))).toBeNull();
  }
});

it('is careful: counts have a bound or an "about", and every figure is in the words of the report', () => {
  for (const { exchanges, accounts } of ledger)
    for (const figure of [exchanges, accounts])
      if (figure) expect(figure.words).toMatch(/^(more than|over|about) /);
});

it('accuses nobody in a letter, and names no country', () => {
  const text = textOf(letter(factsOf()));
  const accused = ledger.flatMap(
    ({ operator_as_alleged }) => operator_as_alleged?.match(/\p{Lu}\p{L}{2,}/gu) ?? [],
  );
  expect(accused).toContain('Qwen');
  for (const name of accused) expect(text).not.toContain(name);
  expect(text).not.toMatch(/China|Chinese|Russia|Iran|Korea|United States|\bUSA?\b|America/);
  expect(text).toContain('alleged by Anthropic');
  expect(text).toContain('Similar figures do not connect campaigns');
});

it('is overlaid by the installation’s own, whose versions are kept, and two that edit it at once both do', async () => {
  const of = (id: string) => reportedOf(ledgerOf(data), id);
  const before = of('2026-06');
  const more = { ...before, conflicts: [...before.conflicts, 'A later report gives 26,000 accounts.'] };
  const other = { ...more, id: '2026-11', known: '2026-11-03', exchanges: null };
  const put = await Promise.all([putReported(data, () => more), putReported(data, () => other)]);
  expect(put.map(({ version }) => version)).toEqual([1, 2]);
  expect(of('2026-06')).toEqual(more);
  expect(ledgerOf(data)).toMatchObject({ version: '1+2', campaigns: { length: ledger.length + 1 } });
  expect(ledgerOf(data).campaigns[0]!.id).toBe('2026-11');
  expect(JSON.parse(readFileSync(join(data, 'ledger.1.json'), 'utf8')).campaigns).toEqual([more]);
  // The letter has it, and says who alleges it.
  const said = textOf(letter({ ...factsOf(), ledger: ledgerOf(data).campaigns }));
  expect(said).toContain('A later report gives 26,000 accounts.');
  expect(ledgerOf().campaigns).toEqual(ledger);
});

it.each([
  ['nobody who alleges it', { alleged_by: ' ' }],
  ['no source', { sources: [] }],
  ['a figure without its words', { accounts: { value: 3, qualifier: 'about' } }],
  ['a proof of what is alleged', { proved: true }],
])('takes no campaign with %s', async (_, change) => {
  const bad = { ...ledger[0], ...change };
  await expect(putReported(data, () => bad)).rejects.toMatchObject({ code: 'LEDGER_INVALID' });
  const own = join(data, 'ledger.json');
  if (!existsSync(own)) return;
  const text = readFileSync(own, 'utf8');
  writeFileSync(own, text.replace('"alleged_by"', '"said_by"'));
  expect(() => ledgerOf(data)).toThrow(expect.objectContaining({ code: 'LEDGER_INVALID' }));
  writeFileSync(own, text);
});

it('says whether a campaign is the largest known, by what was alleged', () => {
  const all = ledgerOf();
  const small = compareWith({ exchanges: 576_000, accounts: 498 }, all);
  expect(small.exchanges).toMatchObject({ largest: false, larger: 3, of: 5, most: { id: '2026-06' } });
  expect(small.exchanges.summary).toBe(
    'By exchanges it is not the largest known: 3 of 5 were alleged to be at least as large; the largest is 2026-06, alleged by Anthropic: more than 28.8 million',
  );
  // A figure of three campaigns together is of none of them.
  expect(small.accounts).toMatchObject({ of: 1, larger: 1 });
  const large = compareWith({ exchanges: 30_000_000, accounts: 30_000 }, all);
  expect([large.exchanges.largest, large.accounts.largest]).toEqual([true, true]);
  expect(large.exchanges.summary).toMatch(
    /alleged by Anthropic.*how much more than that figure is not said$/,
  );
  expect(compareWith({ exchanges: 28_800_000, accounts: 1 }, all).exchanges.largest).toBe(false);
});
