import type { Verdict } from '../detect/index.ts';
import type { Desk } from '../policy/index.ts';
import type { Store } from '../store/index.ts';
import type { Overview } from './document.ts';
import { FORMAT, type Totals } from './kept.ts';
import { Leaks } from './leaks.ts';
import { HOUR, Steps } from './series.ts';

/** Hours of the overview: a quarter of a year. */
const MOST = 92 * 24;

/** All traffic by hour with the campaigns in it, read from the projection and from what is kept of each campaign. */
export class Overviews {
  readonly #store: Store;
  readonly #leaks: Leaks;

  constructor(desk: Desk) {
    this.#store = desk.store;
    this.#leaks = new Leaks(desk);
  }

  async read(): Promise<Omit<Overview, 'rejects'>> {
    const hours = await this.#store.query<{ hour: number; n: number; tokens: number }>(
      `SELECT intDiv(toUnixTimestamp(toStartOfHour(time) AS start), ${HOUR}) AS hour, count() AS n,
              sum(input_tokens) + sum(output_tokens) AS tokens
       FROM exchanges GROUP BY start ORDER BY start`,
    );
    if (hours.length === 0)
      return { from: null, step: HOUR, exchanges: [], tokens: [], campaigns: [], leaked: [] };
    const steps = new Steps(HOUR, hours[0]!.hour, newest(hours.map(({ hour }) => hour)), MOST);
    const at = ({ hour }: { hour: number }) => hour;
    const campaigns = await this.#store.query<{
      id: string;
      verdict: Verdict;
      body: string;
      detected: number;
    }>(
      `SELECT id, verdict, body, made AS detected FROM (SELECT id, verdict, until FROM campaigns FINAL) AS campaigns
       INNER JOIN (SELECT campaign AS id, body, toUnixTimestamp64Milli(detected) AS made FROM views FINAL WHERE kind = 'totals' AND format = ${FORMAT}) AS views
       USING id ORDER BY until DESC, id`,
    );
    const leaked = [];
    for (const { id, verdict, detected } of campaigns)
      if (verdict === 'harvesting') leaked.push(await this.#leaks.of({ id, detected }));
    return {
      from: steps.from,
      step: HOUR,
      exchanges: steps.sum(hours, at, one => one.n),
      tokens: steps.sum(hours, at, one => one.tokens),
      campaigns: campaigns.map(({ id, verdict, body }) => {
        const totals = JSON.parse(body) as Totals;
        const first = Date.parse(totals.from) / 1000 / HOUR;
        const along = (values: number[]) =>
          steps.sum(
            values.keys(),
            i => first + i,
            i => values[i]!,
          );
        return { id, verdict, exchanges: along(totals.exchanges), tokens: along(totals.tokens) };
      }),
      leaked,
    };
  }
}

/** The last hour that is shown. What is said to be of the future does not push what was out of sight, unless all is. */
function newest(hours: readonly number[]): number {
  const now = Math.floor(Date.now() / 3_600_000) + 1;
  return hours.findLast(hour => hour <= now) ?? hours.at(-1)!;
}
