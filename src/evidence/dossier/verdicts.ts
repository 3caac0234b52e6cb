import type { Verdict } from '../../detect/index.ts';

// What a verdict says, and what it does not say.

interface Said {
  /** The document's title. */
  title: string;
  /** In a few words, for tables. */
  short: string;
  /** The sentence that the letter stands for. */
  meaning: string;
}

export const verdicts: Readonly<Record<Verdict, Said>> = {
  harvesting: {
    title: 'Coordinated collection of model answers',
    short: 'Harvesting: one operator collects answers',
    meaning:
      'The provider’s finding is “harvesting”: that the accounts were run by a single operator and used to collect the models’ answers in the way in which training data for another model is collected.',
  },
  'pooled-access': {
    title: 'Access to models pooled across accounts',
    short: 'Pooled access: accounts run in common, for others’ use',
    meaning:
      'The provider’s finding is “pooled access”: that the accounts were run in common by one operator and carried the requests of many people, as those of a reseller or a relay do. No collection of answers as training data is claimed, and the people whose requests they carry need not know of the pool.',
  },
  watch: {
    title: 'Coordinated accounts, purpose not established',
    short: 'Watch: coordinated, purpose not established',
    meaning:
      'The provider’s finding is “watch”: that the accounts were used as if run by a single operator; for what purpose is not established. No collection of answers as training data is claimed, and nobody is accused of one.',
  },
};
