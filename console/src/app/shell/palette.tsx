import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { actionsQuery, campaignsQuery, plansQuery } from '../../api/queries.ts';
import { parts } from '../../pages/campaign/parts.ts';
import { cleanLine } from '../../text/clean.ts';
import { count } from '../../text/number.ts';
import { useLookNow } from '../../ui/look-now.tsx';
import { pages } from '../pages.ts';
import { useSession } from '../session.ts';
import { useSettings } from '../settings.tsx';
import { useSignOut } from './sign-out.ts';

/** Ctrl-K or ⌘-K: pages, campaigns, accounts by their name, and what can be done from anywhere. */
export function Palette({ onHelp }: { onHelp: () => void }) {
  const navigate = useNavigate();
  const session = useSession();
  const { toggleZone } = useSettings();
  const { setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  const { mutate: look } = useLookNow();
  const [query, setQuery] = useState('');
  const mayRead = session?.scopes.includes('read') ?? false;
  const { data: campaigns = [] } = useQuery({ ...campaignsQuery, enabled: mayRead });
  const { data: planned = [] } = useQuery({ ...plansQuery, enabled: mayRead });
  const { data: contained = [] } = useQuery({ ...actionsQuery, enabled: mayRead });
  const asked = query.trim();
  const here = useParams({ strict: false, select: ({ id }: { id?: string }) => id });
  const open = campaigns.find(({ id }) => id === here)?.id;
  const groups: SpotlightActionGroupData[] = [
    ...(open === undefined
      ? []
      : [
          {
            group: `Of ${cleanLine(open)}`,
            actions: parts.map(({ path, name, about }) => ({
              id: `part ${path}`,
              label: name,
              description: about,
              onClick: () =>
                navigate({
                  to: (path ? `/campaigns/$id/${path}` : '/campaigns/$id') as string,
                  params: { id: open } as never,
                }),
            })),
          },
        ]),
    {
      group: 'Pages',
      actions: pages.map(({ name, to, about }) => ({
        id: to,
        label: name,
        description: about,
        onClick: () => navigate({ to: to as string }),
      })),
    },
    {
      group: 'Campaigns',
      actions: campaigns.slice(0, 200).map(({ id, verdict, accounts }) => ({
        id: `campaign ${id}`,
        label: cleanLine(id),
        description: `${verdict}, ${count(
          Object.values(accounts).reduce((a, b) => a + b, 0),
          'account',
        )}`,
        onClick: () => navigate({ to: '/campaigns/$id', params: { id } }),
      })),
    },
    {
      group: 'Plans',
      actions: planned
        .filter(({ actions }) => actions.length === 0)
        .slice(0, 50)
        .map(({ id, campaign, needs_approval }) => ({
          id: `plan ${id}`,
          label: id,
          description: `${needs_approval ? 'waits for approval' : 'ready to apply'}, of ${cleanLine(campaign)}`,
          onClick: () => navigate({ to: '/act/plans/$id' as string, params: { id } as never }),
        })),
    },
    {
      group: 'Containments',
      actions: contained
        .filter(({ state }) => state === 'in force')
        .slice(0, 50)
        .map(({ id, campaign }) => ({
          id: `action ${id}`,
          label: id,
          description: `in force, of ${cleanLine(campaign)}`,
          onClick: () => navigate({ to: '/act/containments/$id' as string, params: { id } as never }),
        })),
    },
    ...(asked.length > 2
      ? [
          {
            group: 'Accounts',
            actions: [
              {
                id: 'account',
                label: `Find account ${cleanLine(asked)}`,
                description: 'whose name begins so, or what was sent as it',
                keywords: asked,
                onClick: () => navigate({ to: '/accounts', search: { q: asked } }),
              },
            ],
          },
        ]
      : []),
    {
      group: 'Do',
      actions: [
        ...(session?.scopes.includes('act')
          ? [{ id: 'look', label: 'Look for campaigns now', onClick: () => look() }]
          : []),
        {
          id: 'play',
          label: 'Play in the range',
          description: 'another world, another evasion',
          onClick: () => navigate({ to: '/range', search: { new: true } }),
        },
        {
          id: 'report',
          label: 'Report',
          description: 'the campaigns as one page, to print',
          onClick: () => window.open('/report', '_blank', 'noopener'),
        },
        { id: 'zone', label: 'Times in UTC or local time', onClick: toggleZone },
        { id: 'light', label: 'Light theme', onClick: () => setColorScheme('light') },
        { id: 'dark', label: 'Dark theme', onClick: () => setColorScheme('dark') },
        { id: 'auto', label: 'Theme as the system', onClick: () => setColorScheme('auto') },
        { id: 'keys', label: 'Show the keys', onClick: onHelp },
        { id: 'out', label: 'Sign out', onClick: () => void signOut() },
      ],
    },
  ];
  return (
    <Spotlight
      actions={groups}
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      limit={60}
      maxHeight={420}
      scrollable
      nothingFound="Nothing of that name."
      searchProps={{
        leftSection: <IconSearch size={16} />,
        placeholder: 'A page, a campaign, an account, something to do',
        'aria-label': 'Search or act',
      }}
    />
  );
}
