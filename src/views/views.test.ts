import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { campaignExchanges } from '../detect/index.ts';
import { Desk } from '../policy/index.ts';
import type { Play } from '../policy/testing/desk.ts';
import { openStore, type Store } from '../store/index.ts';
import { type Front, startFront } from '../store/testing/http-front.ts';
import { Accounts } from './account/traffic.ts';
import type { ActivityView, LifeView, TemplatesView, TraitsView } from './document.ts';
import { behind, makeViews, Overviews, readView, type ViewKind } from './index.ts';
import { FIRST, isOurs, type Made, plantWorld, traffic, UNTIL } from './testing/world.ts';

const ID = 'SW-2026-0001';
const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-views-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let front: Front | undefined;

const hourOf = ({ time }: { time: string }) => Math.floor((Date.parse(time) - FIRST) / 3_600_000);
const dayOf = (one: Made) => Math.floor(hourOf(one) / 24);
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const distinct = (made: readonly Made[]) => new Set(made.map(({ account }) => account)).size;

// Over HTTP it is the same SQL: the real client with an engine behind it.
describe.each(['embedded', 'server'] as const)('views, %s', kind => {
  const made = traffic();
  const harvest = made.filter(one => one.harvest);
  let store: Store;
  let place: Play;
  let now = Date.parse('2026-04-26T00:00:00Z');
  const view = async <T>(name: ViewKind) => JSON.parse(await readView(store, ID, name)) as T;
  /** How many of some lie in each step, from the harvest's first. */
  const by = (some: readonly Made[], at: (one: Made) => number) => {
    const [first, last] = [Math.min(...harvest.map(at)), Math.max(...harvest.map(at))];
    return Array.from({ length: last - first + 1 }, (_, i) => some.filter(one => at(one) === first + i));
  };

  beforeAll(async () => {
    const data = join(scratch, kind);
    if (kind === 'server') front = await startFront(join(scratch, 'front'));
    store = await openStore({ data, ...(front && kind === 'server' ? { server: front.url } : {}) });
    const desk = await Desk.open(store, () => new Date(now));
    place = { store, desk, data, wait: () => {} };
    await plantWorld(place, made);
  });
  afterAll(async () => {
    await store?.close();
    if (kind === 'server') await front?.close();
  });

  test('are behind where there are none, and say that they are being made', async () => {
    await expect(readView(store, ID, 'life')).rejects.toMatchObject({ code: 'VIEW_PENDING' });
    await expect(readView(store, 'SW-1', 'life')).rejects.toMatchObject({ code: 'CAMPAIGN_UNKNOWN' });
    const rows = await behind(store);
    expect(rows).toMatchObject([{ id: ID, until: Date.parse(UNTIL) }]);
    await makeViews(store, rows[0]!);
    expect(await behind(store)).toEqual([]);
    const left = await store.query(
      "SELECT name FROM system.tables WHERE startsWith(name, 'temporary_') AND database = currentDatabase()",
    );
    expect(left).toEqual([]);
  });

  test('count what belongs to the campaign by its streams', async () => {
    const own: string[] = [];
    for await (const { id } of campaignExchanges(store, ID)) own.push(id);
    expect(own.sort()).toEqual(harvest.map(({ id }) => id).sort());
  });

  test('activity: by hour, beside everybody else', async () => {
    const activity = await view<ActivityView>('activity');
    const first = Math.min(...harvest.map(hourOf));
    expect(activity.from).toBe(new Date(FIRST + first * 3_600_000).toISOString());
    expect(activity.models.map(({ model }) => model)).toEqual(['opus', 'opus-next']);
    for (const { model, exchanges, input_tokens, output_tokens } of activity.models) {
      const of = harvest.filter(one => one.model === model);
      expect(exchanges).toEqual(by(of, hourOf).map(some => some.length));
      expect([input_tokens, output_tokens]).toEqual([
        sum(of.map(one => one.input)),
        sum(of.map(one => one.output)),
      ]);
    }
    expect(activity.accounts).toEqual(by(harvest, hourOf).map(distinct));
    expect(activity.others).toEqual(
      by(
        made.filter(one => !one.harvest),
        hourOf,
      ).map(some => some.length),
    );
  });

  test('life: accounts that come and go, and moves to other models', async () => {
    const life = await view<LifeView>('life');
    expect(life.from).toBe('2026-04-22T00:00:00.000Z');
    expect(life.active).toEqual(by(harvest, dayOf).map(distinct));
    expect([life.joined, life.left].map(sum)).toEqual([13, 13]);
    expect(life.joined).toEqual([12, 1, 0]);
    expect(life.left).toEqual([0, 1, 12]);
    const firstOf = (model: string) =>
      harvest
        .filter(one => one.model === model)
        .map(one => one.time)
        .sort()[0];
    expect(life.moves).toEqual([
      { model: 'opus', first: firstOf('opus'), half: firstOf('opus'), seen_first: firstOf('opus') },
      {
        model: 'opus-next',
        first: firstOf('opus-next'),
        half: firstOf('opus-next'),
        seen_first: firstOf('opus-next'),
      },
    ]);
  });

  test('templates: what begins or ends alike, whatever stands between', async () => {
    const { templates, rest } = await view<TemplatesView>('templates');
    const of = (template: number) => harvest.filter(one => one.template === template);
    expect(templates.map(one => [one.opening !== null, one.closing !== null, one.exchanges])).toEqual([
      [true, true, of(0).length],
      [true, false, of(1).length],
    ]);
    expect(rest).toEqual({ exchanges: of(2).length });
    for (const [i, one] of templates.entries()) {
      expect(one).toMatchObject({ accounts: distinct(of(i)), prompts: of(i).length, others: 0 });
      expect(sum(Object.values(one.models))).toBe(one.exchanges);
      expect(one.first).toBe(
        of(i)
          .map(({ time }) => time)
          .sort()[0],
      );
    }
    expect(Object.keys(templates[0]!.asks)).toEqual(['chain_of_thought']);
    expect(templates[1]!.asks).toEqual({ grading: 1 });
  });

  test('traits: what the accounts share that others do not', async () => {
    const traits = await view<TraitsView>('traits');
    const find = (trait: string) => traits.traits.filter(one => one.trait === trait);
    const hash = expect.stringMatching(/^[0-9a-f]{16}$/);
    const value = 'python-requests/2.31.0';
    expect(find('shared-client')).toEqual([
      { family: 'client', trait: 'shared-client', value, hash, accounts: 13, others: 0 },
    ]);
    expect(find('shared-network')).toMatchObject([{ value: '203.0.113.0/24', accounts: 13 }]);
    expect(find('shared-email-domain')).toMatchObject([{ value: 'throw.example', accounts: 13, others: 0 }]);
    expect(find('shared-parameters')[0]!.value).toBe('max_tokens 4096 · python-requests/2.31.0');
    expect(find('shared-opening')).toHaveLength(2);
    expect(JSON.stringify(traits.traits)).not.toMatch(/the same card|203\.0\.113\.7/);
    expect(traits.outside).toBe(20);
    expect([...traits.accounts].sort()).toEqual(
      [...new Set(made.map(one => one.account).filter(isOurs))].sort(),
    );
    expect(traits.roles).toHaveLength(13);
    expect(traits.roles).toBe(traits.accounts.map(account => account[0]).join(''));
    const width = Math.ceil(traits.traits.length / 8);
    const cells = Buffer.from(traits.cells, 'base64');
    traits.traits.forEach(({ accounts }, column) => {
      const shown = traits.accounts.filter(
        (_, row) => (cells[row * width + (column >> 3)]! >> (column & 7)) & 1,
      );
      expect(shown).toHaveLength(accounts);
    });
  });

  test('an account: what it sent, of which campaign, and who is like it', async () => {
    const accounts = new Accounts(store);
    const cover = made.filter(one => one.account === 'c0');
    const traffic = await accounts.read('c0');
    expect(traffic).toMatchObject({
      exchanges: cover.length,
      output_tokens: sum(cover.map(one => one.output)),
    });
    expect(sum(traffic.days)).toBe(cover.length);
    const ours = cover.filter(one => one.harvest).length;
    expect(
      traffic.streams.map(one => [one.user_agent, one.exchanges, one.campaign, one.of_campaign]).sort(),
    ).toEqual([
      ['own client', cover.length - ours, null, 0],
      ['python-requests/2.31.0', ours, ID, ours],
    ]);
    expect(traffic.campaigns).toMatchObject([
      { id: ID, verdict: 'harvesting', account: { account: 'c0', role: 'cover' } },
    ]);
    expect(traffic.neighbours).toHaveLength(12);
    expect(traffic.neighbours[0]!.shares.map(({ family }) => family)).toContain('network');

    const paying = await accounts.read('h0');
    expect(paying.known?.shares).toEqual({ payment: 2, phone: 0, email: 0, org: 0 });
    const card = paying.neighbours.filter(one => one.shares[0]!.value.startsWith('payment '));
    expect(card.map(one => [one.account, one.campaign])).toEqual([
      ['h1', ID],
      ['o0', null],
    ]);
    expect(await accounts.read('nobody')).toMatchObject({
      known: null,
      exchanges: 0,
      days: [],
      streams: [],
      neighbours: [],
    });
  });

  test('the overview: all traffic, the campaigns in it, and what leaked before it was contained', async () => {
    const overviews = new Overviews(place.desk);
    const all = await overviews.read();
    expect(sum(all.exchanges)).toBe(made.length);
    expect(sum(all.tokens)).toBe(sum(made.map(one => one.input + one.output)));
    expect(all.campaigns.map(({ id, exchanges, tokens }) => [id, sum(exchanges), sum(tokens)])).toEqual([
      [ID, harvest.length, sum(harvest.map(one => one.input + one.output))],
    ]);
    expect(all.campaigns[0]!.exchanges).toHaveLength(all.exchanges.length);
    const sent = harvest.filter(one => one.account[0] === 'h');
    const leak = { campaign: ID, accounts: 10 };
    expect(all.leaked).toEqual([{ ...leak, before: sent.length, after: 0, contained_accounts: 0 }]);

    const contain = (subject: string, names: string[], from: string) =>
      place.desk.write({
        actor: 'ana',
        kind: 'action',
        subject,
        reason: 'a test',
        after: {
          plan: 'none',
          campaign: ID,
          accounts: names.map(account => ({
            account,
            grade: 'thin' as const,
            reference: `${subject} ${account}`,
            from,
          })),
          until: '2026-05-01T00:00:00.000Z',
        },
      });
    const half = '2026-04-23T12:30:00.000Z';
    await contain('first', ['h0', 'h1'], half);
    await contain('later', ['h2'], '2026-04-28T00:00:00.000Z');
    await contain('undone', ['h3', 'h4'], '2026-04-24T00:00:00.000Z');
    await place.desk.write({
      actor: 'ana',
      kind: 'undo',
      subject: 'undone',
      reason: 'a test',
      after: { action: 'undone', accounts: ['h3', 'h4'] },
    });
    const sentAfter = (names: string[], hour: number) =>
      sent.filter(one => names.includes(one.account) && hourOf(one) > hour).length;
    const late = sentAfter(['h0', 'h1'], 36) + sentAfter(['h3', 'h4'], 48);
    expect((await overviews.read()).leaked).toEqual([
      { ...leak, before: sent.length - late, after: late, contained_accounts: 2 },
    ]);
    now = Date.parse('2026-04-29T00:00:00Z');
    expect((await overviews.read()).leaked[0]).toMatchObject({ after: late, contained_accounts: 3 });
  });

  test('are made anew when the campaign was looked at again', async () => {
    await store.command(
      `INSERT INTO campaigns (id, detected, until, verdict, document) SELECT id, detected + 1, until, verdict, document FROM campaigns FINAL`,
    );
    const before = await readView(store, ID, 'traits');
    const [row] = await behind(store);
    expect(row?.id).toBe(ID);
    expect(await readView(store, ID, 'traits')).toBe(before);
    await makeViews(store, row!);
    expect(await behind(store)).toEqual([]);
    expect(await readView(store, ID, 'traits')).toBe(before);
  });
});

test('a document’s outline is all of it but the accounts, whatever is in it', async () => {
  const store = await openStore({ data: join(scratch, 'outlines') });
  try {
    const documents = [
      {},
      { accounts: [] },
      {
        id: 'a"\\\n漢<b>',
        error_bound: 1.25e-300,
        accounts: [{ account: 'x', role: 'cover' }],
        models: { 'a"b': 3 },
      },
      {
        accounts: ['harvester', 'cover', 'harvester'].map(role => ({ account: 'roles', role })),
        evidence: [{ p_value: null, log_likelihood_ratio: -0.1 }],
        big: 28_583_078_123_456,
      },
    ];
    for (const [i, document] of documents.entries()) {
      const params = { id: `SW-2026-000${i}`, document: JSON.stringify(document) };
      const row = "SELECT {id:String}, now64(3), now64(3), 'watch', {document:String}";
      await store.command(`INSERT INTO campaigns ${row}`, { params });
    }
    const rows = await store.query<{ outline: string }>('SELECT outline FROM campaigns FINAL ORDER BY id');
    const roles = [{}, {}, { cover: 1 }, { cover: 1, harvester: 2 }];
    expect(rows.map(({ outline }) => JSON.parse(outline))).toEqual(
      documents.map((document, i) => ({
        ...document,
        ...('accounts' in document && { accounts: [] }),
        roles: roles[i],
      })),
    );
  } finally {
    await store.close();
  }
});
