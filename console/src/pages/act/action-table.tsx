import { useNavigate } from '@tanstack/react-router';
import type { ActionSummary } from '../../api/types.ts';
import { whole } from '../../text/number.ts';
import { span } from '../../text/time.ts';
import { campaignColumn, idColumn, momentColumn, saidColumn } from '../../ui/columns.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';

export const stateTones = { 'in force': 'red', over: 'plain', undone: 'teal' } as const;

/** The page of one. */
export const ACTION = '/act/containments/$id';

export const actionColumns: Column<ActionSummary>[] = [
  idColumn('Containment', ACTION),
  {
    id: 'state',
    name: 'State',
    width: '130px',
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
  campaignColumn(),
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
  saidColumn('by', 'By', '120px'),
  momentColumn('at', 'Applied', { width: '140px' }),
  saidColumn('reason', 'Reason', 'minmax(160px, 1fr)'),
];

const ofOne = actionColumns.filter(({ id }) => id !== 'campaign');

/** Those of one campaign, among other things on its page. */
export function ActionTable({ actions, height }: { actions: readonly ActionSummary[]; height: number }) {
  const navigate = useNavigate();
  return (
    <Table
      label="Containments"
      columns={ofOne}
      rows={actions}
      keyOf={({ id }) => id}
      sort="at.desc"
      onOpen={({ id }) => navigate({ to: ACTION as string, params: { id } as never })}
      height={height}
    />
  );
}
