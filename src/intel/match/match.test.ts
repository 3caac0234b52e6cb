import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { campaign, type Detection, detect, listCampaigns } from '../../detect/index.ts';
import { TransparencyLog } from '../../evidence/index.ts';
import { installationKey, joinCommunity } from '../../exchange/index.ts';
import { ingest, ingestAccounts } from '../../ingest/index.ts';
import { makeRange } from '../../range/index.ts';
import { openStore, type Store } from '../../store/index.ts';
import { exportCampaign } from '../export.ts';
import type { SharedCampaign } from '../model.ts';
import { importFile } from '../receive/index.ts';
import { bundleOf } from '../stix/index.ts';
import { addPartner, rule, rulingsOf, signBundle } from '../trust/index.ts';
import { match } from './index.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-match-'));
const data = join(scratch, 'data');
const world = join(scratch, 'world');
/** The world ends then; what it says is of the past for whoever runs this. */
const now = new Date('2026-05-08T00:00:00Z');
let store: Store;
let truth: Record<string, { role: string; group: string }>;
let before: Detection;

beforeAll(async () => {
  await makeRange({ scenario: 'demo', out: world, accounts: 700, campaignAccounts: 40, days: 9 });
  truth = JSON.parse(readFileSync(join(world, 'truth.json'), 'utf8')).accounts;
  // A key of its own each time would draw other sets to compare with.
  const labs = { format: 'stillwatch-community/1', name: 'labs', key: '0123456789abcdef'.repeat(4) };
  joinCommunity(data, JSON.stringify(labs));
  store = await openStore({ data });
  const pseudonyms = installationKey(data);
  await ingest(store, [world], { data, pseudonyms });
  await ingestAccounts(store, join(world, 'accounts.jsonl'), { data, pseudonyms });
  before = await detect(store);
});
afterAll(async () => {
  await store.close();
  rmSync(scratch, { recursive: true, force: true });
});

const matched = () => {
  const { community } = installationKey(data);
  return match(store, { data, community: community!.id, now, sets: 199 });
};
const take = async (name: string, bundle: unknown, partner: string) => {
  const path = join(scratch, name);
  writeFileSync(path, JSON.stringify(bundle));
  const log = await TransparencyLog.open(join(scratch, partner));
  writeFileSync(`${path}.dsse`, await signBundle(log, { name, bytes: JSON.stringify(bundle), about: {} }));
  await addPartner(data, { name: partner, key: log.key });
  await log.close();
  return importFile(store, path, { data });
};

test('who shares a campaign’s templates and networks is found, and nothing is decided by it', async () => {
  const [{ id } = { id: '' }] = (await listCampaigns(store)).filter(one => one.verdict === 'harvesting');
  const { community } = installationKey(data);
  const { bundle } = await exportCampaign(store, id, { level: 'amber', origin: 'North', community });
  await take('north.json', bundle, 'north');

  const {
    campaigns: [found],
    partners,
  } = await matched();
  expect(found).toMatchObject({ partner: 'north', verdict: 'harvesting', p_value: 0.005, explanations: [] });
  expect(found!.linked).toMatchObject([{ id, templates: 0.005, infrastructure: 0.005 }]);
  const theirs = Object.keys(truth).filter(account => truth[account]!.role === 'harvester');
  const right = found!.accounts.filter(({ account }) => theirs.includes(account)).length;
  expect(right / theirs.length).toBeGreaterThanOrEqual(0.9);
  expect(right / found!.accounts.length).toBeGreaterThanOrEqual(0.95);
  expect(Object.keys(found!.accounts[0]!.why)).toEqual(expect.arrayContaining(['content', 'network']));
  expect(found!.accounts[0]!.campaigns).toEqual([id]);
  // What is detected here too confirms who told of it.
  expect(partners).toMatchObject([{ partner: 'north', confirmed: 1, falseAlarms: 0 }]);

  // The same again, the same answer.
  expect((await matched()).campaigns[0]).toEqual(found);
  // Without the community’s key templates are not looked for; networks are.
  const alone = await match(store, { data, now, sets: 199 });
  expect(Object.keys(alone.campaigns[0]!.values)).not.toContain('opening');
  // What has ended is not looked for.
  const late = await match(store, { data, now: new Date('2027-06-01T00:00:00Z') });
  expect(late).toMatchObject({ indicators: 0, campaigns: [] });
});

test('a partner that frames a company convicts nobody, is explained, and loses its weight', async () => {
  const seats = Object.keys(truth).filter(account => truth[account]!.group === 'company');
  const [{ org }] = (await store.query<{ org: string }>(
    'SELECT org FROM accounts FINAL WHERE account IN (SELECT arrayJoin({seats:Array(String)})) GROUP BY org ORDER BY count() DESC LIMIT 1',
    { params: { seats } },
  )) as [{ org: string }];
  const most = async (sql: string) =>
    (
      await store.query<{ value: string }>(
        `SELECT ${sql} AS value FROM exchanges WHERE account IN (SELECT account FROM accounts FINAL WHERE org = {org:String})
         AND value NOT IN ('', '0000000000000000') GROUP BY value ORDER BY uniq(account) DESC, value LIMIT 4`,
        { params: { org } },
      )
    ).map(({ value }) => value);
  const key = installationKey(data).community!.id;
  const said = [
    ...(await most('network')).map(value => ({ kind: 'network', value, level: 'amber' }) as const),
    ...(await most('user_agent')).map(value => ({ kind: 'client', value, level: 'green' }) as const),
    ...(await most('lower(hex(opening))')).map(
      value => ({ kind: 'opening', value, key, level: 'green' }) as const,
    ),
    ...(await most('lower(hex(system))')).map(
      value => ({ kind: 'system-prompt', value, key, level: 'green' }) as const,
    ),
  ];
  const seen = { first_seen: '2026-04-22T00:00:00.000Z', last_seen: '2026-05-06T00:00:00.000Z' };
  const framing: SharedCampaign = {
    ...seen,
    id: 'SW-2026-0666',
    origin: 'South',
    verdict: 'harvesting',
    error_bound: 1e-12,
    accounts: 900,
    exchanges: 1_000_000,
    input_tokens: 1,
    output_tokens: 1,
    models: {},
    capabilities: {},
    behaviour: [],
    indicators: said.map(one => ({
      ...one,
      ...seen,
      share: 1,
      others: 0,
      valid_until: '2026-06-01T00:00:00.000Z',
    })),
  };
  await take('south.json', bundleOf(framing, 'amber', '2026-05-07T00:00:00.000Z'), 'south');

  const ofBoth = async () => {
    const all = await matched();
    const of = (name: string) => all.campaigns.find(({ partner }) => partner === name)!;
    const record = all.partners.find(({ partner }) => partner === 'south')!;
    return { found: of('south'), north: of('north'), record };
  };
  const { found, north, record } = await ofBoth();
  // It hits, as it was meant to; and it is seen that these are one company’s people, in no campaign, and that chance does as much.
  expect(found.touched).toBeGreaterThan(20);
  expect(found.p_value).toBeGreaterThan(0.01);
  expect(found.explanations.map(({ what }) => what)).toContain('one-organisation');
  expect(found.linked).toEqual([]);
  expect(found.accounts.flatMap(({ campaigns }) => campaigns)).toEqual([]);
  expect(record).toMatchObject({ confirmed: 0, falseAlarms: 0, weight: 0.5 });
  // Detection says the same as before both imports, to the last letter; nothing is written down as done.
  expect(await detect(store)).toEqual(before);
  for (const { id } of await listCampaigns(store))
    for (const { account, role } of (await campaign(store, id))!.accounts)
      if (seats.includes(account)) expect(role).toBe('bystander');
  expect(await store.query('SELECT count() AS n FROM records')).toEqual([{ n: 0 }]);

  // Of a partner that was wrong, all scores fall.
  const ruling = { actor: 'anna', reason: 'they are a customer’s people', ruling: 'false-alarm' } as const;
  await rule(store, { ...ruling, partner: 'south', campaign: found.id });
  const never = rule(store, { ...ruling, partner: 'north', campaign: found.id });
  await expect(never).rejects.toMatchObject({ code: 'CAMPAIGN_UNKNOWN' });
  await rule(store, { ...ruling, partner: 'north', campaign: north.id });
  const after = await ofBoth();
  expect(after.record).toMatchObject({ confirmed: 0, falseAlarms: 1, weight: 1 / 3 });
  expect(after.north.accounts[0]!.account).toBe(north.accounts[0]!.account);
  expect(after.north.accounts[0]!.score / north.accounts[0]!.score).toBeCloseTo(0.5, 2);
  await rule(store, { ...ruling, ruling: 'withdrawn', partner: 'south', campaign: found.id });
  expect((await rulingsOf(store)).map(({ partner }) => partner)).toEqual(['north']);
});
