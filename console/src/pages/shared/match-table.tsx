import { Link } from '@tanstack/react-router';
import type { Matched, Matches } from '../../api/types.ts';
import { count, small, whole } from '../../text/number.ts';
import { countColumn, saidColumn } from '../../ui/columns.tsx';
import { Said } from '../../ui/said.tsx';
import { Empty } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { rulingOf } from './rulings.ts';
import { Level } from './tlp.tsx';

/** Campaigns of partners that somebody here shows something of. */
export function MatchTable({ of, onOpen }: { of: Matches; onOpen: (row: Matched) => void }) {
  if (of.campaigns.length === 0)
    return (
      <Empty title="Nobody here shows any of it">
        {of.indicators
          ? `${count(of.indicators, 'indicator')} were looked for at ${count(of.accounts, 'account')}.`
          : 'Nothing that came in is in force and can be looked for here.'}
      </Empty>
    );
  const columns: Column<Matched>[] = [
    saidColumn('name', 'Campaign', 'minmax(170px, 2fr)'),
    saidColumn('partner', 'Told by', 'minmax(100px, 1fr)'),
    {
      id: 'level',
      name: 'For',
      width: '110px',
      value: row => row.level,
      cell: row => <Level of={row.level} />,
    },
    {
      id: 'p_value',
      name: 'By chance',
      width: '96px',
      isNumber: true,
      value: row => row.p_value,
      cell: row => small(row.p_value),
    },
    {
      id: 'accounts',
      name: 'To look at',
      width: '96px',
      isNumber: true,
      value: row => row.accounts.length,
      cell: row => whole(row.accounts.length),
    },
    countColumn('touched', 'Show any', '96px'),
    {
      id: 'linked',
      name: 'Campaigns here',
      width: 'minmax(130px, 1fr)',
      value: row => row.linked.map(({ id }) => id).join(' '),
      cell: row =>
        row.linked.length ? (
          <Link to="/campaigns/$id" params={{ id: row.linked[0]!.id }}>
            <Said>{row.linked[0]!.id}</Said>
            {row.linked.length > 1 ? ` and ${row.linked.length - 1} more` : ''}
          </Link>
        ) : (
          <span className="quiet">none</span>
        ),
    },
    {
      id: 'ruling',
      name: 'What it was',
      width: '150px',
      value: row => rulingOf(of.rulings, row)?.ruling ?? '',
      cell: row => <Ruled of={row} rulings={of.rulings} />,
    },
  ];
  return (
    <Table
      label="Campaigns of partners; Enter opens one"
      columns={columns}
      rows={of.campaigns}
      keyOf={row => `${row.partner} ${row.id}`}
      sort="p_value.asc"
      height={320}
      onOpen={onOpen}
    />
  );
}

function Ruled({ of, rulings }: { of: Matched; rulings: Matches['rulings'] }) {
  const ruled = rulingOf(rulings, of);
  if (ruled) return <Tag tone={ruled.ruling === 'confirmed' ? 'red' : 'green'}>{ruled.ruling}</Tag>;
  if (of.explanations.length)
    return (
      <Tag tone="amber" title={of.explanations.map(({ summary }) => summary).join('; ')}>
        may be innocent
      </Tag>
    );
  return <span className="quiet">open</span>;
}
