import { percent } from '../../../text/number.ts';
import { Bar } from '../../../ui/bar.tsx';
import { countColumn } from '../../../ui/columns.tsx';
import { Said } from '../../../ui/said.tsx';
import { type Column as Shown, Table } from '../../../ui/table.tsx';
import { type Column, counts, type Matrix } from './matrix.ts';

export interface TraitRow extends Column {
  /** Of the rows that pass the filter. */
  here: number;
  share: number;
}

export function traitRows(matrix: Matrix, rows: Uint32Array, columns: readonly Column[]): TraitRow[] {
  const sums = counts(matrix, rows);
  return columns.map(one => ({
    ...one,
    here: sums[one.bit]!,
    share: one.accounts / Math.max(1, matrix.accounts.length),
  }));
}

export const traitColumns: Shown<TraitRow>[] = [
  {
    id: 'family',
    name: 'Family',
    width: '100px',
    value: row => row.family,
    cell: row => <Said>{row.family}</Said>,
  },
  {
    id: 'trait',
    name: 'Trait',
    width: 'minmax(130px, 1fr)',
    value: row => row.trait,
    cell: row => <Said>{row.trait.replaceAll('-', ' ')}</Said>,
  },
  {
    id: 'value',
    name: 'Value',
    width: 'minmax(150px, 1.6fr)',
    value: row => row.value,
    cell: row => (
      <span className="mono">
        <Said>{row.value}</Said>
      </span>
    ),
  },
  countColumn('accounts', 'Accounts', '100px'),
  {
    id: 'share',
    name: 'Of the campaign',
    width: '140px',
    isNumber: true,
    value: row => row.share,
    cell: row => <Bar share={row.share} label={percent(row.share)} />,
  },
  countColumn('here', 'Of those shown', '136px'),
  countColumn('others', 'Outside', '100px'),
];

/** The same as a table: the values, and how many show each. */
export const TraitsTable = ({
  rows,
  onOpen,
}: {
  rows: readonly TraitRow[];
  onOpen: (row: TraitRow) => void;
}) => (
  <Table
    label="Values that its accounts share; Enter keeps the accounts that show one"
    columns={traitColumns}
    rows={rows}
    keyOf={row => row.key}
    sort="accounts.desc"
    rowHeight={32}
    onOpen={onOpen}
    empty={<p className="quiet">No value is of these families.</p>}
  />
);
