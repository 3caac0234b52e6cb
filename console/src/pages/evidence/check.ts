import { MOST_BYTES } from '../../../../verifier/src/archive.ts';
import { refuse } from '../../../../verifier/src/refusal.ts';
import { Report } from '../../../../verifier/src/report.ts';
import { verify } from '../../../../verifier/src/verify.ts';

/**
 * Checks a file as the verifier does. The one thing of this repository that the console shares with it: its own sources.
 *
 * @param key the log's verifier key, where the reader has it from elsewhere
 */
export async function check(file: File, key: string): Promise<Report> {
  let report = new Report();
  await report.attempt(async () => {
    if (file.size > MOST_BYTES)
      refuse('FILE_TOO_LARGE', `${file.name} has ${file.size} bytes; at most ${MOST_BYTES} are read.`);
    const trust = { key: key.trim() || undefined, witnesses: [], since: [], proofs: [], authorities: [] };
    report = await verify(new Uint8Array(await file.arrayBuffer()), trust);
  });
  return report;
}
