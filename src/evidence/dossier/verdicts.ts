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
    short: 'harvesting: one operator collects answers',
    meaning:
      'The provider’s finding is “harvesting”: the accounts were run as one by a single operator, and were used to collect the models’ answers in the way in which training data for another model is collected.',
  },
  'pooled-access': {
    title: 'Access to models pooled across accounts',
    short: 'pooled access: accounts run in common, for others’ use',
    meaning:
      'The provider’s finding is “pooled access”: the accounts are run in common by one operator and carry the requests of many people, as a reseller or a relay of access does. No collection of answers as training data is claimed, and the people behind such accounts need not know of the pool.',
  },
  watch: {
    title: 'Coordinated accounts, purpose not established',
    short: 'watch: coordinated, purpose not established',
    meaning:
      'The provider’s finding is “watch”: the accounts are used as if run by a single operator; what for is not established. No collection of answers as training data is claimed, and nobody is accused of one.',
  },
};
