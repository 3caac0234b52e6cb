import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { run } from './program.ts';
import { fakeIo } from './testing/fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'stillwatch-range-run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function cli(...argv: string[]) {
  const io = fakeIo();
  const status = await run(argv, io);
  return { status, stdout: io.stdout, stderr: io.stderr };
}

it('runs cases of the suite from nothing to a table, and leaves only results', async () => {
  const out = join(folder, 'results');
  const only = ['--only', 'ordinary,licensed', '--accounts', '60', '--seeds', '2-2', '--out', out];
  const { status, stdout } = await cli('range', 'run', ...only);
  expect(status).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^ordinary +seed 2 .* harmed 0 /);
  expect(lines[1]).toMatch(/^licensed +seed 2 /);
  expect(stdout).toMatch(/^case +seeds +precision/m);
  expect(stdout).toContain('  falseCampaigns 0, to be at most 0.01: met');
  expect(readdirSync(out).sort()).toEqual(['licensed-2.json', 'ordinary-2.json', 'suite.json']);
  const document = JSON.parse(readFileSync(join(out, 'suite.json'), 'utf8'));
  expect(document).toMatchObject({ suite: 'standard', seeds: 1, first_seed: 2, accounts: 60 });
  expect(document.cases.map((one: { case: string }) => one.case)).toEqual(['ordinary', 'licensed']);
  expect(document.cases[0].worlds[0].score.precision).toBe(1);
}, 60_000);

it('with --json prints one document, and what is finished beside it', async () => {
  const { stdout, stderr } = await cli('range', 'run', '--only', 'ordinary', '--accounts', '30', '--json');
  const [one] = JSON.parse(stdout).cases;
  expect(one).toMatchObject({ case: 'ordinary', figures: { falseCampaigns: 0, recall: null, leaked: null } });
  expect(one.targets).toEqual([{ figure: 'falseCampaigns', most: 0.01, value: 0, met: true }]);
  expect(stderr).toMatch(/^ordinary +seed 1/);
}, 60_000);

it('refuses suites and cases it does not have', async () => {
  for (const [argv, message] of [
    [['--suite', 'hard'], /no suite hard.*\n.*standard/],
    [['--only', 'latter'], /no case latter.*\n.*letter/],
    [['--seeds', '0'], /whole number from 1/],
    [['--seeds', '8-5'], /as in 5-8/],
    [['--seeds', '5-'], /as in 5-8/],
    [['--seeds', '1-2-3'], /as in 5-8/],
  ] as const) {
    const { status, stderr } = await cli('range', 'run', ...argv);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  }
});

it('scores a replay by its steps, with the labels beside the truth', async () => {
  const world = join(folder, 'world');
  const size = '--accounts 40 --campaign-accounts 5 --exchanges-per-account 8 --days 2'.split(' ');
  await cli('range', 'make', '--scenario', 'demo', ...size, '--out', world);
  const truth = join(world, 'truth.json');
  const { accounts, start } = JSON.parse(readFileSync(truth, 'utf8'));
  const harvesters = Object.keys(accounts).filter(account => accounts[account].role === 'harvester');
  const replay = join(folder, 'replay.json');
  const campaigns = [
    { id: 'SW-1', verdict: 'harvesting', accounts: harvesters, bystanders: [], exchanges: 9 },
  ];
  const scored = async (at: string, ...json: string[]) => {
    writeFileSync(replay, JSON.stringify({ steps: [{ at, exchanges_seen: 9, campaigns }] }));
    return (await cli('range', 'score', truth, replay, ...json)).stdout;
  };
  expect(JSON.parse(await scored(start, '--json'))).toMatchObject({ leaked: 0, recall: 1, steps: 1 });
  expect(JSON.parse(await scored('2030-01-01T00:00:00Z', '--json'))).toMatchObject({ leaked: 1 });
  expect(await scored(start)).toContain('0% of the harvest was sent before its account was contained');
  rmSync(join(world, 'truth-exchanges.jsonl.gz'));
  expect((await cli('range', 'score', truth, replay)).stderr).toContain('(INPUT_NOT_FOUND)');
});

it('scores by exchange where a detection says which they are', async () => {
  const world = join(folder, 'by-exchange');
  const size = '--accounts 40 --campaign-accounts 5 --exchanges-per-account 8 --days 2'.split(' ');
  await cli('range', 'make', '--scenario', 'demo', ...size, '--out', world);
  const truth = join(world, 'truth.json');
  const labels = gunzipSync(readFileSync(join(world, 'truth-exchanges.jsonl.gz')))
    .toString()
    .trim();
  const harvest = labels.split('\n').flatMap(line => (JSON.parse(line).harvest ? [JSON.parse(line).id] : []));
  const half = harvest.slice(0, harvest.length / 2);
  const [found, named] = [join(folder, 'found.json'), join(folder, 'named.jsonl')];
  writeFileSync(found, JSON.stringify({ campaigns: [] }));
  writeFileSync(named, [...half, 'ex_other'].map(id => `${JSON.stringify({ id })}\n`).join(''));
  const { stdout } = await cli('range', 'score', truth, found, '--exchanges', named, '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    exchanges: { harvest: harvest.length, found: half.length, flagged: half.length + 1 },
    harvestFound: half.length / harvest.length,
    harvestShare: half.length / (half.length + 1),
  });
  writeFileSync(named, 'no json\n');
  const { status, stderr } = await cli('range', 'score', truth, found, '--exchanges', named);
  expect(status).toBe(1);
  expect(stderr).toContain('campaigns ID --exchanges');
});
