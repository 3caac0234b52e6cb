import { createHash, randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { StillwatchError } from '../../errors.ts';
import type { Store } from '../../store/index.ts';
import { Refused, readObject, splitObjects } from '../stix/index.ts';
import { partnerNamed, type SignedBy, signerOf, unsignedFrom } from '../trust/index.ts';
import { digestOf, FileBytes } from './bytes.ts';
import { Stage } from './stage.ts';

export interface Imported {
  partner: string;
  /** The file, or the feed. */
  source: string;
  /** SHA-256 of what came, in hex. */
  digest: string;
  /** The key that signed it; '' where none did. */
  signed: string;
  objects: number;
  /** Of kinds that are looked for. */
  indicators: number;
  /** It was here already: nothing was changed. */
  known: boolean;
}

/**
 * Takes in a bundle of STIX 2.1 from a file (`.json`, or gzip): all of it or, where something in it is not as it should be, nothing.
 * The same again changes nothing. Its signature is looked for beside it (`FILE.dsse`).
 * @param data the data folder, where partners are kept
 * @param partner who it is said to be from; otherwise whoever signed it
 * @throws StillwatchError INTEL_REFUSED, INTEL_SIGNER, PARTNER_UNKNOWN, INPUT_NOT_FOUND
 */
export async function importFile(
  store: Store,
  path: string,
  { data, partner, unsigned = false }: { data: string; partner?: string | undefined; unsigned?: boolean },
): Promise<Imported> {
  const from: SignedBy = unsigned ? unsignedFrom(data, partner) : await signerOf(data, path, partner);
  // Nothing is parsed that the signature is not of, or that is here already.
  const digest = await digestOf(path);
  if (from.digest !== undefined && from.digest !== digest)
    throw new StillwatchError(
      'INTEL_SIGNER',
      `${path} is not the file that ${from.partner} signed: it was changed, or the signature is of another`,
      'Get both again from who made them.',
    );
  const about = { partner: from.partner, source: basename(path), digest, signed: from.key };
  const before = await known(store, about);
  if (before) return { ...about, ...before, known: true };
  const file = new FileBytes(path);
  return take(store, file.chunks(), {
    ...about,
    digest: () => {
      if (file.digest() === digest) return digest;
      throw new Refused('it was written over while it was read');
    },
  });
}

/** What is here of a bundle. */
async function known(
  store: Store,
  { partner, digest }: { partner: string; digest: string },
): Promise<{ objects: number; indicators: number } | undefined> {
  const [row] = await store.query<{ objects: number; indicators: number }>(
    'SELECT objects, indicators FROM intel_bundles WHERE partner = {partner:String} AND digest = {digest:String} LIMIT 1',
    { params: { partner, digest } },
  );
  return row;
}

/**
 * The same of objects that come one by one, as a feed gives them (TAXII): all of them or nothing. Whoever calls has made sure that they
 * are from the partner.
 * @param source the feed, in words
 * @throws StillwatchError INTEL_REFUSED, PARTNER_UNKNOWN
 */
export async function importObjects(
  store: Store,
  objects: AsyncIterable<unknown>,
  { data, partner, source }: { data: string; partner: string; source: string },
): Promise<Imported> {
  partnerNamed(data, partner);
  const hash = createHash('sha256');
  return take(store, bundled(objects, hash), {
    partner,
    source,
    signed: '',
    digest: () => hash.digest('hex'),
  });
}

/** As the bytes of a bundle: what holds of a file holds of a feed. */
async function* bundled(objects: AsyncIterable<unknown>, hash: ReturnType<typeof createHash>) {
  yield Buffer.from('{"type":"bundle","objects":[');
  let comma = '';
  for await (const object of objects) {
    let text: string;
    try {
      text = `${comma}${JSON.stringify(object)}`;
    } catch {
      throw new Refused('it holds what is no JSON'); // a circle, or far too deep
    }
    const bytes = Buffer.from(text);
    hash.update(bytes);
    yield bytes;
    comma = ',\n';
  }
  yield Buffer.from(']}');
}

async function take(
  store: Store,
  chunks: AsyncIterable<Uint8Array>,
  from: { partner: string; source: string; signed: string; digest(): string },
): Promise<Imported> {
  const { partner, source, signed } = from;
  const now = new Date();
  const stage = new Stage(store, now);
  try {
    await stage.open();
    for await (const line of splitObjects(chunks)) await stage.add(readObject(line));
    const digest = from.digest();
    const imported = { partner, source, digest, signed };
    const before = await known(store, imported);
    const { objects, indicators } = before ?? stage;
    if (!before) {
      const batch = randomUUID();
      if (objects) await stage.keep(batch, partner);
      // From here on it is there.
      await store.insertSelect(
        'intel_bundles',
        `SELECT {batch:String}, {partner:String}, {digest:String}, {source:String}, {signed:String}, fromUnixTimestamp64Milli({at:Int64}, 'UTC'), {objects:UInt64}, {indicators:UInt64}`,
        { params: { batch, ...imported, at: now.getTime(), objects, indicators } },
      );
    }
    return { ...imported, objects, indicators, known: before !== undefined };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new StillwatchError(
      'INTEL_REFUSED',
      `${source} is not taken: ${error.message}`,
      'Nothing of it was kept. Whoever made it can mend it; docs/intel.md says what a bundle may hold.',
    );
  } finally {
    await stage.close();
  }
}
