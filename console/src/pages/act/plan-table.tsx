import { useNavigate } from '@tanstack/react-router';
import type { PlanSummary } from '../../api/types.ts';
import { campaignColumn, countColumn, idColumn, momentColumn, saidColumn } from '../../ui/columns.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';

/** How far it is with a plan. */
const stateOf = ({ actions, needs_approval }: PlanSummary) =>
  actions.length ? 'applied' : needs_approval ? 'waits for approval' : 'ready to apply';
const tones = { applied: 'plain', 'waits for approval': 'amber', 'ready to apply': 'teal' } as const;

/** The page of one. */
export const PLAN = '/act/plans/$id';

export const planColumns: Column<PlanSummary>[] = [
  idColumn('Plan', PLAN),
  {
    id: 'state',
    name: 'State',
    width: '160px',
    value: stateOf,
    cell: row => <Tag tone={tones[stateOf(row)]}>{stateOf(row)}</Tag>,
  },
  campaignColumn(),
  countColumn('accounts', 'Accounts', '90px'),
  saidColumn('by', 'By', '120px'),
  momentColumn('at', 'Made', { width: '140px' }),
  saidColumn('reason', 'Reason', 'minmax(180px, 1fr)'),
];

const ofOne = planColumns.filter(({ id }) => id !== 'campaign');

/** Those of one campaign, among other things on its page. */
export function PlanTable({ plans, height }: { plans: readonly PlanSummary[]; height: number }) {
  const navigate = useNavigate();
  return (
    <Table
      label="Plans"
      columns={ofOne}
      rows={plans}
      keyOf={({ id }) => id}
      sort="at.desc"
      onOpen={({ id }) => navigate({ to: PLAN as string, params: { id } as never })}
      height={height}
    />
  );
}
