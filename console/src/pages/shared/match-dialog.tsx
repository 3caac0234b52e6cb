import { Group, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, told } from '../../api/client.ts';
import type { Matched, Ruling, Verdict } from '../../api/types.ts';
import { cleanLine } from '../../text/clean.ts';
import { count, percent, small, whole } from '../../text/number.ts';
import { ActButton, ActDialog } from '../../ui/act.tsx';
import { accountColumn } from '../../ui/columns.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Said } from '../../ui/said.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag, VerdictTag } from '../../ui/tag.tsx';
import { kindsOf } from './kinds.ts';
import { rulingOf } from './rulings.ts';
import { Level } from './tlp.tsx';

type Account = Matched['accounts'][number];

const columns: Column<Account>[] = [
  accountColumn('minmax(180px, 1.4fr)'),
  {
    id: 'score',
    name: 'Score',
    width: '80px',
    isNumber: true,
    value: row => row.score,
    cell: row => row.score.toFixed(1),
  },
  {
    id: 'why',
    name: 'What it shows',
    width: 'minmax(220px, 3fr)',
    value: row => Object.values(row.why).join('; '),
    cell: row => <Said>{Object.values(row.why).join('; ')}</Said>,
  },
  {
    id: 'campaigns',
    name: 'Belongs to',
    width: '140px',
    value: row => row.campaigns.join(' '),
    cell: row =>
      row.campaigns.length ? <Said>{row.campaigns.join(', ')}</Said> : <span className="quiet">none</span>,
  },
];

/** A campaign that a partner told of: what was said, who here shows it, and what else would explain it. */
export function MatchDialog({
  of,
  rulings,
  onClose,
}: {
  of: Matched;
  rulings: readonly Ruling[];
  onClose: () => void;
}) {
  const [ruling, setRuling] = useState<Ruling['ruling']>();
  const client = useQueryClient();
  const ruled = rulingOf(rulings, of);
  return (
    <Modal
      opened
      onClose={onClose}
      title={<Said>{of.name}</Said>}
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Facts
        of={[
          [
            'Told by',
            <span key="p">
              <Said>{of.partner}</Said> <Level of={of.level} />
            </span>,
          ],
          ['What was said', <Words key="w" of={of} />],
          ['Shown here', `${kindsOf(of.values) || 'nothing'}, by ${count(of.touched, 'account')}`],
          [
            'By chance',
            `${small(of.p_value)}: so often values as frequent here would lie together at the same accounts`,
          ],
          ['Campaigns here', <LinkedHere key="l" of={of} />],
          ['Innocent', <Innocent key="i" of={of} />],
          ...(ruled
            ? [
                [
                  'What it was',
                  <span key="r">
                    <Tag tone={ruled.ruling === 'confirmed' ? 'red' : 'green'}>{ruled.ruling}</Tag>{' '}
                    <Said>{ruled.reason}</Said>, <Said>{ruled.actor}</Said>, <Moment at={ruled.at} />
                  </span>,
                ] as const,
              ]
            : []),
        ]}
      />
      <div style={{ marginTop: 14 }}>
        {of.accounts.length ? (
          <Table
            label="Accounts to look at"
            columns={columns}
            rows={of.accounts}
            keyOf={row => row.account}
            sort="score.desc"
            height={300}
          />
        ) : (
          <p className="quiet">No account shows more of it than chance would have somebody show.</p>
        )}
      </div>
      {of.id ? (
        <Group justify="flex-end" gap={8} mt={12}>
          {ruled ? (
            <ActButton variant="default" onClick={() => setRuling('withdrawn')}>
              Take it back
            </ActButton>
          ) : null}
          <ActButton variant="default" onClick={() => setRuling('false-alarm')}>
            It was a false alarm
          </ActButton>
          <ActButton onClick={() => setRuling('confirmed')}>It was right</ActButton>
        </Group>
      ) : null}
      <ActDialog
        title={ruling === 'withdrawn' ? 'Take back what was said' : `Say that it was ${says[ruling!] ?? ''}`}
        opened={ruling !== undefined}
        onClose={() => setRuling(undefined)}
        confirm={ruling === 'withdrawn' ? 'Take it back' : 'Say so'}
        reason="Why; it stays with it"
        work={async reason => {
          const body = { partner: of.partner, campaign: of.id, ruling: ruling!, reason };
          await told(api.POST('/v1/intel/rulings', { body }));
          await client.invalidateQueries({ queryKey: ['intel'] });
        }}
      >
        <p>
          It is {cleanLine(of.partner)}’s record: what else they tell weighs more or less from now on. Nobody
          is contained or let go by it.
        </p>
      </ActDialog>
    </Modal>
  );
}

const says: Partial<Record<Ruling['ruling'], string>> = {
  confirmed: 'right',
  'false-alarm': 'a false alarm',
};
const verdicts: readonly string[] = ['harvesting', 'pooled-access', 'watch'] satisfies Verdict[];

function Words({ of }: { of: Matched }) {
  const { verdict, error_bound: bound, said_accounts: accounts, said_exchanges: exchanges } = of;
  const { confidence, first_seen: first, last_seen: last } = of;
  return (
    <>
      {verdict && verdicts.includes(verdict) ? <VerdictTag verdict={verdict as Verdict} /> : null}
      {verdict && !verdicts.includes(verdict) ? <Said>{verdict}</Said> : null}
      {bound === null ? '' : ` a false alarm with at most ${small(bound)}`}
      {accounts === null ? '' : `; ${count(accounts, 'account')}`}
      {exchanges === null ? '' : `, ${count(exchanges, 'exchange')}`}
      {confidence === null ? '' : `; confidence ${whole(confidence)} of 100`}
      {first || last ? (
        <>
          ; <Moment at={first} isDay /> to <Moment at={last} isDay />
        </>
      ) : null}
    </>
  );
}

function LinkedHere({ of: { linked } }: { of: Matched }) {
  if (linked.length === 0) return 'none shows more of it than by chance';
  return linked.map(({ id, accounts, templates, infrastructure }) => (
    <div key={id}>
      <Link to="/campaigns/$id" params={{ id }}>
        <Said>{id}</Said>
      </Link>
      : {count(accounts, 'account')}; by chance {small(templates)} of its templates, {small(infrastructure)}{' '}
      of its infrastructure
    </div>
  ));
}

function Innocent({ of: { explanations, accounts } }: { of: Matched }) {
  if (explanations.length === 0) return 'nothing that was tried would explain it';
  return explanations.map(({ what, summary, accounts: n }) => (
    <div key={what}>
      <Tag tone="amber">{percent(n / Math.max(1, accounts.length))}</Tag> <Said>{summary}</Said>
    </div>
  ));
}
