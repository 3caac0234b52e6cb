import { randomUUID } from 'node:crypto';
import { StillwatchError } from '../../errors.ts';
import { installationKey } from '../../exchange/index.ts';
import type { Collection, Desk } from '../../policy/index.ts';
import { exportLevel, type Level } from '../tlp.ts';

/** It stands in addresses and in the names of scopes (src/server/roles.ts). */
const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Who is named where nobody says otherwise: two installations that gave no name are not taken for one. */
export const nobody = (data: string): string =>
  `stillwatch-${installationKey(data).of('installation', '').slice(0, 12)}`;

interface Given {
  name: string;
  tlp: string;
  as?: string | undefined;
  reason: string;
}

/** Makes a collection. Its level and who speaks in it stay: what was released at one is not told again at another. */
export async function createCollection(
  desk: Desk,
  data: string,
  { name, tlp, as, reason }: Given,
  by: string,
): Promise<{ collection: string; name: string; tlp: Level }> {
  if (!NAME.test(name))
    throw new StillwatchError(
      'USAGE',
      `${JSON.stringify(name)} cannot be the name of a collection`,
      'It is up to 63 small letters, digits and hyphens, and begins with none of these last.',
    );
  const level = exportLevel(tlp);
  const before = [...desk.state.collections.values()].find(one => one.name === name);
  if (before)
    throw new StillwatchError(
      'COLLECTION_EXISTS',
      before.removed
        ? `a collection ${name} was removed at ${before.removed}`
        : `there is a collection ${name} already`,
      'Choose another name: tokens that open the one of before would open this one.',
    );
  // Of an API root a collection's id is a random UUID (TAXII 2.1, section 2: identifier).
  const id = randomUUID();
  const after = { name, tlp: level, as: as?.trim() || nobody(data) };
  await desk.write({ actor: by, kind: 'collection', subject: id, reason, after });
  return { collection: id, name, tlp: level };
}

/** Removes a collection: nobody is given anything of it any more. What followers have they keep; to tell them, withdraw it first. */
export async function removeCollection(
  desk: Desk,
  { collection: name, reason }: { collection: string; reason: string },
  by: string,
): Promise<{ collection: string; name: string }> {
  const { id, campaigns } = collectionOf(desk, name);
  const still = [...campaigns].filter(([, { published }]) => published).map(([campaign]) => campaign);
  if (still.length)
    throw new StillwatchError(
      'RECORD_STATE',
      `${name} still holds ${still.join(', ')}`,
      `Followers have copies, and hear nothing of a collection that is gone. Withdraw first: stillwatch intel withdraw ${still[0]} --collection ${name} --reason "…"`,
    );
  await desk.write({ actor: by, kind: 'removal', subject: id, reason, after: null });
  return { collection: id, name };
}

/** What there is, in the order in which they were made. */
export const openCollections = (desk: Desk): Collection[] =>
  [...desk.state.collections.values()].filter(({ removed }) => !removed);

/** One, by its name or its id. @throws StillwatchError COLLECTION_UNKNOWN */
export function collectionOf(desk: Desk, name: string): Collection {
  const found = openCollections(desk).find(one => one.name === name || one.id === name);
  if (found) return found;
  throw new StillwatchError(
    'COLLECTION_UNKNOWN',
    'there is no such collection',
    'List them: stillwatch intel collection list',
  );
}
