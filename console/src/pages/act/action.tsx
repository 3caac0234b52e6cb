import { TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { api, told } from '../../api/client.ts';
import { actionQuery } from '../../api/queries.ts';
import type { Action } from '../../api/types.ts';
import { count, whole } from '../../text/number.ts';
import { span } from '../../text/time.ts';
import { ActButton, ActDialog } from '../../ui/act.tsx';
import { accountColumn, doColumn, momentColumn, saidColumn } from '../../ui/columns.tsx';
import { Export } from '../../ui/export.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Figures, Page, Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Loaded } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { stateTones } from './action-table.tsx';
import { referenceColumn } from './reference.tsx';

export function ActionPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(actionQuery(id));
  return <Loaded query={query}>{action => <Whole action={action} />}</Loaded>;
}

type Row = Action['contained'][number];

function Whole({ action }: { action: Action }) {
  const { id, plan, campaign, state, until, began, accounts, begun, contained, undone } = action;
  const client = useQueryClient();
  /** Whom to undo: one account, or all. */
  const [undoing, setUndoing] = useState<string | 'all'>();
  const [asked, setAsked] = useState('');
  const rows = useMemo(
    () =>
      contained.filter(({ account, reference }) =>
        `${account} ${reference}`.toLowerCase().includes(asked.toLowerCase()),
      ),
    [contained, asked],
  );
  const columns = useMemo(
    (): Column<Row>[] => [
      accountColumn(),
      { id: 'grade', name: 'Response', width: '110px', value: row => row.grade },
      momentColumn('from', 'Begins'),
      referenceColumn(),
      doColumn('86px', ({ account }) => (
        <ActButton variant="subtle" size="compact-xs" onClick={() => setUndoing(account)}>
          Let go
        </ActButton>
      )),
    ],
    [],
  );
  return (
    <Page
      title={`Containment ${id}`}
      head={
        <>
          Containment <span className="mono">{id}</span> <Tag tone={stateTones[state]}>{state}</Tag>
        </>
      }
      about={
        <>
          Of{' '}
          <Link to="/campaigns/$id" params={{ id: campaign }}>
            <Said>{campaign}</Said>
          </Link>{' '}
          by plan{' '}
          <Link to={'/act/plans/$id' as string} params={{ id: plan } as never}>
            {plan}
          </Link>
          . Applied by <Said>{action.by}</Said>, <Moment at={action.at} />: <Said>{action.reason}</Said>
        </>
      }
      actions={
        <ActButton
          color="red"
          variant="outline"
          onClick={() => setUndoing('all')}
          barrier={accounts === 0 ? 'It is undone already.' : undefined}
        >
          Undo all
        </ActButton>
      }
    >
      <Figures
        of={[
          {
            name: 'Time left',
            value: state === 'in force' ? span(Date.parse(until) - Date.now()) : '–',
            note: (
              <>
                until <Moment at={until} />
              </>
            ),
          },
          {
            name: 'Contains now',
            value: whole(begun),
            note: begun < accounts ? `of ${whole(accounts)}; waves are to come` : 'accounts',
          },
          { name: 'Began with', value: whole(began), note: 'accounts' },
          { name: 'Let go', value: whole(undone.length), note: 'accounts' },
        ]}
      />
      <Panel
        title="Contained"
        flush
        actions={
          <>
            <TextInput
              data-filter
              aria-label="Filter by account or reference"
              placeholder="Account or reference  /"
              value={asked}
              onChange={event => setAsked(event.currentTarget.value)}
              w={220}
            />
            <Export name={`${id}-contained`} columns={columns.filter(({ name }) => name)} rows={rows} />
          </>
        }
      >
        <Table
          label="Contained accounts"
          columns={columns}
          rows={rows}
          keyOf={row => row.account}
          height={460}
          rowHeight={34}
          empty={
            <p className="quiet">{contained.length ? 'No account fits.' : 'It contains nobody any more.'}</p>
          }
        />
      </Panel>
      {undone.length ? (
        <Panel
          title="Let go"
          flush
          actions={<Export name={`${id}-let-go`} columns={undoneColumns} rows={undone} />}
        >
          <Table
            label="Accounts let go"
            columns={undoneColumns}
            rows={undone}
            keyOf={row => row.account}
            height={300}
            rowHeight={34}
          />
        </Panel>
      ) : null}
      <ActDialog
        title={undoing === 'all' ? `Undo ${id}` : 'Let one account go'}
        opened={undoing !== undefined}
        onClose={() => setUndoing(undefined)}
        confirm={undoing === 'all' ? `Let ${count(accounts, 'account')} go` : 'Let it go'}
        work={async reason => {
          const body = { action: id, reason, ...(undoing === 'all' ? {} : { accounts: [undoing!] }) };
          await told(api.POST('/v1/containment/undo', { body }));
          await client.invalidateQueries();
        }}
      >
        <p>
          {undoing === 'all' ? (
            <>
              At once {count(accounts, 'account')} may send as before. To contain them again takes a new plan,
              and a new approval.
            </>
          ) : (
            <>
              At once <Said>{undoing ?? ''}</Said> may send as before.
            </>
          )}
        </p>
      </ActDialog>
    </Page>
  );
}

const undoneColumns: Column<Action['undone'][number]>[] = [
  accountColumn('minmax(180px, 1fr)'),
  momentColumn('at', 'At'),
  saidColumn('by', 'By', '130px'),
  saidColumn('reason', 'Reason', 'minmax(200px, 2fr)'),
];
