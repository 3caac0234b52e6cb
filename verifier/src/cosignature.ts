import { readU64, utf8 } from './bytes.ts';
import { signed, type VerifierKey } from './keys.ts';
import { type Checkpoint, linesBy } from './note.ts';
import { refuse } from './refusal.ts';

/**
 * When a witness signed the checkpoint, by its clock (C2SP tlog-cosignature, cosignature/v1); null where it has not. Refuses a
 * line that is not its signature.
 */
export async function cosigned(checkpoint: Checkpoint, witness: VerifierKey): Promise<Date | null> {
  const [line, second] = linesBy(checkpoint, witness);
  if (!line) return null;
  const { signature } = line;
  const seconds = signature.length === 72 ? readU64(signature) : 0n;
  const text = utf8(`cosignature/v1\ntime ${seconds}\n${checkpoint.body}`);
  if (
    second ||
    seconds === 0n ||
    seconds > 253_402_300_799n ||
    !(await signed(witness.key, signature.slice(8), text))
  )
    refuse('WITNESS_SIGNATURE', `The line of the witness ${witness.name} is not its signature.`);
  return new Date(Number(seconds) * 1000);
}
