import { z } from 'zod';
import { StillwatchError } from '../errors.ts';

const truthSchema = z.object({
  groups: z.record(z.string(), z.object({ kind: z.enum(['campaign', 'pooled', 'ordinary']) })),
  accounts: z.record(
    z.string(),
    z.object({
      role: z.enum(['harvester', 'ordinary', 'pooled']),
      group: z.string(),
      operator: z.string().optional(),
      exchanges: z.number().optional(),
      harvest: z.number().optional(),
    }),
  ),
  victim: z.array(z.string()).nullish(),
});

const detectSchema = z.object({
  campaigns: z.array(
    z.object({
      id: z.string(),
      verdict: z.enum(['harvesting', 'pooled-access', 'watch']),
      error_bound: z.number().optional(),
      accounts: z.array(z.object({ account: z.string(), role: z.enum(['harvester', 'cover', 'bystander']) })),
    }),
  ),
});

type Verdict = z.infer<typeof detectSchema>['campaigns'][number]['verdict'];

export interface Score {
  /** Accounts flagged. */
  flagged: number;
  /** Of accounts with role harvester or cover in `harvesting` campaigns: the share that are harvesters. 1 when none is flagged. */
  precision: number;
  /** The share of harvesters (with at least one exchange) that are flagged. 1 when there is none. */
  recall: number;
  f1: number;
  /** Each true campaign: its accounts, how many are flagged, and the detected campaigns they stand in, largest first. */
  perCampaign: Record<string, { accounts: number; found: number; recall: number; detected: string[] }>;
  /** Share of flagged accounts that belong to their detected campaign's largest operator. 1 when none is flagged. */
  purity: number;
  /** `harvesting` campaigns of which no more than half of the flagged accounts are harvesters. */
  falseCampaigns: string[];
  /** Every group that is no campaign: accounts flagged, and accounts per verdict of any campaign they stand in, in whatever role. */
  hardNegatives: Record<
    string,
    { accounts: number; accountsFlagged: number; verdicts: Record<Verdict, number> }
  >;
  /** Accounts that harvest nothing and stand flagged in a `harvesting` campaign. */
  bystandersHarmed: number;
  /**
   * The same in exchanges, where the truth counts them: harvest in all, harvest of flagged accounts, and all that flagged
   * accounts sent. `named` where a detection says which exchanges are harvest: then of these, and not of all of an account's.
   */
  exchanges: { harvest: number; found: number; flagged: number; named?: true } | null;
  /** Of all harvest, the share that is found. 1 when nothing was harvested. */
  harvestFound: number | null;
  /** Of all exchanges that are flagged, the share that is harvest: the rest is cover, or customers of a relay. 1 when none is. */
  harvestShare: number | null;
  /** Accounts flagged of the company that a framing campaign copies; null where none is framed. */
  victimFlagged: number | null;
  /** The middle of the error bounds of `harvesting` campaigns that state one. */
  errorBound: number | null;
}

/** Compares a `detect --json` document with a world's truth.json. */
export function score(truth: unknown, detect: unknown): Score {
  const { accounts, groups, victim } = read(
    truthSchema,
    truth,
    'truth',
    'It is the truth.json of `stillwatch range make`.',
  );
  const { campaigns } = read(
    detectSchema,
    detect,
    'detection',
    'It is what `stillwatch detect --json` prints.',
  );
  const known = new Map(Object.entries(accounts));
  const isHarvester = (account: string) => known.get(account)?.role === 'harvester';

  // What stands to be contained: accounts per harvesting campaign.
  const harvesting = campaigns
    .filter(({ verdict }) => verdict === 'harvesting')
    .map(({ id, accounts }) => ({
      id,
      flagged: [...new Set(accounts.filter(a => a.role !== 'bystander').map(a => a.account))],
    }));
  const flagged = new Set(harvesting.flatMap(campaign => campaign.flagged));
  const harvesters = [...known]
    .filter(([, a]) => a.role === 'harvester' && a.exchanges !== 0)
    .map(([id]) => id);
  const hits = [...flagged].filter(isHarvester).length;
  const precision = flagged.size === 0 ? 1 : hits / flagged.size;
  const recall = ratio(harvesters.filter(account => flagged.has(account)).length, harvesters.length);

  const perCampaign: Score['perCampaign'] = {};
  const hardNegatives: Score['hardNegatives'] = {};
  for (const [group, { kind }] of Object.entries(groups)) {
    const members = new Set(
      [...known]
        .filter(([, a]) => a.group === group && (kind !== 'campaign' || a.exchanges !== 0))
        .map(([id]) => id),
    );
    const found = [...members].filter(account => flagged.has(account)).length;
    if (kind === 'campaign') {
      const detected = harvesting
        .map(({ id, flagged }) => ({ id, n: flagged.filter(account => members.has(account)).length }))
        .filter(({ n }) => n > 0)
        .sort((a, b) => b.n - a.n);
      perCampaign[group] = {
        accounts: members.size,
        found,
        recall: ratio(found, members.size),
        detected: detected.map(d => d.id),
      };
    } else {
      const standing = (verdict: Verdict) =>
        new Set(
          campaigns
            .filter(c => c.verdict === verdict)
            .flatMap(c => c.accounts.map(a => a.account).filter(a => members.has(a))),
        ).size;
      const verdicts = {
        harvesting: standing('harvesting'),
        'pooled-access': standing('pooled-access'),
        watch: standing('watch'),
      };
      hardNegatives[group] = { accounts: members.size, accountsFlagged: found, verdicts };
    }
  }

  return {
    flagged: flagged.size,
    precision,
    recall,
    f1: ratio(2 * hits, flagged.size + harvesters.length),
    perCampaign,
    purity: purity(
      harvesting.map(campaign => campaign.flagged),
      account => (isHarvester(account) ? known.get(account)!.group : null),
    ),
    falseCampaigns: harvesting
      .filter(c => c.flagged.filter(isHarvester).length * 2 <= c.flagged.length)
      .map(c => c.id),
    hardNegatives,
    bystandersHarmed: flagged.size - hits,
    ...inExchanges(known, flagged),
    victimFlagged: victim ? victim.filter(account => flagged.has(account)).length : null,
    errorBound: median(campaigns.filter(c => c.verdict === 'harvesting').flatMap(c => c.error_bound ?? [])),
  };
}

type Accounts = Map<string, z.infer<typeof truthSchema>['accounts'][string]>;

function inExchanges(
  known: Accounts,
  flagged: Set<string>,
): Pick<Score, 'exchanges' | 'harvestFound' | 'harvestShare'> {
  const counts = { harvest: 0, found: 0, flagged: 0 };
  for (const [account, { role, harvest, exchanges }] of known) {
    // A truth that counts no harvest can't be asked for it.
    if (exchanges === undefined || (role === 'harvester' && harvest === undefined))
      return { exchanges: null, harvestFound: null, harvestShare: null };
    counts.harvest += harvest ?? 0;
    if (!flagged.has(account)) continue;
    counts.found += harvest ?? 0;
    counts.flagged += exchanges;
  }
  return {
    exchanges: counts,
    harvestFound: ratio(counts.found, counts.harvest),
    harvestShare: ratio(counts.found, counts.flagged),
  };
}

/** The middle of a list; of an even number the mean of the two. */
export function median(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  if (sorted.length === 0) return null;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

const ratio = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);

/** Accounts of no operator count against their campaign. */
function purity(campaigns: string[][], operatorOf: (account: string) => string | null): number {
  let [largest, all] = [0, 0];
  for (const accounts of campaigns) {
    const sizes = new Map<string, number>();
    for (const account of accounts) {
      const operator = operatorOf(account);
      if (operator !== null) sizes.set(operator, (sizes.get(operator) ?? 0) + 1);
    }
    largest += Math.max(0, ...sizes.values());
    all += accounts.length;
  }
  return ratio(largest, all);
}

export function read<T>(schema: z.ZodType<T>, value: unknown, what: string, mend: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  const at = path.join('.') || 'document';
  throw new StillwatchError('TRUTH_INVALID', `not a ${what}: ${at}: ${message}`, mend);
}
