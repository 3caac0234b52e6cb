/**
 * Campaigns that somebody alleged in public, as reported, with what the reports disagree on. Every count is the accuser's, none
 * was published with a proof that we know of, and no report shows that a model was trained. What an accused said stands with it.
 * Put together from press reports of 2026; the primary documents were not read.
 */
export interface Reported {
  id: string;
  /** Where it was made known, in words. */
  source: string;
  /** ISO 8601 month, or day where it is known. */
  known: string;
  allegedBy: string;
  /** As the accuser named it. The letter does not repeat it: it makes no statement of who is behind anything. */
  operatorAsAlleged: string | null;
  exchanges: Figure | null;
  accounts: Figure | null;
  /** First and last day. */
  period: readonly [from: string, to: string] | null;
  /** What the report says of it, and what reports disagree on. */
  techniques: string;
  conflicts: readonly string[];
  /** What the accused is reported to have said. */
  answered: string | null;
}

export interface Figure {
  value: number;
  /** As reported: "more than 28.8 million". */
  words: string;
  /** `least`: reported as "over"; `about`: as "about" or "nearly". */
  is: 'least' | 'about';
  /** Where the figure is of several reports together, their ids. */
  of?: readonly string[];
}

const three = ['2026-02-a', '2026-02-b', '2026-02-c'];
const together: Figure = { value: 24_000, words: 'about 24,000, the three together', is: 'about', of: three };
const blog = {
  source: 'blog post',
  known: '2026-02',
  allegedBy: 'Anthropic',
  accounts: together,
  period: null,
};
const least = (value: number, words: string): Figure => ({ value, words, is: 'least' });

export const ledger: readonly Reported[] = [
  {
    id: '2026-06',
    source: 'letter to the chair and the ranking member of the Senate Banking Committee',
    known: '2026-06',
    allegedBy: 'Anthropic',
    operatorAsAlleged: 'operators affiliated with Alibaba and its lab Qwen',
    exchanges: least(28_800_000, 'more than 28.8 million'),
    accounts: { value: 25_000, words: 'about 25,000', is: 'about' },
    period: ['2026-04-22', '2026-06-05'],
    techniques:
      'fraudulent accounts; said to be aimed at software engineering, agentic and long-horizon work, and at the capability of one named model',
    conflicts: [
      'The letter is reported to be dated 10 June 2026; one report gives the year 2025, others say that it was sent on 24 June, the day on which a broadcaster confirmed it.',
      'The number of accounts is reported as “nearly” and as “roughly” 25,000.',
    ],
    answered:
      'The company named is reported not to have responded at once, and in one report to have declined to comment.',
  },
  {
    ...blog,
    id: '2026-02-a',
    operatorAsAlleged: 'MiniMax',
    exchanges: least(13_000_000, 'over 13 million'),
    techniques:
      'said to have been found while it ran; nearly half of it moved to a new model within 24 hours',
    conflicts: ['Accounts are reported for three campaigns together.'],
    answered: null,
  },
  {
    ...blog,
    id: '2026-02-b',
    operatorAsAlleged: 'Moonshot AI',
    exchanges: least(3_400_000, 'over 3.4 million'),
    techniques:
      'agentic work, computer use, vision; metadata of requests said to match public profiles, of a company that the report does not name',
    conflicts: ['Accounts are reported for three campaigns together.'],
    answered: null,
  },
  {
    ...blog,
    id: '2026-02-c',
    operatorAsAlleged: 'DeepSeek',
    exchanges: least(150_000, 'over 150,000'),
    techniques:
      'synchronised timing, shared payment, load balancing; reasoning written out afterwards; grading by rubric',
    conflicts: [
      'Accounts are reported for three campaigns together.',
      'Some reports say of all three campaigns that timing was synchronised and payment shared.',
    ],
    answered: null,
  },
  {
    id: '2026-02-d',
    source: 'report of its threat intelligence group',
    known: '2026-02',
    allegedBy: 'Google',
    operatorAsAlleged: null,
    exchanges: least(100_000, 'over 100,000 prompts'),
    accounts: null,
    period: null,
    techniques: 'prompts to make a model show its reasoning; said to have been mitigated as it happened',
    conflicts: [],
    answered: null,
  },
  {
    id: '2026-02-e',
    source: 'memorandum to a House committee',
    known: '2026-02',
    allegedBy: 'OpenAI',
    operatorAsAlleged: 'accounts linked to DeepSeek',
    exchanges: null,
    accounts: null,
    period: null,
    techniques: 'third-party routers, unauthorised resellers, harvesting by programs',
    conflicts: [],
    answered: null,
  },
];

/** Days from the first to the last, both counted; null where no period is stated. */
export const daysOf = ({ period }: Reported): number | null =>
  period ? Math.round((Date.parse(period[1]) - Date.parse(period[0])) / 86_400_000) + 1 : null;

/** Exchanges an account, by the figures of one report alone; null where either is not of it alone. */
export const eachOf = ({ exchanges, accounts }: Reported): number | null =>
  exchanges && accounts && !accounts.of ? exchanges.value / accounts.value : null;
