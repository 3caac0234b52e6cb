import type { Store } from '../../store/index.ts';
import type { ActivityView, LifeView } from '../document.ts';
import type { CampaignRow, Totals } from '../kept.ts';
import { DAY, HOUR, isoOf, Steps } from '../series.ts';
import { membersOf } from './members.ts';

/** Models of a campaign that are shown each for itself. */
const MODELS = 24;

interface HourOfModel {
  hour: number;
  model: string;
  n: number;
  input: number;
  output: number;
  /** Seconds since 1970. */
  first: number;
}

/** What of a campaign goes along time, by hour and by day. */
export async function timesOf(
  store: Store,
  row: CampaignRow,
  theirs: string,
): Promise<{ activity: ActivityView; life: LifeView; totals: Totals }> {
  const rows = await store.query<HourOfModel>(
    `SELECT intDiv(toUnixTimestamp(time), ${HOUR}) AS hour, model, count() AS n, sum(input_tokens) AS input, sum(output_tokens) AS output,
            toUnixTimestamp64Milli(min(time)) / 1000 AS first
     FROM ${theirs} GROUP BY hour, model ORDER BY hour, model`,
  );
  const members = membersOf(row);
  const accounts = await store.query<{ hour: number; n: number }>(
    `SELECT hour, count() AS n FROM ${members} ARRAY JOIN hours AS hour GROUP BY hour`,
  );
  const days = await store.query<{ day: number; active: number; joined: number; left: number }>(
    `SELECT day, count() AS active, countIf(day = days[1]) AS joined, countIf(day = days[-1]) AS left
     FROM (SELECT arrayDistinct(arrayMap(hour -> intDiv(hour, 24), hours)) AS days FROM ${members})
     ARRAY JOIN days AS day GROUP BY day`,
  );
  const { all, seen } = await everybody(store);
  // Where it has no exchange any more, for they were removed from the store, it is as long as a moment.
  const [first, last] = rows.length
    ? [rows[0]!.hour, rows.at(-1)!.hour]
    : [Math.floor(row.until / 3_600_000), Math.floor(row.until / 3_600_000) - 1];
  const hours = new Steps(HOUR, first, last);
  const at = ({ hour }: { hour: number }) => hour;
  const exchanges = hours.sum(rows, at, one => one.n);
  const total = hours.sum(all, at, one => one.n);
  return {
    activity: {
      from: hours.from,
      step: HOUR,
      models: modelsOf(rows).map(({ model, rows: own }) => ({
        model,
        exchanges: hours.sum(own, at, one => one.n),
        input_tokens: own.reduce((sum, one) => sum + one.input, 0),
        output_tokens: own.reduce((sum, one) => sum + one.output, 0),
      })),
      accounts: hours.sum(accounts, at, one => one.n),
      others: total.map((n, i) => Math.max(0, n - exchanges[i]!)),
    },
    life: lifeOf(rows, days, seen, new Steps(DAY, Math.floor(first / 24), Math.floor(last / 24))),
    totals: {
      from: hours.from,
      step: HOUR,
      exchanges,
      tokens: hours.sum(rows, at, one => one.input + one.output),
    },
  };
}

/** All traffic by hour, and when each model was used first. The engine answers both from the projection (0005_views.sql). */
async function everybody(store: Store) {
  const all = await store.query<{ hour: number; n: number }>(
    `SELECT intDiv(toUnixTimestamp(toStartOfHour(time) AS start), ${HOUR}) AS hour, count() AS n FROM exchanges GROUP BY start`,
  );
  const models = await store.query<{ model: string; first: number }>(
    'SELECT model, toUnixTimestamp64Milli(min(time)) / 1000 AS first FROM exchanges GROUP BY model',
  );
  return { all, seen: new Map(models.map(({ model, first }) => [model, first])) };
}

/** By model, the most used first; the least used of very many as one without a name. */
function modelsOf(rows: readonly HourOfModel[]): { model: string; rows: HourOfModel[] }[] {
  const byModel = new Map<string, { rows: HourOfModel[]; n: number }>();
  for (const row of rows) {
    const known = byModel.get(row.model) ?? { rows: [], n: 0 };
    known.rows.push(row);
    known.n += row.n;
    byModel.set(row.model, known);
  }
  const models = [...byModel]
    .map(([model, known]) => ({ model, ...known }))
    .sort((a, b) => b.n - a.n || (a.model < b.model ? -1 : 1));
  const rest = models.splice(MODELS).flatMap(one => one.rows);
  if (rest.length) models.push({ model: '', rows: rest, n: 0 });
  return models.map(({ model, rows: own }) => ({ model, rows: own }));
}

function lifeOf(
  rows: readonly HourOfModel[],
  days: readonly { day: number; active: number; joined: number; left: number }[],
  seen: ReadonlyMap<string, number>,
  steps: Steps,
): LifeView {
  const at = ({ day }: { day: number }) => day;
  const dayOf = ({ hour }: HourOfModel) => Math.floor(hour / 24);
  const total = steps.sum(rows, dayOf, one => one.n);
  const moves = modelsOf(rows)
    .filter(({ model }) => model !== '')
    .map(({ model, rows: own }) => {
      const day = steps.sum(own, dayOf, one => one.n).findIndex((n, i) => n > 0 && 2 * n >= total[i]!);
      const first = own.reduce((least, one) => Math.min(least, one.first), Number.POSITIVE_INFINITY);
      return {
        model,
        first: isoOf(first),
        // The day, but not before it was used at all.
        half: day < 0 ? null : isoOf(Math.max(first, (steps.first + day) * DAY)),
        seen_first: isoOf(Math.min(first, seen.get(model) ?? first)),
      };
    })
    .sort((a, b) => (a.first < b.first ? -1 : 1));
  return {
    from: steps.from,
    step: DAY,
    active: steps.sum(days, at, one => one.active),
    joined: steps.sum(days, at, one => one.joined),
    left: steps.sum(days, at, one => one.left),
    moves,
  };
}
