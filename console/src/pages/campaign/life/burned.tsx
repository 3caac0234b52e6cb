import { Link } from '@tanstack/react-router';
import { whole } from '../../../text/number.ts';
import { Export } from '../../../ui/export.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { Panel } from '../../../ui/page.tsx';
import { Empty } from '../../../ui/states.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import type { Replaced } from './life.ts';

const columns: Column<Replaced>[] = [
  {
    id: 'id',
    name: 'Containment',
    width: 'minmax(120px, 1fr)',
    value: row => row.id,
    cell: row => (
      <Link to={'/act/containments/$id' as string} params={{ id: row.id } as never}>
        {row.id}
      </Link>
    ),
  },
  { id: 'at', name: 'When', width: '150px', value: row => row.at, cell: row => <Moment at={row.at} /> },
  {
    id: 'accounts',
    name: 'Contained',
    width: '110px',
    isNumber: true,
    value: row => row.accounts,
    cell: row => whole(row.accounts),
  },
  {
    id: 'before',
    name: 'Joined in the week before',
    width: 'minmax(150px, 1fr)',
    isNumber: true,
    value: row => row.before,
    cell: row => whole(row.before),
  },
  {
    id: 'after',
    name: 'Joined in the week after',
    width: 'minmax(150px, 1fr)',
    isNumber: true,
    value: row => row.after,
    cell: row =>
      row.days === 0 ? (
        <span className="quiet">not seen yet</span>
      ) : (
        `${whole(row.after)}${row.days < 7 ? ` in ${row.days} d` : ''}`
      ),
  },
];

/** What containment took, and whether it was replaced. */
export function Burned({ campaign, of }: { campaign: string; of: readonly Replaced[] }) {
  return (
    <Panel
      title="Cut off, and replaced"
      about="Accounts whose containment has begun, and how many sent for the first time in the seven days before and after."
      flush
      actions={<Export name={`${campaign}-containments`} columns={columns} rows={of} />}
    >
      {of.length ? (
        <Table
          label="Containments, and who came after them"
          columns={columns}
          rows={of}
          keyOf={row => row.id}
          sort="at.asc"
          height={260}
        />
      ) : (
        <Empty title="None of its accounts was contained">
          Plan containment, above: a plan says what would be done, and does nothing.
        </Empty>
      )}
    </Panel>
  );
}
