import type { LifeView } from '../../../api/types.ts';
import { cleanLine } from '../../../text/clean.ts';
import { momentColumn, saidColumn } from '../../../ui/columns.tsx';
import { Export } from '../../../ui/export.tsx';
import { Panel } from '../../../ui/page.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import { daysSaid, type Move, movesOf } from './life.ts';

const WIDTH = { width: 'minmax(132px, 1fr)' };

const columns: Column<Move>[] = [
  saidColumn('model', 'Model', 'minmax(120px, 1.4fr)'),
  momentColumn('seen_first', 'First used by anybody', WIDTH),
  momentColumn('first', 'First used by it', WIDTH),
  {
    id: 'lag',
    name: 'After',
    width: '90px',
    isNumber: true,
    value: row => row.lag,
    cell: row => daysSaid(row.lag),
  },
  momentColumn('half', 'Half of its day', WIDTH),
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
