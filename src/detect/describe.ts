import { capabilities } from '../traits/index.ts';
import type { Campaign, Verdict } from './document.ts';
import { sharedEvidence, testEvidence } from './evidence.ts';
import type { Judged } from './judge.ts';
import { type Group, union } from './link.ts';
import { membersOf } from './members.ts';
import type { Sharing } from './sharing.ts';
import { ASKS, MODELS, PARTS, type Streams } from './streams.ts';
import type { Question } from './tests/index.ts';

/** A tested group as the document says it; the id comes when it is kept. */
export function describe(judged: Judged, streams: Streams, sharing: Sharing): Campaign {
  const { candidate, verdict, bound } = judged;
  const group = groupOf(judged);
  const evidence = [
    ...testEvidence(
      candidate.outcomes.filter(({ test }) => test.asks.some(q => speaksTo[verdict].includes(q))),
    ),
    ...sharedEvidence(group, streams, sharing),
  ];
  return {
    id: '',
    verdict,
    error_bound: bound,
    accounts: membersOf(judged, streams),
    ...sums(group, streams),
    evidence: evidence.sort((a, b) => b.log_likelihood_ratio - a.log_likelihood_ratio),
    explanations: candidate.explanations,
  };
}

/** The streams that a campaign's figures are of. */
export const groupOf = ({ candidate, also }: Judged): Group => union(candidate.group, also);

/** What of streams a campaign's document sums. */
export type Summed = Pick<
  Streams,
  'exchanges' | 'inputTokens' | 'outputTokens' | 'first' | 'last' | 'models' | 'modelNames' | 'asks' | 'parts'
>;

export function sums(group: Group, streams: Summed) {
  const sum = (values: Float64Array) => group.reduce((total, s) => total + values[s]!, 0);
  const best = (values: Float64Array, of: (a: number, b: number) => number) =>
    group.reduce((best, s) => of(best, values[s]!), values[group[0]!]!);
  return {
    exchanges: sum(streams.exchanges),
    input_tokens: sum(streams.inputTokens),
    output_tokens: sum(streams.outputTokens),
    first_seen: iso(best(streams.first, Math.min)),
    last_seen: iso(best(streams.last, Math.max)),
    models: models(group, streams),
    capabilities: asked(group, streams),
    activity: columns(group, streams.parts, PARTS),
  };
}

const speaksTo: Record<Verdict, readonly Question[]> = {
  harvesting: ['operator', 'purpose'],
  'pooled-access': ['pool'],
  watch: ['operator'],
};

function models(group: Group, streams: Summed): Record<string, number> {
  const counts = columns(group, streams.models, MODELS);
  const named = streams.modelNames.map((name, i) => [name, counts[i]!] as const).filter(([, n]) => n > 0);
  const total = group.reduce((sum, s) => sum + streams.exchanges[s]!, 0);
  const rest = total - named.reduce((sum, [, n]) => sum + n, 0);
  const entries = [...named].sort((a, b) => b[1] - a[1]);
  return Object.fromEntries(rest > 0 ? [...entries, ['other', rest]] : entries);
}

function asked(group: Group, streams: Summed): Record<string, number> {
  const counts = columns(group, streams.asks, ASKS);
  const lookedAt = counts[ASKS - 1]!;
  const shares = capabilities.map(
    (name, i) => [name, lookedAt ? Number((counts[i]! / lookedAt).toFixed(3)) : 0] as const,
  );
  return Object.fromEntries(shares.filter(([, share]) => share > 0).sort((a, b) => b[1] - a[1]));
}

function columns(group: Group, matrix: Float32Array, width: number): number[] {
  const sums = new Array<number>(width).fill(0);
  for (const s of group) for (let k = 0; k < width; k++) sums[k]! += matrix[s * width + k]!;
  return sums;
}

const iso = (seconds: number) => new Date(Math.round(seconds * 1000)).toISOString();
