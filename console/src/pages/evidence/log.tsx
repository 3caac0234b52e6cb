import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { logQuery } from '../../api/queries.ts';
import type { LogView } from '../../api/types.ts';
import { compact, count, whole } from '../../text/number.ts';
import { Export } from '../../ui/export.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Figures, Page, Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { behindOf } from './behind.ts';
import { Copy } from './copy.tsx';
import { Entries } from './entries.tsx';
import { ProofDialog } from './proof.tsx';

const about =
  'Verdicts, decisions and a commitment to each hour’s exchanges, in an order that nobody can change any more once a checkpoint of it has left the house. No account is named in it.';

export function LogPage() {
  const query = useQuery(logQuery);
  return (
    <Page title="Log" about={about}>
      <Loaded query={query}>{view => <Whole view={view} />}</Loaded>
    </Page>
  );
}

function Whole({ view }: { view: LogView }) {
  const { from, entry } = useSearch({ from: '/shell/evidence/log' });
  const navigate = useNavigate();
  const { log, stored, error } = view;
  if (!log)
    return (
      <Empty title="There is no log yet">
        It begins with the first exchange that is stored and the first detection. To begin it now: stillwatch
        log --create
      </Empty>
    );
  const witnessed = log.published.filter(({ witnesses }) => witnesses.length).length;
  const behind = behindOf(log, stored, new Date());
  return (
    <>
      <Figures
        of={[
          { name: 'Entries', value: whole(log.size), note: <Moment at={log.last} /> },
          { name: 'Hours of traffic', value: whole(log.entries.hour) },
          { name: 'Verdicts', value: whole(log.entries.verdict) },
          { name: 'Decisions', value: whole(log.entries.record) },
          { name: 'Claims of dossiers', value: whole(log.entries.claim) },
          {
            name: 'Checkpoints outside',
            value: whole(log.published.length),
            note: witnessed ? `${whole(witnessed)} witnessed` : 'none witnessed',
          },
        ]}
      />
      <Panel title="What it is">
        <Facts
          of={[
            ['Origin', <Copy key="o" text={log.origin} />],
            ['Verifier key', <Copy key="k" text={log.key} />],
            ['Root', <Copy key="r" text={log.root} />],
            [
              'Checkpoint',
              <a key="c" href="/v1/log/checkpoint" target="_blank" rel="noreferrer">
                the signed note of {count(log.size, 'entry', 'entries')}
              </a>,
            ],
          ]}
        />
      </Panel>
      <Panel
        title="What it follows"
        about="It is brought up to date after each detection, each decision, and within the hour."
        actions={
          error ? (
            <Tag tone="red">stopped</Tag>
          ) : behind.isBehind ? (
            <Tag tone="amber">behind</Tag>
          ) : (
            <Tag tone="green">up to date</Tag>
          )
        }
      >
        <Facts
          of={[
            [
              'Exchanges',
              log.last_hour ? (
                <span key="h">
                  committed until <Moment at={afterHour(log.last_hour)} />
                  {behind.hours ? `; ${count(behind.hours, 'hour')} behind` : ''}
                </span>
              ) : (
                'no hour is committed yet'
              ),
            ],
            [
              'Verdicts',
              stored ? `on ${whole(log.campaigns)} of ${count(stored.campaigns, 'campaign')}` : '–',
            ],
            ['Decisions', stored ? `${whole(log.entries.record)} of ${whole(stored.records)}` : '–'],
            ...(stored ? [] : [['', 'What is stored is not known now: the store does not answer.'] as const]),
            ...(error ? [['Why it is behind', <Said key="e">{error}</Said>] as const] : []),
          ]}
        />
      </Panel>
      <Panel
        title="Checkpoints that left the house"
        about="Whoever has one can tell that nothing before it was changed: stillwatch log prove. A witness or a timestamp says that it was there then."
        actions={<Export name="checkpoints" columns={columns} rows={log.published} />}
        flush={log.published.length > 0}
      >
        {log.published.length ? (
          <Table
            label="Checkpoints"
            columns={columns}
            rows={log.published}
            keyOf={row => String(row.size)}
            sort="size.desc"
            height={280}
          />
        ) : (
          <Empty title="None has left it yet">
            Give one out, or have it witnessed: stillwatch log publish; stillwatch log witness URL --key KEY.
            A dossier takes one along by itself.
          </Empty>
        )}
      </Panel>
      <Entries
        size={log.size}
        from={from}
        onFrom={next => navigate({ to: '/evidence/log', search: searchOf(next, entry), replace: true })}
        onEntry={index => navigate({ to: '/evidence/log', search: searchOf(from, index) })}
      />
      <ProofDialog
        index={entry}
        onClose={() => navigate({ to: '/evidence/log', search: searchOf(from, undefined), replace: true })}
      />
    </>
  );
}

const searchOf = (from: number | undefined, entry: number | undefined) => ({
  ...(from === undefined ? {} : { from }),
  ...(entry === undefined ? {} : { entry }),
});
const afterHour = (hour: string): string => new Date(Date.parse(hour) + 3_600_000).toISOString();

type Published = NonNullable<LogView['log']>['published'][number];

const columns: Column<Published>[] = [
  {
    id: 'size',
    name: 'Entries',
    width: '100px',
    isNumber: true,
    value: row => row.size,
    cell: row => whole(row.size),
  },
  { id: 'at', name: 'Of', width: '150px', value: row => row.at, cell: row => <Moment at={row.at} /> },
  {
    id: 'witnesses',
    name: 'Witnesses',
    width: 'minmax(220px, 2fr)',
    value: row => row.witnesses.map(({ name, at }) => `${name} ${at}`).join(', '),
    cell: row =>
      row.witnesses.length ? (
        row.witnesses.map(({ name, at }) => (
          <span key={`${name}${at}`}>
            <Said>{name}</Said>, <Moment at={at} />{' '}
          </span>
        ))
      ) : (
        <span className="quiet">none</span>
      ),
  },
  {
    id: 'timestamp',
    name: 'Timestamp',
    width: '150px',
    value: row => row.timestamp ?? '',
    cell: row => <Moment at={row.timestamp} />,
  },
  {
    id: 'root',
    name: 'Root',
    width: 'minmax(160px, 1fr)',
    order: false,
    value: row => row.root,
    cell: row => <span className="mono quiet">{row.root.slice(0, 18)}…</span>,
  },
  {
    id: 'note',
    name: '',
    width: '80px',
    order: false,
    value: () => '',
    cell: row => (
      <a href={`/v1/log/checkpoint?size=${row.size}`} target="_blank" rel="noreferrer">
        Note
        <span className="vh"> of {compact(row.size)} entries</span>
      </a>
    ),
  },
];
