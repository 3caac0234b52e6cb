import type { Dial } from '../../api/types.ts';

/** What each scenario is, in the order in which they are best tried. */
export const scenarioWords: Record<string, string> = {
  demo: 'One operator with 60 accounts among 1,500 ordinary ones. Over in a minute or two.',
  letter:
    'One operator with 250 accounts among 10,000, and everything innocent that looks like it. Takes a while.',
  ordinary: 'The same without an operator: nothing here may be called harvesting.',
  licensed: 'Ordinary traffic, and one licensed partner who grades answers at volume.',
  relay: 'Resellers whose accounts are shared by many customers. Nobody harvests.',
};

interface Words {
  title: string;
  /** What the operator does. */
  does: string;
  unit?: 'share' | 'hours' | 'days' | 'switch';
}

/** What each adversary is called, and in which unit its dial is. */
export const words: Record<string, Words> = {
  camouflage: {
    title: 'Camouflage',
    does: 'Each account sends ordinary requests too, so that the harvest is a part of what it sends.',
    unit: 'share',
  },
  shared: {
    title: 'Clean infrastructure',
    does: 'Fewer of its accounts share networks, cards, mail domains and clients.',
    unit: 'share',
  },
  laundered: {
    title: 'Laundered client',
    does: 'It looks like a popular tool that honest people use.',
    unit: 'switch',
  },
  desyncHours: {
    title: 'Desynchronised',
    does: 'Accounts are shifted against each other; from 24 hours on each keeps a human day.',
    unit: 'hours',
  },
  pivotDays: {
    title: 'Slow pivot',
    does: 'It takes so long until half of its requests go to a new model.',
    unit: 'days',
  },
  variants: { title: 'Paraphrase', does: 'Every template is worded in so many ways.' },
  languages: { title: 'Translation', does: 'The wordings are spread over so many languages.' },
  disjoint: {
    title: 'Disjoint shards',
    does: 'No text is sent twice, and every account has subjects of its own.',
    unit: 'switch',
  },
  lifeDays: {
    title: 'Burned accounts',
    does: 'Accounts are given up and replaced after so long.',
    unit: 'days',
  },
  sleeperDays: {
    title: 'Sleepers',
    does: 'Accounts are so old, with an innocent past, when they begin to harvest.',
    unit: 'days',
  },
  relayShare: {
    title: 'Hidden in a relay',
    does: 'The harvest goes through a reseller, and is so small a share of what its customers send.',
    unit: 'share',
  },
  relayReach: {
    title: 'Reach in the relay',
    does: "It goes through so many of the reseller's accounts; the others carry customers alone.",
    unit: 'share',
  },
  rounds: {
    title: 'Ban feedback',
    does: 'In so many rounds a part of the accounts is banned, and the operator changes what it thinks gave it away.',
  },
  framing: {
    title: 'Framing',
    does: "It copies a company's templates, system prompt and client, so that the company is blamed.",
    unit: 'switch',
  },
  operators: {
    title: 'Several operators',
    does: 'So many at once, each with its own share of the accounts.',
  },
  overlap: {
    title: 'Overlap of operators',
    does: 'They have so much of their tasks, templates and clients in common.',
    unit: 'share',
  },
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
