// What a gateway has to do where it lets a request through: `omit-reasoning`, `cap-output:1024` (tokens), `rate:10/1m` (requests
// in a time).

const seconds: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

interface Obligation {
  text: string;
  kind: 'omit-reasoning' | 'cap-output' | 'rate';
  /** What it leaves, the less the tighter: tokens, or requests a second. */
  leaves: number;
}

/** What obligations there are, in words. */
export const obligationForms = 'omit-reasoning, cap-output:N, rate:N/Ms, /Mm, /Mh or /Md';

export function parseObligation(text: string): Obligation | undefined {
  if (text === 'omit-reasoning') return { text, kind: 'omit-reasoning', leaves: 0 };
  const cap = /^cap-output:([1-9]\d{0,8})$/.exec(text);
  if (cap) return { text, kind: 'cap-output', leaves: Number(cap[1]) };
  const rate = /^rate:([1-9]\d{0,8})\/([1-9]\d{0,5})([smhd])$/.exec(text);
  if (!rate) return undefined;
  const [, requests, times, unit] = rate;
  return { text, kind: 'rate', leaves: Number(requests) / (Number(times) * seconds[unit!]!) };
}

/** A comma list of an annotation. */
export const listed = (text: string): string[] =>
  text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');

/** All of them; of the same kind the tighter. Sorted by kind. */
export function united(texts: Iterable<string>): string[] {
  const byKind = new Map<string, Obligation>();
  for (const text of texts) {
    const one = parseObligation(text);
    if (!one) continue;
    const other = byKind.get(one.kind);
    // Of rates that leave the same, the one that allows the shorter burst.
    if (!other || one.leaves < other.leaves || (one.leaves === other.leaves && burst(one) < burst(other)))
      byKind.set(one.kind, one);
  }
  return ['omit-reasoning', 'cap-output', 'rate'].flatMap(kind => byKind.get(kind)?.text ?? []);
}

const burst = ({ text }: Obligation): number => Number(/^rate:(\d+)/.exec(text)?.[1] ?? 0);
