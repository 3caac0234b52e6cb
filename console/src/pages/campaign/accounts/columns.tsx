import type { CampaignAccount } from '../../../api/types.ts';
import { surely, whole } from '../../../text/number.ts';
import { because } from '../../../text/words.ts';
import { Contributions } from '../../../ui/bar.tsx';
import { accountColumn } from '../../../ui/columns.tsx';
import type { Column } from '../../../ui/table.tsx';
import { RoleTag } from '../../../ui/tag.tsx';

export const accountColumns: Column<CampaignAccount>[] = [
  accountColumn(),
  {
    id: 'role',
    name: 'Role',
    width: '120px',
    order: false,
    value: row => row.role,
    cell: ({ role }) => <RoleTag role={role} />,
  },
  {
    id: 'membership',
    name: 'Belongs',
    width: '98px',
    isNumber: true,
    value: row => row.membership,
    cell: row => surely(row.membership),
  },
  {
    id: 'exchanges',
    name: 'Exchanges',
    width: '110px',
    isNumber: true,
    value: row => row.exchanges,
    cell: row => (row.exchanges === undefined ? '–' : whole(row.exchanges)),
  },
  {
    id: 'why',
    name: 'Why',
    width: '130px',
    order: false,
    value: row => row.why,
    cell: row => <Contributions why={row.why} />,
  },
  {
    id: 'because',
    name: 'Stands by, because',
    width: 'minmax(180px, 1.3fr)',
    order: false,
    value: row => row.because ?? '',
    cell: row => <span className="quiet">{row.because ? (because[row.because] ?? row.because) : ''}</span>,
  },
];
