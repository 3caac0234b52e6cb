import { Modal, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { auditQuery } from '../../api/queries.ts';
import type { AuditRecord } from '../../api/types.ts';
import { type AuditSearch, auditSearch } from '../../app/search.ts';
import { clean } from '../../text/clean.ts';
import { Export } from '../../ui/export.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import style from '../campaigns/campaigns.module.css';
import policies from './policies.module.css';

const MOST = 1000;
/** Of what a record holds, letters shown at once. */
const SHOWN = 20_000;

/** An attestation is of an account and an attribute: its key is both, as JSON. */
function subjectOf({ subject }: AuditRecord): string {
  if (!subject.startsWith('[')) return subject;
  try {
    return (JSON.parse(subject) as unknown[]).join(', ');
  } catch {
    return subject;
  }
}

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
  const query = useQuery(auditQuery(MOST));
  return <Loaded query={query}>{records => <Whole records={records} />}</Loaded>;
}

function Whole({ records }: { records: readonly AuditRecord[] }) {
  const { q: asked = '', kind, record } = useSearch({ from: '/shell/act/audit' });
  const navigate = useNavigate({ from: '/act/audit' });
  const change = (next: AuditSearch) =>
    navigate({ search: (before: AuditSearch) => auditSearch({ ...before, ...next }), replace: true });
  const opened = records.find(({ id }) => id === record);
  const kinds = useMemo(() => [...new Set(records.map(one => one.kind))].sort(), [records]);
  const rows = useMemo(
    () =>
      records.filter(
        one =>
          (!kind || one.kind === kind) &&
          `${one.actor} ${one.subject} ${one.reason}`.toLowerCase().includes(asked.toLowerCase()),
      ),
    [records, asked, kind],
  );
  return (
    <Page
      title="Audit trail"
      about={`Who did what, when and why; never changed.${records.length >= MOST ? ` The newest ${MOST}; all of it: stillwatch audit.` : ''}`}
      actions={<Export name="audit" columns={exported} rows={rows} />}
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
      <Modal
        opened={opened !== undefined}
        onClose={() => change({ record: undefined })}
        size="xl"
        title={opened ? `${opened.kind} ${clean(subjectOf(opened))}` : ''}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {opened ? (
          <>
            <p>
              <Said>{opened.actor}</Said>, <Moment at={opened.at} />: <Said>{opened.reason}</Said>
            </p>
            <h3>Before</h3>
            <pre className={policies.source}>
              {clean(JSON.stringify(opened.before, null, 2) ?? '').slice(0, SHOWN)}
            </pre>
            <h3>After</h3>
            <pre className={policies.source}>
              {clean(JSON.stringify(opened.after, null, 2) ?? '').slice(0, SHOWN)}
            </pre>
          </>
        ) : null}
      </Modal>
    </Page>
  );
}
