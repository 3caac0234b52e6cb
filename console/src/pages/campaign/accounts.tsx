import type { CampaignAccount } from '../../api/types.ts';
import { cleanLine } from '../../text/clean.ts';
import { surely, whole } from '../../text/number.ts';
import { because } from '../../text/words.ts';
import { Contributions } from '../../ui/bar.tsx';
import { accountPage, QuickLink } from '../../ui/quick-link.tsx';
import { Said } from '../../ui/said.tsx';
import { type Column, type Sort, Table } from '../../ui/table.tsx';
import { RoleTag } from '../../ui/tag.tsx';

export const accountColumns: Column<CampaignAccount>[] = [
  {
    id: 'account',
    name: 'Account',
    width: 'minmax(180px, 2fr)',
    value: row => row.account,
    cell: ({ account }) => (
      <QuickLink to={accountPage(account)} className="mono">
        <Said>{account}</Said>
      </QuickLink>
    ),
  },
  {
    id: 'role',
    name: 'Role',
    width: '120px',
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
    order: row => row.exchanges ?? -1,
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
    value: row => row.because ?? '',
    cell: row => <span className="quiet">{row.because ? (because[row.because] ?? row.because) : ''}</span>,
  },
];

interface Props {
  accounts: readonly CampaignAccount[];
  campaign: string;
  height?: number;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  onOpen?: (row: CampaignAccount) => void;
}

export const Accounts = ({ campaign, accounts, sort = 'membership.desc', ...rest }: Props) => (
  <Table
    label={`Accounts of ${cleanLine(campaign)}`}
    columns={accountColumns}
    rows={accounts}
    keyOf={row => row.account}
    sort={sort}
    rowHeight={34}
    empty={<p className="quiet">No account fits.</p>}
    {...rest}
  />
);
