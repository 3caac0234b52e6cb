import { TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api, told } from '../../api/client.ts';
import { holdsQuery } from '../../api/queries.ts';
import type { Hold } from '../../api/types.ts';
import { cleanLine } from '../../text/clean.ts';
import { ActButton, ActDialog } from '../../ui/act.tsx';
import { Export } from '../../ui/export.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import style from '../campaigns/campaigns.module.css';
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
      {
        id: 'model',
        name: 'Model',
        width: 'minmax(120px, 1fr)',
        value: row => row.model,
        cell: row => <Said>{row.model}</Said>,
      },
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
        width: 'minmax(140px, 1fr)',
        value: forWhom,
        cell: row => <Said>{forWhom(row)}</Said>,
      },
      {
        id: 'from',
        name: 'From',
        width: '140px',
        value: row => row.from,
        cell: row => <Moment at={row.from} />,
      },
      {
        id: 'until',
        name: 'Until',
        width: '140px',
        value: row => row.until ?? '',
        cell: row => (row.until ? <Moment at={row.until} /> : 'it is lifted'),
      },
      {
        id: 'basis',
        name: 'Legal basis',
        width: 'minmax(180px, 2fr)',
        value: row => row.basis,
        cell: row => <Said>{row.basis}</Said>,
      },
      { id: 'by', name: 'By', width: '110px', value: row => row.by, cell: row => <Said>{row.by}</Said> },
      {
        id: 'lift',
        name: '',
        width: '76px',
        order: false,
        value: () => '',
        cell: row =>
          row.lifted ? null : (
            <ActButton variant="subtle" size="compact-xs" onClick={() => setDialog(row)}>
              Lift
            </ActButton>
          ),
      },
    ],
    [],
  );
  const client = useQueryClient();
  const lifting = typeof dialog === 'object' ? dialog : undefined;
  return (
    <Page
      title="Holds"
      about="A model held back: from everyone, from a channel, or from accounts that lack an attested eligibility."
      actions={
        <>
          <Export name="holds" columns={columns} rows={holds} />
          <ActButton onClick={() => setDialog('new')}>Hold a model</ActButton>
        </>
      }
      fill
    >
      {holds.length ? (
        <div className={style.table}>
          <Table label="Holds" columns={columns} rows={holds} keyOf={row => row.id} sort="from.desc" />
        </div>
      ) : (
        <Empty title="No model is held back">
          A hold suspends a model from a time on, with the legal basis in words.
        </Empty>
      )}
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
    </Page>
  );
}

function NewHold({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [said, setSaid] = useState({
    model: '',
    channel: '',
    lacking: '',
    from: fieldOf(new Date()),
    until: '',
    basis: '',
  });
  const client = useQueryClient();
  const field = (name: keyof typeof said) => ({
    value: said[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setSaid(before => ({ ...before, [name]: value }));
    },
  });
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
      <TextInput label="Model" description="Or * for all" required {...field('model')} />
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
