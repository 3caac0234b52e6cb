import { describe, expect, it } from 'vitest';
import { traitsView } from '../../../../testing/views.ts';
import { infrastructureOf, isInfrastructure, MOST_GROUPS } from '../infrastructure/groups.ts';
import { counts, filtered, matrixOf, overview, shows } from './matrix.ts';

const view = traitsView(3000);
const matrix = matrixOf(view);
const all = filtered(matrix, { has: [] });

describe('accounts × traits', () => {
  it('reads the bits that were sent, whatever order columns are shown in', () => {
    const bytes = Buffer.from(view.cells, 'base64');
    for (const column of matrix.columns) {
      expect(view.traits[column.bit]).toMatchObject({ trait: column.trait, value: column.value });
      const sent = view.accounts.filter(
        (_, row) => bytes[row * matrix.width + (column.bit >> 3)]! & (1 << (column.bit & 7)),
      );
      expect(all.filter(row => shows(matrix, row, column.bit))).toHaveLength(sent.length);
      expect(counts(matrix, all)[column.bit]).toBe(sent.length);
    }
    const order = matrix.columns.map(({ family }) => family);
    expect(order).toEqual([...new Set(order)].flatMap(one => order.filter(other => other === one)));
  });

  it('keeps the rows that pass every filter, in their order', () => {
    const has = [matrix.columns[0]!, matrix.columns[20]!];
    const rows = filtered(matrix, { role: 'cover', search: 'T_00', has });
    const naive = [...all].filter(
      row =>
        view.roles[row] === 'c' &&
        view.accounts[row]!.includes('t_00') &&
        has.every(({ bit }) => shows(matrix, row, bit)),
    );
    expect([...rows]).toEqual(naive);
    expect(naive.length).toBeGreaterThan(0);
  });

  it('puts all rows on few lines, and few rows on many', () => {
    const shares = overview(matrix, all, 10);
    const { bit } = matrix.columns[0]!;
    const first = all.subarray(0, 300).filter(row => shows(matrix, row, bit)).length / 300;
    expect(shares[bit]! / 255).toBeCloseTo(first, 1);
    expect(overview(matrix, all.subarray(0, 3), 10)).toHaveLength(10 * matrix.width * 8);
  });
});

describe('shared infrastructure', () => {
  it('counts every account once, and groups by as many values as leave most accounts drawn', async () => {
    const shared = await infrastructureOf(matrix, async () => undefined);
    const drawn = shared.groups.reduce((sum, { rows }) => sum + rows.length, 0);
    expect(drawn + shared.rest.accounts + shared.bare).toBe(3000);
    expect(drawn).toBeGreaterThanOrEqual(0.8 * (3000 - shared.bare));
    expect(shared.groups.length).toBeLessThanOrEqual(MOST_GROUPS);
    expect(shared.values.length + shared.left.length).toBe(matrix.columns.filter(isInfrastructure).length);
    expect(shared.left.length).toBeGreaterThan(0);
    for (const { rows, values } of shared.groups)
      for (const row of rows)
        expect(shared.values.filter(({ bit }) => shows(matrix, row, bit))).toEqual(values);
  });

  it('draws nothing where nothing is shared', async () => {
    const alone = matrixOf({ ...view, cells: Buffer.alloc(3000 * matrix.width).toString('base64') });
    const bare = { ...alone, columns: alone.columns.map(one => ({ ...one, accounts: 0 })) };
    expect(await infrastructureOf(bare, async () => undefined)).toMatchObject({ groups: [], bare: 3000 });
  });
});
