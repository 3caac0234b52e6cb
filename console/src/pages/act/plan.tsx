import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, told } from '../../api/client.ts';
import { planQuery, plansQuery } from '../../api/queries.ts';
import type { Plan } from '../../api/types.ts';
import { useSession } from '../../app/session.ts';
import { compact, count, small, surely, whole } from '../../text/number.ts';
import { ActButton, ActDialog } from '../../ui/act.tsx';
import { accountColumn } from '../../ui/columns.tsx';
import { Export } from '../../ui/export.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Figures, Page, Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Loaded } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { RoleTag, Tag } from '../../ui/tag.tsx';
import { ApplyDialog } from './apply-dialog.tsx';
import { referenceColumn } from './reference.tsx';

export function PlanPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(planQuery(id));
  return <Loaded query={query}>{plan => <Whole plan={plan} />}</Loaded>;
}

function Whole({ plan }: { plan: Plan }) {
  const { id, campaign, accounts, week, paying, expected_harm, needs_approval, approvals, by } = plan;
  const { data: plans = [] } = useQuery(plansQuery);
  const applied = plans.find(one => one.id === id)?.actions ?? [];
  const session = useSession();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'approve' | 'apply'>();
  const isMine = session?.name === by;
  return (
    <Page
      title={`Plan ${id}`}
      head={
        <>
          Plan <span className="mono">{id}</span>
          {applied.length ? (
            <Tag>applied</Tag>
          ) : needs_approval ? (
            <Tag tone="amber">waits for approval</Tag>
          ) : (
            <Tag tone="teal">ready to apply</Tag>
          )}
        </>
      }
      about={
        <>
          Contains {count(accounts.length, 'account')} of{' '}
          <Link to="/campaigns/$id" params={{ id: campaign }}>
            <Said>{campaign}</Said>
          </Link>
          . Made by <Said>{by}</Said>, <Moment at={plan.at} />: <Said>{plan.reason}</Said>
        </>
      }
      actions={
        applied.length ? (
          applied.map(action => (
            <Link key={action} to={'/act/containments/$id' as string} params={{ id: action } as never}>
              Applied as {action}
            </Link>
          ))
        ) : (
          <>
            {needs_approval ? (
              <ActButton
                scope="approve"
                variant="default"
                onClick={() => setDialog('approve')}
                barrier={
                  isMine ? `You made this plan: somebody other than ${by} has to approve it.` : undefined
                }
              >
                Approve
              </ActButton>
            ) : null}
            <ActButton
              color="red"
              onClick={() => setDialog('apply')}
              barrier={needs_approval ? `Somebody other than ${by} has to approve it first.` : undefined}
            >
              Apply …
            </ActButton>
          </>
        )
      }
    >
      <Figures
        of={[
          { name: 'Contained', value: count(accounts.length, 'account') },
          {
            name: 'Touched in a week',
            value: count(week.exchanges, 'exchange'),
            note: `${compact(week.output_tokens)} tokens out`,
          },
          {
            name: 'Of that, paying',
            value: count(paying.accounts, 'account'),
            note: `${whole(paying.exchanges)} exchanges`,
          },
          { name: 'False alarm, at most', value: small(plan.error_bound) },
          {
            name: 'Expected harm',
            value: `${small(expected_harm.accounts)} accounts`,
            note: `that did nothing; ${small(expected_harm.exchanges_a_week)} exchanges a week`,
          },
        ]}
      />
      <Panel title="What they notice">
        <Facts
          of={plan.grades.map(({ grade, accounts, notices }) => [
            `${grade}: ${count(accounts, 'account')}`,
            notices,
          ])}
        />
      </Panel>
      <Panel title="What else it touches">
        <Facts
          of={[
            [
              'Left alone',
              Object.entries(plan.left_alone)
                .map(([why, n]) => `${whole(n)} (${why})`)
                .join(', ') || 'nobody',
            ],
            [
              'Granted',
              plan.grants.length ? (
                <Said key="g">{plan.grants.map(({ to, accounts }) => `${to}: ${accounts}`).join(', ')}</Said>
              ) : (
                'nobody in it has a grant'
              ),
            ],
            [
              'Organisations in part',
              <Overlaps key="o" of={plan.companies} none="none has accounts inside and outside" />,
            ],
            ['Programs others use too', <Overlaps key="t" of={plan.tools} none="none" />],
            [
              'Approved',
              approvals.length
                ? approvals.map(({ by, at }) => (
                    <span key={at}>
                      by <Said>{by}</Said>, <Moment at={at} />{' '}
                    </span>
                  ))
                : needs_approval
                  ? 'by nobody yet'
                  : 'not needed for so few accounts',
            ],
          ]}
        />
      </Panel>
      <Panel
        title="Accounts"
        flush
        actions={<Export name={`${id}-accounts`} columns={columns} rows={accounts} />}
      >
        <Table
          label="Accounts of the plan"
          columns={columns}
          rows={accounts}
          keyOf={row => row.account}
          height={420}
          rowHeight={34}
        />
      </Panel>
      <ActDialog
        title={`Approve ${id}`}
        opened={dialog === 'approve'}
        onClose={() => setDialog(undefined)}
        confirm="Approve"
        reason="Why you agree; your name and this stand in the audit trail"
        work={async reason => {
          await told(api.POST('/v1/containment/approvals', { body: { plan: id, reason } }));
          await client.invalidateQueries({ queryKey: ['plans'] });
        }}
      >
        <p>
          {count(accounts.length, 'account')} may then be contained. In a week that touches about{' '}
          {count(week.exchanges, 'exchange')}, {whole(paying.exchanges)} of them from{' '}
          {count(paying.accounts, 'paying account')}.
        </p>
      </ActDialog>
      <ApplyDialog
        plan={plan}
        opened={dialog === 'apply'}
        onClose={() => setDialog(undefined)}
        onDone={async action => {
          await client.invalidateQueries();
          await navigate({ to: '/act/containments/$id' as string, params: { id: action } as never });
        }}
      />
    </Page>
  );
}

const Overlaps = ({ of, none }: { of: Plan['tools']; none: string }) =>
  of.length === 0 ? (
    <span className="quiet">{none}</span>
  ) : (
    of.map(({ name, inside, others }) => (
      <div key={name}>
        <Said>{name}</Said>: <span className="num">{whole(inside)}</span> inside,{' '}
        <span className="num">{whole(others)}</span> others
      </div>
    ))
  );

const columns: Column<Plan['accounts'][number]>[] = [
  accountColumn(),
  {
    id: 'role',
    name: 'Role',
    width: '130px',
    value: row => row.role,
    cell: ({ role }) => <RoleTag role={role} />,
  },
  {
    id: 'membership',
    name: 'Belongs',
    width: '90px',
    isNumber: true,
    value: row => row.membership,
    cell: row => surely(row.membership),
  },
  { id: 'grade', name: 'Response', width: '110px', value: row => row.grade },
  referenceColumn(),
];
