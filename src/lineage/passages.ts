import type { Corpus } from './corpus.ts';
import type { Family } from './scores.ts';
import { Pairs } from './views/pairs.ts';

/** Words that a suspect and a teacher's snapshot both answer to the same prompt, and few others do. */
export interface Passage {
  prompt_id: string;
  snapshot: string;
  /** Lower-cased, its tokens joined: not to the letter as it was written. Of a long one the beginning. */
  text: string;
  /** How many of the other families have any of its five words in a row in their answers to this prompt, at most. */
  other_families: number;
  /** The sum of ln((F + ½)/(d + ½)) over its runs of five, where d of the other F families use one. */
  weight: number;
}

const RUN = 5;

/** So many tokens of a passage are shown: a whole answer, where a suspect repeats it, isn't read. */
const SHOWN = 60;

/** The `most` weightiest passages, one of a prompt. */
export function passagesOf(
  { members, prompts, promptTokens, words }: Corpus,
  suspect: number,
  candidate: Family,
  families: readonly Family[],
  most: number,
): Passage[] {
  const others = families.filter(({ family }) => family !== candidate.family);
  const table = new Pairs();
  const found: Passage[] = [];
  prompts.forEach((id, p) => {
    const answers = members[suspect]!.answers[p]!;
    table.clear();
    for (const tokens of answers) eachRun(tokens, (low, high) => void table.place(low, high));
    const uses = new Int32Array(table.size);
    const last = new Int32Array(table.size).fill(-1);
    others.forEach(({ snapshots }, f) => {
      for (const i of snapshots)
        for (const tokens of members[i]!.answers[p]!)
          eachRun(tokens, (low, high) => {
            const place = table.find(low, high);
            if (place < 0 || last[place] === f) return;
            last[place] = f;
            uses[place]!++;
          });
    });
    eachRun(promptTokens[p]!, (low, high) => {
      const place = table.find(low, high);
      if (place >= 0) uses[place] = others.length;
    });
    const weightOf = (place: number) => Math.log((others.length + 0.5) / (uses[place]! + 0.5));
    let best: Passage | null = null;
    for (const i of candidate.snapshots)
      for (const tokens of members[i]!.answers[p]!) {
        let from = -1;
        let weight = 0;
        let widest = 0;
        const close = (end: number) => {
          if (from >= 0 && weight > (best?.weight ?? 0))
            best = {
              prompt_id: id,
              snapshot: members[i]!.model,
              text: spelled(tokens.subarray(from, end), words.texts),
              other_families: widest,
              weight,
            };
          from = -1;
          weight = widest = 0;
        };
        let at = 0;
        eachRun(tokens, (low, high) => {
          const place = table.find(low, high);
          if (place < 0) close(at + RUN - 1);
          else {
            if (from < 0) from = at;
            weight += weightOf(place);
            widest = Math.max(widest, uses[place]!);
          }
          at++;
        });
        close(tokens.length);
      }
    if (best) found.push(best);
  });
  return found.sort((a, b) => b.weight - a.weight).slice(0, most);
}

/** Each run of five tokens as 64 bits. */
function eachRun(tokens: Uint32Array, take: (low: number, high: number) => void): void {
  for (let t = RUN; t <= tokens.length; t++) {
    let low = 0x811c9dc5;
    let high = 0x9747b28c;
    for (let k = t - RUN; k < t; k++) {
      low = Math.imul(low ^ tokens[k]!, 0x01000193);
      low ^= low >>> 13;
      high = Math.imul(high ^ tokens[k]!, 0x5bd1e995) ^ (high >>> 15);
    }
    take(low >>> 0, high >>> 0);
  }
}

const spelled = (tokens: Uint32Array, texts: readonly string[]): string =>
  [...Array.from(tokens.subarray(0, SHOWN), token => texts[token]!), ...(tokens.length > SHOWN ? ['…'] : [])]
    .join(' ')
    .replace(/\s*\n\s*/g, ' ⏎ ')
    .replace(/ ([.,!?;:)\]}’])/g, '$1')
    .trim();
