import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, parseCheckpoint } from '../checkpoint.ts';
import type { Verifier } from '../key.ts';
import { KeyFiles } from '../key-files.ts';
import { openNote, parseNote } from '../note.ts';
import { PublishedFiles } from '../published.ts';
import { type Finding, Findings } from './finding.ts';
import { KeyChain } from './keys.ts';
import { readAll } from './leaves.ts';
import { checkPublished } from './published.ts';

/**
 * Computes the log of a data folder anew from its entries, and says what is not as it was signed: entries first, by index. Changes nothing and
 * needs no lock; what is appended meanwhile is not looked at.
 *
 * Who has the log's private key can write another history that is whole in itself. Checkpoints that left the house tell.
 */
export async function verifyLog(data: string): Promise<Finding[]> {
  const folder = join(data, 'log');
  const findings = new Findings();
  const wrong = (message: string, size?: number) => findings.add('checkpoint', size, message);
  if (!existsSync(folder)) {
    if (existsSync(join(data, 'log-key'))) wrong('there is a key of a log, and no log');
    return findings.list();
  }
  const house = houseKeys(data, wrong);
  const head = await signedHead(folder, house, wrong);
  if (!head) return findings.list();
  const { note, origin, size, root } = head;
  const chain = new KeyChain(house);
  const wanted = new Set([...new PublishedFiles(folder).sizes(), size]);
  const { computed, stored, differing } = await readAll(folder, size, wanted, chain, findings);
  const entriesHold = computed.get(size)?.equals(root) ?? false;
  for (const index of differing)
    if (entriesHold) findings.add('tile', index, `the hash of entry ${index} is wrong; the entry is right`);
    else findings.add('entry', index, 'it is not the entry that was logged: its hash is another');
  if (!entriesHold && !stored.equals(root))
    wrong(`the checkpoint is not of these ${size} entries: its root is another`, size);
  // A change of keys that was cut off is brought to its end by whoever writes next.
  if (chain.last && house.length > 0 && !house.some(({ text }) => text === chain.last?.text))
    wrong(`the log is of the key ${chain.last.text}, which is not the house’s`, size);
  chain.entriesAreWrong = findings.have('entry');
  const fault = chain.faultOf(note, size);
  if (fault) wrong(fault, size);
  await checkPublished(folder, { origin, size }, computed, chain, findings);
  return findings.list();
}

type Wrong = (message: string, size?: number) => void;

/** Who could write to the folder could begin another log in it; the keys beside it are the house's. */
function houseKeys(data: string, wrong: Wrong): Verifier[] {
  try {
    const files = new KeyFiles(data);
    const draft = files.drafted();
    const all = [files.current(), ...files.past().map(({ signer }) => signer), ...(draft ? [draft] : [])];
    return all.map(({ verifier }) => verifier);
  } catch (error) {
    wrong((error as Error).message);
    return [];
  }
}

/** The checkpoint to check entries by; where it is not one, the latest that left the house. */
async function signedHead(folder: string, house: readonly Verifier[], wrong: Wrong) {
  const read = (note: string): Checkpoint & { note: string } => {
    const { text } = house.length > 0 ? openNote(note, house) : parseNote(note);
    const checkpoint = parseCheckpoint(text);
    if (house.length > 0 && checkpoint.origin !== house[0]!.name) throw new Error('it is of another log');
    return { ...checkpoint, note };
  };
  const note = await readFile(join(folder, 'checkpoint'), 'utf8').catch(() => undefined);
  try {
    if (note === undefined) throw new Error('the log has no checkpoint');
    return read(note);
  } catch (error) {
    wrong((error as Error).message);
  }
  const files = new PublishedFiles(folder);
  for (const size of files.sizes().reverse())
    try {
      return read((await files.read(size))!.note);
    } catch {
      // It is told of with the others that left the house.
    }
  return undefined;
}
