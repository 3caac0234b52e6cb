import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { actionsQuery, campaignsQuery, plansQuery } from '../../api/queries.ts';
import type { CampaignSummary } from '../../api/types.ts';
import type { ListSearch } from '../../app/search.ts';
import { compact, count, small, whole } from '../../text/number.ts';
import { Export } from '../../ui/export.tsx';
import { LookNow } from '../../ui/look-now.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag, type Tone, VerdictTag } from '../../ui/tag.tsx';
import style from './campaigns.module.css';
import { type Standing, standingOf } from './containment.ts';
import { useNew } from './visit.ts';

type Row = CampaignSummary & { standing: Standing; contained: number; isNew: boolean };

const tones: Record<Standing, Tone> = {
  contained: 'green',
  'in part': 'amber',
  'to approve': 'amber',
  planned: 'teal',
  open: 'red',
  'none to contain': 'plain',
};

const of = (role: string) => (row: Row) => row.accounts[role] ?? 0;

const columns: Column<Row>[] = [
  {
    id: 'id',
    name: 'Campaign',
    width: 'minmax(154px, 1fr)',
    value: row => row.id,
    cell: row => (
      <span className={style.id}>
        <Link to="/campaigns/$id" params={{ id: row.id }}>
          <Said>{row.id}</Said>
        </Link>
        {row.isNew ? <span className={style.new}>new</span> : null}
      </span>
    ),
  },
  {
    id: 'verdict',
    name: 'Verdict',
    width: '130px',
    value: row => row.verdict,
    cell: row => <VerdictTag verdict={row.verdict} />,
  },
  {
    id: 'state',
    name: 'Containment',
    width: '144px',
    value: row => row.standing,
    cell: row => (
      <Tag
        tone={tones[row.standing]}
        title={row.contained ? `${count(row.contained, 'account')} contained` : undefined}
      >
        {row.standing}
      </Tag>
    ),
  },
  {
    id: 'harvesters',
    name: 'Harvesters',
    width: '96px',
    isNumber: true,
    value: of('harvester'),
    cell: row => whole(of('harvester')(row)),
  },
  {
    id: 'cover',
    name: 'Cover',
    width: '64px',
    isNumber: true,
    value: of('cover'),
    cell: row => whole(of('cover')(row)),
  },
  {
    id: 'bystanders',
    name: 'Bystanders',
    width: '96px',
    isNumber: true,
    value: of('bystander'),
    cell: row => whole(of('bystander')(row)),
  },
  {
    id: 'exchanges',
    name: 'Exchanges',
    width: '92px',
    isNumber: true,
    value: row => row.exchanges,
    cell: row => whole(row.exchanges),
  },
  {
    id: 'bound',
    name: 'False alarm ≤',
    width: '112px',
    isNumber: true,
    value: row => row.error_bound,
    cell: row => small(row.error_bound),
  },
  {
    id: 'models',
    name: 'Models',
    width: 'minmax(110px, 1fr)',
    value: row => Object.keys(row.models).join(' '),
    order: row => Object.keys(row.models).length,
    cell: row => (
      <Said>
        {Object.entries(row.models)
          .sort((a, b) => b[1] - a[1])
          .map(([model]) => model)
          .join(', ')}
      </Said>
    ),
  },
  {
    id: 'first',
    name: 'First seen',
    width: '100px',
    value: row => row.first_seen,
    cell: row => <Moment at={row.first_seen} isDay />,
  },
  {
    id: 'last',
    name: 'Last seen',
    width: '138px',
    value: row => row.last_seen,
    cell: row => <Moment at={row.last_seen} />,
  },
  {
    id: 'output',
    name: 'Tokens out',
    width: '96px',
    isNumber: true,
    value: row => row.output_tokens,
    cell: row => compact(row.output_tokens),
  },
];

export function Campaigns() {
  const query = useQuery(campaignsQuery);
  return <Loaded query={query}>{campaigns => <List campaigns={campaigns} />}</Loaded>;
}

function List({ campaigns }: { campaigns: readonly CampaignSummary[] }) {
  const search = useSearch({ from: '/shell/campaigns' });
  const navigate = useNavigate({ from: '/campaigns' });
  const { data: actions = none } = useQuery(actionsQuery);
  const { data: plans = none } = useQuery(plansQuery);
  const ids = useMemo(() => campaigns.map(({ id }) => id), [campaigns]);
  const { fresh, markSeen } = useNew(ids);
  const change = (next: ListSearch) =>
    navigate({ search: (before: ListSearch) => clear({ ...before, ...next }), replace: true });
  const rows = useMemo(() => {
    const asked = search.q?.toLowerCase();
    return campaigns
      .filter(({ verdict }) => !search.verdict || verdict === search.verdict)
      .filter(
        ({ id, models }) => !asked || `${id} ${Object.keys(models).join(' ')}`.toLowerCase().includes(asked),
      )
      .map(one => ({ ...one, ...standingOf(one, actions, plans), isNew: fresh.has(one.id) }));
  }, [campaigns, search.q, search.verdict, actions, plans, fresh]);
  return (
    <Page
      title="Campaigns"
      about={
        campaigns.length
          ? `${count(campaigns.length, 'group')} of accounts that one operator is behind, each with a bound on the chance that it is a false alarm.`
          : undefined
      }
      actions={
        <>
          {campaigns.length ? (
            <Button
              component="a"
              href="/report"
              target="_blank"
              variant="default"
              leftSection={<IconPrinter size={14} />}
            >
              Report
            </Button>
          ) : null}
          <Export name="campaigns" columns={columns} rows={rows} />
        </>
      }
      fill
    >
      {campaigns.length === 0 ? (
        <Empty title="No campaign was found" action={<LookNow />}>
          Either nobody harvests, or too little is stored yet: <Link to="/overview">the overview</Link> says
          how exchanges come here. Detection runs by itself, or now.
        </Empty>
      ) : (
        <>
          <div className={style.filters}>
            <TextInput
              data-filter
              aria-label="Filter by name or model"
              placeholder="Filter by name or model  /"
              value={search.q ?? ''}
              onChange={event => change({ q: event.currentTarget.value })}
              w={240}
            />
            <SegmentedControl
              size="xs"
              aria-label="Verdict"
              value={search.verdict ?? 'all'}
              onChange={value => change({ verdict: value === 'all' ? undefined : (value as never) })}
              data={['all', 'harvesting', 'pooled-access', 'watch']}
            />
            {fresh.size ? (
              <Button variant="subtle" onClick={markSeen}>
                {count(fresh.size, 'is new', 'are new')} since your last visit: mark as seen
              </Button>
            ) : null}
          </div>
          <div className={style.table}>
            <Table
              label="Campaigns"
              columns={columns}
              rows={rows}
              keyOf={row => row.id}
              sort={search.sort ?? 'last.desc'}
              onSort={sort => change({ sort })}
              onOpen={({ id }) => navigate({ to: '/campaigns/$id', params: { id } })}
              empty={
                <Empty
                  title="No campaign fits"
                  action={
                    <Button variant="default" onClick={() => change({ q: undefined, verdict: undefined })}>
                      Show all
                    </Button>
                  }
                />
              }
            />
          </div>
        </>
      )}
    </Page>
  );
}

const none: never[] = [];
const clear = (search: ListSearch): ListSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value)) as ListSearch;
