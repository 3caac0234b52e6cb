import { Link, useNavigate } from '@tanstack/react-router';
import type { ActionSummary } from '../../api/types.ts';
import { whole } from '../../text/number.ts';
import { span } from '../../text/time.ts';
import { Moment } from '../../ui/moment.tsx';
import { Said } from '../../ui/said.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';

export const stateTones = { 'in force': 'red', over: 'plain', undone: 'teal' } as const;

export const actionColumns: Column<ActionSummary>[] = [
  {
    id: 'id',
    name: 'Containment',
    width: '130px',
    value: row => row.id,
    cell: ({ id }) => (
      <Link to={'/act/containments/$id' as string} params={{ id } as never} className="mono">
        {id}
      </Link>
    ),
  },
  {
    id: 'state',
    name: 'State',
    width: '100px',
    value: row => row.state,
    cell: ({ state }) => <Tag tone={stateTones[state]}>{state}</Tag>,
  },
  {
    id: 'left',
    name: 'Time left',
    width: '100px',
    isNumber: true,
    value: row => (row.state === 'in force' ? row.until : ''),
    order: row => (row.state === 'in force' ? Date.parse(row.until) : 0),
    cell: ({ state, until }) => (state === 'in force' ? span(Date.parse(until) - Date.now()) : '–'),
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
    width: '130px',
    isNumber: true,
    value: row => row.accounts,
    cell: ({ accounts, began, begun, state }) =>
      state === 'in force' && begun < accounts
        ? `${whole(begun)} of ${whole(accounts)}`
        : accounts < began
          ? `${whole(accounts)} of ${whole(began)}`
          : whole(accounts),
  },
  { id: 'by', name: 'By', width: '120px', value: row => row.by, cell: ({ by }) => <Said>{by}</Said> },
  { id: 'at', name: 'Applied', width: '140px', value: row => row.at, cell: ({ at }) => <Moment at={at} /> },
  {
    id: 'reason',
    name: 'Reason',
    width: 'minmax(160px, 1fr)',
    value: row => row.reason,
    cell: ({ reason }) => <Said>{reason}</Said>,
  },
];

export function ActionTable({ actions, height }: { actions: readonly ActionSummary[]; height?: number }) {
  const navigate = useNavigate();
  return (
    <Table
      label="Containments"
      columns={actionColumns}
      rows={actions}
      keyOf={({ id }) => id}
      sort="at.desc"
      onOpen={({ id }) => navigate({ to: '/act/containments/$id' as string, params: { id } as never })}
      {...(height ? { height } : {})}
    />
  );
}
