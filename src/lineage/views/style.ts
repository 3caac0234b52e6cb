import type { Corpus } from '../corpus.ts';
import { FREQUENT, frequentTokens, topOf } from './frequent.ts';

/** How often a model does each of a list of things, and how often it could have. */
export interface Counts {
  /** members × features */
  counts: Float32Array[];
  totals: Float64Array;
}

/** A view of style: what models are compared by, standardised over the base. */
export interface StyleView extends Counts {
  name: 'openings' | 'starts' | 'bigrams';
  /** What a feature is, in tokens, for the reader. */
  label(feature: number): string;
  /** A model's (or a mixture's) features as standard scores. */
  scores(counts: ArrayLike<number>, total: number): Float32Array;
}

/** Counts the things in an answer, as places of frequent tokens; a key is below 2^53. */
type Walk = (answer: Uint16Array, count: (key: number) => void) => void;

/** A view before it is counted: which things, how many at most, and how often an answer could have had one. */
interface Plan {
  name: StyleView['name'];
  size: number;
  walk: Walk;
  chances(answer: Uint16Array): number;
}

/** The three views: the first one to four tokens of answers, of sentences and lines the first one to three, pairs of tokens. */
export function styleViews({ members, words }: Corpus, weights: Float64Array): StyleView[] {
  const places = frequentTokens(members, weights, words.texts.length);
  const names: string[] = ['…'];
  places.forEach((place, token) => {
    if (place) names[place] = words.texts[token]!.replace(/\n+/g, '⏎');
  });
  const ends = Uint8Array.from({ length: FREQUENT }, (_, place) => endOf(names[place] ?? ''));
  const plans: Plan[] = [
    { name: 'openings', size: 400, walk: opening, chances: () => 1 },
    {
      name: 'starts',
      size: 1000,
      walk: (answer, count) => starts(answer, ends, count),
      chances: ({ length }) => length,
    },
    { name: 'bigrams', size: 4000, walk: bigrams, chances: ({ length }) => length },
  ];
  const answers = members.map(member =>
    member.answers.flatMap(samples =>
      samples.map(tokens => ({
        places: Uint16Array.from(tokens, token => places[token]!),
        weight: 1 / samples.length,
      })),
    ),
  );
  return plans.map(plan => view(plan, answers, weights, key => spelled(key, names)));
}

/** One sample of an answer; the samples of a prompt weigh 1 together. */
interface Answer {
  places: Uint16Array;
  weight: number;
}

/** 1 where a sentence ends after a token, 2 where the token itself is no start. */
const endOf = (name: string): number => (name.startsWith('⏎') ? 2 : /^[.!?:。！？：]$/.test(name) ? 1 : 0);

// A key says how many tokens it has in its last two bits, so that none is another's beginning.
const opening: Walk = (answer, count) => {
  for (let n = 1, key = 0; n <= 4 && n <= answer.length; n++) {
    key = key * FREQUENT + answer[n - 1]!;
    count(key * 4 + (n - 1));
  }
};

function starts(answer: Uint16Array, ends: Uint8Array, count: (key: number) => void): void {
  let fresh = true;
  for (let t = 0; t < answer.length; t++) {
    const end = ends[answer[t]!]!;
    if (fresh && end !== 2) {
      for (let n = 1, key = 0; n <= 3 && t + n <= answer.length; n++) {
        key = key * FREQUENT + answer[t + n - 1]!;
        count(key * 4 + (n - 1));
      }
      fresh = false;
    }
    if (end) fresh = true;
  }
}

const bigrams: Walk = (answer, count) => {
  for (let t = 1; t < answer.length; t++) count((answer[t - 1]! * FREQUENT + answer[t]!) * 4 + 1);
};

function spelled(key: number, names: readonly string[]): string {
  let rest = Math.floor(key / 4);
  const out: string[] = [];
  for (let n = (key % 4) + 1; n > 0; n--) {
    out.unshift(names[rest % FREQUENT] ?? '…');
    rest = Math.floor(rest / FREQUENT);
  }
  return out.join(' ');
}

/**
 * Chooses the commonest features over the base and standardises ln((c + ½)/(n + 1)). The spread is widened by a fifth of the median
 * spread, so that what the base never varies in doesn't drown the rest.
 */
function view(
  plan: Plan,
  answers: Answer[][],
  weights: Float64Array,
  spell: (key: number) => string,
): StyleView {
  const totals = Float64Array.from(answers, mine =>
    mine.reduce((sum, { places, weight }) => sum + weight * plan.chances(places), 0),
  );
  const { keys, slots } = commonest(plan, answers, weights, totals);
  const counts = answers.map(mine => {
    const out = new Float32Array(keys.length);
    for (const { places, weight } of mine)
      plan.walk(places, key => {
        const slot = slots(key);
        if (slot >= 0) out[slot]! += weight;
      });
    return out;
  });
  const raw = (c: number, total: number) => Math.log((c + 0.5) / (total + 1));
  const mean = new Float64Array(keys.length);
  const square = new Float64Array(keys.length);
  counts.forEach((mine, i) => {
    for (let k = 0; k < keys.length && weights[i]; k++) {
      const value = raw(mine[k]!, totals[i]!);
      mean[k]! += weights[i]! * value;
      square[k]! += weights[i]! * value * value;
    }
  });
  const spread = square.map((s, k) => Math.sqrt(Math.max(0, s - mean[k]! ** 2)));
  const wider = 0.2 * (spread.toSorted()[keys.length >> 1] ?? 0) || 1e-9;
  return {
    name: plan.name,
    counts,
    totals,
    label: feature => spell(keys[feature]!),
    scores: (of, total) => Float32Array.from(mean, (m, k) => (raw(of[k]!, total) - m) / (spread[k]! + wider)),
  };
}

/** The keys with the highest rates over the base, and the place of each; −1 for the others. */
function commonest(
  { name, size, walk }: Plan,
  answers: Answer[][],
  weights: Float64Array,
  totals: Float64Array,
) {
  // Pairs fill a table of all pairs, far faster than a map; the others are few.
  const dense = name === 'bigrams' ? new Float64Array(FREQUENT * FREQUENT) : null;
  const sparse = new Map<number, number>();
  answers.forEach((mine, i) => {
    const rate = weights[i]! / Math.max(1, totals[i]!);
    if (rate === 0) return;
    for (const { places, weight } of mine)
      walk(places, key => {
        if (dense) dense[key >> 2]! += rate * weight;
        else sparse.set(key, (sparse.get(key) ?? 0) + rate * weight);
      });
  });
  if (dense) {
    const slots = new Int16Array(dense.length).fill(-1);
    const keys = topOf(dense, size);
    keys.forEach((key, k) => {
      slots[key] = k;
    });
    return { keys: keys.map(key => key * 4 + 1), slots: (key: number) => slots[key >> 2]! };
  }
  const keys = [...sparse]
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, size)
    .map(([key]) => key);
  const slots = new Map(keys.map((key, k) => [key, k]));
  return { keys, slots: (key: number) => slots.get(key) ?? -1 };
}
