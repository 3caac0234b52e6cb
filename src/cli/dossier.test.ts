import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWitness } from '../evidence/index.ts';
import { openStore } from '../store/index.ts';
import { run } from './program.ts';
import { filesOf, foundIn, textOfPdf, verifierIn } from './testing/dossier.ts';
import { fakeIo } from './testing/fixture.ts';

// The whole way, as its users go it: made-up traffic is read, a campaign found, contained and claimed; a reader who trusts
// nobody checks what they were given.

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-whole-'));
const [data, world] = [join(scratch, 'data'), join(scratch, 'world')];
const verify = verifierIn(scratch);
const ID = 'SW-2026-0001';
const levels = ['public', 'partner', 'regulator'] as const;
const why = ['--reason', 'it harvests'];
const at = (name: string) => join(scratch, name);

async function cli(...argv: string[]) {
  const io = fakeIo({ env: { STILLWATCH_ORIGIN: 'log.example/whole' } });
  const status = await run([...argv, ...(argv[0] === 'range' ? [] : ['--data', data])], io);
  return { status, stdout: io.stdout, stderr: io.stderr, json: () => JSON.parse(io.stdout) };
}
async function dossier(level: (typeof levels)[number], out: string, ...more: string[]) {
  const partner = level === 'partner' ? ['--partner', 'lab.example'] : [];
  return cli('dossier', ID, '--level', level, ...partner, '--out', at(out), ...more);
}
async function holds(file: string, ...more: string[]) {
  const checked = await verify(at(file), ...more);
  expect(checked, checked.stdout).toMatchObject({ status: 0, stderr: '' });
  return checked.text;
}

interface Record {
  id: string;
  account: string;
  conversation: string;
  org: string | null;
  client: { ip: string; user_agent: string; ja4: string };
  request: { system: string | null; messages: { content: string }[] };
}
const exchanges = (): Record[] =>
  readdirSync(world)
    .filter(name => name.startsWith('exchanges-'))
    .flatMap(name => readFileSync(join(world, name), 'utf8').split('\n').filter(Boolean))
    .map(line => JSON.parse(line));

let campaign: {
  accounts: { account: string }[];
  exchanges: number;
  input_tokens: number;
  output_tokens: number;
};
let key: string;

beforeAll(async () => {
  const size = '--accounts 260 --campaign-accounts 24 --exchanges-per-account 40 --days 8 --seed 5';
  await cli(...`range make --scenario demo ${size} --out`.split(' '), world);
  const read = await cli('ingest', world, '--accounts', join(world, 'accounts.jsonl'));
  expect(read.status, read.stderr).toBe(0);
  await cli('detect');
  campaign = (await cli('campaigns', ID, '--json')).json();
  ({ key } = (await cli('log', '--json')).json());
  writeFileSync(at('kept.txt'), (await cli('log', 'publish')).stdout);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('at every level it holds, says what the campaign is, and is the same bytes again', async () => {
  expect(campaign.accounts.length).toBeGreaterThan(20);
  for (const level of levels) {
    const made = await dossier(level, `${level}.zip`);
    expect(made, made.stderr).toMatchObject({ status: 0 });
    const said = await holds(`${level}.zip`, '--key', key, '--since', at('kept.txt'));
    const [exchanges, input, output] = [
      campaign.exchanges,
      campaign.input_tokens,
      campaign.output_tokens,
    ].map(number => number.toLocaleString('en-US'));
    expect(said).toContain(
      `The claim adds up: ${exchanges} exchanges, ${input} input and ${output} output tokens`,
    );
    expect((await dossier(level, 'again.zip')).status).toBe(0);
    expect(readFileSync(at('again.zip')).equals(readFileSync(at(`${level}.zip`)))).toBe(true);
  }
  const named = JSON.parse(filesOf(at('regulator.zip')).get('accounts.json')!.toString());
  expect(named.accounts.map(({ id }: { id: string }) => id).sort()).toEqual(
    campaign.accounts.map(({ account }) => account).sort(),
  );
});

test('a dossier with a letter changed, and one of another log, do not hold', async () => {
  const bytes = readFileSync(at('public.zip'));
  bytes[bytes.indexOf('"exchanges":') + 13]! ^= 1;
  writeFileSync(at('changed.zip'), bytes);
  expect(await verify(at('changed.zip'))).toMatchObject({ status: 1 });
  const another = key.replace(/^[^+]+/, 'log.example/other');
  expect((await verify(at('public.zip'), '--key', another)).status).toBe(1);
});

test('nobody stands in the public one, and no account in the partner’s', () => {
  const all = exchanges();
  const accounts = readFileSync(join(world, 'accounts.jsonl'), 'utf8').split('\n').filter(Boolean);
  const names = new Set<string>(accounts.map(line => JSON.parse(line).account));
  const others = new Set<string>();
  for (const line of accounts)
    for (const name of ['org', 'email_domain', 'email_hash', 'phone_hash', 'payment_hash'])
      others.add(JSON.parse(line)[name] ?? '');
  const runs = new Set<string>();
  for (const { id, account, conversation, org, client, request } of all) {
    names.add(account);
    for (const text of [id, conversation, org, client.ip, client.user_agent, client.ja4])
      others.add(text ?? '');
    for (const text of [request.system ?? '', ...request.messages.map(({ content }) => content)])
      for (const run of runsOf(text)) runs.add(run);
  }
  others.delete('');
  expect([names.size > 250, others.size > 10_000, runs.size > 10_000]).toEqual([true, true, true]);

  for (const level of ['public', 'partner'] as const)
    for (const [name, bytes] of filesOf(at(`${level}.zip`))) {
      const text = name.endsWith('.pdf') ? textOfPdf(bytes) : bytes.toString('utf8');
      // What is looked through can be read.
      if (name !== 'accounts.json' && name !== 'statement.json') expect(text.includes(ID), name).toBe(true);
      const found = foundIn(text, level === 'public' ? [...names, ...others] : names);
      expect(found, `${level} ${name}`).toEqual([]);
      expect(
        runsOf(text.replace(/<[^>]*>/g, ' ')).filter(run => runs.has(run)),
        `${level} ${name}`,
      ).toEqual([]);
    }
  // The search finds what there is.
  const regulator = filesOf(at('regulator.zip'));
  expect(regulator.get('accounts.json')!.includes(campaign.accounts[0]!.account)).toBe(true);
  const letters = textOfPdf(filesOf(at('public.zip')).get('dossier.pdf')!);
  expect(foundIn(letters, ['log.example/whole', 'log.example/hole'])).toEqual(['log.example/whole']);
});

/** Each four words that follow each other. */
function runsOf(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}[\p{L}'’]*/gu) ?? [];
  return words.slice(3).map((_, i) => words.slice(i, i + 4).join(' '));
}

test('a witness signs it, and what was done is claimed too', async () => {
  const witness = await startWitness({ folder: at('witness'), logs: [key], name: 'witness.example/w' });
  try {
    const before = await verify(at('public.zip'), '--witness', witness.key);
    expect(before.status).toBe(1);
    expect((await cli('log', 'witness', witness.address, '--key', witness.key)).status).toBe(0);
    await dossier('public', 'witnessed.zip');
    expect(await holds('witnessed.zip', '--witness', witness.key)).toContain('witness.example/w');

    const planned = (await cli('contain', 'plan', ID, ...why, '--json')).json();
    const plan: string = planned.plan ?? planned.id;
    const approved = await cli('contain', 'approve', plan, ...why, '--by', 'ben');
    expect(approved, approved.stderr).toMatchObject({ status: 0 });
    const { action } = (await cli('contain', 'apply', plan, ...why, '--confirm', '--json')).json();
    await cli('contain', 'undo', action, ...why);
    // Its claim is another, which the witness has not seen yet.
    await dossier('public', 'contained-public.zip');
    expect((await verify(at('contained-public.zip'), '--witness', witness.key)).status).toBe(1);
    await cli('log', 'witness', witness.address, '--key', witness.key);
    for (const level of levels) {
      await dossier(level, `contained-${level}.zip`);
      const said = await holds(`contained-${level}.zip`, '--key', key, '--witness', witness.key);
      expect(said).toMatch(/plan \(.*approval \(.*action \(.*undo \(/);
    }
  } finally {
    await witness.close();
  }
});

test('after a change of the key it holds under the key that was known before', async () => {
  const rotated = await cli('log', 'rotate');
  expect(rotated, rotated.stderr).toMatchObject({ status: 0 });
  await dossier('public', 'rotated.zip');
  const claims = JSON.parse(filesOf(at('rotated.zip')).get('claims.json')!.toString());
  expect(claims.log.key).not.toBe(key);
  for (const known of [key, claims.log.key])
    await holds('rotated.zip', '--key', known, '--since', at('kept.txt'));
});

test('a newer checkpoint that a reader has is joined to it by a proof', async () => {
  const claims = JSON.parse(filesOf(at('rotated.zip')).get('claims.json')!.toString());
  writeFileSync(at('its.txt'), claims.log.checkpoint);
  await cli('contain', 'plan', ID, '--reason', 'another', '--by', 'ann');
  writeFileSync(at('newer.txt'), (await cli('log', 'checkpoint')).stdout);
  expect(readFileSync(at('newer.txt'), 'utf8')).not.toBe(claims.log.checkpoint);
  expect((await verify(at('rotated.zip'), '--since', at('newer.txt'))).text).toContain('SINCE_NOT_JOINED');
  const proved = await cli('log', 'prove', '--from', at('its.txt'), '--out', at('proof.json'));
  expect(proved, proved.stderr).toMatchObject({ status: 0 });
  const said = await holds('rotated.zip', '--since', at('newer.txt'), '--proof', at('proof.json'));
  expect(said).toContain('continues this log: none of its entries was changed or taken out');
});

test('words of an exchange are shown before they are written', async () => {
  const [id] = (await cli('campaigns', ID, '--exchanges')).stdout
    .split('\n')
    .map(line => line && JSON.parse(line).id);
  const one = exchanges().find(exchange => exchange.id === id)!;
  writeFileSync(at('one.json'), JSON.stringify(one));
  const first = await dossier('public', 'excerpt.zip', '--excerpt', at('one.json'));
  expect(first).toMatchObject({ status: 1, stderr: expect.stringContaining('(EXCERPT_UNSEEN)') });
  const flat = (text: string) => text.replace(/\s+/g, ' ').trim();
  expect(flat(first.stderr)).toContain(flat(one.request.messages.at(-1)!.content));
  expect(readdirSync(scratch)).not.toContain('excerpt.zip');
  const [, digest] = /--seen ([0-9a-f]+)/.exec(first.stderr)!;
  const second = await dossier('public', 'excerpt.zip', '--excerpt', at('one.json'), '--seen', digest!);
  expect(second, second.stderr).toMatchObject({ status: 0 });
  await holds('excerpt.zip', '--key', key);
  const { excerpts } = JSON.parse(filesOf(at('excerpt.zip')).get('excerpts.json')!.toString());
  expect(excerpts).toMatchObject([{ exchange: id, text: expect.stringContaining('[user]') }]);

  const stranger = exchanges().find(
    ({ account }) => !campaign.accounts.some(member => member.account === account),
  )!;
  writeFileSync(at('stranger.json'), JSON.stringify(stranger));
  const shown = await dossier('public', 'other.zip', '--excerpt', at('stranger.json'));
  const seen = /--seen [0-9a-f]+/.exec(shown.stderr)![0].split(' ');
  expect(await dossier('public', 'other.zip', '--excerpt', at('stranger.json'), ...seen)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('(EXCERPT_INVALID)'),
  });
});

test('what is removed behind its back is said, and nothing is claimed on it', async () => {
  const clean = await cli('fsck');
  expect(clean, clean.stdout).toMatchObject({ status: 0 });
  const { account } = campaign.accounts[0]!;
  const store = await openStore({ data });
  const [row] = await store.query<{ id: string }>(
    'SELECT id FROM exchanges WHERE account = {account:String} LIMIT 1',
    { params: { account } },
  );
  await store.command(`ALTER TABLE exchanges DELETE WHERE id = '${row!.id}'`, {
    settings: { mutations_sync: 1 },
  });
  await store.close();
  expect(await cli('fsck')).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/entry \d+, the first that is wrong/),
  });
  const refused = await dossier('public', 'after.zip');
  expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('(EVIDENCE_DIFFERS)') });
  expect(readdirSync(scratch)).not.toContain('after.zip');
});
