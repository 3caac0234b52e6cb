import type { Corpus } from '../corpus.ts';
import { FREQUENT, frequentTokens, topOf } from './frequent.ts';
import { AllPairs, Keys } from './rates.ts';

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

/** Writes a key, below 2^53, for each thing in an answer (places of frequent tokens), and gives how many. */
type Walk = (answer: Uint16Array, into: Float64Array) => number;

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
      walk: (answer, into) => starts(answer, ends, into),
      chances: ({ length }) => length,
    },
    { name: 'bigrams', size: 4000, walk: bigrams, chances: ({ length }) => length },
  ];
  const answers = members.map(member =>
    member.answers.flatMap(samples =>
      samples.map(tokens => ({
        places: placed(tokens, places),
        weight: 1 / samples.length,
      })),
    ),
  );
  return plans.map(plan => view(plan, answers, weights, key => spelled(key, names)));
}

/** In a loop: a typed array's `from` with a function takes ten times as long. */
function placed(tokens: Uint32Array, places: Uint16Array): Uint16Array {
  const out = new Uint16Array(tokens.length);
  for (let t = 0; t < tokens.length; t++) out[t] = places[tokens[t]!]!;
  return out;
}

/** One sample of an answer; the samples of a prompt weigh 1 together. */
interface Answer {
  places: Uint16Array;
  weight: number;
}

/** 1 where a sentence ends after a token, 2 where the token itself is no start. */
const endOf = (name: string): number => (name.startsWith('⏎') ? 2 : /^[.!?:。！？：]$/.test(name) ? 1 : 0);

// A key says how many tokens it has in its last two bits, so that none is another's beginning.
const opening: Walk = (answer, into) => {
  let n = 0;
  for (let key = 0; n < 4 && n < answer.length; n++) {
    key = key * FREQUENT + answer[n]!;
    into[n] = key * 4 + n;
  }
  return n;
};

function starts(answer: Uint16Array, ends: Uint8Array, into: Float64Array): number {
  let fresh = true;
  let written = 0;
  for (let t = 0; t < answer.length; t++) {
    const end = ends[answer[t]!]!;
    if (fresh && end !== 2) {
      for (let n = 0, key = 0; n < 3 && t + n < answer.length; n++) {
        key = key * FREQUENT + answer[t + n]!;
        into[written++] = key * 4 + n;
      }
      fresh = false;
    }
    if (end) fresh = true;
  }
  return written;
}

const bigrams: Walk = (answer, into) => {
  for (let t = 1; t < answer.length; t++) into[t - 1] = (answer[t - 1]! * FREQUENT + answer[t]!) * 4 + 1;
  return Math.max(0, answer.length - 1);
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
  // An answer has at most three keys a token.
  const longest = answers.flat().reduce((most, { places }) => Math.max(most, places.length), 1);
  const keysFound = new Float64Array(3 * longest + 4);
  const { keys, slots } = commonest(plan, answers, weights, totals, keysFound);
  const counts = answers.map(mine => {
    const out = new Float32Array(keys.length);
    for (const { places, weight } of mine) {
      const found = plan.walk(places, keysFound);
      for (let at = 0; at < found; at++) {
        const slot = slots(keysFound[at]!);
        if (slot >= 0) out[slot]! += weight;
      }
    }
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
    scores: (of, total) => {
      const out = new Float32Array(keys.length);
      for (let k = 0; k < out.length; k++) out[k] = (raw(of[k]!, total) - mean[k]!) / (spread[k]! + wider);
      return out;
    },
  };
}

/** The keys with the highest rates over the base, and the place of each; −1 for the others. */
function commonest(
  { name, size, walk }: Plan,
  answers: Answer[][],
  weights: Float64Array,
  totals: Float64Array,
  into: Float64Array,
) {
  const table = name === 'bigrams' ? new AllPairs() : new Keys();
  answers.forEach((mine, i) => {
    const rate = weights[i]! / Math.max(1, totals[i]!);
    if (rate === 0) return;
    for (const { places, weight } of mine) {
      const found = walk(places, into);
      for (let at = 0; at < found; at++) table.add(into[at]!, rate * weight);
    }
  });
  const order = topOf(table.rates, size);
  const slots = new Int16Array(table.rates.length).fill(-1);
  order.forEach((place, k) => {
    slots[place] = k;
  });
  return {
    keys: order.map(place => table.key(place)),
    slots: (key: number) => {
      const place = table.find(key);
      return place < 0 ? -1 : slots[place]!;
    },
  };
}
