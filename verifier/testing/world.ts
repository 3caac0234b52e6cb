import { H, random, u64 } from './hash.ts';
import { type Counts, countsBytes, leafNode, type Node, SumTree } from './sums.ts';

// Made-up usage: which account sent how much of which model in which hour, and what of it belongs to a campaign.

export interface Scale {
  seed?: number;
  /** Hours from 2026-04-22T00:00Z on. */
  hours?: number;
  /** Accounts of the campaign, and others. */
  accounts?: number;
  others?: number;
  /** How many hours each account is active in, at most. */
  active?: number;
  from?: string;
  /** Each leaf stands twice in its hour's tree. */
  twice?: boolean;
  /** All use this one. */
  model?: string;
}

export interface Sent extends Counts {
  account: string;
  model: string;
  hour: string;
  pseudonym: Buffer;
  salt: Buffer;
  node: Node;
  /** How much of it the campaign's is; null of others. */
  claimed: Counts | null;
}

export interface World {
  /** The leaves of each hour in their order, and their tree. */
  hours: Map<string, { leaves: Sent[]; tree: SumTree }>;
  accounts: string[];
  secret: Buffer;
}

const HOUR = 3_600_000;
export const hourNumber = (hour: string): Buffer => u64(Date.parse(hour) / HOUR);
const models = ['opus-4.6', 'opus-4.6', 'haiku-4'];

export const saltOf = (secret: Buffer, account: string): Buffer => H(secret, 'account', account);
export const commitmentOf = (secret: Buffer, account: string): Buffer => H(saltOf(secret, account), account);

export function makeWorld(scale: Scale = {}): World {
  const {
    seed = 1,
    hours = 6,
    accounts = 5,
    others = 4,
    active = hours,
    from = '2026-04-22T00:00:00.000Z',
  } = scale;
  const next = random(seed);
  const secret = H('stillwatch evidence key v1', Buffer.of(0), H(`installation ${seed}`));
  const byHour = new Map<string, Sent[]>();
  const members = Array.from({ length: accounts }, (_, i) => `acct_${seed}_${i}`);
  const strangers = Array.from({ length: others }, (_, i) => `other_${seed}_${i}`);
  for (const account of [...members, ...strangers]) {
    const A = commitmentOf(secret, account);
    const start = Math.floor(next() * (hours - active + 1));
    for (let h = start; h < Math.min(hours, start + active); h++) {
      if (h > start && next() < 0.3) continue;
      const hour = new Date(Date.parse(from) + h * HOUR).toISOString();
      const picked = models[Math.floor(next() * models.length)]!;
      const model = scale.model ?? picked;
      const exchanges = 1 + Math.floor(next() * 40);
      const counts = {
        exchanges,
        input_tokens: exchanges * (20 + Math.floor(next() * 400)),
        output_tokens: exchanges * (300 + Math.floor(next() * 900)),
      };
      const salt = H(H(secret, 'hour', hourNumber(hour)), A, model);
      const pseudonym = H(salt, A);
      const node = leafNode(
        Buffer.concat([pseudonym, hourNumber(hour), countsBytes(counts), Buffer.from(model)]),
        counts,
      );
      const part = next() < 0.8 ? 1 : 0.5;
      const claimed = account.startsWith('acct_')
        ? {
            exchanges: Math.ceil(exchanges * part),
            input_tokens: Math.ceil(counts.input_tokens * part),
            output_tokens: Math.ceil(counts.output_tokens * part),
          }
        : null;
      const leaf = { account, model, hour, ...counts, salt, pseudonym, node, claimed };
      const list = byHour.get(hour);
      if (list) list.push(leaf);
      else byHour.set(hour, [leaf]);
    }
  }
  const sorted = [...byHour]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([hour, leaves]) => {
      if (scale.twice) leaves.push(...leaves);
      leaves.sort((a, b) => Buffer.compare(a.pseudonym, b.pseudonym));
      return [hour, { leaves, tree: new SumTree(leaves.map(({ node }) => node)) }] as const;
    });
  return { hours: new Map(sorted), accounts: members, secret };
}
