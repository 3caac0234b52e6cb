import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCheckpoint } from '../checkpoint.ts';
import { KeyFiles } from '../key-files.ts';
import { parseNote } from '../note.ts';
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
  const note = await readFile(join(folder, 'checkpoint'), 'utf8').catch(() => undefined);
  if (note === undefined) {
    if (existsSync(folder)) wrong('the log has no checkpoint');
    else if (existsSync(join(data, 'log-key'))) wrong('there is a key of a log, and no log');
    return findings.list();
  }
  let checkpoint: ReturnType<typeof parseCheckpoint>;
  try {
    checkpoint = parseCheckpoint(parseNote(note).text);
  } catch (error) {
    wrong((error as Error).message);
    return findings.list();
  }
  const { origin, size, root } = checkpoint;
  const chain = new KeyChain(origin);
  const wanted = new Set([...new PublishedFiles(folder).sizes(), size]);
  const { computed, stored, differing } = await readAll(folder, size, wanted, chain, findings);
  const entriesHold = computed.get(size)?.equals(root) ?? false;
  for (const index of differing)
    if (entriesHold) findings.add('tile', index, `the hash of entry ${index} is wrong; the entry is right`);
    else findings.add('entry', index, 'it is not the entry that was logged: its hash is another');
  if (!entriesHold && !stored.equals(root))
    wrong(`the checkpoint is not of these ${size} entries: its root is another`, size);
  const fault = chain.faultOf(note, size) ?? keyFault(data, chain);
  if (fault) wrong(fault, size);
  await checkPublished(folder, checkpoint, computed, chain, findings);
  return findings.list();
}

/** Who could write to the folder could begin another log in it; the key beside it is the house's. */
function keyFault(data: string, { last }: KeyChain): string | undefined {
  try {
    const files = new KeyFiles(data);
    const { text } = files.current().verifier;
    // A change of keys that was cut off is brought to its end by whoever writes next.
    if (last && [text, files.drafted()?.verifier.text].includes(last.text)) return undefined;
    return `the log is of the key ${last?.text}, and log-key is ${text}`;
  } catch (error) {
    return (error as Error).message;
  }
}
