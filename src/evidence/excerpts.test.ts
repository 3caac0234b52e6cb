import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Play, play } from '../policy/testing/desk.ts';
import { checkExcerpts, excerptOf } from './excerpts.ts';
import { plantCampaign } from './testing/campaign.ts';
import { HARVEST, type Made, members, sendMade, traffic, UNTIL } from './testing/traffic.ts';

const ID = 'SW-2026-0001';
let place: Play;
const made = traffic();

beforeAll(async () => {
  place = await play();
  await sendMade(place, made);
  const accounts = members(made);
  await plantCampaign(place.store, { accounts, theirs: HARVEST, until: UNTIL });
  // Another campaign: of the same accounts, what they send beside the harvest.
  const changes = { id: 'SW-2026-0002' };
  await plantCampaign(place.store, { accounts, theirs: `NOT (${HARVEST})`, until: UNTIL, changes });
});
afterAll(async () => {
  await place.store.close();
  rmSync(place.data, { recursive: true, force: true });
});

const first = (is: (one: Made) => boolean) => made.find(is)!;
const own = first(({ account, harvest }) => account === 'c0' && harvest);
const excerpt = ({ id, time, model }: Made) => ({ exchange: id, at: time, model, text: 'say it' });

test('excerpts of the campaign’s exchanges go through, and none at all', async () => {
  await checkExcerpts(place.store, ID, []);
  await checkExcerpts(place.store, ID, [excerpt(own), excerpt(first(({ account }) => account === 'h3'))]);
});

test.each([
  ['a bystander’s', first(({ account, harvest }) => account === 'b0' && harvest)],
  ['another campaign’s', first(({ account, harvest }) => account === 'c0' && !harvest)],
  ['a customer’s', first(({ account }) => account === 'o3')],
  ['nobody’s', { ...own, id: "ex_0' OR 1" }],
])('%s exchange is refused, also among others', async (_, one) => {
  await expect(checkExcerpts(place.store, ID, [excerpt(own), excerpt(one)])).rejects.toMatchObject({
    code: 'EXCERPT_INVALID',
    message: expect.stringContaining(one.id),
  });
});

test('an exchange’s time and model are those that are stored', async () => {
  for (const other of [{ model: 'haiku' }, { at: '2026-04-22T00:00:00.001Z' }])
    await expect(checkExcerpts(place.store, ID, [{ ...excerpt(own), ...other }])).rejects.toMatchObject({
      code: 'EXCERPT_INVALID',
    });
});

test('an excerpt has the words of both, and a digest that is of all of it', () => {
  const record = (answer: string) =>
    JSON.stringify({
      ...{ id: 'ex_1', time: '2026-04-22T03:14:07.123Z', account: 'a', model: 'opus' },
      request: { system: 'be terse', messages: [{ role: 'user', content: 'why?' }] },
      response: { text: answer, input_tokens: 1, output_tokens: 1 },
    });
  const one = excerptOf(record('because'), 'file');
  expect(one.excerpt).toEqual({
    exchange: 'ex_1',
    at: '2026-04-22T03:14:07.123Z',
    model: 'opus',
    text: '[system] be terse\n\n[user] why?\n\n[answer] because',
  });
  expect(excerptOf(record('because'), 'elsewhere')).toEqual(one);
  expect(excerptOf(record('because.'), 'file').digest).not.toBe(one.digest);
  for (const text of ['', 'not json', '[]', '{"id":"x"}', `${record('a')}\n${record('b')}`])
    expect(() => excerptOf(text, 'file')).toThrow(expect.objectContaining({ code: 'EXCERPT_INVALID' }));
});
