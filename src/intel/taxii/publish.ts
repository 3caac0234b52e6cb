import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StillwatchError } from '../../errors.ts';
import { installationKey } from '../../exchange/index.ts';
import type { Collection, Desk } from '../../policy/index.ts';
import type { Store } from '../../store/index.ts';
import { exportCampaign } from '../export.ts';
import { levelOfObject, PROJECT, type StixObject, stamp } from '../stix/index.ts';
import { type Level, mayLeave } from '../tlp.ts';
import { collectionOf } from './collections.ts';

interface Asked {
  campaign: string;
  collection: string;
  reason: string;
}

export interface Published {
  campaign: string;
  collection: string;
  tlp: Level;
  /** Versions that were added; what is there as it is was left. */
  objects: number;
  /** Indicators that tell of the campaign no more: they have ended. */
  ended: number;
}

/** A version of an object on its way into a collection. */
interface Row {
  object: StixObject;
  campaign: string;
  /** Nothing earlier of it is given any more. */
  ends?: true;
  /** It is taken away without a last version: what STIX has no versions of cannot be revoked. */
  gone?: true;
}

/** The last that was added of an object. */
interface Last {
  object: StixObject | undefined;
  campaign: string;
}

/** Brings what a collection says of a campaign to what may be said now: only what changed is a new version. */
export async function publish(desk: Desk, data: string, asked: Asked, by: string): Promise<Published> {
  const collection = collectionOf(desk, asked.collection);
  const tlp = collection.tlp as Level;
  const { campaign } = asked;
  const recalls = collection.campaigns.get(campaign)?.recalls ?? 0;
  const { bundle } = await exportCampaign(desk.store, campaign, {
    level: tlp,
    origin: collection.as,
    community: installationKey(data).community,
    // What was revoked stays so (STIX 2.1, section 3.2): told again, it has other ids.
    edition: `${collection.id}#${recalls}`,
  });
  const wrong = bundle.objects.find(one => !mayLeave(markedAs(one), tlp));
  if (wrong) throw new Error(`${wrong.id} may not leave at ${tlp}`);
  const last = await lastOf(desk.store, collection.id);
  const now = desk.now();
  const changed = bundle.objects.flatMap(object => newer(object, last.get(object.id)?.object, now));
  const told = new Set(bundle.objects.map(({ id }) => id));
  const ended = [...last.values()].flatMap(({ object, campaign: its }) =>
    object?.type === 'indicator' && its === campaign && !told.has(object.id) ? endedAt(object, now) : [],
  );
  const rows = [...changed, ...ended].map(
    (object): Row => ({ object, campaign: isOfCampaign(object) ? campaign : '' }),
  );
  if (rows.length) {
    const after = { collection: collection.id, campaign, tlp, objects: rows.length };
    const { reason } = asked;
    const subject = collection.id;
    const [record] = await desk.write({ actor: by, kind: 'publication', subject, reason, after });
    await add(desk, collection, rows, record!.id);
  }
  return {
    campaign,
    collection: collection.name,
    tlp,
    objects: rows.length - ended.length,
    ended: ended.length,
  };
}

/**
 * Withdraws a campaign from a collection: followers have copies, so each object gets a last version that says that it is revoked, and
 * earlier versions are given to nobody any more.
 */
export async function withdraw(
  desk: Desk,
  asked: Asked,
  by: string,
): Promise<{ campaign: string; collection: string; objects: number }> {
  const collection = collectionOf(desk, asked.collection);
  const { campaign } = asked;
  const now = desk.now();
  const last = [...(await lastOf(desk.store, collection.id)).values()];
  const live = last.flatMap(({ object, ...rest }) =>
    object && !object['revoked'] ? [{ object, ...rest }] : [],
  );
  const its = live.filter(one => one.campaign === campaign);
  // What a withdrawal that was killed half way left there is still given to partners: it can be withdrawn again.
  if (!collection.campaigns.get(campaign)?.published && its.length === 0)
    throw new StillwatchError(
      'RECORD_STATE',
      `${campaign} is not in ${collection.name}`,
      'stillwatch intel collection list says what is in each.',
    );
  const others = new Set(live.filter(one => one.campaign !== campaign).flatMap(observedIn));
  const alone = new Set(its.flatMap(observedIn).filter(id => !others.has(id)));
  const rows = [
    ...its.map(({ object }): Row => {
      const revoked = { ...object, modified: after(object, now), revoked: true };
      return { object: revoked, campaign, ends: true };
    }),
    ...live
      .filter(({ object }) => alone.has(object.id))
      .map(({ object }): Row => ({ object, campaign: '', ends: true, gone: true })),
  ];
  const [record] = await desk.write({
    actor: by,
    kind: 'recall',
    subject: collection.id,
    reason: asked.reason,
    after: { collection: collection.id, campaign, objects: rows.length },
  });
  await add(desk, collection, rows, record!.id);
  return { campaign, collection: collection.name, objects: rows.length };
}

/** What an object is marked; RED where it is not, unless it is one of those that only say what others mean. */
export function markedAs(object: StixObject): Level {
  const defines =
    ['marking-definition', 'extension-definition'].includes(object.type) || object.id === PROJECT;
  return levelOfObject(object) ?? (defines ? 'clear' : 'red');
}

/** Who speaks, markings, extensions and what was observed are the same in every campaign. */
const isOfCampaign = ({ type, modified }: StixObject): boolean =>
  modified !== undefined && type !== 'identity' && type !== 'extension-definition';

const observedIn = ({ object }: { object: StixObject }): string[] =>
  object.type === 'observed-data' ? (object['object_refs'] as string[]) : [];

/** The version of an object that says what it says, newer than the last; none where that says the same. */
function newer(object: StixObject, last: StixObject | undefined, now: Date): StixObject[] {
  if (!last) return [object];
  if (object['modified'] === undefined || sayings(object) === sayings(last)) return [];
  const isLater = String(object['modified']) > String(last['modified']);
  return [isLater ? object : { ...object, modified: after(last, now) }];
}

/** All but when it was said. */
const sayings = ({ modified: _, published: __, ...said }: StixObject): string => JSON.stringify(said);

function endedAt(object: StixObject, now: Date): StixObject[] {
  const until = stamp(now.toISOString());
  if (object['revoked'] || String(object['valid_until']) <= until) return [];
  return [{ ...object, modified: after(object, now), valid_until: until }];
}

/** Now; or just after its last version, where a clock was set back. */
const after = (object: StixObject, now: Date): string =>
  new Date(Math.max(now.getTime(), Date.parse(String(object['modified'])) + 1)).toISOString();

/** The last version of each object of a collection. */
async function lastOf(store: Store, collection: string): Promise<Map<string, Last>> {
  const rows = await store.query<{ id: string; text: string; its: string }>(
    `SELECT id, argMax(object, added) AS text, argMax(campaign, added) AS its FROM taxii_objects
     WHERE collection = {collection:String} GROUP BY id`,
    { params: { collection } },
  );
  return new Map(
    rows.map(({ id, text, its }) => [
      id,
      { object: text ? (JSON.parse(text) as StixObject) : undefined, campaign: its },
    ]),
  );
}

/** As many as the engine writes at once or not at all. */
const MOST = 65_536;

/** Adds what a record released, at moments of their own after all that is there. */
async function add(desk: Desk, collection: Collection, rows: Row[], publication: string): Promise<void> {
  if (rows.length > MOST) throw new Error(`${rows.length} objects are more than are released at once`);
  const [newest] = await desk.store.query<{ added: number }>(
    'SELECT toUnixTimestamp64Micro(max(added)) AS added FROM taxii_objects WHERE collection = {collection:String}',
    { params: { collection: collection.id } },
  );
  const first = Math.max(desk.now().getTime() * 1000, Number(newest!.added) + 1);
  const lines = rows.map(({ object, campaign, ends, gone }, i) => {
    const version = object['modified'] ?? object['created'] ?? desk.now().toISOString();
    const { id, type } = object;
    const about = { added: first + i, id, type, version, level: markedAs(object), campaign };
    return JSON.stringify({ ...about, ends: ends ? 1 : 0, object: gone ? '' : JSON.stringify(object) });
  });
  const folder = await mkdtemp(join(tmpdir(), 'stillwatch-'));
  try {
    const file = join(folder, 'objects.jsonl');
    await writeFile(file, `${lines.join('\n')}\n`);
    await desk.store.insertBatch(
      {
        into: 'taxii_objects',
        columns: 'collection added id type version level campaign publication ends object'.split(' '),
        file,
        structure:
          'added Int64, id String, type String, version String, level String, campaign String, ends UInt8, object String',
        select: source =>
          `SELECT {collection:String}, fromUnixTimestamp64Micro(added), id, type, parseDateTime64BestEffort(version, 3, 'UTC'), level, campaign,
                  {publication:String}, ends, object FROM ${source}`,
      },
      { params: { collection: collection.id, publication } },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
