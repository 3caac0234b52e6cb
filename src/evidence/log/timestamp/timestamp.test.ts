import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { TransparencyLog } from '../log.ts';
import { parseNote } from '../note.ts';
import { entryOf } from '../testing/entries.ts';
import { hasOpenssl, openssl, startAuthority } from '../testing/tsa.ts';
import { verifyLog } from '../verify/verify.ts';
import { parseTimestamp } from './response.ts';
import { timestamp } from './timestamp.ts';

const root = mkdtempSync(join(tmpdir(), 'stillwatch-timestamp-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const closing: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map(close => close())));

if (!hasOpenssl) console.log('openssl is not here: timestamps are not tried against an authority');

describe.skipIf(!hasOpenssl)('with an authority', () => {
  it('has a checkpoint stamped, keeps it, and openssl takes it', async () => {
    const authority = await startAuthority(join(root, 'tsa'));
    closing.push(authority.close);
    const data = join(root, 'log');
    const log = await TransparencyLog.open(data);
    const before = Date.now();
    const stamped = await timestamp(log, authority.url);
    expect(stamped.size).toBe(1);
    expect(Math.abs(Date.parse(stamped.at) - before)).toBeLessThan(60_000);
    const [kept] = await log.published();
    const { text } = parseNote(kept!.note);
    expect(parseTimestamp(kept!.timestamp!, text)).toMatchObject({ at: stamped.at });
    expect(parseTimestamp(kept!.timestamp!, `${text} `)).toEqual({ wrong: 'it is of something else' });
    expect(await verifyLog(data)).toEqual([]);
    writeFileSync(join(root, 'text'), text);
    const tsr = join(data, 'log/published/1.tsr');
    const { certificate } = authority;
    const said = openssl(root, 'ts', '-verify', '-data', 'text', '-in', tsr, '-CAfile', certificate);
    expect(said).toContain('Verification: OK');
    // What is kept is not asked for again; a later checkpoint is.
    expect(await timestamp(log, 'http://127.0.0.1:1/')).toEqual(stamped);
    await log.append([entryOf(1)]);
    expect(await timestamp(log, authority.url)).toMatchObject({ size: 2 });
    // One of another checkpoint in its place is told of, and so is one that was changed.
    writeFileSync(tsr, readFileSync(join(data, 'log/published/2.tsr')));
    expect(await verifyLog(data)).toMatchObject([{ where: 'published', index: 1 }]);
    writeFileSync(tsr, 'x');
    expect(await verifyLog(data)).toMatchObject([{ where: 'published', index: 1 }]);
  });

  it('takes no answer to another request', async () => {
    const authority = await startAuthority(join(root, 'tsa2'));
    closing.push(authority.close);
    const log = await TransparencyLog.open(join(root, 'log2'));
    const other = await TransparencyLog.open(join(root, 'log3'));
    await timestamp(other, authority.url);
    const old = (await other.published())[0]!.timestamp!;
    const url = await answering(200, old);
    await expect(timestamp(log, url)).rejects.toThrow(/of something else/);
    rmSync(join(root, 'log3/log/published/1.tsr'));
    await expect(timestamp(other, url)).rejects.toThrow(/to another request/);
    expect((await log.published())[0]!.timestamp).toBeUndefined();
  });
});

it('says what an authority does not give', async () => {
  const log = await TransparencyLog.open(join(root, 'log4'));
  for (const [status, body, said] of [
    [500, 'no', /HTTP 500/],
    [200, 'no', /not an RFC 3161 response/],
    [200, Buffer.from('30053003020102', 'hex'), /refused, status 2/],
    [200, Buffer.alloc(70_000), /longer/],
  ] as const)
    await expect(timestamp(log, await answering(status, body))).rejects.toThrow(said);
});

async function answering(status: number, body: Buffer | string): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(status).end(body));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise(resolve => server.close(resolve)));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
