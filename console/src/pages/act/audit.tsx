import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { auditQuery, recordQuery, wholeAudit } from '../../api/queries.ts';
import type { AuditRecord } from '../../api/types.ts';
import { type AuditSearch, auditSearch } from '../../app/search.ts';
import { whole } from '../../text/number.ts';
import { Export } from '../../ui/export.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import style from '../campaigns/campaigns.module.css';
import { RecordDialog } from './record-dialog.tsx';
import { subjectOf } from './subject.ts';

/** So many at first, five times as many with each click, as many as the service gives. */
const FIRST = 200;
const MOST = 10_000;

const columns: Column<AuditRecord>[] = [
  { id: 'at', name: 'When', width: '150px', value: row => row.at, cell: row => <Moment at={row.at} /> },
  {
    id: 'actor',
    name: 'Who',
    width: '140px',
    value: row => row.actor,
    cell: row => <Said>{row.actor}</Said>,
  },
  { id: 'kind', name: 'What', width: '120px', value: row => row.kind },
  {
    id: 'subject',
    name: 'Of',
    width: 'minmax(170px, 0.6fr)',
    value: row => row.subject,
    cell: row => (
      <span className="mono">
        <Said>{subjectOf(row)}</Said>
      </span>
    ),
  },
  {
    id: 'reason',
    name: 'Why',
    width: 'minmax(220px, 1fr)',
    value: row => row.reason,
    cell: row => <Said>{row.reason}</Said>,
  },
];
const exported = [
  { name: 'id', value: (row: AuditRecord) => row.id },
  ...columns,
  { name: 'before', value: (row: AuditRecord) => row.before },
  { name: 'after', value: (row: AuditRecord) => row.after },
];

export function Audit() {
  const [last, setLast] = useState(FIRST);
  const query = useQuery(auditQuery(last));
  return (
    <Loaded query={query}>
      {records => (
        <Whole
          records={records}
          last={last}
          more={last < MOST && records.length >= last ? () => setLast(Math.min(MOST, last * 5)) : undefined}
        />
      )}
    </Loaded>
  );
}

interface Props {
  records: readonly AuditRecord[];
  /** How many of the newest were asked for. */
  last: number;
  more: (() => void) | undefined;
}

function Whole({ records, last, more }: Props) {
  const { q: asked = '', kind, record } = useSearch({ from: '/shell/act/audit' });
  const navigate = useNavigate({ from: '/act/audit' });
  const change = (next: AuditSearch) =>
    navigate({ search: (before: AuditSearch) => auditSearch({ ...before, ...next }), replace: true });
  const found = records.find(({ id }) => id === record);
  // A link may lead to an older one than these.
  const older = useQuery({ ...recordQuery(record ?? ''), enabled: record !== undefined && !found });
  const opened = record === undefined ? undefined : (found ?? older.data);
  const kinds = useMemo(() => [...new Set(records.map(one => one.kind))].sort(), [records]);
  const fits = useCallback(
    (one: AuditRecord) =>
      (!kind || one.kind === kind) &&
      `${one.actor} ${one.subject} ${one.reason}`.toLowerCase().includes(asked.toLowerCase()),
    [asked, kind],
  );
  const rows = useMemo(() => records.filter(fits), [records, fits]);
  return (
    <Page
      title="Audit trail"
      about={`Who did what, when and why; never changed.${records.length >= last ? ` The newest ${whole(records.length)}.` : ''}`}
      actions={
        <Export
          name="audit"
          columns={exported}
          // With the long lists that are not here.
          rows={async () => (await wholeAudit(Math.max(1, records.length))).filter(fits)}
        />
      }
      fill
    >
      {records.length === 0 ? (
        <Empty title="Nothing was decided yet">
          Every plan, approval, containment, appeal, hold and grant stands here.
        </Empty>
      ) : (
        <>
          <div className={style.filters}>
            <TextInput
              data-filter
              aria-label="Filter"
              placeholder="Who, of what, why  /"
              value={asked}
              onChange={event => change({ q: event.currentTarget.value })}
              w={240}
            />
            <Select
              aria-label="Kind"
              placeholder="All kinds"
              clearable
              data={kinds}
              value={kind ?? null}
              onChange={value => change({ kind: value ?? undefined })}
              w={160}
            />
            {more ? (
              <Button size="xs" variant="default" onClick={more}>
                Show older
              </Button>
            ) : null}
          </div>
          <div className={style.table}>
            <Table
              label="Audit trail"
              columns={columns}
              rows={rows}
              keyOf={row => row.id}
              onOpen={({ id }) => change({ record: id })}
              empty={<p className="quiet">No record fits.</p>}
            />
          </div>
        </>
      )}
      <RecordDialog record={opened} onClose={() => change({ record: undefined })} />
    </Page>
  );
}
