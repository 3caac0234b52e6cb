import { mkdirSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replay } from '../detect/index.ts';
import { StillwatchError } from '../errors.ts';
import { installationKey } from '../exchange/index.ts';
import { ingest, ingestAccounts } from '../ingest/index.ts';
import { type Label, makeRange, Outcomes, readLabels, scoreReplay } from '../range/index.ts';
import { hold, knownHolder, openStore, type Store } from '../store/index.ts';
import type { LineOf, PlayLine } from './lines.ts';
import { linesOf, type PlaySummary, record, summaryOf } from './recording.ts';
import { type PlaySettings, playId, worldOf } from './settings.ts';

const HOUR = 3_600_000;

export interface PlayOptions {
  /** The play's own folder: its recording, and while it runs its world and its store. */
  folder: string;
  settings: PlaySettings;
  /** Of the program. */
  version: string;
  onLine?(line: PlayLine): void;
}

const scratchIn = (folder: string) => join(folder, 'scratch');

/** Takes away what a play that was killed has left beside its recording. */
export const sweep = (folder: string): Promise<void> =>
  rm(scratchIn(folder), { recursive: true, force: true, maxRetries: 3 });

/**
 * Makes a world, takes it into a store of its own, moves the clock over it and writes down what was known at each step, and what was
 * true. A play that is there already is not played again. It may be killed at any moment: what is written stays readable, and the next
 * begins anew.
 */
export async function play({ folder, settings, version, onLine }: PlayOptions): Promise<PlaySummary> {
  const id = playId(settings, version);
  const there = linesOf(folder);
  if (there[0]?.kind === 'begun' && there[0].id !== id)
    throw new StillwatchError(
      'USAGE',
      `${folder} holds another play, ${there[0].id}`,
      'Choose another folder, or remove it.',
    );
  if (there.at(-1)?.kind === 'end') return summaryOf(folder, there);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const other = knownHolder(folder);
  if (other)
    throw new StillwatchError(
      'PLAY_RUNNING',
      `this play runs already, in ${other}`,
      'Wait for it, or stop it first.',
    );
  const release = hold(folder);
  const recording = record(folder);
  const began = Date.now();
  const now = () => new Date().toISOString();
  const add = (line: PlayLine) => {
    recording.add(line);
    onLine?.(line);
  };
  try {
    await sweep(folder);
    add({ kind: 'begun', format: 'stillwatch-play/1', id, at: now(), version, settings });
    const score = await inScratch(scratchIn(folder), settings, add).finally(() => sweep(folder));
    add({ kind: 'end', at: now(), seconds: (Date.now() - began) / 1000, score });
  } catch (error) {
    add({ kind: 'failed', at: now(), ...wordsOf(error) });
    throw error;
  } finally {
    recording.close();
    release();
  }
  return summaryOf(folder);
}

async function inScratch(
  scratch: string,
  settings: PlaySettings,
  add: (line: PlayLine) => void,
): Promise<LineOf<'end'>['score']> {
  const [world, data] = [join(scratch, 'world'), join(scratch, 'data')];
  const store = await openStore({ data });
  try {
    await makeAndRead(store, data, world, settings, add);
    const truth = JSON.parse(await readFile(join(world, 'truth.json'), 'utf8')) as Truth;
    const labels: Label[] = [];
    for await (const label of readLabels(join(world, 'truth-exchanges.jsonl.gz'))) labels.push(label);
    const start = Date.parse(truth.start);
    const hourOf = (ms: number) => Math.floor((ms - start) / HOUR);
    const harvest = labels.filter(label => label.harvest).map(({ time }) => hourOf(Date.parse(time)));
    add({
      kind: 'world',
      from: truth.start,
      step: 3600,
      traffic: await trafficOf(store, start, settings.days * 24),
      harvest: counted(harvest, 0, settings.days * 24),
      accounts: Object.keys(truth.accounts).length,
      exchanges: truth.exchanges,
      release: truth.new_model_released,
      groups: truth.groups,
    });
    const outcomes = new Outcomes(truth, labels);
    const steps = [];
    let [all, hour] = [0, 0];
    const every = settings.every_hours * HOUR;
    for await (const step of replay(store, { every, onProgress: ({ steps }) => (all = steps) })) {
      const { campaigns, at, exchanges_seen } = step;
      const isLast = steps.push(step) === all;
      const { found, leaked, stopped, truth } = outcomes.step(step, isLast);
      const next = isLast ? settings.days * 24 : Math.ceil((Date.parse(at) - start) / HOUR);
      const hours = (of: number[]) => counted(of.map(hourOf), hour, next);
      add({
        kind: 'step',
        step: steps.length,
        steps: all,
        at,
        exchanges_seen,
        campaigns: campaigns.map(({ accounts, bystanders, ...rest }) => ({
          ...rest,
          accounts: accounts.length,
          bystanders: bystanders.length,
        })),
        found,
        hours: { from: hour, leaked: hours(leaked), stopped: hours(stopped) },
        truth,
      });
      // An hour that a step lies in belongs to both.
      hour = Math.max(0, Math.floor((Date.parse(at) - start) / HOUR));
    }
    const score = await scoreReplay(truth, { steps }, labels);
    const { leaked, precision, recall, purity, everHarmed, falseCampaigns, victimFlagged } = score;
    return {
      leaked,
      precision,
      recall,
      purity,
      ever_harmed: everHarmed,
      false_campaigns: falseCampaigns.length,
      victim_flagged: victimFlagged,
    };
  } finally {
    await store.close();
  }
}

interface Truth {
  start: string;
  exchanges: number;
  new_model_released: string;
  accounts: Record<string, { role: string }>;
  groups: LineOf<'world'>['groups'];
}

/** Each day is read as soon as it is made, and removed: a world need not fit on the disk. */
async function makeAndRead(
  store: Store,
  data: string,
  world: string,
  settings: PlaySettings,
  add: (line: PlayLine) => void,
): Promise<void> {
  const options = { data, pseudonyms: installationKey(data) };
  let [day, exchanges] = [0, 0];
  await makeRange({
    ...worldOf(settings),
    out: world,
    async onFile(path) {
      if (day === 0) await ingestAccounts(store, join(world, 'accounts.jsonl'), options);
      const { new: taken, failed_files } = await ingest(store, [path], options);
      const [broken] = failed_files;
      if (broken)
        throw new StillwatchError(
          'INPUT_BROKEN',
          `a day of the world could not be read: ${broken.reason}`,
          'Is the disk full? Then make room, and play it again.',
        );
      await rm(path);
      exchanges += taken;
      add({ kind: 'day', day: ++day, days: settings.days, exchanges });
    },
  });
}

async function trafficOf(store: Store, start: number, hours: number): Promise<number[]> {
  const rows = await store.query<{ hour: number; n: number }>(
    `SELECT intDiv(toUnixTimestamp64Milli(time) - ${start}, ${HOUR}) AS hour, count() AS n FROM exchanges GROUP BY hour`,
  );
  const all = new Array<number>(hours).fill(0);
  for (const { hour, n } of rows) all[Number(hour)] = Number(n);
  return all;
}

/** How many of each number from the one up to, not with, the other. */
function counted(values: readonly number[], from: number, to: number): number[] {
  const counts = new Array<number>(Math.max(0, to - from)).fill(0);
  for (const value of values) if (value >= from && value < to) counts[value - from]!++;
  return counts;
}

/** What is no failure of ours to foresee is said as one, without what is inside. */
function wordsOf(error: unknown): { code: string; message: string; mend: string } {
  if (error instanceof StillwatchError) return { code: error.code, message: error.message, mend: error.mend };
  return {
    code: 'FAULT',
    message: 'Something went wrong inside Stillwatch.',
    mend: 'Play it on the command line, which says more: stillwatch range play. Please report it.',
  };
}
