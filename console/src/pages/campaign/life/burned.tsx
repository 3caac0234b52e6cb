import { whole } from '../../../text/number.ts';
import { countColumn, idColumn, momentColumn } from '../../../ui/columns.tsx';
import { Export } from '../../../ui/export.tsx';
import { Panel } from '../../../ui/page.tsx';
import { Empty } from '../../../ui/states.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import { ACTION } from '../../act/action-table.tsx';
import type { Replaced } from './life.ts';

const columns: Column<Replaced>[] = [
  idColumn('Containment', ACTION),
  momentColumn('at', 'When'),
  countColumn('accounts', 'Contained', '110px'),
  countColumn('before', 'Joined in the week before', 'minmax(160px, 1fr)'),
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
