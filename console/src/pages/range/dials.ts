import type { Dial } from '../../api/types.ts';

/** What each adversary is called, and in which unit its dial is. */
export const words: Record<string, { title: string; unit?: 'share' | 'hours' | 'days' | 'switch' }> = {
  camouflage: { title: 'Camouflage', unit: 'share' },
  shared: { title: 'Clean infrastructure', unit: 'share' },
  laundered: { title: 'Laundered client', unit: 'switch' },
  desyncHours: { title: 'Desynchronised', unit: 'hours' },
  pivotDays: { title: 'Slow pivot', unit: 'days' },
  variants: { title: 'Paraphrase' },
  languages: { title: 'Translation' },
  disjoint: { title: 'Disjoint shards', unit: 'switch' },
  lifeDays: { title: 'Burned accounts', unit: 'days' },
  sleeperDays: { title: 'Sleepers', unit: 'days' },
  relayShare: { title: 'Hidden in a relay', unit: 'share' },
  relayReach: { title: 'Reach in the relay', unit: 'share' },
  rounds: { title: 'Ban feedback' },
  framing: { title: 'Framing', unit: 'switch' },
  operators: { title: 'Several operators' },
  overlap: { title: 'Overlap of operators', unit: 'share' },
};

/** A dial turned from 0 (off) to 1 (the hardest), in its own unit, as the range turns it. */
export function turned({ none, full, log, whole, on }: Dial, x: number): number {
  if (x === 0) return none;
  if (on) return on.mild * (on.full / on.mild) ** x;
  const value = log ? none * (full / none) ** x : none + (full - none) * x;
  return whole ? Math.round(value) : Number(value.toPrecision(4));
}

export function say({ name }: Pick<Dial, 'name'>, value: number): string {
  switch (words[name]?.unit) {
    case 'share':
      return `${Number((value * 100).toPrecision(3))}%`;
    case 'hours':
      return `${Number(value.toPrecision(3))} h`;
    case 'days':
      return `${Number(value.toPrecision(3))} days`;
    case 'switch':
      return value ? 'on' : 'off';
    default:
      return String(Number(value.toPrecision(3)));
  }
}
