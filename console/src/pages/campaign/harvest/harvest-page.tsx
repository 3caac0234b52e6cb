import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { activityQuery, pricesQuery } from '../../../api/queries.ts';
import type { ActivityView, Prices } from '../../../api/types.ts';
import { cleanLine } from '../../../text/clean.ts';
import { compact, percent, whole } from '../../../text/number.ts';
import { Export } from '../../../ui/export.tsx';
import { Figures, Panel } from '../../../ui/page.tsx';
import { Said } from '../../../ui/said.tsx';
import { Failed, Loaded } from '../../../ui/states.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import style from '../campaign.module.css';
import { type Share, Shares } from '../shares.tsx';
import { useCampaign } from '../use-campaign.ts';
import { costOf, harvestOf, type ModelHarvest, money } from './cost.ts';
import own from './harvest.module.css';

/** What was taken: capabilities, models, tokens, and what it would have cost. */
export function CampaignHarvest() {
  const { id } = useParams({ from: '/shell/campaigns/$id' });
  const activity = useQuery(activityQuery(id));
  const prices = useQuery(pricesQuery);
  return (
    <Loaded query={activity}>
      {view => (
        <Harvest view={view} prices={prices.data ?? null}>
          {prices.data === null ? <NoPrices of={view.models.map(({ model }) => model)} /> : null}
          {prices.isError ? <Failed error={prices.error} again={() => prices.refetch()} /> : null}
        </Harvest>
      )}
    </Loaded>
  );
}

const columnsOf = (currency: string | undefined): Column<ModelHarvest>[] => {
  const number = (
    id: string,
    name: string,
    value: (row: ModelHarvest) => number | null,
    write: (n: number) => string,
  ): Column<ModelHarvest> => ({
    id,
    name,
    width: 'minmax(104px, 1fr)',
    isNumber: true,
    value,
    order: row => value(row) ?? -1,
    cell: row => {
      const n = value(row);
      return n === null ? <span className="quiet">–</span> : write(n);
    },
  });
  return [
    {
      id: 'model',
      name: 'Model',
      width: 'minmax(140px, 1.6fr)',
      value: row => row.model,
      cell: row => <Said>{row.model}</Said>,
    },
    number('exchanges', 'Exchanges', row => row.exchanges, whole),
    number('input_tokens', 'Tokens in', row => row.input_tokens, compact),
    number('output_tokens', 'Tokens out', row => row.output_tokens, compact),
    ...(currency === undefined
      ? []
      : [
          number(
            'input_price',
            'A million in',
            row => row.price?.input ?? null,
            n => money(n, currency),
          ),
          number(
            'output_price',
            'A million out',
            row => row.price?.output ?? null,
            n => money(n, currency),
          ),
          number(
            'cost',
            'At list price',
            row => row.cost,
            n => money(n, currency),
          ),
        ]),
  ];
};

const capabilityColumns = [
  { name: 'capability', value: (row: Share) => row.name },
  { name: 'share', value: (row: Share) => row.share },
];

function Harvest({ view, prices, children }: { view: ActivityView; prices: Prices; children: ReactNode }) {
  const { id, capabilities, exchanges, input_tokens, output_tokens } = useCampaign();
  const models = harvestOf(view, prices);
  const { cost, unpriced } = costOf(models);
  const columns = columnsOf(prices?.currency);
  const asked = Object.entries(capabilities).map(([name, share]) => ({
    name: name.replaceAll('_', ' '),
    share,
  }));
  const most = asked.toSorted((a, b) => b.share - a.share)[0];
  return (
    <>
      <Figures
        of={[
          { name: 'Exchanges', value: whole(exchanges) },
          {
            name: 'Tokens out',
            value: compact(output_tokens),
            note: `${whole(output_tokens / Math.max(1, exchanges))} an answer`,
          },
          {
            name: 'Tokens in',
            value: compact(input_tokens),
            note: `${whole(input_tokens / Math.max(1, exchanges))} a prompt`,
          },
          {
            name: 'Asked for most',
            value: most ? cleanLine(most.name) : '–',
            note: most ? `${percent(most.share)} of its exchanges` : undefined,
          },
          {
            name: 'At list price',
            value: cost === null || !prices ? '–' : money(cost, prices.currency),
            note:
              cost === null
                ? 'no price is known'
                : unpriced.length
                  ? `without ${unpriced.length === 1 ? cleanLine(unpriced[0]!) : `${unpriced.length} models`}, of no known price`
                  : 'by the operator’s prices.json',
          },
        ]}
      />
      <Panel
        title="By model"
        about={
          prices
            ? 'Tokens of the campaign’s exchanges, times what a million costs by the operator’s own list: prices.json in the data folder. Discounts, caches and free tiers are not counted.'
            : 'Tokens of the campaign’s exchanges.'
        }
        flush
        actions={<Export name={`${id}-harvest`} columns={columns} rows={models} />}
      >
        <Table
          label="What was harvested, by model"
          columns={columns}
          rows={models}
          keyOf={row => row.model}
          sort="exchanges.desc"
          height={360}
        />
      </Panel>
      {children}
      <div className={style.pair}>
        <Shares
          title="What was asked for"
          unit="of its exchanges ask for it; one may ask for several, and it is counted on a quarter of them"
          of={asked}
          actions={<Export name={`${id}-capabilities`} columns={capabilityColumns} rows={asked} />}
        />
        <Shares
          title="Tokens out by model"
          unit="of the tokens that were answered"
          of={models.map(one => ({
            name: one.model,
            share:
              one.output_tokens /
              Math.max(
                1,
                models.reduce((sum, { output_tokens: n }) => sum + n, 0),
              ),
            note: compact(one.output_tokens),
          }))}
        />
      </div>
    </>
  );
}

/** What to do, where no prices are known. */
function NoPrices({ of }: { of: readonly string[] }) {
  const example = {
    currency: 'USD',
    models: Object.fromEntries(
      (of.length ? of.slice(0, 2) : ['opus-4.6']).map(model => [cleanLine(model), { input: 5, output: 25 }]),
    ),
  };
  return (
    <Panel title="What it would have cost">
      <div className={own.prices}>
        <p>
          No prices are written down. Write your list prices, per million tokens, into{' '}
          <code>prices.json</code> in the data folder; this page reads them when it is loaded again. For
          example:
        </p>
        <pre>{JSON.stringify(example, null, 2)}</pre>
      </div>
    </Panel>
  );
}
