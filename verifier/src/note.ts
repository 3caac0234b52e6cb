import { type Bytes, fromBase64, hex, utf8 } from './bytes.ts';
import { signed, type VerifierKey } from './keys.ts';
import { refuse } from './refusal.ts';

// A checkpoint: a C2SP signed note of three lines (origin, size, root), as C2SP tlog-checkpoint has it without extensions.

export interface Checkpoint {
  origin: string;
  /** How many entries the log has. */
  size: number;
  root: Bytes;
  /** What is signed: the three lines. */
  body: string;
  signatures: { name: string; id: string; signature: Bytes }[];
}

const form =
  /^([^\n]{1,200})\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n\n((?:— [^\s+]{1,200} [A-Za-z0-9+/=]{1,200}\n){1,100})$/u;

export function readCheckpoint(note: string, what: string): Checkpoint {
  const [, origin = '', size = '', rootText = '', lines = ''] =
    form.exec(note) ?? refuse('NOTE_INVALID', `${what} is not a signed note of origin, size and root.`);
  const root = fromBase64(rootText);
  if (!root || Number(size) > Number.MAX_SAFE_INTEGER || Number(size) === 0)
    refuse('NOTE_INVALID', `${what} has a size or root that cannot be.`);
  const signatures = lines
    .split('\n')
    .slice(0, -1)
    .map(line => {
      const [, name = '', encoded = ''] = line.split(' ');
      const bytes = fromBase64(encoded);
      if (!bytes || bytes.length < 5) refuse('NOTE_INVALID', `${what} has a line that is no signature.`);
      return { name, id: hex(bytes.subarray(0, 4)), signature: bytes.slice(4) };
    });
  return { origin, size: Number(size), root, body: note.slice(0, note.indexOf('\n\n') + 1), signatures };
}

/** The lines that say they are by this key. */
export const linesBy = ({ signatures }: Checkpoint, { name, id }: VerifierKey) =>
  signatures.filter(line => line.name === name && line.id === id);

/** Refuses unless the log's key signed the checkpoint. */
export async function checkSignature(checkpoint: Checkpoint, key: VerifierKey, what: string): Promise<void> {
  if (checkpoint.origin !== key.name)
    refuse('CHECKPOINT_OTHER', `${what} is of the log ${checkpoint.origin}, its key of ${key.name}.`);
  const lines = linesBy(checkpoint, key);
  if (lines.length !== 1 || !(await signed(key.key, lines[0]!.signature, utf8(checkpoint.body))))
    refuse('CHECKPOINT_SIGNATURE', `${what} is not signed by ${key.text}.`);
}
