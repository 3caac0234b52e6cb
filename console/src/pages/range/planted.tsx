import { useQuery } from '@tanstack/react-query';
import { scenariosQuery } from '../../api/range.ts';
import { count, whole } from '../../text/number.ts';
import { Export } from '../../ui/export.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { say, words } from './dials.ts';
import type { Story, World } from './story.ts';

type Group = World['groups'][string] & { name: string };

const kinds: Record<Group['kind'], Tone> = { campaign: 'red', pooled: 'amber', ordinary: 'plain' };

const columns: Column<Group>[] = [
  { id: 'name', name: 'Group', width: '130px', value: row => row.name },
  {
    id: 'kind',
    name: 'Is',
    width: '116px',
    value: row => row.kind,
    cell: row => <Tag tone={kinds[row.kind]}>{row.kind}</Tag>,
  },
  {
    id: 'accounts',
    name: 'Accounts',
    width: '98px',
    isNumber: true,
    value: row => row.accounts,
    cell: row => whole(row.accounts),
  },
  {
    id: 'exchanges',
    name: 'Exchanges',
    width: '106px',
    isNumber: true,
    value: row => row.exchanges,
    cell: row => whole(row.exchanges),
  },
  {
    id: 'about',
    name: 'Who they are',
    width: 'minmax(260px, 2fr)',
    value: row => row.about,
    cell: row => <Said>{row.about}</Said>,
  },
];

/** Who is in the world, and how it was asked for. */
export function Planted({ story: { play }, world }: { story: Story; world: World }) {
  const { data: choices } = useQuery(scenariosQuery);
  const { settings } = play;
  const scenario = choices?.scenarios.find(({ name }) => name === settings.scenario);
  const groups = Object.entries(world.groups).map(([name, group]) => ({ name, ...group }));
  const turned = Object.entries(settings.dials);
  return (
    <>
      <Panel
        title="Who is in it"
        about="Every group but the campaign does something that looks like one, and is to be left alone."
        actions={<Export name="groups" columns={columns} rows={groups} />}
        flush
      >
        <Table
          label="Groups of accounts"
          columns={columns}
          rows={groups}
          keyOf={row => row.name}
          sort="accounts.desc"
          height={352}
          rowHeight={32}
        />
      </Panel>
      <Panel title="How it was made" about={scenario ? <Said>{scenario.about}</Said> : undefined}>
        <Facts
          of={[
            ['Scenario', <Said key="s">{`${settings.scenario}, seed ${settings.seed}`}</Said>],
            ['Ordinary accounts', whole(settings.accounts)],
            [
              'Campaign',
              settings.campaign_accounts
                ? `${count(settings.campaign_accounts, 'account')}, ${Number(settings.exchanges_per_account.toPrecision(3))} exchanges each`
                : 'none',
            ],
            ['Time', `${count(settings.days, 'day')}, a look every ${settings.every_hours} h`],
            ['New model', <Moment key="m" at={world.release} />],
            [
              'Evasion',
              turned.length
                ? turned.map(([name, value]) => (
                    <div key={name}>
                      {words[name]?.title ?? name}: {say({ name }, value)}
                    </div>
                  ))
                : 'none: every dial is off',
            ],
          ]}
        />
      </Panel>
    </>
  );
}
