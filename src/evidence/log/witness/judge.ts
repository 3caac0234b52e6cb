import { type Checkpoint, parseCheckpoint } from '../checkpoint.ts';
import { emptyRoot } from '../hash.ts';
import type { Signer, Verifier } from '../key.ts';
import { cosignature, openNote, parseNote } from '../note.ts';
import { checkConsistency } from '../proof.ts';
import { parseRequest } from './request.ts';
import type { WitnessState } from './state.ts';

/** An answer over HTTP. */
interface Answer {
  status: 200 | 400 | 403 | 404 | 409 | 422;
  type: string;
  body: string;
}

interface Judge {
  logs: readonly Verifier[];
  signer: Signer;
  state: WitnessState;
  now: () => Date;
}

const plain = (status: Answer['status'], body: string): Answer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${body}\n`,
});

/** add-checkpoint of https://c2sp.org/tlog-witness: cosigns what continues the last checkpoint that it cosigned. */
export async function addCheckpoint({ logs, signer, state, now }: Judge, body: string): Promise<Answer> {
  const request = parseRequest(body);
  if (!request) return plain(400, 'the body is not old size, proof, empty line, checkpoint');
  const { old, proof, note } = request;
  let text: string;
  let checkpoint: Checkpoint;
  try {
    text = parseNote(note).text;
    checkpoint = parseCheckpoint(text);
  } catch (error) {
    return plain(400, (error as Error).message);
  }
  const { origin, size, root } = checkpoint;
  const known = logs.filter(({ name }) => name === origin);
  if (known.length === 0) return plain(404, 'this log is not known here');
  try {
    openNote(note, known);
  } catch {
    return plain(403, 'no signature of a known key of this log holds');
  }
  if (old > size) return plain(400, 'the old size is above the checkpoint’s');
  return state.update<Answer>(origin, seen => {
    const last = seen ? Buffer.from(seen.root, 'base64') : emptyRoot;
    const conflict: Answer = { status: 409, type: 'text/x.tlog.size', body: `${seen?.size ?? 0}\n` };
    const another = seen?.size === size && !last.equals(root);
    if (another && !seen.conflict) return { seen: { ...seen, conflict: note }, answer: conflict };
    if (another || old !== (seen?.size ?? 0)) return { answer: conflict };
    if (!checkConsistency(old, size, last, root, proof))
      return { answer: plain(422, 'the proof does not lead from the last checkpoint to this one') };
    const answer: Answer = {
      status: 200,
      type: 'text/plain; charset=utf-8',
      body: cosignature(text, signer, Math.floor(now().getTime() / 1000)),
    };
    return { ...(size !== seen?.size && { seen: { size, root: root.toString('base64'), note } }), answer };
  });
}
