import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chosenBy, Reader } from '../canary/index.ts';
import type { Campaign } from '../detect/index.ts';
import {
  canaryKey,
  canonical,
  checkInclusion,
  evidenceSecret,
  leafHash,
  openNote,
  parseCheckpoint,
  parseVerifier,
} from '../evidence/index.ts';
import { installationKey } from '../exchange/index.ts';
import { createGateway, type Gateway, type Service as Served, serviceAt } from '../gateway/index.ts';
import { PROSE } from '../gateway/testing/answers.ts';
import { type TestUpstream, testUpstream } from '../gateway/testing/upstream.ts';
import { ingest, ingestAccounts } from '../ingest/index.ts';
import { makeRange } from '../range/index.ts';
import { openStore } from '../store/index.ts';
import { type Service, startService } from './index.ts';
import { roles } from './roles.ts';
import { ask, build, until } from './testing/service.ts';
import { addToken } from './tokens.ts';

// The whole way with real clients: a campaign is played through the gateway in the midst of ordinary traffic, found, planned,
// approved, contained, appealed, and undone.

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-whole-'));
const data = join(scratch, 'data');
let built: string;
let upstream: TestUpstream;
let service: Service;
let served: Served;
let gateway: Gateway;
let url: string;
let token: Record<'viv' | 'ana' | 'ben' | 'cyd' | 'gate', string>;
/** What the campaign is to send, by account. */
const played = new Map<string, Played[]>();

interface Played {
  time: string;
  model: string;
  account: string;
  request: {
    system: string | null;
    messages: { role: 'user' | 'assistant'; content: string }[];
    max_tokens: number;
    temperature: number;
  };
}

beforeAll(async () => {
  built = build();
  await ordinaryTraffic();
  token = {
    viv: addToken(data, 'viv', roles.viewer, null),
    ana: addToken(data, 'ana', roles.analyst, null),
    ben: addToken(data, 'ben', roles.approver, null),
    cyd: addToken(data, 'cyd', roles.approver, null),
    gate: addToken(data, 'gate', ['decide', 'ingest'], null),
  };
  service = await startService({
    place: { data },
    host: '127.0.0.1',
    port: 0,
    detectEvery: 0,
    alpha: 0.01,
    logLevel: 'silent',
    engine: pathToFileURL(join(built, 'server/engine/main.js')),
  });
  upstream = await testUpstream();
  served = serviceAt({
    url: service.address,
    token: token.gate,
    spool: join(scratch, 'spool'),
    log: () => {},
  });
  gateway = createGateway({
    upstream: upstream.url,
    pseudonyms: installationKey(data),
    decide: served.decide,
    // A gateway goes by its clock. What is played has its own time, and says it where clients say their organization.
    record: ({ org, ...exchange }) => served.record({ ...exchange, time: org ?? exchange.time }),
    canaryKey: served.canaryKey,
    decideWithin: 5000,
  });
  gateway.server.listen(0, '127.0.0.1');
  await once(gateway.server, 'listening');
  url = `http://127.0.0.1:${(gateway.server.address() as AddressInfo).port}`;
  await until(async () => (await ask(service.address, '/readyz')).status === 200);
}, 180_000);

afterAll(async () => {
  await gateway?.close(100);
  await served?.close();
  await upstream?.close();
  await service?.close();
  for (const folder of [scratch, built]) rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Makes a world, ingests what is ordinary in it, and keeps the campaign to be played. */
async function ordinaryTraffic() {
  const world = join(scratch, 'world');
  await makeRange({
    scenario: 'demo',
    seed: 3,
    accounts: 600,
    campaignAccounts: 60,
    exchangesPerAccount: 30,
    out: world,
  });
  const truth = JSON.parse(readFileSync(join(world, 'truth.json'), 'utf8'));
  const ordinary = join(scratch, 'ordinary.jsonl');
  for (const name of readdirSync(world).filter(file => file.startsWith('exchanges-'))) {
    const lines = readFileSync(join(world, name), 'utf8').split('\n').filter(Boolean);
    const harvests = (line: string) => truth.accounts[JSON.parse(line).account].role === 'harvester';
    appendFileSync(
      ordinary,
      lines
        .filter(line => !harvests(line))
        .map(line => `${line}\n`)
        .join(''),
    );
    for (const line of lines.filter(harvests)) {
      const one = JSON.parse(line) as Played;
      played.set(one.account, [...(played.get(one.account) ?? []), one]);
    }
  }
  const store = await openStore({ data });
  const options = { data, pseudonyms: installationKey(data) };
  await ingest(store, [ordinary], options);
  await ingestAccounts(store, join(world, 'accounts.jsonl'), options);
  await store.close();
}

const openai = (key: string) => new OpenAI({ apiKey: `sk-${key}`, baseURL: `${url}/v1`, maxRetries: 0 });
const anthropic = (key: string) => new Anthropic({ apiKey: `sk-${key}`, baseURL: url, maxRetries: 0 });

/** Half of the accounts speak one API, half the other; every third request streams. */
async function play(account: string, number: number, exchanges: readonly Played[]) {
  for (const [i, { time, model, request }] of exchanges.entries()) {
    const { max_tokens, temperature, messages, system } = request;
    const headers = { 'openai-organization': time };
    const stream = i % 3 === 0;
    if (number % 2) {
      const said = { model, max_tokens, temperature, messages, ...(system && { system }), stream };
      const answer = await anthropic(account).messages.create(said as Anthropic.MessageCreateParams, {
        headers,
      });
      if (Symbol.asyncIterator in answer) for await (const _ of answer);
    } else {
      const all = system ? [{ role: 'system' as const, content: system }, ...messages] : messages;
      const said = { model, max_tokens, temperature, messages: all, stream };
      const answer = await openai(account).chat.completions.create(said, { headers });
      if (Symbol.asyncIterator in answer) for await (const _ of answer);
    }
  }
}

const api = async (path: string, who: 'viv' | 'ana' | 'ben' | 'cyd', body?: object) => {
  const answer = await ask(service.address, `/v1/${path}`, { token: token[who], ...(body && { body }) });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.json;
};
const hello = { model: 'opus-4.6', max_tokens: 100, messages: [{ role: 'user' as const, content: 'Hello' }] };

/** What people see of a campaign, made in the engine after the detection, is what was found. */
async function looksAt({ accounts, ...document }: Campaign) {
  const id = `campaigns/${document.id}`;
  const traits = await until(async () => {
    const answer = await ask(service.address, `/v1/${id}/views/traits`, { token: token.ana });
    if (answer.status !== 200) expect(answer.json.code).toBe('VIEW_PENDING');
    return answer.status === 200 && answer.json;
  }, 60);
  expect(traits.accounts.toSorted()).toEqual(accounts.map(({ account }) => account).sort());
  const outline = await api(`${id}?accounts=none`, 'ana');
  const harvester = accounts.filter(({ role }) => role === 'harvester').length;
  expect(outline).toMatchObject({ ...document, accounts: [], roles: { harvester } });
  const page = await api(`${id}/accounts?sort=account&order=asc&limit=1000`, 'ana');
  expect(page).toMatchObject({ total: accounts.length, of: accounts.length });
  expect(page.accounts).toEqual(accounts.toSorted((a, b) => (a.account < b.account ? -1 : 1)));
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  const { models } = await api(`${id}/views/activity`, 'ana');
  const counted = sum(models.map(({ exchanges }: { exchanges: number[] }) => sum(exchanges)));
  expect(counted).toBeGreaterThanOrEqual(document.exchanges);
  const { templates, rest } = await api(`${id}/views/templates`, 'ana');
  expect(sum(templates.map(({ exchanges }: { exchanges: number }) => exchanges)) + rest.exchanges).toBe(
    counted,
  );
  expect((await api(`${id}/views/life`, 'ana')).joined.some(Boolean)).toBe(true);
  const all = await api('overview', 'ana');
  const own = all.campaigns.find((one: { id: string }) => one.id === document.id);
  expect([sum(own.exchanges), all.rejects]).toEqual([counted, []]);
  const account = accounts[0]!.account;
  const traffic = await api(`accounts/${encodeURIComponent(account)}/traffic`, 'ana');
  expect(traffic.campaigns).toMatchObject([{ id: document.id, account: accounts[0] }]);
  expect(traffic.streams.some((one: { campaign: string }) => one.campaign === document.id)).toBe(true);
  for (const path of [`${id}/accounts`, `${id}/views/life`, 'overview', 'accounts/x/traffic', 'prices'])
    expect((await ask(service.address, `/v1/${path}`, { token: token.gate })).status).toBe(403);
}

/** Answers are marked once the log has committed to the key, and no longer when that is undone. */
async function marks(campaign: string, account: string) {
  const said = async () => {
    const { choices } = await openai(account).chat.completions.create({ ...hello, model: 'm-prose' });
    return choices[0]!.message.content;
  };
  const plain = PROSE.join('');
  const planned = { campaign, reason: 'to know its student', grade: 'mark', days: 1 };
  const plan = await api('containment/plans', 'ana', planned);
  expect(plan).toMatchObject({ needs_approval: true, days: 1 });
  const apply = { plan: plan.id, reason: 'agreed', confirm: true };
  await expect(api('containment/actions', 'ana', apply)).rejects.toThrow('APPROVAL_NEEDED');
  await api('containment/approvals', 'ben', { plan: plan.id, reason: 'yes' });
  expect(await said()).toBe(plain);
  const { action } = await api('containment/actions', 'ana', apply);
  const key = canaryKey(evidenceSecret(installationKey(data)), plan.canary);
  const reader = new Reader(chosenBy(key));
  const marked = reader.take(plain) + reader.end();
  await until(async () => (await said()) === marked);
  const asked = { token: token.viv, body: { canary: plan.canary } };
  expect((await ask(service.address, '/v1/canary-keys', asked)).status).toBe(403);
  const unknown = { token: token.gate, body: { canary: 'K-00000000' } };
  expect((await ask(service.address, '/v1/canary-keys', unknown)).json.code).toBe('CANARY_UNLOGGED');
  const { canaries } = await api('canaries', 'viv');
  expect(canaries).toMatchObject([{ canary: plan.canary, plans: [{ state: 'in force' }] }]);
  await api('containment/undo', 'ben', { action, reason: 'enough' });
  expect(await said()).toBe(plain);
}

test('a campaign is played, found, planned, approved, contained at the gateway, appealed and undone', async () => {
  const accounts = [...played.keys()];
  // Eight at a time, as a queue would.
  const queue = accounts.map((account, number) => ({ account, number }));
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let one = queue.pop(); one; one = queue.pop())
        await play(one.account, one.number, played.get(one.account)!);
    }),
  );
  await gateway.settled();
  const sent = [...played.values()].reduce((sum, all) => sum + all.length, 0);
  expect(gateway.counts.get('recorded')).toBe(sent);
  // Every one of them is stored, once.
  await until(async () => (await api('status', 'ana')).drained?.exchanges === sent, 60);

  await api('detections', 'ana', { wait: true });
  const { campaigns } = await api('campaigns', 'ana');
  const [found] = campaigns.filter(({ verdict }: { verdict: string }) => verdict === 'harvesting');
  expect(found.accounts.harvester).toBeGreaterThanOrEqual(0.95 * accounts.length);
  const document = await api(`campaigns/${found.id}`, 'ana');
  const harvesters = document.accounts.filter(({ role }: { role: string }) => role === 'harvester');
  for (const { account } of harvesters) expect(account).toMatch(/^key_/);

  await looksAt(document);

  const plan = await api('containment/plans', 'ana', {
    campaign: found.id,
    reason: 'it harvests',
    grade: 'suspend',
  });
  expect(plan).toMatchObject({ needs_approval: true, accounts: { length: harvesters.length } });
  const apply = { plan: plan.id, reason: 'agreed', confirm: true };
  await expect(api('containment/actions', 'ana', apply)).rejects.toThrow('APPROVAL_NEEDED');
  const planned = { campaign: found.id, reason: 'it harvests' };
  const approval = { plan: plan.id, reason: 'I looked at the evidence' };
  // A viewer changes nothing, an analyst approves nothing, and nobody approves a plan of their own.
  await expect(api('containment/plans', 'viv', planned)).rejects.toThrow('lacks the scope act');
  await expect(api('containment/approvals', 'viv', approval)).rejects.toThrow('lacks the scope approve');
  await expect(api('containment/approvals', 'ana', approval)).rejects.toThrow('lacks the scope approve');
  const { id: own } = await api('containment/plans', 'ben', planned);
  await expect(api('containment/approvals', 'ben', { plan: own, reason: 'mine' })).rejects.toThrow(
    /can't approve/,
  );
  await api('containment/approvals', 'ben', approval);
  const { action } = await api('containment/actions', 'ana', apply);
  const { leaked } = await api('overview', 'ana');
  expect(leaked).toMatchObject([
    { after: 0, contained_accounts: harvesters.length, accounts: harvesters.length },
  ]);
  expect(leaked[0].before).toBeGreaterThan(0.9 * sent);

  // At once: both clients get their own API's error, with the reference; who is not of the campaign goes on.
  const [first, second] = accounts;
  const refused = await openai(first!)
    .chat.completions.create(hello)
    .catch(error => error);
  expect(refused).toBeInstanceOf(OpenAI.PermissionDeniedError);
  expect(refused).toMatchObject({ code: 'account_suspended' });
  const other = await anthropic(second!)
    .messages.create({ ...hello, stream: true })
    .catch(error => error);
  expect(other).toBeInstanceOf(Anthropic.PermissionDeniedError);
  expect((await openai('somebody').chat.completions.create(hello)).choices).toHaveLength(1);
  const reference = refused.headers.get('x-stillwatch-reference');
  expect(refused.message).toContain(reference);

  // Another gateway is told the same, in its own words.
  const [account] = harvesters.map(({ account }: { account: string }) => account);
  const hook = await ask(service.address, '/hooks/portkey', {
    headers: { 'x-stillwatch-token': token.gate, authorization: 'Bearer sk-of-the-client' },
    body: { metadata: { _user: account }, request: { json: hello } },
  });
  expect(hook.json).toMatchObject({ verdict: false });

  const { appeal } = await api('appeals', 'ana', { reference, text: 'we are a school' });
  const { appeals } = await api('appeals', 'ben');
  expect(appeals[0]).toMatchObject({ id: appeal, contained: true, evidence: { role: 'harvester' } });
  const ruling = { appeal, upheld: false, reason: 'no' };
  await expect(api('appeals/rulings', 'ana', ruling)).rejects.toThrow('lacks the scope approve');
  // Who approved the plan does not rule on it alone.
  await expect(api('appeals/rulings', 'ben', ruling)).rejects.toThrow('RULING_OF_ANOTHER');
  await api('appeals/rulings', 'cyd', { appeal, upheld: true, reason: 'they are' });
  expect((await openai(first!).chat.completions.create(hello)).choices).toHaveLength(1);

  const undone = await api('containment/undo', 'ben', { action, reason: 'all of it was a test' });
  expect(undone).toMatchObject({ undone: harvesters.length - 1, left: 0 });
  expect((await anthropic(second!).messages.create(hello)).content).toHaveLength(1);

  await marks(found.id, second!);

  // Many at the same moment, of different lengths: decisions follow every one of them.
  const models = Array.from({ length: 30 }, (_, i) => `held-${i}`);
  const held = { from: '2026-01-01T00:00:00Z', until: null, reason: 'a test' };
  await Promise.all(
    models.map((model, i) =>
      api('holds', 'ben', { ...held, model, basis: 'b'.repeat(i % 3 ? 10 : 100_000) }),
    ),
  );
  const requests = models.map(model => ({ account: 'somebody', model }));
  const answer = await ask(service.address, '/v1/decisions/batch', { token: token.gate, body: { requests } });
  expect(answer.json.decisions.map(({ decision }: { decision: string }) => decision)).toEqual(
    models.map(() => 'hold'),
  );

  // What stricter policies would have done to all of it, beside those in force.
  const { texts } = await api('policies', 'viv');
  const stricter = { ...texts, 'zz.cedar': '@decision("suspend")\nforbid (principal, action, resource);\n' };
  const asked = { texts: stricter, from: '2020-01-01T00:00:00Z' };
  await expect(api('policies/backtests', 'viv', asked)).rejects.toThrow('lacks the scope act');
  await expect(api('policies/backtests', 'ana', { texts: { 'a.cedar': 'permit (' } })).rejects.toThrow(
    'POLICY_INVALID',
  );
  // One at a time, also where two are asked for at once.
  const both = await Promise.allSettled([
    api('policies/backtests', 'ana', asked),
    api('policies/backtests', 'ben', asked),
  ]);
  const [begun, refusal] = both.toSorted((a, b) => (a.status < b.status ? -1 : 1));
  expect(`${(refusal as PromiseRejectedResult).reason}`).toContain('RECORD_STATE');
  const { id } = (begun as PromiseFulfilledResult<{ id: string }>).value;
  const tried = await until(async () => {
    const now = await api(`policies/backtests/${id}`, 'viv');
    return now.state !== 'running' && now;
  });
  expect(tried).toMatchObject({ state: 'done', failure: null });
  const { decisions, exchanges_seen } = tried.result;
  expect(decisions.at(-1)).toEqual({
    decision: 'suspend',
    before: expect.any(Number),
    after: exchanges_seen,
  });

  const { records } = await api('audit', 'ana');
  expect(
    records.map(({ kind, actor }: { kind: string; actor: string }) => `${actor} ${kind}`).slice(1, 9),
  ).toEqual([
    'ana plan',
    'ben plan',
    'ben approval',
    'ana action',
    'ana appeal',
    'cyd ruling',
    'cyd undo',
    'ben undo',
  ]);
  expect(records[0]).toMatchObject({ kind: 'policy', subject: 'policies' });

  // All of it comes into the log, which is read without the store, and each entry is proved.
  const { log, stored } = await until(async () => {
    const view = await api('log', 'viv');
    return view.log?.entries.record === records.length && view;
  });
  expect(stored).toMatchObject({ records: records.length, campaigns: campaigns.length });
  expect(log).toMatchObject({ campaigns: campaigns.length, published: [] });
  const { entries } = await api(`log/entries?from=${log.size - 2}&limit=1`, 'viv');
  expect(entries).toMatchObject([{ index: log.size - 2 }]);
  const proved = await api(`log/proof?index=${log.size - 2}`, 'viv');
  const { size, root } = parseCheckpoint(openNote(proved.checkpoint, [parseVerifier(log.key)!]).text);
  const hashes = proved.proof.map((hash: string) => Buffer.from(hash, 'base64'));
  const leaf = leafHash(Buffer.from(canonical(entries[0].entry)));
  expect(checkInclusion(leaf, log.size - 2, size, hashes, root)).toBe(true);
  await expect(api(`log/proof?index=${size}`, 'viv')).rejects.toThrow('ENTRY_UNKNOWN');
  await expect(api('log/entries?limit=5000', 'viv')).rejects.toThrow('BODY_INVALID');
}, 240_000);
