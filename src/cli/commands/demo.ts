import type { Command } from 'commander';
import type { PlayRequest } from '../../play/index.ts';
import type { Service } from '../../server/index.ts';
import { failWhereBroken } from '../broken.ts';
import { freePort } from '../free-port.ts';
import type { Io } from '../io.ts';
import { wholeFrom } from '../options.ts';
import { withoutServer, withStore } from '../place.ts';
import { ProgressLine, progressText } from '../progress.ts';
import { lookOf } from '../report/look.ts';
import { Stopped, untilStopped } from '../stop.ts';
import { count, whole } from '../text/number.ts';
import { duration } from '../text/time.ts';
import { wrap } from '../text/wrap.ts';
import { PORT, port } from './serve.ts';

interface Options {
  once?: boolean;
  port: number;
  seed: number;
}

export function demoCommand(program: Command, io: Io): void {
  program
    .command('demo')
    .summary('plant a campaign in made-up traffic and find it (npm start)')
    .description(
      'Makes labelled traffic with one campaign in it, reads it, finds the campaign, says how well, and serves the\nconsole, where the same traffic is looked at step by step. Everything lies in a temporary folder that is removed at the end.',
    )
    .option('--once', 'stop after the report')
    .option('--port <n>', 'the port of the console; the next free one where it is taken', port, PORT)
    .option('--seed <n>', 'another seed, another world', wholeFrom(0, Number.MAX_SAFE_INTEGER), 1)
    .action((options: Options) => run(options, io));
}

async function run(options: Options, io: Io): Promise<void> {
  const { mkdtemp, rm } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  const { join } = await import('node:path');
  const folder = await mkdtemp(join(tmpdir(), 'stillwatch-demo-'));
  try {
    await untilStopped(() => find(folder, options, io));
    if (!options.once) await show(folder, options, io);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function find(folder: string, { seed }: Options, io: Io): Promise<void> {
  const say = (text: string) => io.out(`${wrap(text, io.width).join('\n')}\n`);
  const line = new ProgressLine(io);
  const [{ makeRange, score }, { ingest, ingestAccounts }, { installationKey }, { readFile }] =
    await Promise.all([
      import('../../range/index.ts'),
      import('../../ingest/index.ts'),
      import('../../exchange/index.ts'),
      import('node:fs/promises'),
    ]);

  const world = `${folder}/world`;
  const made = await makeRange({
    scenario: 'demo',
    out: world,
    seed,
    onProgress: ({ day, days }) => line.show(`making traffic, day ${day} of ${days}`),
  }).finally(() => line.clear());
  const planted = Object.values(made.groups).find(group => group.kind === 'campaign');
  say(
    `Made ${count(made.exchanges, 'exchange')} of ${count(made.accounts, 'account')}: people, businesses, a popular tool, a campus, a company, evaluators, a viral prompt, a relay; and among them one campaign of ${count(planted?.accounts ?? 0, 'account')} with ${count(planted?.exchanges ?? 0, 'exchange')}. None of it is real.`,
  );

  await withStore(withoutServer(io), `${folder}/data`, async (store, data) => {
    const options = { data, pseudonyms: installationKey(data) };
    const started = performance.now();
    const since = () => (performance.now() - started) / 1000;
    await ingestAccounts(store, `${world}/accounts.jsonl`, options);
    const files = made.files;
    const paths = Array.from(
      { length: files },
      (_, day) => `${world}/exchanges-${String(day).padStart(4, '0')}.jsonl`,
    );
    const summary = await ingest(store, paths, {
      ...options,
      onProgress: progress => line.show(progressText(progress, since())),
    }).finally(() => line.clear());
    failWhereBroken(summary.failed_files);
    say(`Read them in ${duration(summary.seconds)} (${whole(summary.new / summary.seconds)} a second).`);

    const { detect } = await import('../../detect/index.ts');
    const began = performance.now();
    const detection = await detect(store, {
      onStep: ({ step }) => line.show(`detecting … ${step}`, true),
    }).finally(() => line.clear());
    say(`Looked for campaigns in ${duration((performance.now() - began) / 1000)}.\n`);

    const [{ detectionReport }, { scoreReport }] = await Promise.all([
      import('../report/detection.ts'),
      import('../report/score.ts'),
    ]);
    const look = lookOf(io);
    io.out(`\n${detectionReport(detection, look, store.place)}`);
    const result = score(JSON.parse(await readFile(`${world}/truth.json`, 'utf8')), detection);
    io.out(`\n${scoreReport(result, look)}`);
  });
}

/** What the range page shows first: the same traffic, looked at step by step while somebody looks on. */
const EVERY_HOURS = 12;

/** So that the console says what the harvest would have cost; in a currency that nobody takes for money. A million tokens each. */
const PRICES = {
  currency: 'demo $',
  models: {
    'opus-4.7': { input: 10, output: 100 },
    'opus-4.6': { input: 10, output: 100 },
    'opus-4.5': { input: 10, output: 100 },
    'sonnet-4.6': { input: 5, output: 50 },
    'sonnet-4.5': { input: 5, output: 50 },
    'haiku-4.5': { input: 1, output: 10 },
  },
};

async function show(folder: string, { port, seed }: Options, io: Io): Promise<void> {
  const [{ startHere }, { writeFile }] = await Promise.all([
    import('../here.ts'),
    import('node:fs/promises'),
  ]);
  const data = `${folder}/data`;
  await writeFile(`${data}/prices.json`, JSON.stringify(PRICES, null, 2));
  const { service } = await startHere({ data, port: await freePort(port) }, withoutServer(io));
  try {
    await untilStopped(async () => {
      await play(service, { scenario: 'demo', seed, every_hours: EVERY_HOURS });
      io.out(
        `\nThe console is at ${service.address}/range?token=${service.sessionToken}\nThere the same traffic is looked at again, step by step in time: when was it found, and what had leaked by then?\nStop with Ctrl-C. Until then the demo's data is in ${data}.\n`,
      );
      await new Promise(() => {});
    });
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    await service.close();
  }
}

async function play({ address, sessionToken }: Service, body: PlayRequest): Promise<void> {
  const answer = await fetch(`${address}/v1/range/plays`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sessionToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`the demo's play could not be started: ${await answer.text()}`);
}
