import { Link, useNavigate } from '@tanstack/react-router';
import type { PlanSummary } from '../../api/types.ts';
import { whole } from '../../text/number.ts';
import { Moment } from '../../ui/moment.tsx';
import { Said } from '../../ui/said.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';

/** How far it is with a plan. */
const stateOf = ({ actions, needs_approval }: PlanSummary) =>
  actions.length ? 'applied' : needs_approval ? 'waits for approval' : 'ready to apply';
const tones = { applied: 'plain', 'waits for approval': 'amber', 'ready to apply': 'teal' } as const;

export const planColumns: Column<PlanSummary>[] = [
  {
    id: 'id',
    name: 'Plan',
    width: '130px',
    value: row => row.id,
    cell: ({ id }) => (
      <Link to={'/act/plans/$id' as string} params={{ id } as never} className="mono">
        {id}
      </Link>
    ),
  },
  {
    id: 'state',
    name: 'State',
    width: '160px',
    value: stateOf,
    cell: row => <Tag tone={tones[stateOf(row)]}>{stateOf(row)}</Tag>,
  },
  {
    id: 'campaign',
    name: 'Campaign',
    width: '140px',
    value: row => row.campaign,
    cell: ({ campaign }) => (
      <Link to="/campaigns/$id" params={{ id: campaign }}>
        <Said>{campaign}</Said>
      </Link>
    ),
  },
  {
    id: 'accounts',
    name: 'Accounts',
    width: '90px',
    isNumber: true,
    value: row => row.accounts,
    cell: row => whole(row.accounts),
  },
  { id: 'by', name: 'By', width: '120px', value: row => row.by, cell: ({ by }) => <Said>{by}</Said> },
  { id: 'at', name: 'Made', width: '140px', value: row => row.at, cell: ({ at }) => <Moment at={at} /> },
  {
    id: 'reason',
    name: 'Reason',
    width: 'minmax(180px, 1fr)',
    value: row => row.reason,
    cell: ({ reason }) => <Said>{reason}</Said>,
  },
];

export function PlanTable({ plans, height }: { plans: readonly PlanSummary[]; height?: number }) {
  const navigate = useNavigate();
  return (
    <Table
      label="Plans"
      columns={planColumns}
      rows={plans}
      keyOf={({ id }) => id}
      sort="at.desc"
      onOpen={({ id }) => navigate({ to: '/act/plans/$id' as string, params: { id } as never })}
      {...(height ? { height } : {})}
    />
  );
}
