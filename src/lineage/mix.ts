import { existedBy, membersBy, undated } from './asof.ts';
import type { Suspect } from './corpus.ts';
import { type GatherOptions, gather } from './gather.ts';
import { type Mixture, mixtureFor, mixtureLineup, mixtureSpaces } from './mixture.ts';

/** What `lineage mixture --json` prints. */
export interface LineageMixture extends Mixture {
  /** What was found, and what these figures can't tell, in sentences. */
  reasons: string[];
  prompts_used: number;
  notes: string[];
}

export interface MixOptions extends GatherOptions {
  /** References released after are no candidates; a year, a month or a day. */
  asof?: string;
}

/** A share of which this is the least is said. */
const SHOWN = 0.02;

/**
 * Which shares of a suspect's answers each of several teachers' own would make up (mixture.ts). It doesn't test whether there is a teacher at all: that
 * is `testLineage`. Throws LINEAGE_MANIFEST, LINEAGE_ANSWERS, LINEAGE_PROMPTS.
 */
export async function mixLineage(
  suspect: Suspect,
  references: string,
  options: MixOptions = {},
): Promise<LineageMixture> {
  const { corpus, at, notes } = await gather(suspect, references, options);
  const { asof, onStep } = options;
  if (asof) notes.push(...undated(corpus.members));
  onStep?.('comparing, with all prompts and with halves of them');
  const members = membersBy(corpus.members, asof);
  const lineup = mixtureLineup(
    mixtureSpaces({ ...corpus, members }),
    new Set([members[at]!.group]),
    existedBy(corpus.members, asof),
  );
  const mixture = mixtureFor(lineup, at);
  return {
    ...mixture,
    reasons: reasonsOf(mixture),
    prompts_used: corpus.prompts.filter((_, p) => members[at]!.answers[p]!.length > 0).length,
    notes,
  };
}

function reasonsOf({ teachers, vendors, none, known }: Mixture): string[] {
  if (teachers.length === 0) return ['There is no possible teacher among the references.'];
  const shown = teachers.filter(({ share }) => share.low >= SHOWN);
  const kin = vendors.flatMap(({ vendor }) => {
    const mine = teachers.filter(one => one.vendor === vendor && one.share.estimate >= SHOWN);
    return mine.length > 1 ? [`${mine.map(({ family }) => family).join(' and ')} of ${vendor}`] : [];
  });
  const single = shown.filter(({ snapshots }) => snapshots === 1).map(({ family }) => family);
  return [
    shown.length
      ? `The suspect's answers are fitted best with ${list(shown.map(({ family, share }) => `${per(share.estimate)} of ${family} (${per(share.low)} to ${per(share.high)})`))}.`
      : 'No family’s share is larger than an unrelated model may have by chance.',
    `${per(none.estimate)} is none of theirs (${per(none.low)} to ${per(none.high)}). A model of nobody listed is fitted with a little of everybody: a family whose least share is 0 isn't shown to be in it.`,
    ...(kin.length ? [`How much is of ${list(kin)} can hardly be told apart; the vendor's share can.`] : []),
    ...(single.length
      ? [
          `Of ${list(single)} one snapshot is known: how far another lies from it is taken from the other families.`,
        ]
      : []),
    ...(known.unrelated === 0 || known.snapshots === 0
      ? [
          'The intervals say nothing: the references have no unrelated models, or no family with two snapshots.',
        ]
      : []),
    'It tells of likeness, not of its cause: what would explain a closeness innocently (the same base, the same public data, the web) explains a share of it as well. lineage test says whether there is a teacher at all.',
  ];
}

const per = (share: number): string => `${Math.round(share * 100)}%`;

const list = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
