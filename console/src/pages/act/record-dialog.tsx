import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { recordQuery } from '../../api/queries.ts';
import type { AuditRecord } from '../../api/types.ts';
import { clean } from '../../text/clean.ts';
import { whole } from '../../text/number.ts';
import { Export } from '../../ui/export.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Said } from '../../ui/said.tsx';
import { Loaded } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import policies from './policies.module.css';
import { subjectOf } from './subject.ts';

/** Of what a record holds, letters shown at once. */
const SHOWN = 20_000;

interface Props {
  record: AuditRecord | undefined;
  onClose: () => void;
}

/** One record of the audit trail; what is long in it when that is asked for. */
export function RecordDialog({ record, onClose }: Props) {
  return (
    <Modal
      opened={record !== undefined}
      onClose={onClose}
      size="xl"
      title={record ? `${record.kind} ${clean(subjectOf(record))}` : ''}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {record ? (
        <>
          <p>
            <Said>{record.actor}</Said>, <Moment at={record.at} />: <Said>{record.reason}</Said>
          </p>
          <h3>Before</h3>
          <Source of={record.before} />
          <h3>After</h3>
          <Source of={record.after} />
          {Object.entries(record.left_out ?? {}).map(([place, length]) => (
            <LeftOut key={`${record.id} ${place}`} id={record.id} place={place} length={length} />
          ))}
        </>
      ) : null}
    </Modal>
  );
}

const Source = ({ of }: { of: unknown }) => (
  <pre className={policies.source}>{clean(JSON.stringify(of, null, 2) ?? '').slice(0, SHOWN)}</pre>
);

/** `place`: side and field, `after.accounts`. */
function LeftOut({ id, place, length }: { id: string; place: string; length: number }) {
  const [isOpen, setOpen] = useState(false);
  const [side, field] = [place.slice(0, place.indexOf('.')), place.slice(place.indexOf('.') + 1)];
  return (
    <>
      <h3>
        <Said>{`${side === 'before' ? 'Before' : 'After'}: ${field}`}</Said>
      </h3>
      {isOpen ? (
        <Fetched id={id} side={side as 'before' | 'after'} field={field} />
      ) : (
        <Button size="xs" variant="default" onClick={() => setOpen(true)}>
          Show all {whole(length)}
        </Button>
      )}
    </>
  );
}

function Fetched({ id, side, field }: { id: string; side: 'before' | 'after'; field: string }) {
  const query = useQuery(recordQuery(id));
  return (
    <Loaded query={query}>
      {record => {
        const value = (record[side] as Record<string, unknown> | null)?.[field];
        if (Array.isArray(value)) return <Entries name={`${id}-${field}`} values={value} />;
        return typeof value === 'string' ? (
          <pre className={policies.source}>{clean(value)}</pre>
        ) : (
          <Source of={value} />
        );
      }}
    </Loaded>
  );
}

interface Entry {
  number: number;
  what: string;
  more: string;
}

/** An account, or one with what is to become of it. */
function entryOf(value: unknown, number: number): Entry {
  if (typeof value !== 'object' || value === null) return { number, what: String(value), more: '' };
  const { account = '', ...rest } = value as Record<string, unknown>;
  const more = Object.entries(rest).map(([name, one]) => `${name} ${String(one)}`);
  return { number, what: String(account), more: more.join(', ') };
}

const columns: Column<Entry>[] = [
  {
    id: 'what',
    name: 'Account',
    width: 'minmax(180px, 1fr)',
    value: row => row.what,
    cell: row => <Mono>{row.what}</Mono>,
  },
  {
    id: 'more',
    name: 'How',
    width: 'minmax(260px, 2fr)',
    value: row => row.more,
    cell: row => <Said>{row.more}</Said>,
  },
];

const Mono = ({ children }: { children: string }) => (
  <span className="mono">
    <Said>{children}</Said>
  </span>
);

function Entries({ name, values }: { name: string; values: readonly unknown[] }) {
  const rows = values.map(entryOf);
  return (
    <>
      <Table label={name} columns={columns} rows={rows} keyOf={row => String(row.number)} height={320} />
      <Export name={name} columns={columns} rows={rows} />
    </>
  );
}
