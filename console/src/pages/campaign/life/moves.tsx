import type { LifeView } from '../../../api/types.ts';
import { cleanLine } from '../../../text/clean.ts';
import { Export } from '../../../ui/export.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { Panel } from '../../../ui/page.tsx';
import { Said } from '../../../ui/said.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import { daysSaid, type Move, movesOf } from './life.ts';

const time = (id: 'seen_first' | 'first' | 'half', name: string): Column<Move> => ({
  id,
  name,
  width: 'minmax(132px, 1fr)',
  value: row => row[id],
  order: row => row[id] ?? '',
  cell: row => <Moment at={row[id]} />,
});

const columns: Column<Move>[] = [
  {
    id: 'model',
    name: 'Model',
    width: 'minmax(120px, 1.4fr)',
    value: row => row.model,
    cell: row => <Said>{row.model}</Said>,
  },
  time('seen_first', 'First used by anybody'),
  time('first', 'First used by it'),
  {
    id: 'lag',
    name: 'After',
    width: '90px',
    isNumber: true,
    value: row => row.lag,
    cell: row => daysSaid(row.lag),
  },
  time('half', 'Half of its day'),
  {
    id: 'toHalf',
    name: 'After its first use',
    width: '156px',
    isNumber: true,
    value: row => row.toHalf,
    order: row => row.toHalf ?? Number.POSITIVE_INFINITY,
    cell: row => (row.toHalf === null ? <span className="quiet">never</span> : daysSaid(row.toHalf)),
  },
];

/** Whether its traffic follows new models as soon as they come. */
export function Moves({ campaign, view }: { campaign: string; view: LifeView }) {
  const moves = movesOf(view);
  const fastest = moves
    .filter(({ toHalf, first }) => toHalf !== null && Date.parse(first) - Date.parse(view.from) > 86_400_000)
    .sort((a, b) => a.toHalf! - b.toHalf!)[0];
  return (
    <Panel
      title="Moves to models"
      about={
        fastest
          ? `It moved to ${cleanLine(fastest.model)} ${daysSaid(fastest.lag)} after anybody first used it, and ${daysSaid(fastest.toHalf!)} later half of its day went there.`
          : 'When each model was first used, and when it first carried half of a day of the campaign.'
      }
      flush
      actions={<Export name={`${campaign}-models`} columns={columns} rows={moves} />}
    >
      <Table
        label="Models and when it moved to them"
        columns={columns}
        rows={moves}
        keyOf={row => row.model}
        sort="first.asc"
        height={300}
      />
    </Panel>
  );
}
