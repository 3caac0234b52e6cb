import { Rng } from './rng.ts';
import type { PromptPool } from './text/prompts.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** What every population shares: the clock, the seed, the texts, the day a new model appears. */
export interface World {
  rng: Rng;
  start: number;
  days: number;
  end: number;
  /** When the new model is released, a little after the middle. */
  release: number;
  prompts: PromptPool;
  /** The provider's bad hours: in each, many requests of everybody go unanswered and are tried again. */
  incidents: Incident[];
}

interface Incident {
  from: number;
  to: number;
  share: number;
}

export function makeWorld(seed: number, start: number, days: number, prompts: PromptPool): World {
  const rng = Rng.of('world', seed);
  const clock = rng.child('release').between(13, 19) * HOUR;
  const release = start + Math.floor(days * 0.55) * DAY + clock;
  const end = start + days * DAY;
  return { rng, start, days, end, release, prompts, incidents: incidents(rng, start, days) };
}

/** One in six days has one, of ten minutes to an hour and a half. */
function incidents(rng: Rng, start: number, days: number): Incident[] {
  const list: Incident[] = [];
  for (let day = 0; day < days; day++) {
    const r = rng.child('incident').child(day);
    if (!r.chance(1 / 6)) continue;
    const from = start + day * DAY + r.float() * DAY;
    list.push({ from, to: from + r.between(1 / 6, 1.5) * HOUR, share: r.between(0.15, 0.5) });
  }
  return list;
}

/** The chance that a request gets no answer: one in 250, or many in a bad hour. */
export function failing({ incidents }: World, ms: number): number {
  for (const { from, to, share } of incidents) if (ms >= from && ms < to) return share;
  return 0.004;
}

/** Country, share of all accounts, hours from UTC, languages by share. Drawn alike for every role: never evidence. */
const countries = [
  ['US', 22, [-5, -6, -8], { en: 8, es: 2, zh: 0.5 }],
  ['IN', 12, [5.5], { en: 1 }],
  ['GB', 6, [0], { en: 1 }],
  ['DE', 7, [1], { de: 8, en: 2, ru: 0.5 }],
  ['AT', 2, [1], { de: 1 }],
  ['CH', 2, [1], { de: 2, en: 1 }],
  ['FR', 5, [1], { en: 2, es: 0.3 }],
  ['ES', 4, [1], { es: 5, en: 1 }],
  ['MX', 4, [-6], { es: 6, en: 1 }],
  ['AR', 2, [-3], { es: 1 }],
  ['CO', 2, [-5], { es: 1 }],
  ['BR', 5, [-3], { en: 1, es: 1 }],
  ['CN', 5, [8], { zh: 1 }],
  ['TW', 2, [8], { zh: 3, en: 1 }],
  ['SG', 3, [8], { en: 2, zh: 2 }],
  ['HK', 2, [8], { zh: 2, en: 1 }],
  ['JP', 4, [9], { en: 2, zh: 0.5 }],
  ['KZ', 2, [5], { ru: 3, en: 1 }],
  ['UA', 2, [2], { ru: 1, en: 1 }],
  ['RS', 1, [1], { ru: 1, en: 1 }],
  ['PL', 3, [1], { en: 3, ru: 0.5 }],
  ['NL', 3, [1], { en: 3, de: 1 }],
  ['NG', 2, [1], { en: 1 }],
  ['AU', 3, [10], { en: 5, zh: 1 }],
] as const;

const byShare = countries.map((country, i) => [i, country[1]] as const);

export interface Place {
  /** Index in the list of countries: networks are numbered by it. */
  index: number;
  country: string;
  zone: number;
}

export function place(rng: Rng): Place {
  const index = rng.weighted(byShare);
  const [country, , zones] = countries[index]!;
  return { index, country, zone: rng.pick(zones as readonly number[]) };
}

export const languageOf = (index: number, rng: Rng): string =>
  rng.weighted(Object.entries(countries[index]![3]) as [string, number][]);

/** A language as a random account would have it. */
export const anyLanguage = (rng: Rng): string => languageOf(place(rng).index, rng);
