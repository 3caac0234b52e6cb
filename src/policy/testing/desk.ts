import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Campaign, CampaignAccount } from '../../detect/index.ts';
import { keepDocument } from '../../detect/keep.ts';
import { installationKey } from '../../exchange/index.ts';
import { ingest, ingestAccounts } from '../../ingest/index.ts';
import { openStore, type Store } from '../../store/index.ts';
import { Desk } from '../desk.ts';

export interface Play {
  store: Store;
  desk: Desk;
  data: string;
  /** Moves the clock by so many milliseconds. */
  wait(ms: number): void;
}

export const START = Date.parse('2026-05-01T00:00:00Z');

/** A desk over a real store in a temporary folder, with a clock of its own that stands still. */
export async function play(): Promise<Play> {
  const data = mkdtempSync(join(tmpdir(), 'stillwatch-policy-'));
  const store = await openStore({ data });
  let now = START;
  const desk = await Desk.open(store, () => new Date(now));
  return {
    store,
    desk,
    data,
    wait: ms => {
      now += ms;
    },
  };
}

/** A campaign as a detection would have left it, with so many harvesters `h0`…, covers `c0`… and bystanders `b0`…. */
export async function plant(
  store: Store,
  who: { harvesters: number; covers?: number; bystanders?: number; prefix?: string },
  changes: Partial<Campaign> = {},
): Promise<Campaign> {
  const made = (n: number, letter: string, rest: Omit<CampaignAccount, 'account'>) =>
    Array.from({ length: n }, (_, i) => ({ account: `${who.prefix ?? ''}${letter}${i}`, ...rest }));
  const campaign: Campaign = {
    id: 'SW-2026-0001',
    verdict: 'harvesting',
    error_bound: 1e-4,
    accounts: [
      ...made(who.harvesters, 'h', {
        membership: 0.999,
        role: 'harvester',
        why: { prior: -3, content: 8, volume: 2 },
      }),
      ...made(who.covers ?? 0, 'c', { membership: 0.95, role: 'cover' }),
      ...made(who.bystanders ?? 0, 'b', { membership: 0.93, role: 'bystander', because: 'pool' }),
    ],
    exchanges: 100,
    input_tokens: 1,
    output_tokens: 1,
    first_seen: '2026-04-01T00:00:00.000Z',
    last_seen: '2026-04-30T00:00:00.000Z',
    models: {},
    capabilities: {},
    evidence: [],
    activity: [],
    explanations: [],
    ...changes,
  };
  await keepDocument(store, campaign, '2026-05-01T00:00:00.000Z');
  return campaign;
}

/** Stores exchanges: `{account, time}` and what else of the native record is given. */
export async function send(
  { store, data }: Play,
  exchanges: readonly ({ account: string; time: string } & Record<string, unknown>)[],
  accounts: readonly Record<string, unknown>[] = [],
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-policy-'));
  const options = { data, pseudonyms: installationKey(data) };
  const lines = (rows: readonly unknown[]) => rows.map(row => `${JSON.stringify(row)}\n`).join('');
  const file = join(folder, 'exchanges.jsonl');
  writeFileSync(
    file,
    lines(
      exchanges.map((one, i) => ({
        id: `ex_${Date.now()}_${i}_${Math.random()}`,
        model: 'opus',
        request: { prompt: 'say hello' },
        response: { input_tokens: 10, output_tokens: 100 },
        ...one,
      })),
    ),
  );
  await ingest(store, [file], options);
  if (accounts.length === 0) return;
  const list = join(folder, 'accounts.jsonl');
  writeFileSync(list, lines(accounts));
  await ingestAccounts(store, list, options);
}
