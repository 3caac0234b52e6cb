import { StillwatchError } from '../../errors.ts';
import { fromBase64 } from './base64.ts';

// Checkpoints, https://c2sp.org/tlog-checkpoint.

export interface Checkpoint {
  origin: string;
  size: number;
  root: Buffer;
}

export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n`;

/**
 * Reads the text of a checkpoint's note; lines beyond the third are passed over.
 * @throws StillwatchError NOTE_INVALID where it is not one
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', size = '', base64 = ''] = text.split('\n');
  const root = fromBase64(base64);
  if (origin === '' || !/^(0|[1-9]\d{0,15})$/.test(size) || root?.length !== 32 || !/\n$/.test(text))
    throw new StillwatchError(
      'NOTE_INVALID',
      'the note is not a checkpoint',
      'A checkpoint has three lines: the log’s origin, its size, and its root in base64.',
    );
  if (!Number.isSafeInteger(Number(size)))
    throw new StillwatchError(
      'NOTE_INVALID',
      'the checkpoint’s size is above 2^53',
      'No log is that large; get the checkpoint again.',
    );
  return { origin, size: Number(size), root };
}
