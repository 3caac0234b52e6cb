import { mkdirSync } from 'node:fs';
import { link, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fastify } from 'fastify';
import { StillwatchError } from '../../../errors.ts';
import { syncFolder, writeWhole } from '../durable.ts';
import { sha256 } from '../hash.ts';
import { COSIGNATURE, generateKey, isKeyName, parseSigner, parseVerifier, type Signer } from '../key.ts';
import { addCheckpoint } from './judge.ts';
import { WitnessState } from './state.ts';

export interface WitnessOptions {
  /** Where `witness-key` and `witness.json` are kept. */
  folder: string;
  /** Verifier keys of the logs to watch; of one log several where it changed its key. */
  logs: readonly string[];
  /** The witness's name, at first use: a URL without its scheme. */
  name?: string | undefined;
  host?: string;
  port?: number;
  now?: () => Date;
}

export interface WitnessServer {
  address: string;
  /** The verifier key, for those who want to believe it. */
  key: string;
  close(): Promise<void>;
}

/**
 * A witness: it cosigns checkpoints of logs, each only if it continues the one before. So a log cannot show two histories to
 * people who ask for its cosignature. Its operator should not be the log's.
 * @throws StillwatchError NOTE_INVALID, LOG_KEY, LOG_ORIGIN
 */
export async function startWitness(options: WitnessOptions): Promise<WitnessServer> {
  const { folder, host = '127.0.0.1', port = 0, now = () => new Date() } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const signer = await keyOf(folder, options.name);
  const judge = { logs: options.logs.map(parseVerifier), signer, state: new WitnessState(folder), now };
  const app = fastify({ bodyLimit: 128 << 10, requestTimeout: 30_000, forceCloseConnections: 'idle' });
  // A checkpoint is text, whatever the sender calls it.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.post('/add-checkpoint', async (request, reply) => {
    const { status, type, body } = await addCheckpoint(judge, String(request.body ?? ''));
    return reply.code(status).header('content-type', type).send(body);
  });
  await app.listen({ host, port });
  const { port: bound } = app.server.address() as AddressInfo;
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    key: signer.verifier.text,
    close: () => app.close(),
  };
}

/** The witness's key, made on first use. */
async function keyOf(folder: string, name: string | undefined): Promise<Signer> {
  const path = join(folder, 'witness-key');
  if (name !== undefined && !isKeyName(name)) throw badName(name);
  const text = await readFile(path, 'utf8').catch(async error => {
    if (error.code !== 'ENOENT') throw error;
    const draft = `${path}.draft-${process.pid}`;
    const usual = (key: Buffer) => `stillwatch.local/witness-${sha256(key).toString('hex', 0, 8)}`;
    await writeWhole(draft, `${generateKey(key => name ?? usual(key))}\n`, 0o600);
    await link(draft, path).finally(() => rm(draft, { force: true }));
    await syncFolder(folder);
    return readFile(path, 'utf8');
  });
  const signer = parseSigner(text, COSIGNATURE);
  if (!signer)
    throw new StillwatchError(
      'LOG_KEY',
      `${path} does not hold a private key`,
      'Restore it from a backup: who believes the witness knows it by this key.',
    );
  if (name !== undefined && name !== signer.verifier.name)
    throw new StillwatchError(
      'LOG_ORIGIN',
      `the witness’s name is ${signer.verifier.name}, and not ${name}`,
      'A name is given once, when the key is made. Leave --name out, or use another folder.',
    );
  return signer;
}

const badName = (name: string) =>
  new StillwatchError(
    'LOG_ORIGIN',
    `${JSON.stringify(name)} cannot be a witness’s name`,
    'It is a URL without its scheme, without spaces and +, such as witness.example.com/w1.',
  );
