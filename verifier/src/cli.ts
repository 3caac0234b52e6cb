import { open, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { MOST_BYTES } from './archive.ts';
import { type Bytes, fromUtf8 } from './bytes.ts';
import { Refusal, refuse } from './refusal.ts';
import { Report } from './report.ts';
import { asText } from './text.ts';
import { verify } from './verify.ts';

export const usage = `Usage: stillwatch-verify FILE [options]

Checks a Stillwatch dossier (a .zip file): says what it proves, what its maker only asserts, and what fails.

  --key VKEY|FILE    the log's verifier key, had from elsewhere
  --witness VKEY     this witness must have signed the log (may be given again)
  --since FILE       a checkpoint of the log that you kept: it must be the same log (may be given again)
  --proof FILE       joins a kept checkpoint to the dossier's: from \`stillwatch log prove\` (may be given again)
  --tsa FILE         the certificate (PEM) of an authority that must have given the log a timestamp (may be given again)
  --json             the report as one JSON document
  --help             this

Exit status: 0 everything that can be checked holds, 1 something does not, 2 wrong usage.
`;

export interface Io {
  out(text: string): void;
  error(text: string): void;
  width: number;
}

const MOST_KEPT = 2 ** 20;

/** Runs the command line; gives the exit status. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const parsed = parse(args);
  if (typeof parsed === 'string') {
    io.error(`stillwatch-verify: ${parsed}\n\n${usage}`);
    return 2;
  }
  const { values, file } = parsed;
  if (values.help || !file) {
    io.out(usage);
    return 0;
  }
  let report = new Report();
  await report.attempt(async () => {
    const readAll = (paths: readonly string[] = []): Promise<Bytes[]> =>
      Promise.all(paths.map(path => read(path, MOST_KEPT)));
    const trust = {
      key: values.key === undefined ? undefined : await keyFrom(values.key),
      witnesses: await Promise.all((values.witness ?? []).map(keyFrom)),
      since: await readAll(values.since),
      proofs: await readAll(values.proof),
      authorities: (await readAll(values.tsa)).map(pem => fromUtf8(pem) ?? ''),
    };
    report = await verify(await read(file, MOST_BYTES), trust);
  });
  if (values.json)
    io.out(
      `${JSON.stringify({ file, sha256: report.digest, holds: report.holds, ...report.about, findings: report.findings }, null, 2)}\n`,
    );
  else io.out(asText(report, file, io.width));
  return report.holds ? 0 : 1;
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        witness: { type: 'string', multiple: true },
        since: { type: 'string', multiple: true },
        proof: { type: 'string', multiple: true },
        tsa: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (positionals.length !== 1 && !values.help) return 'one FILE is needed.';
    return { values, file: positionals[0] };
  } catch (error) {
    return (error as Error).message;
  }
}

/** A verifier key, or the file that holds one. */
async function keyFrom(text: string): Promise<string> {
  if (/^[^+\s]+\+[0-9a-f]{8}\+/u.test(text)) return text;
  const key = fromUtf8(await read(text, MOST_KEPT))?.trim();
  return key || refuse('KEY_INVALID', `${text} holds no verifier key.`);
}

/** Reads no more than a dossier may have, and nothing that is not a regular file: a device may have no end. */
async function read(path: string, most: number): Promise<Bytes> {
  try {
    const { size } = await stat(path).then(found =>
      found.isFile() ? found : refuse('FILE_UNREADABLE', `${path} is not a regular file.`),
    );
    if (size > most) refuse('FILE_TOO_LARGE', `${path} has ${size} bytes; at most ${most} are read.`);
    const file = await open(path);
    try {
      const bytes = new Uint8Array(size);
      const { bytesRead } = await file.read(bytes, 0, size, 0);
      return bytesRead === size ? bytes : refuse('FILE_UNREADABLE', `${path} changed while it was read.`);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    refuse(
      'FILE_UNREADABLE',
      `${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`,
    );
  }
}
