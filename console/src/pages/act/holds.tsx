import { TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api, told } from '../../api/client.ts';
import { holdsQuery } from '../../api/queries.ts';
import type { Hold } from '../../api/types.ts';
import { cleanLine } from '../../text/clean.ts';
import { ActButton, ActDialog } from '../../ui/act.tsx';
import { doColumn, momentColumn, saidColumn } from '../../ui/columns.tsx';
import { ListPage } from '../../ui/list-page.tsx';
import { Said } from '../../ui/said.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useFields } from '../../ui/use-fields.ts';
import { fieldOf, isoOf } from './times.ts';

const stateOf = ({ lifted, from, until }: Hold): string => {
  if (lifted) return 'lifted';
  const now = Date.now();
  if (until && Date.parse(until) <= now) return 'over';
  return Date.parse(from) > now ? 'to come' : 'in force';
};

const forWhom = ({ channel, lacking }: Hold): string =>
  [channel ? `on ${channel}` : '', lacking ? `who lacks ${lacking}` : ''].filter(Boolean).join(', ') ||
  'everyone';

export function Holds() {
  const query = useQuery(holdsQuery);
  return <Loaded query={query}>{holds => <Whole holds={holds} />}</Loaded>;
}

function Whole({ holds }: { holds: readonly Hold[] }) {
  const [dialog, setDialog] = useState<'new' | Hold>();
  const columns = useMemo(
    (): Column<Hold>[] => [
      saidColumn('model', 'Model', 'minmax(120px, 1fr)'),
      {
        id: 'state',
        name: 'State',
        width: '100px',
        value: stateOf,
        cell: row => <Tag tone={stateOf(row) === 'in force' ? 'amber' : 'plain'}>{stateOf(row)}</Tag>,
      },
      {
        id: 'whom',
        name: 'For',
        width: 'minmax(190px, 1.4fr)',
        value: forWhom,
        cell: row => <Said>{forWhom(row)}</Said>,
      },
      momentColumn('from', 'From', { width: '140px' }),
      momentColumn('until', 'Until', { width: '140px', none: 'it is lifted' }),
      saidColumn('basis', 'Legal basis', 'minmax(180px, 2fr)'),
      saidColumn('by', 'By', '110px'),
      doColumn('76px', row =>
        row.lifted ? null : (
          <ActButton variant="subtle" size="compact-xs" onClick={() => setDialog(row)}>
            Lift
          </ActButton>
        ),
      ),
    ],
    [],
  );
  const client = useQueryClient();
  const lifting = typeof dialog === 'object' ? dialog : undefined;
  return (
    <ListPage
      title="Holds"
      about="A model held back: from everyone, from a channel, or from accounts that lack an attested eligibility."
      actions={<ActButton onClick={() => setDialog('new')}>Hold a model</ActButton>}
      columns={columns}
      rows={holds}
      keyOf={row => row.id}
      sort="from.desc"
      empty={
        <Empty title="No model is held back">
          A hold suspends a model from a time on, with the legal basis in words.
        </Empty>
      }
    >
      <NewHold opened={dialog === 'new'} onClose={() => setDialog(undefined)} />
      <ActDialog
        title={`Lift the hold of ${cleanLine(lifting?.model ?? '')}`}
        opened={lifting !== undefined}
        onClose={() => setDialog(undefined)}
        confirm="Lift it"
        work={async reason => {
          await told(api.POST('/v1/holds/lift', { body: { hold: lifting!.id, reason } }));
          await client.invalidateQueries();
        }}
      >
        <p>At once the model answers again for whom nothing else holds it back.</p>
      </ActDialog>
    </ListPage>
  );
}

function NewHold({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { said, field } = useFields({
    model: '',
    channel: '',
    lacking: '',
    from: fieldOf(new Date()),
    until: '',
    basis: '',
  });
  const client = useQueryClient();
  return (
    <ActDialog
      title="Hold a model"
      opened={opened}
      onClose={onClose}
      confirm="Hold it back"
      isGrave
      barrier={
        said.model.trim() && said.basis.trim() && said.from
          ? undefined
          : 'It takes a model, a beginning and a legal basis.'
      }
      work={async reason => {
        const { model, channel, lacking, from, until, basis } = said;
        await told(
          api.POST('/v1/holds', {
            body: {
              model: model.trim(),
              ...(channel.trim() ? { channel: channel.trim() } : {}),
              ...(lacking.trim() ? { lacking: lacking.trim() } : {}),
              from: isoOf(from),
              until: until ? isoOf(until) : null,
              basis: basis.trim(),
              reason,
            },
          }),
        );
        await client.invalidateQueries();
      }}
    >
      <TextInput data-autofocus label="Model" description="Or * for all" required {...field('model')} />
      <TextInput label="Only this channel" {...field('channel')} />
      <TextInput label="Only accounts that lack this eligibility" {...field('lacking')} />
      <TextInput type="datetime-local" label="From, UTC" required {...field('from')} />
      <TextInput
        type="datetime-local"
        label="Until, UTC"
        description="Empty: until it is lifted"
        {...field('until')}
      />
      <TextInput label="Legal basis" required {...field('basis')} />
    </ActDialog>
  );
}
