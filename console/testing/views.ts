import type { ActivityView, LifeView, TemplatesView, TraitsView } from '../src/api/types.ts';

// Views of a campaign as the service makes them, made up: of any size, and always the same.

/** Numbers in [0, 1) that are always the same (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const FROM = '2026-04-22T00:00:00.000Z';
const HOUR = 3_600_000;
const later = (hours: number): string => new Date(Date.parse(FROM) + hours * HOUR).toISOString();

/** A harvest that never sleeps, beside people who do. */
export function activityView(days: number, models = ['opus-4.6', 'opus-4.7', 'opus-4.5']): ActivityView {
  const next = chance(1);
  const hours = days * 24;
  const share = (model: number, hour: number) =>
    model === 1 ? Math.min(0.9, Math.max(0, (hour / hours - 0.4) * 4)) : model === 0 ? 0.8 : 0.2;
  return {
    from: FROM,
    step: 3600,
    models: models.map((model, m) => {
      const exchanges = Array.from({ length: hours }, (_, h) =>
        Math.round(420 * (0.8 + 0.4 * next()) * share(m, h) * (m === 1 ? 1 : 1 - share(1, h))),
      );
      const sum = exchanges.reduce((a, b) => a + b, 0);
      return { model, exchanges, input_tokens: sum * 100, output_tokens: sum * 850 };
    }),
    accounts: Array.from({ length: hours }, () => Math.round(200 + 40 * next())),
    others: Array.from({ length: hours }, (_, h) => {
      const isWeekend = [0, 6].includes(new Date(later(h)).getUTCDay());
      const day = 0.6 + 0.45 * Math.sin(((h % 24) - 9) * (Math.PI / 12));
      return Math.round(2000 * day * (isWeekend ? 0.5 : 1) * (0.9 + 0.2 * next()));
    }),
  };
}

export function lifeView(days: number, accounts: number): LifeView {
  const next = chance(2);
  const joined = Array.from({ length: days }, (_, d) =>
    Math.round(accounts * (d === 0 ? 0.5 : (0.5 / days) * (0.5 + next()))),
  );
  const left = joined.map((_, d) => Math.round(accounts * (d > days * 0.6 ? 0.03 : 0.002) * next()));
  let there = 0;
  const active = joined.map((n, d) => {
    there += n - (left[d - 1] ?? 0);
    return Math.max(0, Math.round(there * (0.9 + 0.1 * next())));
  });
  return {
    from: FROM,
    step: 86_400,
    active,
    joined,
    left,
    moves: [
      { model: 'opus-4.6', first: later(1), half: later(0), seen_first: '2026-04-01T08:00:00.000Z' },
      { model: 'opus-4.7', first: later(days * 10), half: later(days * 15), seen_first: later(days * 9) },
      { model: 'opus-4.5', first: later(30), half: null, seen_first: '2026-02-01T08:00:00.000Z' },
    ],
  };
}

const shapes: [family: string, trait: string, values: number][] = [
  ['content', 'shared-opening', 20],
  ['content', 'shared-closing', 16],
  ['content', 'shared-phrase', 8],
  ['content', 'shared-system-prompt', 2],
  ['client', 'shared-client', 6],
  ['client', 'shared-tls', 6],
  ['client', 'shared-parameters', 8],
  ['network', 'shared-network', 10],
  ['network', 'shared-address', 6],
  ['identity', 'shared-payment', 6],
  ['identity', 'shared-phone', 4],
  ['identity', 'shared-email-domain', 4],
];

/** Accounts in clusters: each takes most of its cluster's values, and a few of others. `name`: of an account or a value. */
export function traitsView(accounts: number, name = (text: string) => text): TraitsView {
  const next = chance(3);
  const columns = shapes.flatMap(([family, trait, values]) =>
    Array.from({ length: values }, (_, i) => ({
      family,
      trait,
      value: name(
        Math.floor(next() * 2 ** 32)
          .toString(16)
          .padStart(8, '0') + (i % 3 ? '' : 'ab'),
      ),
    })),
  );
  const width = Math.ceil(columns.length / 8);
  const bytes = new Uint8Array(accounts * width);
  const shown = columns.map(() => 0);
  for (let row = 0; row < accounts; row++) {
    const cluster = Math.floor((row / accounts) * 12);
    let first = 0;
    for (const [, , values] of shapes) {
      const own = cluster % values;
      for (let v = 0; v < values; v++)
        if (next() < (v === own ? 0.92 : v === (own + 1) % values ? 0.25 : 0.012)) {
          const column = first + v;
          bytes[row * width + (column >> 3)]! |= 1 << (column & 7);
          shown[column]!++;
        }
      first += values;
    }
  }
  return {
    traits: columns.map((one, i) => ({
      ...one,
      hash: i.toString(16).padStart(16, '0'),
      accounts: shown[i]!,
      others: Math.floor(next() * 40),
    })),
    outside: 9000,
    accounts: Array.from({ length: accounts }, (_, i) => name(`acct_${String(i).padStart(5, '0')}`)),
    roles: Array.from({ length: accounts }, (_, i) => (i % 61 === 0 ? 'b' : i % 23 === 0 ? 'c' : 'h')).join(
      '',
    ),
    cells: Buffer.from(bytes).toString('base64'),
  };
}

export function templatesView(templates: number, name = (text: string) => text): TemplatesView {
  const next = chance(4);
  const hash = () =>
    Math.floor(next() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return {
    templates: Array.from({ length: templates }, (_, i) => {
      const exchanges = Math.round(60_000 / (i + 1));
      const median = Math.round(80 + 3000 * next() ** 3);
      return {
        id: `T${i + 1}`,
        opening: i % 7 === 6 ? null : name(hash()),
        closing: i % 5 === 4 ? null : name(hash()),
        accounts: Math.round(exchanges / 20),
        exchanges,
        prompts: Math.round(exchanges * 0.97),
        others: i % 4 ? 0 : Math.round(30 * next()),
        bytes: [Math.round(median * 0.6), median, Math.round(median * 2.2)],
        asks: { chain_of_thought: 0.6 * next(), code: 0.3 * next(), [name('grading')]: 0.1 * next() },
        models: { 'opus-4.6': exchanges * 0.7, 'opus-4.7': exchanges * 0.3 },
        first: later(i),
        last: later(400 + i),
      };
    }),
    rest: { exchanges: 12_345 },
  };
}
