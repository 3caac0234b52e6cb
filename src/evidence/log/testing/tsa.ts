import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** A timestamp authority (RFC 3161, over HTTP): openssl, with a certificate of its own. */
export interface Authority {
  url: string;
  certificate: string;
  close(): Promise<void>;
}

const config = `
[tsa]
default_tsa = here
[here]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
[req]
distinguished_name = name
[name]
[own]
extendedKeyUsage = critical,timeStamping
`;

export async function startAuthority(folder: string): Promise<Authority> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'tsa.cnf'), config);
  writeFileSync(join(folder, 'serial'), '01\n');
  openssl(folder, 'ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'tsa.key');
  const subject = ['-subj', '/CN=Test authority', '-days', '2', '-extensions', 'own'];
  openssl(
    folder,
    'req',
    '-new',
    '-x509',
    '-config',
    'tsa.cnf',
    '-key',
    'tsa.key',
    '-out',
    'tsa.pem',
    ...subject,
  );
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    if (request.headers['content-type'] !== 'application/timestamp-query')
      return response.writeHead(415).end();
    writeFileSync(join(folder, 'query'), Buffer.concat(parts));
    openssl(folder, 'ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'query', '-out', 'reply');
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' });
    return response.end(readFileSync(join(folder, 'reply')));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    certificate: join(folder, 'tsa.pem'),
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
}

/** @throws Error with what it said, where it refuses */
export function openssl(cwd: string, ...given: string[]): string {
  const { status, stdout, stderr } = spawnSync('openssl', given, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl ${given[0]}: ${stderr}`);
  return stdout + stderr;
}
