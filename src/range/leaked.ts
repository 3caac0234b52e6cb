import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { StillwatchError } from '../errors.ts';
import { read, type Score, score } from './score.ts';

const replaySchema = z.object({
  steps: z.array(
    z.object({
      at: z.iso.datetime({ offset: true }),
      campaigns: z.array(
        z.object({
          id: z.string(),
          verdict: z.enum(['harvesting', 'pooled-access', 'watch']),
          accounts: z.array(z.string()),
          bystanders: z.array(z.string()).default([]),
        }),
      ),
    }),
  ),
});

/** One line of truth-exchanges.jsonl.gz. */
export interface Label {
  id: string;
  account: string;
  time: string;
  harvest: boolean;
}

/** The last step's score, and what was only known too late. */
export interface ReplayScore extends Score {
  steps: number;
  /** Of all harvest, the share sent before its account was contained: first stood flagged in a `harvesting` campaign. 0 where nothing was harvested. */
  leaked: number;
  /** The same for each true campaign. */
  leakedPerCampaign: Record<string, number>;
  /** Accounts that harvest nothing and stood flagged in any step. */
  everHarmed: number;
}

/** Whether a document is what `replay --json` prints, and not what `detect --json` does. */
export const isReplay = (document: unknown): boolean =>
  typeof document === 'object' && document !== null && 'steps' in document;

/** Compares a `replay --json` document with a world's truth.json and the labels of its campaigns' exchanges. */
export async function scoreReplay(
  truth: unknown,
  replay: unknown,
  labels: Iterable<Label> | AsyncIterable<Label>,
): Promise<ReplayScore> {
  const { steps } = read(replaySchema, replay, 'replay', 'It is what `stillwatch replay --json` prints.');
  const inOrder = steps.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const contained = new Map<string, number>();
  for (const { at, campaigns } of inOrder)
    for (const { verdict, accounts } of campaigns)
      if (verdict === 'harvesting')
        for (const account of accounts) if (!contained.has(account)) contained.set(account, Date.parse(at));

  const last = {
    campaigns: (inOrder.at(-1)?.campaigns ?? []).map(({ id, verdict, accounts, bystanders }) => ({
      id,
      verdict,
      accounts: [
        ...accounts.map(account => ({ account, role: 'harvester' })),
        ...bystanders.map(account => ({ account, role: 'bystander' })),
      ],
    })),
  };
  const final = score(truth, last);

  const { accounts } = truth as { accounts: Record<string, { role: string; group: string }> };
  const sent = new Map<string, { all: number; late: number }>();
  for await (const { account, time, harvest } of labels) {
    if (!harvest) continue;
    const group = accounts[account]?.group ?? 'unknown';
    const counts = sent.get(group) ?? { all: 0, late: 0 };
    counts.all++;
    if (Date.parse(time) < (contained.get(account) ?? Number.POSITIVE_INFINITY)) counts.late++;
    sent.set(group, counts);
  }
  const sum = (of: 'all' | 'late') => [...sent.values()].reduce((total, counts) => total + counts[of], 0);
  return {
    ...final,
    steps: steps.length,
    leaked: sum('all') === 0 ? 0 : sum('late') / sum('all'),
    leakedPerCampaign: Object.fromEntries([...sent].map(([group, { all, late }]) => [group, late / all])),
    everHarmed: [...contained.keys()].filter(account => accounts[account]?.role !== 'harvester').length,
  };
}

/**
 * A score by exchange: of what a detection names (the ids of `campaigns ID --exchanges`, of every harvest), how much is
 * harvest, and how much of all harvest that is.
 */
export async function scoreExchanges(
  score: Score,
  named: ReadonlySet<string>,
  labels: Iterable<Label> | AsyncIterable<Label>,
): Promise<Score> {
  const exchanges = { harvest: 0, found: 0, flagged: named.size, named: true as const };
  for await (const { id, harvest } of labels) {
    if (!harvest) continue;
    exchanges.harvest++;
    if (named.has(id)) exchanges.found++;
  }
  const share = (whole: number) => (whole === 0 ? 1 : exchanges.found / whole);
  return {
    ...score,
    exchanges,
    harvestFound: share(exchanges.harvest),
    harvestShare: share(exchanges.flagged),
  };
}

/** Reads the labels beside a truth.json, one at a time: a world may have more of them than memory. */
export async function* readLabels(path: string): AsyncIterable<Label> {
  if (!existsSync(path))
    throw new StillwatchError(
      'INPUT_NOT_FOUND',
      `${path} does not exist`,
      'The truth of exchanges lies beside truth.json: both are of `stillwatch range make`.',
    );
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()) });
  for await (const line of lines) {
    const label = JSON.parse(line) as Label;
    if (!label.time)
      throw new StillwatchError(
        'TRUTH_INVALID',
        `${path} has no times`,
        'An earlier version made it. Make the world anew with `stillwatch range make`.',
      );
    yield label;
  }
}
