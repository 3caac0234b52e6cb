import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { logEntriesQuery } from '../../api/queries.ts';
import { useSettings } from '../../app/settings.tsx';
import { whole } from '../../text/number.ts';
import { moment } from '../../text/time.ts';
import { Export } from '../../ui/export.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Loaded } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { kinds, type LogEntry, wordsOf } from './words.ts';

const PAGE = 100;
const tones: Record<string, Tone> = { verdict: 'red', record: 'amber', claim: 'teal', key: 'green' };

interface Row {
  index: number;
  entry: LogEntry;
}

/** Entries so many at a time, the newest first; each can be proved. */
export function Entries({
  size,
  from,
  onFrom,
  onEntry,
}: {
  size: number;
  /** The first of those shown; without it the newest are. */
  from: number | undefined;
  onFrom: (from: number | undefined) => void;
  onEntry: (index: number) => void;
}) {
  const { zone } = useSettings();
  const first = Math.max(0, Math.min(from ?? size - PAGE, size - 1));
  const query = useQuery(logEntriesQuery(first, PAGE));
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        id: 'index',
        name: 'Entry',
        width: '84px',
        isNumber: true,
        value: row => row.index,
        cell: row => whole(row.index),
      },
      {
        id: 'at',
        name: 'Logged',
        width: '150px',
        value: row => row.entry.at ?? '',
        cell: row => <Moment at={row.entry.at} />,
      },
      {
        id: 'type',
        name: 'Kind',
        width: '140px',
        value: row => row.entry.type ?? '',
        cell: ({ entry: { type = '' } }) => (
          <Tag tone={Object.hasOwn(tones, type) ? tones[type]! : 'plain'}>
            {Object.hasOwn(kinds, type) ? kinds[type] : type}
          </Tag>
        ),
      },
      {
        id: 'says',
        name: 'Says',
        width: 'minmax(280px, 1fr)',
        value: row => wordsOf(row.entry, at => at),
        cell: row => <Said>{wordsOf(row.entry, at => moment(at, zone))}</Said>,
      },
      {
        id: 'prove',
        name: '',
        width: '86px',
        order: false,
        value: () => '',
        cell: row => (
          <Button variant="subtle" size="compact-xs" onClick={() => onEntry(row.index)}>
            Prove
            <span className="vh"> entry {row.index}</span>
          </Button>
        ),
      },
    ],
    [zone, onEntry],
  );
  const rows = query.data?.entries ?? [];
  return (
    <Panel
      title="Entries"
      about={`${whole(first)} to ${whole(Math.min(size, first + PAGE) - 1)} of ${whole(size)}, from 0`}
      actions={
        <>
          <Button variant="default" disabled={first === 0} onClick={() => onFrom(Math.max(0, first - PAGE))}>
            Earlier
          </Button>
          <Button
            variant="default"
            disabled={first + PAGE >= size}
            onClick={() => onFrom(first + 2 * PAGE >= size ? undefined : first + PAGE)}
          >
            Later
          </Button>
          <Export name="log-entries" columns={columns.slice(0, -1)} rows={rows as Row[]} />
        </>
      }
      flush
    >
      <Loaded query={query}>
        {({ entries }) => (
          <Table
            label="Entries of the log"
            columns={columns}
            rows={entries as Row[]}
            keyOf={row => String(row.index)}
            sort="index.desc"
            onOpen={row => onEntry(row.index)}
            height={440}
          />
        )}
      </Loaded>
    </Panel>
  );
}
