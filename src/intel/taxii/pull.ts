import { createHash } from 'node:crypto';
import { z } from 'zod';
import { StillwatchError } from '../../errors.ts';
import { Refused } from '../stix/index.ts';
import { addressOf, ask, FeedRefused, invalid, type Peer } from './client.ts';
import { readEnvelope } from './envelope.ts';
import { type Feed, keepPosition, positionOf } from './feeds.ts';
import { timestampOf } from './filters.ts';
import type { Receipt } from './inbox.ts';

/** Objects of one page that are asked for. */
const PAGE = 1000;
/** Objects of one pull: the rest comes with the next. */
const MOST = 1_000_000;
/** Milliseconds for one pull. */
const LONGEST = 30 * 60_000;

const discoverySchema = z.object({
  default: z.string().optional(),
  api_roots: z.array(z.string()).max(1000).optional(),
});
const rootSchema = z.object({ versions: z.array(z.string()), title: z.string() });
const collectionSchema = z.object({ id: z.string().max(200), title: z.string(), can_read: z.boolean() });
/** Finds the collection behind an address, which may be of an API root or of a server’s discovery. @throws StillwatchError */
export async function discover(
  peer: Peer,
  collection: string,
): Promise<{ root: string; collection: string; title: string }> {
  const url = addressOf(peer.url, peer.insecure);
  const root = await rootOf(peer, url);
  const at = { ...peer, url: root };
  const { body } = await ask(at, `collections/${encodeURIComponent(collection)}/`);
  const found = parsed(collectionSchema, body, url);
  if (!found.can_read)
    throw new StillwatchError(
      'FEED_REFUSED',
      `the token may not read ${collection} at ${url.origin}`,
      'Ask the partner for one that may.',
    );
  return { root, collection: found.id, title: found.title.replace(/\p{C}/gu, ' ').slice(0, 200) };
}

async function rootOf(peer: Peer, url: URL): Promise<string> {
  const { body } = await ask(peer, '');
  const isRoot = rootSchema.safeParse(json(body, url));
  if (isRoot.success) return url.href;
  const { default: first, api_roots: roots = [] } = parsed(discoverySchema, body, url);
  const [only] = roots;
  const said = first ?? (roots.length === 1 ? only : undefined);
  if (said === undefined)
    throw new StillwatchError(
      'FEED_ADDRESS',
      `${url.origin} has ${roots.length} API roots and none by default`,
      `Name one: ${roots.slice(0, 5).join(' ').replace(/\p{C}/gu, ' ').slice(0, 300)}`,
    );
  if (!URL.canParse(said, url)) throw invalid(url, 'names an API root that is no address');
  const root = addressOf(new URL(said, url).href, peer.insecure);
  // A token is for whom it was given to be sent to.
  if (root.origin !== url.origin)
    throw new StillwatchError(
      'FEED_ADDRESS',
      `${url.origin} has its API root at ${root.origin}, and the token is not for that`,
      `If that is the partner’s too, subscribe there: stillwatch intel subscribe ${root.href} …`,
    );
  return root.href;
}

export interface Pulled {
  partner: string;
  pages: number;
  objects: number;
  /** Objects that are none of STIX 2.1. */
  refused: number;
  /** Objects by type. */
  types: Record<string, number>;
  /** There is more, and it was not taken now. */
  more: boolean;
}

interface Options {
  data: string;
  /** Has to have it durably when it resolves: then it is not asked for again. The id of the same page is the same. */
  put(from: { partner: string; by: string; id: string }, lines: AsyncIterable<string>): Promise<Receipt>;
  onPage?: ((so: Pulled) => void) | undefined;
  most?: number;
  /** Objects of a page that are asked for. */
  page?: number;
}

/**
 * Takes what is new in a feed, page by page. How far it has come is kept after each page that was received, so that whoever is killed
 * goes on there. `next` is used within a pull and never kept or said twice: of some servers (medallion) it takes what it gives. Who
 * has lost it begins again a microsecond before what came last, for a page may end among objects that were added at one moment; what
 * then comes again changes nothing.
 */
export async function pull(feed: Feed, peer: Omit<Peer, 'url'>, options: Options): Promise<Pulled> {
  const { data, put, onPage, most = MOST, page: limit = PAGE } = options;
  const { partner, root, collection } = feed;
  const at = { ...peer, url: root };
  const by = `${root}collections/${collection}/`;
  const end = Date.now() + LONGEST;
  const so: Pulled = { partner, pages: 0, objects: 0, refused: 0, types: {}, more: false };
  let { last, whole } = positionOf(data, partner);
  let since = whole ? last : justBefore(last);
  let next: string | undefined;
  let [before, lost] = ['', 0];
  for (;;) {
    const page = await pageFrom(at, collection, { since, next, limit }).catch(error => {
      if (next === undefined || !isLost(error) || ++lost > LOST) throw error;
      [since, next, before] = [justBefore(last), undefined, ''];
    });
    if (!page) continue;
    const { lines, more } = page;
    const id = uuidOf([partner, by, ...lines]);
    if (more && (lines.length === 0 || id === before))
      throw invalid(root, 'says that there is more, and gives nothing new');
    before = id;
    if (lines.length) count(so, await put({ partner, by, id }, each(lines)));
    so.pages++;
    if (page.last !== last || more === whole) {
      [last, whole] = [page.last || last, !more];
      keepPosition(data, partner, { last, whole });
    }
    onPage?.(so);
    if (!more) return so;
    next = page.next;
    if (next === undefined) since = last;
    if (so.objects >= most || Date.now() >= end) return { ...so, more: true };
  }
}

/** Places that a server may forget within one pull. */
const LOST = 3;
/** A server says that it doesn't know the place, or it can't be told whether it has given the page. */
const isLost = (error: unknown): boolean =>
  (error instanceof FeedRefused && [400, 404, 410, 422].includes(error.status)) ||
  (error instanceof StillwatchError && error.code === 'FEED_UNREACHABLE');

function count(so: Pulled, { pending, failed }: Receipt): void {
  so.objects += pending.length;
  so.refused += failed.length;
  for (const { id } of pending) {
    const type = id.slice(0, id.indexOf('--'));
    so.types[type] = (so.types[type] ?? 0) + 1;
  }
}

/** A microsecond before a timestamp of TAXII; the same where it is none. */
function justBefore(timestamp: string): string {
  const ms = Date.parse(timestamp);
  if (Number.isNaN(ms)) return timestamp;
  const [, fraction = ''] = /\.(\d+)/.exec(timestamp) ?? [];
  return timestampOf(Math.floor(ms / 1000) * 1_000_000 + Number(fraction.slice(0, 6).padEnd(6, '0')) - 1);
}

async function pageFrom(
  peer: Peer,
  collection: string,
  { since, next, limit }: { since: string; next: string | undefined; limit: number },
) {
  const { body, last } = await ask(
    peer,
    `collections/${encodeURIComponent(collection)}/objects/`,
    {
      ...(since && { added_after: since }),
      ...(next !== undefined && { next }),
      limit: String(limit),
    },
    { once: next !== undefined },
  );
  try {
    return { ...readEnvelope(body), last };
  } catch (error) {
    if (error instanceof Refused) throw invalid(peer.url, `sends what is refused: ${error.message}`);
    throw error;
  }
}

async function* each<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all;
}

function json(body: Buffer, url: URL | string): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw invalid(url, 'answers with what is no JSON');
  }
}

function parsed<T>(schema: z.ZodType<T>, body: Buffer, url: URL | string): T {
  const result = schema.safeParse(json(body, url));
  if (result.success) return result.data;
  throw invalid(url, 'answers with what TAXII does not have there');
}

/** The same for the same: a UUID in the form of version 4, as TAXII’s are. */
function uuidOf(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length} ${part}`);
  const bytes = hash.digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
