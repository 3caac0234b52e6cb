import type { Campaign } from '../src/api/types.ts';

/** A harvest of so many accounts, and a few bystanders. */
export const harvest = (id: string, harvesters: number, changes: Partial<Campaign> = {}): Campaign => ({
  id,
  verdict: 'harvesting',
  error_bound: 1e-5,
  accounts: [
    ...Array.from({ length: harvesters }, (_, i) => ({
      account: `acct_${String(i).padStart(5, '0')}`,
      membership: 0.999 - (i % 7) / 1e4,
      role: 'harvester' as const,
      exchanges: 90 + (i % 40),
      why: { prior: -3.2, content: 8.3, network: -0.6, sittings: 1.4, volume: 0.6 },
    })),
    ...Array.from({ length: 3 }, (_, i) => ({
      account: `acct_by_${i}`,
      membership: 0.93,
      role: 'bystander' as const,
      because: 'pool' as const,
      why: { prior: -3.2, content: 5.9 },
    })),
  ],
  exchanges: 576_000,
  input_tokens: 18_400_000,
  output_tokens: 512_300_000,
  first_seen: '2026-04-22T03:14:07.123Z',
  last_seen: '2026-05-12T23:50:00.000Z',
  models: { 'opus-4.6': 400_000, 'opus-4.7': 176_000 },
  capabilities: { chain_of_thought: 0.31, code: 0.23 },
  evidence: [
    {
      signal: 'level-volumes',
      family: 'volume',
      log_likelihood_ratio: 9.2,
      p_value: 1e-6,
      summary: 'Its accounts send nearly the same each day.',
      against: 'Quotas of a plan could level them; they differ in plan.',
    },
    {
      signal: 'shared-template',
      family: 'content',
      log_likelihood_ratio: 41.2,
      p_value: null,
      summary: 'They send prompts with the same opening of 14 words.',
      against: 'A popular tool could give it to them; 0.002% of others have it.',
    },
  ],
  activity: Array.from({ length: 32 }, (_, i) => 1000 + ((i * 397) % 800)),
  explanations: [
    {
      explanation: 'users of one tool',
      verdict: 'ruled out',
      figure: '3% of its accounts name the tool',
      value: 0.03,
      limit: 0.4,
    },
  ],
  ...changes,
});

/** What a stranger may have put into any field: markup, script, another direction, orders to a terminal. */
export const hostile = (n: number): string =>
  `<img src=x onerror="globalThis.pwned=${n}"><script>globalThis.pwned=${n}</script>{{7*7}}\u202egnp.exe\u001b[31mred\u001b]0;title\u0007\u200b`;

/** As much of it as comes through the door: an identifier with a control character in it is refused. */
export const sendable = (text: string): string => text.replace(/\p{Cc}/gu, '');

/** A campaign with that in every text. */
export function hostileCampaign(): Campaign {
  const base = harvest('SW-2026-0666', 5);
  let n = 0;
  const text = () => hostile(n++);
  return {
    ...base,
    accounts: base.accounts.map(one => ({
      ...one,
      account: sendable(text()),
      why: { prior: -3, [text()]: 4 },
    })),
    models: { [text()]: 400, [text()]: 100 },
    capabilities: { [text()]: 0.3 },
    evidence: base.evidence.map(one => ({
      ...one,
      signal: text(),
      family: text(),
      summary: text(),
      against: text(),
    })),
    explanations: base.explanations.map(one => ({ ...one, explanation: text(), figure: text() })),
  };
}
