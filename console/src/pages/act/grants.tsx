import { NumberInput, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api, told } from '../../api/client.ts';
import { grantsQuery } from '../../api/queries.ts';
import type { Grant } from '../../api/types.ts';
import { cleanLine } from '../../text/clean.ts';
import { percent, whole } from '../../text/number.ts';
import { ActButton, ActDialog } from '../../ui/act.tsx';
import { Bar } from '../../ui/bar.tsx';
import { doColumn, momentColumn, saidColumn } from '../../ui/columns.tsx';
import { ListPage } from '../../ui/list-page.tsx';
import { Said } from '../../ui/said.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useFields } from '../../ui/use-fields.ts';
import { fieldOf, isoOf } from './times.ts';

const stateOf = ({ revoked, from, until, beyond }: Grant): string => {
  const now = Date.now();
  if (revoked) return 'revoked';
  if (Date.parse(until) <= now) return 'over';
  if (Date.parse(from) > now) return 'to come';
  return beyond > 0 ? 'used up' : 'in force';
};

export function Grants() {
  const query = useQuery(grantsQuery);
  return <Loaded query={query}>{grants => <Whole grants={grants} />}</Loaded>;
}

function Whole({ grants }: { grants: readonly Grant[] }) {
  const [dialog, setDialog] = useState<'new' | Grant>();
  const client = useQueryClient();
  const columns = useMemo(
    (): Column<Grant>[] => [
      saidColumn('to', 'To', 'minmax(140px, 1fr)'),
      {
        id: 'state',
        name: 'State',
        width: '100px',
        value: stateOf,
        cell: row => (
          <Tag tone={stateOf(row) === 'in force' ? 'green' : stateOf(row) === 'used up' ? 'red' : 'plain'}>
            {stateOf(row)}
          </Tag>
        ),
      },
      {
        id: 'used',
        name: 'Used',
        width: '120px',
        value: row => row.used,
        order: row => row.used / row.volume,
        cell: row => (
          <span title={`${whole(row.used)} of ${whole(row.volume)}`}>
            <Bar share={row.used / row.volume} label={percent(row.used / row.volume)} />
          </span>
        ),
      },
      {
        id: 'volume',
        name: 'Exchanges',
        width: '140px',
        isNumber: true,
        value: row => row.volume,
        cell: row => `${whole(row.used)} of ${whole(row.volume)}`,
      },
      {
        id: 'accounts',
        name: 'Accounts',
        width: '90px',
        isNumber: true,
        value: row => row.accounts.length,
        cell: row => whole(row.accounts.length),
      },
      {
        id: 'models',
        name: 'Models',
        width: 'minmax(100px, 1fr)',
        value: row => row.models.join(' '),
        cell: row => <Said>{row.models.join(', ')}</Said>,
      },
      momentColumn('from', 'From', { width: '140px' }),
      momentColumn('until', 'Until', { width: '140px' }),
      saidColumn('contract', 'Contract', '120px'),
      doColumn('104px', row =>
        row.revoked ? null : (
          <ActButton variant="subtle" size="compact-xs" onClick={() => setDialog(row)}>
            Revoke
          </ActButton>
        ),
      ),
    ],
    [],
  );
  const revoking = typeof dialog === 'object' ? dialog : undefined;
  return (
    <ListPage
      title="Grants"
      about="Distillation that is authorised. Within its volume a grant keeps its accounts out of every plan."
      actions={<ActButton onClick={() => setDialog('new')}>Grant</ActButton>}
      columns={columns}
      rows={grants}
      keyOf={row => row.id}
      sort="until.desc"
      empty={
        <Empty title="Nobody is authorised">
          A grant says who may distil, with which accounts and models, how much, until when, and by which
          contract.
        </Empty>
      }
    >
      <NewGrant opened={dialog === 'new'} onClose={() => setDialog(undefined)} />
      <ActDialog
        title={`Revoke the grant of ${cleanLine(revoking?.to ?? '')}`}
        opened={revoking !== undefined}
        onClose={() => setDialog(undefined)}
        confirm="Revoke"
        isGrave
        work={async reason => {
          await told(api.POST('/v1/grants/revoke', { body: { grant: revoking!.id, reason } }));
          await client.invalidateQueries();
        }}
      >
        <p>
          At once it protects nobody any more: {whole(revoking?.accounts.length ?? 0)} accounts can stand in
          plans again.
        </p>
      </ActDialog>
    </ListPage>
  );
}

const lines = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

function NewGrant({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { said, field } = useFields({
    to: '',
    accounts: '',
    models: '',
    from: fieldOf(new Date()),
    until: '',
    purpose: '',
    contract: '',
  });
  const [volume, setVolume] = useState<string | number>('');
  const client = useQueryClient();
  const isWhole = Object.values(said).every(value => value.trim()) && Number(volume) > 0;
  return (
    <ActDialog
      title="Authorise distillation"
      opened={opened}
      onClose={onClose}
      confirm={`Grant ${volume ? whole(Number(volume)) : ''} exchanges`}
      barrier={isWhole ? undefined : 'Every field is needed.'}
      work={async reason => {
        await told(
          api.POST('/v1/grants', {
            body: {
              to: said.to.trim(),
              accounts: lines(said.accounts),
              models: lines(said.models),
              volume: Number(volume),
              from: isoOf(said.from),
              until: isoOf(said.until),
              purpose: said.purpose.trim(),
              contract: said.contract.trim(),
              reason,
            },
          }),
        );
        await client.invalidateQueries();
      }}
    >
      <TextInput data-autofocus label="To" required {...field('to')} />
      <Textarea
        label="Accounts"
        description="One a line"
        required
        autosize
        minRows={2}
        maxRows={6}
        {...field('accounts')}
      />
      <TextInput label="Models" description="Or * for all" required {...field('models')} />
      <NumberInput
        label="Volume, exchanges"
        required
        min={1}
        thousandSeparator=","
        value={volume}
        onChange={setVolume}
      />
      <TextInput type="datetime-local" label="From, UTC" required {...field('from')} />
      <TextInput type="datetime-local" label="Until, UTC" required {...field('until')} />
      <TextInput label="Purpose" required {...field('purpose')} />
      <TextInput label="Contract" required {...field('contract')} />
    </ActDialog>
  );
}
