import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, told } from '../../api/client.ts';
import { collectionsQuery } from '../../api/queries.ts';
import type { Collection } from '../../api/types.ts';
import { outLevels } from '../../app/search.ts';
import { cleanLine } from '../../text/clean.ts';
import { ActButton, ActDialog } from '../../ui/act.tsx';
import { doColumn, momentColumn, saidColumn } from '../../ui/columns.tsx';
import { Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Loaded } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import style from './shared.module.css';
import { Level } from './tlp.tsx';

type What = { do: 'make' } | { do: 'publish' | 'withdraw'; collection: Collection };

/** What partners read over TAXII, and what is in it. */
export function Collections({ campaigns }: { campaigns: readonly string[] }) {
  const query = useQuery(collectionsQuery);
  const [what, setWhat] = useState<What>();
  const columns: Column<Collection>[] = [
    saidColumn('name', 'Collection', 'minmax(130px, 1fr)'),
    { id: 'tlp', name: 'For', width: '110px', value: row => row.tlp, cell: row => <Level of={row.tlp} /> },
    saidColumn('as', 'Speaks as', 'minmax(130px, 1fr)'),
    {
      id: 'campaigns',
      name: 'Tells of',
      width: 'minmax(140px, 2fr)',
      value: row => row.campaigns.map(({ campaign }) => campaign).join(' '),
      cell: row =>
        row.campaigns.length ? (
          <Said>{row.campaigns.map(({ campaign }) => campaign).join(', ')}</Said>
        ) : (
          <span className="quiet">nothing</span>
        ),
    },
    momentColumn('at', 'Made'),
    doColumn('190px', row => (
      <>
        <ActButton
          variant="subtle"
          size="compact-xs"
          onClick={() => setWhat({ do: 'publish', collection: row })}
        >
          Release
        </ActButton>
        <ActButton
          variant="subtle"
          size="compact-xs"
          barrier={row.campaigns.length ? undefined : 'It tells of nothing.'}
          onClick={() => setWhat({ do: 'withdraw', collection: row })}
        >
          Withdraw
        </ActButton>
      </>
    )),
  ];
  return (
    <Panel
      title="What partners read"
      about="Collections of the TAXII server, each at one level. A partner’s token opens those that it names."
      actions={<ActButton onClick={() => setWhat({ do: 'make' })}>Make a collection</ActButton>}
      flush
    >
      <Loaded query={query}>
        {collections =>
          collections.length ? (
            <Table
              label="Collections"
              columns={columns}
              rows={collections}
              keyOf={row => row.id}
              sort="name.asc"
              height={240}
            />
          ) : (
            <p className={style.none}>There is none yet: nobody reads anything of this installation.</p>
          )
        }
      </Loaded>
      <Make opened={what?.do === 'make'} onClose={() => setWhat(undefined)} />
      {what && what.do !== 'make' ? (
        <Release
          key={`${what.do} ${what.collection.id}`}
          {...what}
          campaigns={
            what.do === 'publish' ? campaigns : what.collection.campaigns.map(({ campaign }) => campaign)
          }
          onClose={() => setWhat(undefined)}
        />
      ) : null}
    </Panel>
  );
}

function Make({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [as, setAs] = useState('');
  const [tlp, setTlp] = useState('green');
  return (
    <ActDialog
      title="Make a collection"
      opened={opened}
      onClose={onClose}
      confirm="Make it"
      barrier={
        /^[a-z0-9][a-z0-9-]{0,62}$/.test(name) ? undefined : 'Its name: small letters, digits and hyphens.'
      }
      work={async reason => {
        const body = { name, tlp, reason, ...(as.trim() ? { as: as.trim() } : {}) };
        await told(api.POST('/v1/intel/collections', { body }));
        await client.invalidateQueries();
      }}
    >
      <TextInput
        data-autofocus
        label="Name"
        required
        value={name}
        maxLength={63}
        onChange={event => setName(event.currentTarget.value)}
      />
      <div>
        <span className={style.label} id="make-level">
          For whom; it stays so
        </span>
        <SegmentedControl
          aria-labelledby="make-level"
          fullWidth
          data={outLevels.map(one => ({ value: one, label: one }))}
          value={tlp}
          onChange={setTlp}
        />
      </div>
      <TextInput
        label="Speaks as"
        description="Who tells, as partners know you; by default a name that says nothing"
        value={as}
        maxLength={200}
        onChange={event => setAs(event.currentTarget.value)}
      />
    </ActDialog>
  );
}

function Release({
  do: what,
  collection,
  campaigns,
  onClose,
}: {
  do: 'publish' | 'withdraw';
  collection: Collection;
  campaigns: readonly string[];
  onClose: () => void;
}) {
  const client = useQueryClient();
  const [campaign, setCampaign] = useState<string | null>(campaigns[0] ?? null);
  const isOut = what === 'publish';
  return (
    <ActDialog
      title={`${isOut ? 'Release to' : 'Withdraw from'} ${cleanLine(collection.name)}`}
      opened
      onClose={onClose}
      confirm={isOut ? 'Release it' : 'Withdraw it'}
      isGrave={!isOut}
      barrier={campaign ? undefined : 'Choose a campaign.'}
      work={async reason => {
        const body = { campaign: campaign!, collection: collection.id, reason };
        await told(
          isOut ? api.POST('/v1/intel/publications', { body }) : api.POST('/v1/intel/withdrawals', { body }),
        );
        await client.invalidateQueries();
      }}
    >
      <Select
        label="Campaign"
        required
        data={[...campaigns]}
        value={campaign}
        onChange={setCampaign}
        searchable
      />
      <p>
        {isOut
          ? `Whoever reads ${cleanLine(collection.name)} is told of it at ${collection.tlp}: what is shown above for that level. What was given out can be revoked, and not taken back.`
          : 'Whoever reads it is told that it is revoked. Copies that they made are theirs.'}
      </p>
    </ActDialog>
  );
}
