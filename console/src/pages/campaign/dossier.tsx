import { Radio, Select, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { failureOf, unreachable } from '../../api/failure.ts';
import { campaignsQuery } from '../../api/queries.ts';
import { cleanLine } from '../../text/clean.ts';
import { save } from '../../text/export.ts';
import { ActButton, ActDialog } from '../../ui/act.tsx';

type Level = 'public' | 'partner' | 'regulator';
const levels: Record<Level, string> = {
  public: 'Totals and findings; no account is named',
  partner: 'Accounts under pseudonyms that this partner alone can match with its own',
  regulator: 'Accounts and hours, with their proofs',
};

/** What is claimed of the campaign with its proofs, as a file that anybody can check. */
export function Dossier({ campaign }: { campaign: string }) {
  const [opened, setOpened] = useState(false);
  const client = useQueryClient();
  return (
    <>
      <ActButton variant="default" onClick={() => setOpened(true)}>
        Make a dossier
      </ActButton>
      <DossierDialog
        campaign={campaign}
        opened={opened}
        onClose={() => setOpened(false)}
        onDone={() => client.invalidateQueries({ queryKey: ['dossiers'] })}
      />
    </>
  );
}

interface Props {
  /** Without it is asked which. */
  campaign?: string;
  opened: boolean;
  onClose: () => void;
  onDone: () => unknown;
}

export function DossierDialog({ campaign: given, opened, onClose, onDone }: Props) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [level, setLevel] = useState<Level>('public');
  const [partner, setPartner] = useState('');
  const [maker, setMaker] = useState('');
  const { data: campaigns = [] } = useQuery({ ...campaignsQuery, enabled: opened && given === undefined });
  const campaign = given ?? chosen ?? '';
  return (
    <ActDialog
      title={given === undefined ? 'Make a dossier' : `Dossier on ${cleanLine(given)}`}
      opened={opened}
      onClose={onClose}
      confirm="Make and save"
      reason={null}
      barrier={
        !campaign
          ? 'Choose a campaign.'
          : level === 'partner' && !partner.trim()
            ? 'Say for which partner it is.'
            : undefined
      }
      work={async () => {
        const { data, error, response } = await api
          .POST('/v1/dossiers', {
            body: {
              campaign,
              level,
              ...(level === 'partner' ? { partner: partner.trim() } : {}),
              ...(maker.trim() ? { maker: maker.trim() } : {}),
            },
            parseAs: 'arrayBuffer',
          })
          .catch(() => {
            throw unreachable();
          });
        if (!response.ok) throw failureOf(response.status, error);
        // The name under which it is kept; it is made of plain letters.
        const [, name = `${level}.zip`] =
          /filename="([\w.-]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
        await onDone();
        save(name, data as unknown as ArrayBuffer, 'application/zip');
        notifications.show({
          message: `${name} is saved. Anybody can check it: on the page Verify, or with npx stillwatch-verify.`,
        });
      }}
    >
      <p className="quiet">
        A large campaign takes minutes. Excerpts of content are added on the command line alone.
      </p>
      {given === undefined ? (
        <Select
          label="Campaign"
          searchable
          required
          data={campaigns.map(({ id, verdict }) => ({ value: id, label: `${cleanLine(id)}, ${verdict}` }))}
          value={chosen}
          onChange={setChosen}
          nothingFoundMessage="No campaign of that name."
        />
      ) : null}
      <Radio.Group label="For whom" value={level} onChange={value => setLevel(value as Level)}>
        <Stack gap={8} mt={6}>
          {(Object.keys(levels) as Level[]).map(one => (
            <Radio key={one} value={one} label={one} description={levels[one]} />
          ))}
        </Stack>
      </Radio.Group>
      {level === 'partner' ? (
        <TextInput
          label="Partner"
          description="Whose key the pseudonyms are under"
          value={partner}
          maxLength={200}
          onChange={event => setPartner(event.currentTarget.value)}
        />
      ) : null}
      <TextInput
        label="Maker"
        description="Who makes the claim, for the letter"
        value={maker}
        maxLength={200}
        onChange={event => setMaker(event.currentTarget.value)}
      />
    </ActDialog>
  );
}
