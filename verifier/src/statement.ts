import type { FileName, Files } from './archive.ts';
import { type Bytes, fromUtf8, hex, utf8 } from './bytes.ts';
import * as formats from './formats.ts';
import { readJson } from './json.ts';
import { signed, type VerifierKey } from './keys.ts';
import { refuse } from './refusal.ts';
import { sha256 } from './sha256.ts';
import { type Of, read } from './shape.ts';

// statement.json: an in-toto statement that names every other file by its SHA-256, in a DSSE envelope signed by the log's key.

const MOST_BYTES = 40_000;

export interface Statement {
  predicate: Of<typeof formats.statement>['predicate'];
  /** Refuses unless it is signed by this key. */
  checkSignature(key: VerifierKey): Promise<void>;
}

/** Every file of the archive is there, is named by the statement, and is the one that is named. */
export async function readStatement(files: Files): Promise<Statement> {
  for (const name of ['README.txt', 'dossier.html', 'dossier.pdf', 'claims.json', 'statement.json'] as const)
    if (!files.has(name)) refuse('FILES_WRONG', `The archive lacks ${name}.`);

  const { payload, payloadType, signatures } = read(
    formats.envelope,
    readJson(files.get('statement.json')!, 'statement.json', MOST_BYTES),
    'statement.json',
  );
  const { subject, predicate } = read(
    formats.statement,
    readJson(payload, 'The signed statement', MOST_BYTES),
    'The signed statement',
  );

  const others = [...files.keys()].filter((name): name is FileName => name !== 'statement.json');
  if (others.join() !== subject.map(({ name }) => name).join())
    refuse(
      'STATEMENT_INVALID',
      'The signed statement does not name exactly the other files, in their order.',
    );
  for (const [i, name] of others.entries())
    if (hex(await sha256(files.get(name)!)) !== subject[i]!.digest.sha256)
      refuse('FILE_CHANGED', `${name} is not the file that was signed.`);

  const [{ keyid, sig }] = signatures;
  return {
    predicate,
    async checkSignature(key) {
      if (
        keyid !== `${key.name}+${key.id}` ||
        !(await signed(key.key, sig, preAuthentication(payloadType, payload)))
      )
        refuse('STATEMENT_SIGNATURE', `The statement is not signed by ${key.text}.`);
    },
  };
}

/** What a DSSE signature is over: type and payload, each behind its length. */
function preAuthentication(type: string, payload: Bytes): Bytes {
  return utf8(`DSSEv1 ${utf8(type).length} ${type} ${payload.length} ${fromUtf8(payload)}`);
}
