import { parseCheckpoint } from '../checkpoint.ts';
import { parseNote } from '../note.ts';
import { PublishedFiles } from '../published.ts';
import { parseTimestamp } from '../timestamp/response.ts';
import type { Findings } from './finding.ts';
import type { KeyChain } from './keys.ts';

/** Whether what left the house is what the entries say. */
export async function checkPublished(
  folder: string,
  { origin, size }: { origin: string; size: number },
  roots: ReadonlyMap<number, Buffer>,
  chain: KeyChain,
  findings: Findings,
): Promise<void> {
  const files = new PublishedFiles(folder);
  let sound = 0;
  for (const named of files.sizes()) {
    const { note = '', timestamp } = (await files.read(named)) ?? {};
    const name = `published/${named}`;
    const wrong = (message: string, index = named) => findings.add('published', index, `${name}: ${message}`);
    let text: string;
    try {
      text = parseNote(note).text;
      const checkpoint = parseCheckpoint(text);
      if (checkpoint.origin !== origin || checkpoint.size !== named) {
        wrong('it is of another log or size');
        continue;
      }
      if (named > size) wrong(`the log has ${size} entries: those from ${size} on are lost`, size);
      else if (!roots.get(named)?.equals(checkpoint.root))
        wrong(`of the entries ${sound} to ${named - 1} some are not those that were published`, sound);
      else sound = named;
    } catch (error) {
      wrong((error as Error).message);
      continue;
    }
    // Of sizes that are lost the keys are lost too.
    const fault = named > size ? undefined : chain.faultOf(note, named);
    if (fault) wrong(fault);
    if (timestamp) {
      const stamp = parseTimestamp(timestamp, text);
      if ('wrong' in stamp) wrong(`its timestamp: ${stamp.wrong}`);
    }
  }
}
