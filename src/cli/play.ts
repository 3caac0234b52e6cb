import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Case } from '../range/index.ts';
import type { Store } from '../store/index.ts';
import { failWhereBroken } from './broken.ts';
import type { Io } from './io.ts';
import { withoutServer, withStore } from './place.ts';
import { ProgressLine, progressText } from './progress.ts';
import type { CaseResult } from './report/suite.ts';

export interface PlayOptions {
  accounts?: number;
  prompts?: string[];
  out?: string;
  replay: boolean;
}

/** From one step of a replay to the next, in milliseconds. */
const EVERY = 6 * 3_600_000;

/** One world from nothing to its score. Its files go as soon as they are read, the store when it is scored. */
export async function play(
  one: Case,
  seed: number,
  scratch: string,
  { accounts, prompts, out, replay }: PlayOptions,
  io: Io,
): Promise<CaseResult['worlds'][number]> {
  const [{ ALPHA, figuresOf, makeRange, readLabels, score, scoreExchanges, scoreReplay }, detection] =
    await Promise.all([import('../range/index.ts'), import('../detect/index.ts')]);
  const name = `${one.name}, seed ${seed}`;
  const line = new ProgressLine(io);
  const [world, place] = [join(scratch, 'world'), join(scratch, 'data')];
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const leaks = replay && one.targets.some(({ figure }) => figure === 'leaked');
  try {
    const made = await makeRange({
      ...one.world,
      ...(accounts === undefined ? {} : { accounts }),
      prompts,
      seed,
      out: world,
      onProgress: ({ day, days }) => line.show(`${name}: making day ${day} of ${days}`),
    });
    const truth: unknown = JSON.parse(await readFile(join(world, 'truth.json'), 'utf8'));
    const { found, named, steps } = await withStore(withoutServer(io), place, async (store, data) => {
      await readWorld(store, data, world, made.files, text => line.show(`${name}: ${text}`));
      const found = await detection.detect(store, {
        alpha: ALPHA,
        onStep: ({ step }) => line.show(`${name}: detecting … ${step}`, true),
      });
      const named = new Set<string>();
      for (const { id, verdict } of found.campaigns)
        if (verdict === 'harvesting')
          for await (const exchange of detection.campaignExchanges(store, id)) named.add(exchange.id);
      const steps = [];
      if (leaks)
        for await (const step of detection.replay(store, {
          every: EVERY,
          alpha: ALPHA,
          onProgress: ({ step, steps }) => line.show(`${name}: replaying step ${step} of ${steps}`),
        }))
          steps.push(step);
      return { found, named, steps };
    });
    const labels = () => readLabels(join(world, 'truth-exchanges.jsonl.gz'));
    const result = await scoreExchanges(score(truth, found), named, labels());
    const leaked = leaks ? (await scoreReplay(truth, { steps }, labels())).leaked : null;
    if (out) await keep(out, `${one.name}-${seed}`, { score: result, leaked, detection: found });
    const { accounts: all, exchanges } = made;
    return { seed, accounts: all, exchanges, ...figuresOf(result, seconds()), leaked, score: result };
  } finally {
    line.clear();
    for (const folder of [world, place]) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Takes in all of a world, and keeps of its files the truth alone. */
async function readWorld(
  store: Store,
  data: string,
  world: string,
  days: number,
  say: (text: string) => void,
): Promise<void> {
  const [room, { installationKey }] = await Promise.all([
    import('../ingest/index.ts'),
    import('../exchange/index.ts'),
  ]);
  const options = { data, pseudonyms: installationKey(data) };
  await room.ingestAccounts(store, join(world, 'accounts.jsonl'), options);
  const began = performance.now();
  const files = Array.from({ length: days }, (_, day) =>
    join(world, `exchanges-${String(day).padStart(4, '0')}.jsonl`),
  );
  const { failed_files } = await room.ingest(store, files, {
    ...options,
    onProgress: progress => say(progressText(progress, (performance.now() - began) / 1000)),
  });
  failWhereBroken(failed_files); // a score of half a world says nothing
  for (const file of files) await rm(file);
}

export const keep = (folder: string, name: string, document: unknown): Promise<void> =>
  writeFile(join(folder, `${name}.json`), `${JSON.stringify(document, null, 1)}\n`);
