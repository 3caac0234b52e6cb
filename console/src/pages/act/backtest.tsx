import { Button, Progress, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, told } from '../../api/client.ts';
import { Failure } from '../../api/failure.ts';
import { backtestQuery } from '../../api/queries.ts';
import type { Backtest as Found } from '../../api/types.ts';
import { count, percent, whole } from '../../text/number.ts';
import { ActButton } from '../../ui/act.tsx';
import { Bar } from '../../ui/bar.tsx';
import { Export } from '../../ui/export.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/page.tsx';
import { accountPage, QuickLink } from '../../ui/quick-link.tsx';
import { Said } from '../../ui/said.tsx';
import { Empty, Failed } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import style from './policies.module.css';
import { isoOf } from './times.ts';

type Kind = Found['decisions'][number]['decision'];
const tones: Record<Kind, Tone> = {
  allow: 'green',
  verify: 'amber',
  slow: 'amber',
  thin: 'amber',
  hold: 'red',
  suspend: 'red',
};

/** What the copy would have done to what is stored, beside the policies in force. */
export function Backtest({ texts, isDraft }: { texts: Record<string, string>; isDraft: boolean }) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [id, setId] = useState<string>();
  const begin = useMutation({
    mutationFn: () =>
      told(
        api.POST('/v1/policies/backtests', {
          body: { texts, ...(from ? { from: isoOf(from) } : {}), ...(to ? { to: isoOf(to) } : {}) },
        }),
      ),
    onSuccess: ({ id }) => setId(id),
  });
  const { data, error } = useQuery({ ...backtestQuery(id ?? ''), enabled: id !== undefined });
  const stop = useMutation({
    mutationFn: () => told(api.DELETE('/v1/policies/backtests/{id}', { params: { path: { id: id! } } })),
  });
  const isRunning = begin.isPending || data?.state === 'running';
  const failure = begin.error ?? error ?? (data?.failure ? new Failure(500, data.failure) : undefined);
  return (
    <Panel
      title="Backtest"
      about="Decides what is stored under the policies in force and under your copy, hour by hour as things stood then, and tells who would have been treated differently. It changes nothing."
    >
      <form
        className={style.when}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          begin.mutate();
        }}
      >
        <TextInput
          type="datetime-local"
          label="From, UTC"
          description="a week before the end"
          value={from}
          onChange={event => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          label="To, UTC"
          description="the end of what is stored"
          value={to}
          onChange={event => setTo(event.currentTarget.value)}
        />
        <ActButton
          loading={isRunning}
          onClick={() => begin.mutate()}
          barrier={isDraft ? undefined : 'Change something in the copy above first.'}
        >
          Try the copy
        </ActButton>
        {isRunning && id ? (
          <Button variant="default" onClick={() => stop.mutate()}>
            Stop
          </Button>
        ) : null}
      </form>
      {data?.state === 'running' ? (
        <div role="status" className={style.progress}>
          <Progress
            value={data.of ? (100 * data.exchanges) / data.of : 0}
            size="sm"
            aria-label="Exchanges decided"
          />
          <span className="quiet num">
            {data.of === null ? 'counting …' : `${whole(data.exchanges)} of ${count(data.of, 'exchange')}`}
          </span>
        </div>
      ) : null}
      {failure && !isRunning ? <Failed error={failure} /> : null}
      {data?.state === 'stopped' ? <p className="quiet">It was stopped.</p> : null}
      {data?.result ? <Result found={data.result} /> : null}
    </Panel>
  );
}

function Result({ found }: { found: Found }) {
  const { from, to, accounts_seen, exchanges_seen, accounts_changed, exchanges_changed, decisions } = found;
  if (exchanges_seen === 0)
    return (
      <Empty title="Nothing is stored of that time">
        Choose another: the page Log says until when there are exchanges.
      </Empty>
    );
  return (
    <div className={style.result} role="status">
      <p>
        <b>
          {exchanges_changed === 0
            ? 'Nobody would have been treated differently.'
            : `${count(accounts_changed, 'account')} would have been treated differently, in ${count(exchanges_changed, 'exchange')} (${percent(exchanges_changed / exchanges_seen)}).`}
        </b>
        <br />
        <span className="quiet">
          {count(exchanges_seen, 'exchange')} of {count(accounts_seen, 'account')}, <Moment at={from} /> to{' '}
          <Moment at={to} />
        </span>
      </p>
      <table className={style.decisions}>
        <caption className="vh">Exchanges by decision</caption>
        <thead>
          <tr>
            <th scope="col">Decision</th>
            <th scope="col">In force</th>
            <th scope="col">Your copy</th>
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          {decisions.map(({ decision, before, after }) => (
            <tr key={decision}>
              <th scope="row">
                <Tag tone={tones[decision]}>{decision}</Tag>
              </th>
              <td>
                <Bar share={before / exchanges_seen} label={percent(before / exchanges_seen)} />
                <span className="num">{whole(before)}</span>
              </td>
              <td>
                <Bar share={after / exchanges_seen} label={percent(after / exchanges_seen)} />
                <span className="num">{whole(after)}</span>
              </td>
              <td className="num">
                {after === before ? '–' : `${after > before ? '+' : '−'}${whole(Math.abs(after - before))}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {found.changes.length ? (
        <Listed
          title="What would change"
          name="backtest-changes"
          columns={changes}
          rows={found.changes}
          sort="exchanges.desc"
        />
      ) : null}
      {found.most_affected.length ? (
        <Listed
          title="Whom it would touch most"
          name="backtest-accounts"
          columns={affected}
          rows={found.most_affected}
          sort="exchanges.desc"
        />
      ) : null}
      {found.notes.length ? (
        <ul className={style.notes}>
          {found.notes.map(note => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Listed<T extends object>({
  title,
  name,
  columns,
  rows,
  sort,
}: {
  title: string;
  name: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  sort: 'exchanges.desc';
}) {
  return (
    <section>
      <header className={style.listed}>
        <h3>{title}</h3>
        <Export name={name} columns={columns} rows={rows} />
      </header>
      <div className={style.framed}>
        <Table
          label={title}
          columns={columns}
          rows={rows}
          keyOf={row => JSON.stringify(row)}
          sort={sort}
          height={300}
        />
      </div>
    </section>
  );
}

type Change = Found['changes'][number];
const treatment = ({ decision, obligations }: Change['from']) =>
  obligations.length ? `${decision} (${obligations.join(', ')})` : decision;

const changes: Column<Change>[] = [
  {
    id: 'from',
    name: 'In force',
    width: 'minmax(140px, 1fr)',
    value: row => treatment(row.from),
    cell: row => <Treated how={row.from} />,
  },
  {
    id: 'to',
    name: 'Your copy',
    width: 'minmax(140px, 1fr)',
    value: row => treatment(row.to),
    cell: row => <Treated how={row.to} />,
  },
  {
    id: 'accounts',
    name: 'Accounts',
    width: '110px',
    isNumber: true,
    value: row => row.accounts,
    cell: row => whole(row.accounts),
  },
  {
    id: 'exchanges',
    name: 'Exchanges',
    width: '120px',
    isNumber: true,
    value: row => row.exchanges,
    cell: row => whole(row.exchanges),
  },
];

const Treated = ({ how }: { how: Change['from'] }) => (
  <>
    <Tag tone={tones[how.decision]}>{how.decision}</Tag>{' '}
    <span className="quiet">
      <Said>{how.obligations.join(', ')}</Said>
    </span>
  </>
);

type Affected = Found['most_affected'][number];
const affected: Column<Affected>[] = [
  {
    id: 'account',
    name: 'Account',
    width: 'minmax(200px, 2fr)',
    value: row => row.account,
    cell: ({ account }) => (
      <QuickLink to={accountPage(account)} className="mono">
        <Said>{account}</Said>
      </QuickLink>
    ),
  },
  {
    id: 'change',
    name: 'Mostly',
    width: 'minmax(160px, 1fr)',
    value: row => `${row.from} → ${row.to}`,
    cell: row => (
      <>
        <Tag tone={tones[row.from]}>{row.from}</Tag> → <Tag tone={tones[row.to]}>{row.to}</Tag>
      </>
    ),
  },
  {
    id: 'exchanges',
    name: 'Exchanges',
    width: '140px',
    isNumber: true,
    value: row => row.exchanges,
    cell: row => `${whole(row.exchanges)} of ${whole(row.of)}`,
  },
];
