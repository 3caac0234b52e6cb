import type { Campaign, Detection } from '../../detect/index.ts';
import type { Io } from '../io.ts';

/** A campaign with everything in it, and names that a stranger chose. */
export const campaign: Campaign = {
  id: 'SW-2026-0001',
  verdict: 'harvesting',
  error_bound: 0.0004,
  accounts: [
    {
      account: 'acct_bystander',
      membership: 0.993307,
      role: 'bystander',
      why: { prior: -3.2, content: 9.1, sittings: -0.9 },
      because: 'used-otherwise',
      apart: { prior: 0.5, volume: -0.25, sittings: -1.75 },
    },
    {
      account: 'acct_\u001b[31mred\u001b[0m\u202e<b>&',
      membership: 0.998499,
      role: 'harvester',
      why: { prior: -3.2, content: 8.3, network: -0.6, sittings: 1.4, 'answer-length': 0.6 },
    },
    ...Array.from({ length: 24 }, (_, i) => ({
      account: `acct_${i}`,
      membership: 0.900002,
      role: 'harvester' as const,
      why: { prior: -3.2, content: 5.4 + i / 1e6, gaps: 0.45, sittings: -0.4529 },
    })),
  ],
  exchanges: 576_000,
  input_tokens: 18_400_000,
  output_tokens: 512_300_000,
  first_seen: '2026-04-22T03:14:07.123Z',
  last_seen: '2026-05-12T23:50:00.000Z',
  models: { 'opus-4.6': 400_000, 'sonnet\u0007<script>alert(1)</script>': 176_000 },
  capabilities: { chain_of_thought: 0.31, code: 0.23, tool_use: 0 },
  evidence: [
    {
      signal: 'shared-template',
      family: 'content',
      log_likelihood_ratio: 41.2,
      p_value: 1e-12,
      summary:
        '498 accounts send prompts with the same 14-word opening, which is seen in 0.002% of other traffic of the same size and age',
      against:
        'A popular tool would send the same opening from accounts with a person behind each; here the volumes are level and nobody converses.',
    },
    {
      signal: 'shared-opening',
      family: 'content',
      log_likelihood_ratio: 15,
      p_value: null,
      summary: 'They start prompts with the same words',
      against: 'Course work shares words too.',
    },
    {
      signal: 'shared-phrase',
      family: 'content',
      log_likelihood_ratio: 12,
      p_value: null,
      summary: 'They use the same three-word phrases',
      against: 'Course work shares words too.',
    },
    {
      signal: 'level-volumes',
      family: 'volume',
      log_likelihood_ratio: -0.9,
      p_value: 0.6,
      summary: 'Volumes <differ> & vary',
      against: 'Nothing',
    },
  ],
  activity: [0, 3, 120, 900, 1800, 0, 40],
  explanations: [
    {
      explanation: 'one company',
      verdict: 'ruled out',
      figure: '1 of 498 accounts names an organisation',
      value: 0.002,
      limit: 0.5,
    },
    {
      explanation: 'a popular tool',
      verdict: 'not ruled out',
      figure: '60% share its fingerprint',
      value: 0.6,
      limit: 0.4,
    },
  ],
};

export const detection: Detection = {
  until: '2026-06-12T00:00:00.000Z',
  alpha: 0.01,
  accounts_seen: 21_034,
  exchanges_seen: 1_234_567,
  campaigns: [campaign],
  groups_tested: 212,
  nearest_miss: {
    accounts: 41,
    members: ['acct_\u001b[31m1', 'acct_<2>'],
    verdict: 'harvesting',
    error_bound: 0.21,
    reason: 'the <evidence> could \u001b[1mbe chance',
    held_back_by: null,
  },
};

/** A world of strings in place of a terminal. */
export function fakeIo(more: Partial<Io> = {}): Io & { stdout: string; stderr: string } {
  const io = {
    stdout: '',
    stderr: '',
    env: {},
    width: 80,
    colour: false,
    errWidth: 0,
    ...more,
    out(text: string) {
      io.stdout += text;
    },
    err(text: string) {
      io.stderr += text;
    },
  };
  return io;
}
