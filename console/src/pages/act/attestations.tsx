import { TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api, told } from '../../api/client.ts';
import { attestationsQuery } from '../../api/queries.ts';
import type { Attestation } from '../../api/types.ts';
import { cleanLine } from '../../text/clean.ts';
import { ActButton, ActDialog } from '../../ui/act.tsx';
import { Export } from '../../ui/export.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { accountPage, QuickLink } from '../../ui/quick-link.tsx';
import { Said } from '../../ui/said.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import style from '../campaigns/campaigns.module.css';
import { isoOf } from './times.ts';

const stateOf = ({ until }: Attestation): string =>
  Date.parse(until) <= Date.now() ? 'ran out' : 'in force';

export function Attestations() {
  const query = useQuery(attestationsQuery);
  return <Loaded query={query}>{attestations => <Whole attestations={attestations} />}</Loaded>;
}

function Whole({ attestations }: { attestations: readonly Attestation[] }) {
  const [dialog, setDialog] = useState<'new' | Attestation>();
  const client = useQueryClient();
  const columns = useMemo(
    (): Column<Attestation>[] => [
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
        id: 'attribute',
        name: 'Is',
        width: 'minmax(130px, 1fr)',
        value: row => row.attribute,
        cell: row => <Said>{row.attribute}</Said>,
      },
      {
        id: 'state',
        name: 'State',
        width: '100px',
        value: stateOf,
        cell: row => <Tag tone={stateOf(row) === 'in force' ? 'green' : 'plain'}>{stateOf(row)}</Tag>,
      },
      {
        id: 'attested_by',
        name: 'Attested by',
        width: 'minmax(140px, 1fr)',
        value: row => row.attested_by,
        cell: row => <Said>{row.attested_by}</Said>,
      },
      {
        id: 'until',
        name: 'Until',
        width: '150px',
        value: row => row.until,
        cell: row => <Moment at={row.until} />,
      },
      {
        id: 'by',
        name: 'Written down by',
        width: 'minmax(110px, 1fr)',
        value: row => row.by,
        cell: row => <Said>{row.by}</Said>,
      },
      {
        id: 'reason',
        name: 'Reason',
        width: 'minmax(140px, 1fr)',
        order: false,
        value: row => row.reason,
        cell: row => <Said>{row.reason}</Said>,
      },
      {
        id: 'withdraw',
        name: '',
        width: '116px',
        order: false,
        value: () => '',
        cell: row => (
          <ActButton variant="subtle" size="compact-xs" onClick={() => setDialog(row)}>
            Withdraw
          </ActButton>
        ),
      },
    ],
    [],
  );
  const withdrawing = typeof dialog === 'object' ? dialog : undefined;
  return (
    <Page
      title="Attestations"
      about="Somebody’s word that an account is eligible, for holds that let only eligible accounts through. Nothing else makes one so: country, address, name and language are not looked at."
      actions={
        <>
          <Export name="attestations" columns={columns.slice(0, -1)} rows={attestations} />
          <ActButton onClick={() => setDialog('new')}>Attest</ActButton>
        </>
      }
      fill
    >
      {attestations.length ? (
        <div className={style.table}>
          <Table
            label="Attestations"
            columns={columns}
            rows={attestations}
            keyOf={row => JSON.stringify([row.account, row.attribute])}
            sort="until.asc"
          />
        </div>
      ) : (
        <Empty title="Nobody is attested">
          An attestation says who vouches that an account is eligible, such as us-person, and until when. A
          hold asks for it by that word.
        </Empty>
      )}
      <NewAttestation opened={dialog === 'new'} onClose={() => setDialog(undefined)} />
      <ActDialog
        title={`Withdraw ${cleanLine(withdrawing?.attribute ?? '')}`}
        opened={withdrawing !== undefined}
        onClose={() => setDialog(undefined)}
        confirm="Withdraw"
        isGrave
        work={async reason => {
          const { account, attribute } = withdrawing!;
          await told(api.POST('/v1/attestations/withdraw', { body: { account, attribute, reason } }));
          await client.invalidateQueries();
        }}
      >
        <p>
          At once holds that ask for it keep models back from <Said>{withdrawing?.account ?? ''}</Said>.
        </p>
      </ActDialog>
    </Page>
  );
}

function NewAttestation({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [said, setSaid] = useState({ account: '', attribute: '', attested_by: '', until: '' });
  const client = useQueryClient();
  const field = (name: keyof typeof said) => ({
    value: said[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setSaid(before => ({ ...before, [name]: value }));
    },
  });
  const isWhole = Object.values(said).every(value => value.trim());
  return (
    <ActDialog
      title="Write down an attestation"
      opened={opened}
      onClose={onClose}
      confirm="Attest"
      barrier={isWhole ? undefined : 'Every field is needed.'}
      work={async reason => {
        await told(
          api.POST('/v1/attestations', {
            body: {
              account: said.account.trim(),
              attribute: said.attribute.trim(),
              attested_by: said.attested_by.trim(),
              until: isoOf(said.until),
              reason,
            },
          }),
        );
        await client.invalidateQueries();
      }}
    >
      <TextInput data-autofocus label="Account" required {...field('account')} />
      <TextInput
        label="Is"
        description="the eligibility, such as us-person"
        required
        {...field('attribute')}
      />
      <TextInput label="Attested by" description="who vouches for it" required {...field('attested_by')} />
      <TextInput type="datetime-local" label="Until, UTC" required {...field('until')} />
    </ActDialog>
  );
}
