import { Button, SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { campaignsQuery, previewQuery } from '../../api/queries.ts';
import type { Preview } from '../../api/types.ts';
import { outLevels } from '../../app/search.ts';
import { cleanLine } from '../../text/clean.ts';
import { save } from '../../text/export.ts';
import { whole } from '../../text/number.ts';
import { Moment } from '../../ui/moment.tsx';
import { Figures, Page, Panel } from '../../ui/page.tsx';
import { Said } from '../../ui/said.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Collections } from './collections.tsx';
import { kindsOf, sumOf } from './kinds.ts';
import style from './shared.module.css';
import { Level, whom } from './tlp.tsx';

const about =
  'What others would be told of a campaign, to the byte, before it is: never an account, a payment, a phone or an e-mail address. What is red leaves by no path.';

/** What would leave, and what partners read already. */
export function GoesOutPage() {
  const query = useQuery(campaignsQuery);
  const { campaign: asked, tlp = 'green' } = useSearch({ from: '/shell/shared/out' });
  const navigate = useNavigate();
  const choose = (campaign: string | undefined, level: string) =>
    navigate({ to: '/shared/out', search: { campaign, tlp: level as typeof tlp }, replace: true });
  return (
    <Page title="Goes out" about={about}>
      <Loaded query={query}>
        {campaigns => {
          const campaign = asked ?? campaigns[0]?.id;
          if (campaign === undefined)
            return <Empty title="There is no campaign to tell of">One is found, or none is.</Empty>;
          return (
            <>
              <div className={style.choice}>
                <Select
                  label="Campaign"
                  searchable
                  data={campaigns.map(({ id, verdict }) => ({
                    value: id,
                    label: `${cleanLine(id)}, ${verdict}`,
                  }))}
                  value={campaign}
                  onChange={id => id && choose(id, tlp)}
                  nothingFoundMessage="No campaign of that name."
                />
                <div>
                  <span className={style.label} id="out-level">
                    For whom
                  </span>
                  <SegmentedControl
                    size="xs"
                    aria-labelledby="out-level"
                    data={outLevels.map(one => ({ value: one, label: one }))}
                    value={tlp}
                    onChange={level => choose(campaign, level)}
                  />
                </div>
                <p className="quiet">
                  <Level of={tlp} /> {whom[tlp]}
                </p>
              </div>
              <Would campaign={campaign} tlp={tlp} />
              <Collections campaigns={campaigns.map(({ id }) => id)} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function Would({ campaign, tlp }: { campaign: string; tlp: string }) {
  const query = useQuery(previewQuery(campaign, tlp));
  return <Loaded query={query}>{preview => <Shown of={preview} />}</Loaded>;
}

type StixObject = Preview['bundle']['objects'][number];
interface Row {
  id: string;
  name: string;
  pattern: string;
  until: string;
}
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const columns: Column<Row>[] = [
  {
    id: 'name',
    name: 'Indicator',
    width: 'minmax(170px, 1fr)',
    value: row => row.name,
    cell: row => <Said>{row.name}</Said>,
  },
  {
    id: 'pattern',
    name: 'Pattern',
    width: 'minmax(260px, 3fr)',
    value: row => row.pattern,
    cell: row => (
      <span className="mono">
        <Said>{row.pattern}</Said>
      </span>
    ),
  },
  {
    id: 'until',
    name: 'Ends',
    width: '150px',
    value: row => row.until,
    cell: row => <Moment at={row.until} />,
  },
];

function Shown({ of: preview }: { of: Preview }) {
  const { campaign, tlp, as, bundle, told, kept, alone } = preview;
  const rows = bundle.objects.filter(({ type }) => type === 'indicator').map(rowOf);
  const types: Record<string, number> = {};
  for (const { type } of bundle.objects) types[type] = (types[type] ?? 0) + 1;
  const json = `${JSON.stringify(bundle, null, 1)}\n`;
  return (
    <>
      <Figures
        of={[
          { name: 'Would say', value: <Said>{as}</Said> },
          { name: 'Objects', value: whole(bundle.objects.length), note: `${whole(json.length)} bytes` },
          { name: 'Indicators', value: whole(sumOf(told)), note: kindsOf(told) || 'none at this level' },
          { name: 'Stay here', value: whole(sumOf(kept)), note: kindsOf(kept) || 'nothing is held back' },
        ]}
      />
      <Panel
        title="What it holds"
        about={
          alone
            ? 'Templates stay here: no community has a key under which they could be read, or the campaign is older than it.'
            : 'Templates are hashes under the community’s key: they mean nothing outside it.'
        }
        flush={rows.length > 0}
        actions={
          <Button
            variant="default"
            onClick={() => save(`${campaign}-${tlp}.json`, json, 'application/stix+json')}
          >
            Save the bundle
          </Button>
        }
      >
        {rows.length ? (
          <Table
            label="Indicators"
            columns={columns}
            rows={rows}
            keyOf={row => row.id}
            sort="name.asc"
            height={320}
          />
        ) : (
          <p className="quiet">Figures and techniques alone: no indicator may leave at this level.</p>
        )}
        <p className={style.types}>
          {kindsOf(types)}. A file that is saved here is not signed: stillwatch intel export signs it.
        </p>
      </Panel>
    </>
  );
}

const rowOf = (object: StixObject): Row => ({
  id: object.id,
  name: text(object['name']) || object.id,
  pattern: text(object['pattern']),
  until: text(object['valid_until']),
});
