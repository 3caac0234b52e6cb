import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, told } from '../../api/client.ts';
import { appealsQuery } from '../../api/queries.ts';
import type { Appeal, Appeals } from '../../api/types.ts';
import { useSession } from '../../app/session.ts';
import { count, surely } from '../../text/number.ts';
import { contribution } from '../../text/words.ts';
import { ActButton, ActDialog } from '../../ui/act.tsx';
import { Contributions } from '../../ui/bar.tsx';
import { Export } from '../../ui/export.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page, Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { RoleTag, Tag } from '../../ui/tag.tsx';
import style from './appeals.module.css';

const columns = [
  { name: 'appeal', value: (row: Appeal) => row.id },
  { name: 'at', value: (row: Appeal) => row.at },
  { name: 'account', value: (row: Appeal) => row.account },
  { name: 'campaign', value: (row: Appeal) => row.campaign },
  { name: 'text', value: (row: Appeal) => row.text },
  { name: 'upheld', value: (row: Appeal) => row.ruling?.upheld ?? '' },
  { name: 'reason', value: (row: Appeal) => row.ruling?.reason ?? '' },
];

export function AppealsPage() {
  const query = useQuery(appealsQuery);
  return <Loaded query={query}>{data => <Whole data={data} />}</Loaded>;
}

function Whole({ data: { appeals, signals } }: { data: Appeals }) {
  const [ruling, setRuling] = useState<{ appeal: Appeal; upheld: boolean }>();
  const [shown, setShown] = useState(30);
  const client = useQueryClient();
  const session = useSession();
  /** The service goes by what names look like; this only says it before somebody tries. */
  const barrier = ({ contained, contained_by }: Appeal, upheld: boolean) =>
    session && contained_by.includes(session.name) && (contained || !upheld)
      ? `You planned, approved or applied what ${contained ? 'contains' : 'contained'} it: somebody else has to decide.${contained ? ' Where there is nobody else, undo the containment of the account; then you may uphold the appeal.' : ''}`
      : undefined;
  const open = appeals.filter(one => !one.ruling).length;
  return (
    <Page
      title="Appeals"
      about={
        appeals.length
          ? `${count(open, 'objection')} to decide. Beside each stands what speaks against the account itself, not against its campaign.`
          : undefined
      }
      actions={<Export name="appeals" columns={columns} rows={appeals} />}
    >
      {appeals.length === 0 ? (
        <Empty title="Nobody has objected">
          A contained account is told a reference (SWR-…) with each refusal; by it an objection comes to POST
          /v1/appeals.
        </Empty>
      ) : null}
      {appeals.slice(0, shown).map(appeal => (
        <article key={appeal.id} className={style.appeal}>
          <header>
            <b className="mono">{appeal.id}</b>
            {appeal.ruling ? (
              <Tag tone={appeal.ruling.upheld ? 'teal' : 'plain'}>
                {appeal.ruling.upheld ? 'upheld' : 'rejected'}
              </Tag>
            ) : (
              <Tag tone="amber">open</Tag>
            )}
            <Moment at={appeal.at} />
            <Link to="/accounts/$account" params={{ account: appeal.account }} className="mono">
              <Said>{appeal.account}</Said>
            </Link>
            <Link to="/campaigns/$id" params={{ id: appeal.campaign }}>
              <Said>{appeal.campaign}</Said>
            </Link>
            {appeal.contained ? <Tag tone="red">contained</Tag> : <Tag>not contained</Tag>}
          </header>
          <blockquote>
            <Said lines>{appeal.text}</Said>
          </blockquote>
          <div className={style.against}>
            {appeal.evidence ? (
              <>
                <RoleTag role={appeal.evidence.role} /> belongs with {surely(appeal.evidence.membership)}
                <Contributions why={appeal.evidence.why} />
                <span className="quiet">
                  {Object.entries(appeal.evidence.why ?? {})
                    .filter(([name, value]) => name !== 'prior' && value > 0)
                    .sort((a, b) => b[1] - a[1])
                    .slice(0, 3)
                    .map(([name]) => contribution(name))
                    .join(', ')}
                </span>
              </>
            ) : (
              <span className="quiet">It is not in the campaign any more.</span>
            )}
          </div>
          {appeal.ruling ? (
            <p className="quiet">
              <Said>{appeal.ruling.by}</Said>, <Moment at={appeal.ruling.at} />:{' '}
              <Said>{appeal.ruling.reason}</Said>
            </p>
          ) : (
            <div className={style.decide}>
              <ActButton
                scope="approve"
                variant="default"
                barrier={barrier(appeal, false)}
                onClick={() => setRuling({ appeal, upheld: false })}
              >
                Reject
              </ActButton>
              <ActButton
                scope="approve"
                barrier={barrier(appeal, true)}
                onClick={() => setRuling({ appeal, upheld: true })}
              >
                Uphold
              </ActButton>
            </div>
          )}
        </article>
      ))}
      {appeals.length > shown ? (
        <Button variant="default" onClick={() => setShown(shown + 100)}>
          Show more of {appeals.length}
        </Button>
      ) : null}
      {signals.length ? (
        <Panel
          title="Which evidence misleads"
          about="How often each signal stood against an account, and was wrong."
        >
          <Facts
            of={signals.map(({ signal, rulings, upheld }) => [
              contribution(signal),
              `${upheld} of ${count(rulings, 'ruling')} upheld`,
            ])}
          />
        </Panel>
      ) : null}
      <ActDialog
        title={ruling?.upheld ? 'Uphold the appeal' : 'Reject the appeal'}
        opened={ruling !== undefined}
        onClose={() => setRuling(undefined)}
        confirm={ruling?.upheld ? 'Uphold and let go' : 'Reject'}
        work={async reason => {
          await told(
            api.POST('/v1/appeals/rulings', {
              body: { appeal: ruling!.appeal.id, upheld: ruling!.upheld, reason },
            }),
          );
          await client.invalidateQueries();
        }}
      >
        <p>
          {ruling?.upheld
            ? 'Whatever contains the account is undone at once, and no later plan of that campaign takes it again.'
            : 'The containment goes on until its end.'}
        </p>
      </ActDialog>
    </Page>
  );
}
