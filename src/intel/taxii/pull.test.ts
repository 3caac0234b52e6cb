import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { StillwatchError } from '../../errors.ts';
import { Refused } from '../stix/index.ts';
import {
  discover,
  type Feed,
  Inbox,
  positionOf,
  pull,
  pullFeeds,
  putFeed,
  readFeeds,
  removeFeed,
} from './index.ts';

// A server that does what no good one does. Good ones: src/server/taxii.test.ts, and medallion by hand (docs/intel.md).

type Handler = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => void;
let handle: Handler;
let server: Server;
let root: string;
let asked: { path: string; query: Record<string, string>; authorization: string | undefined }[];
let data: string;
const scratch = mkdtempSync(join(tmpdir(), 'stillwatch-pull-'));

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://x');
    const { authorization } = request.headers;
    asked.push({ path: url.pathname, query: Object.fromEntries(url.searchParams), authorization });
    handle(request, response, url.searchParams);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
});
beforeEach(() => {
  asked = [];
  data = mkdtempSync(join(scratch, 'data-'));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(scratch, { recursive: true, force: true });
});

const MEDIA = 'application/taxii+json;version=2.1';
const say = (response: ServerResponse, body: unknown, headers: Record<string, string> = {}, status = 200) =>
  response
    .writeHead(status, { 'content-type': MEDIA, ...headers })
    .end(typeof body === 'string' ? body : JSON.stringify(body));
const object = (n: number) => ({
  type: 'note',
  id: `note--00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  modified: '2026-04-22T03:14:07.123Z',
});
const at = (n: number) => `2026-04-22T00:00:00.${String(n).padStart(6, '0')}Z`;
const feed = (more: Partial<Feed> = {}): Feed => ({
  partner: 'west',
  root,
  collection: 'c',
  title: 'C',
  token_env: 'T',
  user: 'us',
  insecure: false,
  since: at(0),
  ...more,
});
let waited: number[];
const take = (of = feed(), most?: number) => {
  waited = [];
  const wait = async (seconds: number) => void waited.push(seconds);
  const inbox = new Inbox(data);
  const options = { data, put: inbox.put.bind(inbox), page: 2, ...(most && { most }) };
  return pull(of, { user: 'us', token: 'secret', insecure: false, wait }, options);
};
const received = async () => {
  const ids: string[] = [];
  await new Inbox(data).drain(async all => {
    for await (const { id } of all) ids.push(id);
  });
  // What came again came as another delivery: taking it in again changes nothing.
  return [...new Set(ids.map(id => Number(id.slice(-12))))].sort((a, b) => a - b);
};
/** Serves objects 1 to n, added at their number, two at a time; leads on by `next` or by the date alone. */
const serving =
  (n: () => number, byNext: boolean, forget = () => false): Handler =>
  (_request, response, query) => {
    const next = query.get('next');
    if (next !== null && (forget() || !/^\d+$/.test(next))) return say(response, { title: 'what?' }, {}, 400);
    const after = Number(query.get('added_after')?.slice(-7, -1) ?? 0);
    const from = next === null ? after + 1 : Number(next);
    const all = [from, from + 1].filter(i => i <= n());
    const more = from + 2 <= n();
    say(
      response,
      {
        ...(more && { more, ...(byNext && { next: String(from + 2) }) }),
        ...(all.length && { objects: all.map(object) }),
      },
      all.length
        ? { 'x-taxii-date-added-first': at(all[0]!), 'x-taxii-date-added-last': at(all.at(-1)!) }
        : {},
    );
  };

test.each([true, false])('follows pages (by next: %s), and goes on where it was', async byNext => {
  let n = 7;
  handle = serving(() => n, byNext);
  expect(await take()).toMatchObject({ objects: 7, pages: 4, more: false, types: { note: 7 } });
  n = 9;
  expect(await take(undefined, 1)).toMatchObject({ objects: 2 });
  expect(await received()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(await take()).toMatchObject({ objects: 0, pages: 1 });
  expect(asked.at(-1)!.query).toEqual({ added_after: at(9), limit: '2' });
});

test('stopped half way it goes on just before what came last; so too where a server forgets a place', async () => {
  handle = serving(() => 7, true);
  expect(await take(undefined, 3)).toMatchObject({ objects: 4, more: true });
  expect(positionOf(data, 'west')).toEqual({ last: at(4), whole: false });
  let forgets = 1;
  handle = serving(
    () => 7,
    true,
    () => forgets-- > 0,
  );
  asked = [];
  expect(await take()).toMatchObject({ objects: 5, more: false });
  expect(asked.map(({ query }) => [query['added_after'], query['next']])).toEqual([
    [at(3), undefined],
    [at(3), '6'],
    [at(4), undefined],
    [at(4), '7'],
  ]);
  expect(await received()).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('a server whose next is always the same and takes what it gives, as medallion’s: no answer lost on the way is lost', async () => {
  let left: number[] = [];
  let drops = 1;
  // All were added at one moment.
  handle = (_request, response, query) => {
    if (!query.has('next')) left = (query.get('added_after') ?? '') < at(9) ? [1, 2, 3, 4, 5, 6, 7] : [];
    const given = left.splice(0, 2);
    if (query.has('next') && drops-- > 0) return void response.destroy();
    const more = left.length > 0;
    const dates = { 'x-taxii-date-added-first': at(9), 'x-taxii-date-added-last': at(9) };
    const envelope = {
      ...(more && { more, next: 'a' }),
      ...(given.length && { objects: given.map(object) }),
    };
    say(response, envelope, given.length ? dates : {});
  };
  expect(await take()).toMatchObject({ more: false });
  expect(await received()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(await take()).toMatchObject({ objects: 0 });
});

test('waits as long as a busy server says, and gives up in the end', async () => {
  let busy = 3;
  handle = (request, response, query) => {
    if (busy-- > 0) say(response, {}, { 'retry-after': '7' }, busy % 2 ? 429 : 503);
    else serving(() => 1, true)(request, response, query);
  };
  expect(await take()).toMatchObject({ objects: 1 });
  expect(waited).toEqual([7, 7, 7]);
  handle = (_request, response) => say(response, {}, { 'retry-after': '999999999' }, 503);
  await expect(take()).rejects.toMatchObject({ code: 'FEED_REFUSED' });
  expect(waited).toEqual([300, 300, 300, 300, 300]);
  handle = (_request, response) => void response.destroy();
  await expect(take()).rejects.toMatchObject({ code: 'FEED_UNREACHABLE' });
  expect(waited).toEqual([1, 2, 4, 8, 16]);
});

test('a token goes to the address that it is for and nowhere else', async () => {
  handle = (_request, response) => say(response, '', { location: 'http://localhost:9/api/' }, 302);
  await expect(take()).rejects.toMatchObject({ code: 'FEED_ADDRESS' });
  handle = (request, response) => say(response, '', { location: `${request.url}` }, 307);
  await expect(take()).rejects.toMatchObject({ code: 'FEED_INVALID' });
  handle = (request, response, query) =>
    request.url!.includes('moved')
      ? serving(() => 1, true)(request, response, query)
      : say(response, '', { location: '/moved' }, 308);
  expect(await take()).toMatchObject({ objects: 1 });
  expect(new Set(asked.map(one => one.authorization))).toEqual(
    new Set([`Basic ${Buffer.from('us:secret').toString('base64')}`]),
  );
  for (const wrong of ['http://taxii.example.com/', 'ftp://x/', 'https://a:b@x/', 'no', 'https://x/?a=b'])
    await expect(take(feed({ root: wrong }))).rejects.toMatchObject({ code: 'FEED_ADDRESS' });
  const peer = { url: root, user: 'us', token: 'secret', insecure: false };
  for (const roots of [['https://elsewhere.example/'], ['//elsewhere.example/'], ['http://192.0.2.1/'], []]) {
    handle = (_request, response) => say(response, { title: 'x', api_roots: roots });
    await expect(discover(peer, 'c')).rejects.toMatchObject({ code: 'FEED_ADDRESS' });
  }
  handle = (request, response) =>
    say(
      response,
      request.url === '/api/'
        ? { title: 'x', versions: [MEDIA], max_content_length: 1 }
        : { id: 'c', title: 'C\u001b[31m', can_read: false, can_write: true },
    );
  await expect(discover(peer, 'c')).rejects.toMatchObject({ code: 'FEED_REFUSED' });
});

const ESC = '\u001b[2J';
test.each<[string, Handler, string]>([
  ['no JSON', (_, response) => say(response, '<html>'), 'FEED_INVALID'],
  ['another type', (_, response) => say(response, {}, { 'content-type': 'text/html' }), 'FEED_INVALID'],
  [
    'another version',
    (_, response) => say(response, {}, { 'content-type': 'application/taxii+json;version=2.0' }),
    'FEED_INVALID',
  ],
  ['no envelope', (_, response) => say(response, { objects: 'many' }), 'FEED_INVALID'],
  ['numbers', (_, response) => say(response, { objects: [1, 2] }), 'FEED_INVALID'],
  ['a lot of brackets', (_, response) => say(response, '['.repeat(1 << 20)), 'FEED_INVALID'],
  ['a huge answer', (_, response) => say(response, ' '.repeat((32 << 20) + 1)), 'FEED_INVALID'],
  ['more, and no end', (_, response) => say(response, { more: true }), 'FEED_INVALID'],
  [
    'the same page for ever',
    (_, response) => say(response, { more: true, next: 'a', objects: [object(1)] }),
    'FEED_INVALID',
  ],
  ['no', (_, response) => say(response, { title: `go ${ESC}away` }, {}, 403), 'FEED_REFUSED'],
])('a server that sends %s is refused, and nothing is lost by it', async (_name, hostile, code) => {
  handle = hostile;
  const error = await take().catch((error: StillwatchError) => error);
  expect(error).toMatchObject({ code });
  expect((error as Error).message).not.toContain('\u001b');
  handle = serving(() => 2, true);
  await take();
  expect(await received()).toEqual([1, 2]);
});

test('a page of more objects than are taken at once is refused, and keeps no other feed from being read', async () => {
  const many = Array.from({ length: 10_001 }, () => ({}));
  handle = (request, response) =>
    say(response, { objects: request.url!.includes('/many/') ? many : [object(1)] });
  const failed: string[] = [];
  const pulled = await pullFeeds([feed({ partner: 'east', collection: 'many' }), feed()], {
    data,
    env: {},
    signal: new AbortController().signal,
    onFailure: ({ partner }, { code }) => failed.push(`${partner} ${code}`),
  });
  expect([failed, pulled.map(({ partner }) => partner)]).toEqual([['east FEED_INVALID'], ['west']]);
});

test('objects that are none of STIX are counted and left out', async () => {
  const none = [
    { type: 'x' },
    { ...object(2), id: 'note--1' },
    { ...object(3), __proto__: 1, modified: 'soon' },
  ];
  handle = (_request, response) => say(response, { objects: [object(1), ...none] });
  expect(await take()).toMatchObject({ objects: 1, refused: 3 });
  expect(await received()).toEqual([1]);
});

test('the inbox gives what waits until it is taken in, and says what became of it', async () => {
  const inbox = new Inbox(data);
  async function* lines(...all: number[]) {
    for (const n of all) yield JSON.stringify(object(n));
  }
  const kept = await inbox.put({ partner: 'west', by: 'labs' }, lines(1, 2));
  const busy = new StillwatchError('STORE_BUSY', 'busy', 'wait');
  await expect(inbox.drain(() => Promise.reject(busy))).rejects.toBe(busy);
  await expect(inbox.drain(() => Promise.reject(new Error('killed')))).rejects.toThrow('killed');
  // Who isn't known yet may be tomorrow.
  const unknown = new StillwatchError('FEED_UNKNOWN', 'who?', 'add them');
  expect(await inbox.drain(() => Promise.reject(unknown))).toEqual({ taken: 0, refused: 0, waiting: 1 });
  expect([...inbox.waiting()]).toEqual([kept]);
  expect(await inbox.drain(() => Promise.reject(new Refused('it is too deep')))).toEqual({
    taken: 0,
    refused: 1,
    waiting: 0,
  });
  const { done, failed } = inbox.receipt(kept.id)!;
  expect([done === null, failed.map(({ message }) => message)]).toEqual([
    false,
    ['it is too deep', 'it is too deep'],
  ]);
  // People can still look at it.
  expect(readFileSync(join(data, 'intel', 'inbox', `${kept.id}.refused`), 'utf8')).toContain(object(2).id);
  expect(inbox.receipt('../../key')).toBeUndefined();
  // A week later it is gone, and so is what a killed one left.
  const folder = join(data, 'intel', 'inbox');
  writeFileSync(join(folder, `${kept.id}.json.draft`), '');
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), 0, 0);
  await inbox.drain(() => Promise.resolve());
  expect(readdirSync(folder)).toEqual([]);
  await expect(inbox.put({ partner: 'west', by: 'labs' }, lines(...Array(10_001).keys()))).rejects.toThrow(
    Refused,
  );
  expect([...inbox.waiting()]).toEqual([]);
});

test('feeds are remembered, another collection of a partner is read from its beginning', async () => {
  await putFeed(data, feed());
  handle = serving(() => 2, true);
  await take();
  await putFeed(data, feed({ title: 'again' }));
  expect(positionOf(data, 'west').last).toBe(at(2));
  await putFeed(data, feed({ collection: 'd' }));
  expect([readFeeds(data).length, positionOf(data, 'west').last]).toEqual([1, '']);
  writeFileSync(join(data, 'intel', 'feeds.json'), '{"v":1}');
  expect(() => readFeeds(data)).toThrow(expect.objectContaining({ code: 'FEEDS_INVALID' }));
  await putFeed(mkdtempSync(join(scratch, 'data-')), feed());
  rmSync(join(data, 'intel', 'feeds.json'));
  await expect(removeFeed(data, 'west')).rejects.toMatchObject({ code: 'FEED_UNKNOWN' });
});
