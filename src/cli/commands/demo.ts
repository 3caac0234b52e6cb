import type { Command } from 'commander';
import type { Detection } from '../../detect/index.ts';
import { failWhereBroken } from '../broken.ts';
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
      'Makes labelled traffic with one campaign in it, reads it, finds the campaign, says how well, and serves the\nreport as a page. Everything lies in a temporary folder that is removed at the end.',
    )
    .option('--once', 'stop after the report')
    .option('--port <n>', 'the port of the page; the next free one where it is taken', port, PORT)
    .option('--seed <n>', 'another seed, another world', wholeFrom(0, Number.MAX_SAFE_INTEGER), 1)
    .action((options: Options) => run(options, io));
}

async function run(options: Options, io: Io): Promise<void> {
  const { mkdtemp, rm } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  const { join } = await import('node:path');
  const folder = await mkdtemp(join(tmpdir(), 'stillwatch-demo-'));
  try {
    const found = await untilStopped(() => find(folder, options, io));
    if (!options.once) await show(found, folder, options, io);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

interface Found {
  detection: Detection;
  score: import('../../range/index.ts').Score;
}

async function find(folder: string, { seed }: Options, io: Io): Promise<Found> {
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

  return withStore(withoutServer(io), `${folder}/data`, async (store, data) => {
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
    return { detection, score: result };
  });
}

async function show({ detection, score }: Found, folder: string, options: Options, io: Io): Promise<void> {
  const [{ servePage }, { page }] = await Promise.all([import('../http.ts'), import('../page.ts')]);
  const note = `A demonstration on made-up traffic. Against the truth: precision ${score.precision.toFixed(3)}, recall ${score.recall.toFixed(3)}.`;
  const rendered = { html: page({ ...detection, looked: detection, note }), document: detection };
  const server = await servePage({
    host: '127.0.0.1',
    port: options.port,
    tries: 50,
    render: async () => rendered,
  });
  io.out(
    `\nThe report is at ${server.address}. Stop with Ctrl-C.\nUntil then the demo's data is in ${folder}/data; try: npx stillwatch campaigns --data ${folder}/data\n`,
  );
  try {
    await untilStopped(() => new Promise(() => {}));
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    await server.close();
  }
}
