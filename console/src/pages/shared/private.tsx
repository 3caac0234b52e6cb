import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { logQuery } from '../../api/queries.ts';
import type { LogView } from '../../api/types.ts';
import { whole } from '../../text/number.ts';
import { countColumn, momentColumn, saidColumn } from '../../ui/columns.tsx';
import { ListPage } from '../../ui/list-page.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';

type Private = NonNullable<LogView['log']>['private'][number];

const columns: Column<Private>[] = [
  momentColumn('at', 'When'),
  saidColumn('partner', 'With', 'minmax(120px, 1fr)'),
  {
    id: 'role',
    name: 'Who asked',
    width: '110px',
    value: row => (row.role === 'client' ? 'we' : 'they'),
    cell: row => (row.role === 'client' ? 'we did' : 'they did'),
  },
  {
    id: 'mode',
    name: 'What they learnt',
    width: '150px',
    value: row => row.mode,
    cell: row => <Tag>{row.mode === 'match' ? 'which' : 'how many'}</Tag>,
  },
  countColumn('asked', 'Asked for', '110px'),
  countColumn('held', 'Among', '110px'),
  saidColumn('epoch', 'Key of', 'minmax(100px, 1fr)'),
  {
    id: 'index',
    name: 'In the log',
    width: '100px',
    isNumber: true,
    value: row => row.index,
    cell: row => (
      <Link to="/evidence/log" search={{ entry: row.index }}>
        {whole(row.index)}
      </Link>
    ),
  },
];

/** Values that were matched with partners: who asked whom, how many, and where it stands. Neither values nor what was found are kept. */
export function PrivatePage() {
  const query = useQuery(logQuery);
  return (
    <Loaded query={query}>
      {({ log }) => (
        <ListPage
          title="Private matches"
          about="Payments, phones, addresses that were compared with a partner’s: who asks learns which they have in common, or how many; the other side learns how many were asked for, and nothing of which. Both have it in their logs; neither values nor what was found stand there."
          columns={columns}
          rows={log?.private ?? []}
          keyOf={row => String(row.index)}
          sort="at.desc"
          empty={
            <Empty title="Nothing was matched yet">
              To answer partners: stillwatch intel psi serve. To ask one: stillwatch intel psi query URL
              --partner NAME --values FILE.
            </Empty>
          }
        />
      )}
    </Loaded>
  );
}
