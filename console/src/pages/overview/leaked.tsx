import { useNavigate } from '@tanstack/react-router';
import type { Overview } from '../../api/types.ts';
import { percent, whole } from '../../text/number.ts';
import { Export } from '../../ui/export.tsx';
import { Panel } from '../../ui/page.tsx';
import { QuickLink } from '../../ui/quick-link.tsx';
import { Said } from '../../ui/said.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import style from './overview.module.css';

type Row = Overview['leaked'][number];

const columns: Column<Row>[] = [
  {
    id: 'campaign',
    name: 'Campaign',
    width: 'minmax(124px, 1fr)',
    value: row => row.campaign,
    cell: ({ campaign }) => (
      <QuickLink to={`/campaigns/${encodeURIComponent(campaign)}`}>
        <Said>{campaign}</Said>
      </QuickLink>
    ),
  },
  {
    id: 'before',
    name: 'Leaked',
    width: '92px',
    isNumber: true,
    value: row => row.before,
    cell: row => whole(row.before),
  },
  {
    id: 'after',
    name: 'After',
    width: '82px',
    isNumber: true,
    value: row => row.after,
    cell: row => whole(row.after),
  },
  {
    id: 'contained',
    name: 'Contained',
    width: '150px',
    value: row => row.contained_accounts / Math.max(1, row.accounts),
    cell: ({ contained_accounts: n, accounts }) => (
      <span className={style.share}>
        <span className={style.bar} role="img" aria-label={`${percent(n / Math.max(1, accounts))} contained`}>
          <span style={{ width: `${(100 * n) / Math.max(1, accounts)}%` }} />
        </span>
        {whole(n)} of {whole(accounts)}
      </span>
    ),
  },
];

/** Of each campaign that harvests: what was sent before its accounts were contained, and after. */
export function Leaked({ of }: { of: readonly Row[] }) {
  const navigate = useNavigate();
  return (
    <Panel
      title="Leaked and contained"
      about="Exchanges of harvesters before a containment of the account was in force, and after."
      actions={<Export name="leaked" columns={columns} rows={of} />}
      flush
    >
      <Table
        label="Leaked and contained, by campaign"
        columns={columns}
        rows={of}
        keyOf={row => row.campaign}
        sort="before.desc"
        height={176}
        rowHeight={34}
        onOpen={({ campaign }) => navigate({ to: '/campaigns/$id', params: { id: campaign } })}
        empty={<p className={style.none}>No campaign is known to harvest.</p>}
      />
    </Panel>
  );
}
