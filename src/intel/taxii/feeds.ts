import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StillwatchError } from '../../errors.ts';
import { readText, replace } from '../../files.ts';
import { changing } from '../../lock.ts';

const positionSchema = z.object({
  /** When what was received last was added there, as the server says; '' for the beginning. */
  last: z.string(),
  /** All that was there then was received; otherwise what was added at that same moment may be missing. */
  whole: z.boolean(),
});
/** How far a feed was read: what came before is durably received. */
export type Position = z.infer<typeof positionSchema>;
const BEGINNING: Position = { last: '', whole: true };

const feedSchema = z.object({
  /** The partner whose feed it is. */
  partner: z.string(),
  /** The API root. */
  root: z.url(),
  /** The collection’s id there. */
  collection: z.string(),
  title: z.string(),
  /** The environment variable with the token. The token is kept nowhere. */
  token_env: z.string(),
  /** The user name that goes with it. */
  user: z.string(),
  /** Not over TLS, and not on this machine: somebody said that this is so be it. */
  insecure: z.boolean(),
  since: z.iso.datetime(),
});
export type Feed = z.infer<typeof feedSchema>;
const fileSchema = z.object({ v: z.literal(1), feeds: z.array(feedSchema) });

const pathOf = (data: string) => join(data, 'intel', 'feeds.json');
const placeOf = (data: string, partner: string) => join(data, 'intel', 'positions', `${partner}.json`);

/** @throws StillwatchError FEEDS_INVALID */
export function readFeeds(data: string): Feed[] {
  return read(pathOf(data), fileSchema)?.feeds ?? [];
}

/** Remembers a feed in place of the one of the same partner; another collection is read from its beginning. */
export const putFeed = (data: string, feed: Feed): Promise<void> =>
  changing(pathOf(data), () => {
    const feeds = readFeeds(data);
    const before = feeds.find(({ partner }) => partner === feed.partner);
    if (before && (before.root !== feed.root || before.collection !== feed.collection))
      rmSync(placeOf(data, feed.partner), { force: true });
    const others = feeds.filter(({ partner }) => partner !== feed.partner);
    write(pathOf(data), { v: 1, feeds: [...others, feed] });
  });

export const removeFeed = (data: string, partner: string): Promise<void> =>
  changing(pathOf(data), () => {
    const feeds = readFeeds(data);
    feedOf(feeds, partner);
    write(pathOf(data), { v: 1, feeds: feeds.filter(one => one.partner !== partner) });
    rmSync(placeOf(data, partner), { force: true });
  });

export function feedOf(feeds: readonly Feed[], partner: string): Feed {
  const found = feeds.find(one => one.partner === partner);
  if (found) return found;
  throw new StillwatchError(
    'FEED_UNKNOWN',
    'there is no feed of a partner of that name',
    'stillwatch intel feeds lists them; stillwatch intel subscribe URL --collection ID --partner NAME adds one.',
  );
}

export const positionOf = (data: string, partner: string): Position =>
  read(placeOf(data, partner), positionSchema) ?? BEGINNING;
export const keepPosition = (data: string, partner: string, position: Position): void =>
  write(placeOf(data, partner), position);

function read<T>(path: string, schema: z.ZodType<T>): T | undefined {
  const text = readText(path);
  if (text === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new StillwatchError(
      'FEEDS_INVALID',
      `${path} cannot be used`,
      'Restore it from a backup. Or remove it: a feed is then subscribed to again, or read again from its beginning, which changes nothing that is there.',
      { cause },
    );
  }
}

const write = (path: string, value: unknown): void => replace(path, `${JSON.stringify(value, null, 1)}\n`);
