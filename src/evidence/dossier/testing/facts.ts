import type { Campaign, Verdict } from '../../../detect/index.ts';
import type { LetterFacts, Level } from '../index.ts';

// Facts as a dossier has them, made up: a harvest as large as one reported in public, and the two other verdicts.

const at = (hour: number) => new Date(Date.UTC(2026, 3, 22) + hour * 3_600_000).toISOString();
const signs: Record<Verdict, [signal: string, family: string, p: number | null, summary: string][]> = {
  harvesting: [
    [
      'shared-phrase',
      'content',
      null,
      '24,710 of the 25000 accounts use the same three-word phrases; of all other accounts 0 do (0.0%)'.replace(
        ',',
        '',
      ),
    ],
    [
      'shared-tls',
      'client',
      null,
      '4701 of the 25000 accounts show the same TLS fingerprint; of all other accounts 443 do (4.9%)',
    ],
    [
      'steady-gaps',
      'timing',
      0.0003038,
      'requests come without the bursts that people make: burstiness 0.13, in comparable groups 0.57',
    ],
    [
      'no-sittings',
      'timing',
      0.0003038,
      'there are 1.7 exchanges to a sitting; people in comparable groups make 6.9',
    ],
    [
      'same-hours',
      'rhythm',
      0.0003038,
      'all accounts keep the same hours: their daily rhythms differ by 0.04 of what is possible, in comparable groups by 0.11',
    ],
    [
      'same-days',
      'rhythm',
      0.0003038,
      'all accounts are active on the same days: they differ by 0.00 of what is possible, in comparable groups by 0.13',
    ],
    [
      'same-models',
      'models',
      0.0003038,
      'every account asks the same models in the same shares: differences 0.00, in comparable groups 0.71',
    ],
    [
      'long-answers',
      'shape',
      0.0003038,
      'answers have 703 tokens (geometric mean); in comparable groups 248',
    ],
    [
      'level-volumes',
      'volume',
      0.0088119,
      "the accounts' volumes are level: they spread by a factor of 1.00, in comparable groups by 1.42",
    ],
    [
      'same-answer-sizes',
      'mix',
      0.0161,
      "each account's answers are a sample of the whole group's in size: differences 0.00, in comparable groups 0.04",
    ],
    [
      'standalone-requests',
      'shape',
      0.0237,
      '100% of the requests stand alone, without a conversation; in comparable groups 38%',
    ],
    [
      'same-prompt-sizes',
      'mix',
      0.0723,
      "each account's prompts are a sample of the whole group's in size: differences 0.00, in comparable groups 0.01",
    ],
  ],
  'pooled-access': [
    [
      'level-volumes',
      'volume',
      0.0002,
      "the accounts' volumes are level: they spread by a factor of 1.08, in comparable groups by 1.94",
    ],
    [
      'no-own-parameters',
      'habits',
      0.0004,
      "an account's parameters on one day tell little of its parameters on another: it keeps 0.12 of a way of its own, accounts of comparable groups 0.93",
    ],
    [
      'no-own-network',
      'network',
      0.0004,
      "any account may come from any of the group's networks on any day: it keeps 0.02 of networks of its own, accounts of comparable groups 0.97",
    ],
    [
      'shared-payments',
      'identity',
      0.0011,
      '4% of the accounts pay with something no other of the group pays with; in comparable groups 98%',
    ],
    [
      'shared-tls',
      'client',
      null,
      '150 of the 150 accounts show the same TLS fingerprint; of all other accounts 12 do (0.12%)',
    ],
  ],
  watch: [
    [
      'steady-gaps',
      'timing',
      0.0011,
      'requests come without the bursts that people make: burstiness 0.21, in comparable groups 0.55',
    ],
    [
      'level-volumes',
      'volume',
      0.0014,
      "the accounts' volumes are level: they spread by a factor of 1.05, in comparable groups by 1.61",
    ],
    [
      'shared-system-prompt',
      'content',
      null,
      '61 of the 64 accounts use the same system prompt; of all other accounts 2 do (0.02%)',
    ],
  ],
};
const sizes = {
  harvesting: { accounts: 25_000, exchanges: 28_812_344, bound: 7.7246e-8, hours: 1080 },
  'pooled-access': { accounts: 150, exchanges: 96_120, bound: 0.00412, hours: 720 },
  watch: { accounts: 64, exchanges: 11_904, bound: 0.0061, hours: 60 },
};

export interface Wanted {
  verdict?: Verdict;
  level?: Level;
  excerpts?: boolean;
}

export function factsOf({
  verdict = 'harvesting',
  level = 'public',
  excerpts = false,
}: Wanted = {}): LetterFacts {
  const { accounts, exchanges, bound, hours } = sizes[verdict];
  const harvest = verdict === 'harvesting';
  const roles = harvest
    ? { harvester: accounts - 12, cover: 12, bystander: 37 }
    : { harvester: 0, cover: 0, bystander: accounts };
  const models = { 'opus-4.6': exchanges - 4000, 'opus-4.7': 3000, 'opus-4.5': 1000 };
  const capabilities = {
    chain_of_thought: 0.067,
    code: 0.206,
    grading: 0.146,
    structured_data: 0.104,
    translation: 0.005,
  };
  const explanations = [
    {
      explanation: 'one declared customer with many accounts',
      verdict: 'ruled out' as const,
      figure: '0.4% of the accounts belong to one declared organisation',
      value: 0.004,
      limit: 0.5,
    },
    {
      explanation:
        'independent accounts that go through the same list of prompts (a benchmark, course work, a viral prompt)',
      verdict: 'ruled out' as const,
      figure: "0% of a typical account's prompts are sent by a fifth of the others too",
      value: 0,
      limit: 0.4,
    },
  ];
  const evidence = signs[verdict].map(([signal, family, p_value, summary]) => ({
    signal,
    family,
    p_value,
    summary,
    log_likelihood_ratio: 4.8,
    against: 'Others do so too.',
  }));
  const id = 'SW-2026-0001';
  const until = at(hours);
  const sums = { exchanges, input_tokens: exchanges * 103, output_tokens: exchanges * 875 };
  const campaign: Campaign = {
    id,
    verdict,
    error_bound: bound,
    accounts: [],
    ...sums,
    first_seen: at(0),
    last_seen: at(hours),
    models,
    capabilities,
    evidence,
    activity: [],
    explanations,
  };
  return {
    level,
    partner: level === 'partner' ? 'Example Labs' : null,
    maker: 'Example Models, Inc.',
    made: '2026-06-12T08:30:00.000Z',
    version: '0.1.0',
    campaign,
    totals: { ...sums, accounts, from: at(0), to: at(hours), hours },
    verdict: {
      type: 'verdict',
      v: 1,
      at: '2026-06-07T06:00:00.000Z',
      campaign: id,
      verdict,
      error_bound: bound,
      alpha: 0.01,
      until,
      accounts: roles,
      ...sums,
      first_seen: at(0),
      last_seen: at(hours),
      models,
      capabilities,
      evidence: evidence.map(({ signal, family, p_value, log_likelihood_ratio }) => ({
        signal,
        family,
        p_value,
        log_likelihood_ratio,
      })),
      explanations: explanations.map(({ explanation, verdict, value, limit }) => ({
        explanation,
        verdict,
        value,
        limit,
      })),
      by: {
        version: '0.1.0',
        build: 'q5bYI0R0y1h9zYz0yqJmYz5kq2k1vXn0x3xg9nq1a2s=',
        config: '3q2+7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
      },
      document: 'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE=',
    },
    log: {
      origin: 'log.example-models.com/stillwatch',
      key: 'log.example-models.com/stillwatch+1f2e3d4c+AbNn3o5r0yq1Jw8b8TnJm0n3uQz0m3o2kYyG7o7c1dQk',
      size: 2431,
      root: 'W1pT1h9zYz0yqJmYz5kq2k1vXn0x3xg9nq1a2sq5bYI=',
      checkpoint:
        'log.example-models.com/stillwatch\n2431\nW1pT1h9zYz0yqJmYz5kq2k1vXn0x3xg9nq1a2sq5bYI=\n\n— log.example-models.com/stillwatch Hy49TEkq2k1vXn0x3xg9nq1a2sq5bYIW1pT1h9zYz0yqJmYz5kq2k1vXn0x3xg9nq1a2sq5bYIW1pT1h9zYz0yqJmYz5kq2k1vXn0x3xg9nq1a2s=\n',
      witnesses: level === 'public' ? [] : ['witness.example.org/w1'],
      timestamps: level === 'public' ? 0 : 1,
      earlier: 17,
      verdict: 2419,
      claim: 2430,
      before: true,
    },
    activity: Array.from(
      { length: hours },
      (_, hour) =>
        [at(hour), Math.round((exchanges / hours) * (0.75 + 0.5 * Math.abs(Math.sin(hour / 37))))] as const,
    ),
    actions: harvest
      ? [
          {
            index: 2421,
            kind: 'plan',
            at: '2026-06-07T08:02:00.000Z',
            accounts: 24_988,
            grade: null,
            until: null,
          },
          {
            index: 2422,
            kind: 'approval',
            at: '2026-06-07T09:40:00.000Z',
            accounts: null,
            grade: null,
            until: null,
          },
          {
            index: 2423,
            kind: 'action',
            at: '2026-06-07T10:00:00.000Z',
            accounts: 24_988,
            grade: 'suspend',
            until: '2026-06-14T10:00:00.000Z',
          },
          {
            index: 2427,
            kind: 'appeal',
            at: '2026-06-08T15:21:00.000Z',
            accounts: 1,
            grade: null,
            until: null,
          },
          {
            index: 2428,
            kind: 'ruling',
            at: '2026-06-09T09:12:00.000Z',
            accounts: 1,
            grade: null,
            until: null,
          },
          {
            index: 2429,
            kind: 'undo',
            at: '2026-06-09T09:12:00.000Z',
            accounts: 1,
            grade: null,
            until: null,
          },
        ]
      : [],
    excerpts: excerpts
      ? [
          {
            exchange: 'ex_00001',
            at: at(3),
            model: 'opus-4.6',
            text: 'Solve the problem step by step and show all of your reasoning.\n\nA train leaves at nine …',
          },
        ]
      : [],
    rows:
      level === 'public'
        ? []
        : Array.from({ length: accounts }, (_, i) => ({
            pseudonym: `${String(i).padStart(43, 'A')}=`,
            role: harvest ? (i % 2000 ? 'harvester' : 'cover') : 'bystander',
            first: at(i % 20),
            last: at(hours - 1 - (i % 20)),
            exchanges: Math.round(exchanges / accounts) + (i % 7),
            input_tokens: 118_000 + i,
            output_tokens: 1_008_000 + i,
            membership: harvest ? 0.9987 : null,
            id:
              level === 'partner'
                ? (i * 2654435761).toString(16).padStart(64, 'c0ffee')
                : `acct_${(i * 2654435761).toString(16).padStart(12, '0')}`,
          })),
  };
}
