import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeDossier } from '../testing/dossier.ts';
import { random } from '../testing/hash.ts';
import { mutateBytes } from '../testing/mutate.ts';
import { utf8 } from './bytes.ts';
import { readCertificate, readTimestamp } from './timestamp.ts';
import { verify } from './verify.ts';

// rsa.tsr and ec.tsr are answers of `openssl ts -reply` to a query over this text, by the authorities whose certificates lie
// beside them (RSA of 2048 bits with SHA-256, ECDSA on P-384).

const text = utf8(`log.example/stillwatch\n3\n${'A'.repeat(43)}=\n`);
const file = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../testing/timestamps/${name}`, import.meta.url)));
const pem = (name: string) => Buffer.from(file(name)).toString();

describe.each(['rsa', 'ec'])('a timestamp that OpenSSL gave (%s)', kind => {
  it('says when it was given, and holds with the certificate of who gave it, and with no other', async () => {
    const timestamp = await readTimestamp(file(`${kind}.tsr`), text);
    expect(timestamp.at.toISOString()).toMatch(/^2026-11-22T02:1\d:\d\d\.\d\d\dZ$/);
    expect(await timestamp.signedBy(await readCertificate(pem(`${kind}.pem`)))).toBe(true);
    expect(await timestamp.signedBy(await readCertificate(pem(kind === 'ec' ? 'rsa.pem' : 'ec.pem')))).toBe(
      false,
    );
  });

  it('is of no other text', async () => {
    await expect(readTimestamp(file(`${kind}.tsr`), utf8('other'))).rejects.toThrow('another checkpoint');
  });

  it('does not hold when it was given outside the time of the certificate', async () => {
    const timestamp = await readTimestamp(file(`${kind}.tsr`), text);
    const certificate = await readCertificate(pem(`${kind}.pem`));
    expect(await timestamp.signedBy({ ...certificate, to: new Date(certificate.from.getTime() - 1) })).toBe(
      false,
    );
  });

  it('whatever is changed in it, either it is refused, or its signature does not hold, or it says the same', async () => {
    const next = random(5);
    const certificate = await readCertificate(pem(`${kind}.pem`));
    const { at } = await readTimestamp(file(`${kind}.tsr`), text);
    for (let i = 0; i < 1000; i++) {
      const { bytes } = mutateBytes(file(`${kind}.tsr`), next);
      try {
        const timestamp = await readTimestamp(bytes, text);
        if (await timestamp.signedBy(certificate)) expect(timestamp.at).toEqual(at);
      } catch (error) {
        expect((error as { code?: string }).code).toBe('TIMESTAMP_INVALID');
      }
    }
  });
});

it.each([
  ['nothing', ''],
  ['no certificate', '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----'],
  ['no DER', '-----BEGIN CERTIFICATE-----\n////\n-----END CERTIFICATE-----'],
])('a certificate of %s is refused', async (_, certificate) => {
  await expect(readCertificate(certificate)).rejects.toMatchObject({ code: 'KEY_INVALID' });
});

it('a dossier with a timestamp of another checkpoint does not hold', async () => {
  const { archive } = makeDossier({ timestamps: () => [Buffer.from(file('rsa.tsr'))] });
  expect((await verify(archive)).findings).toMatchObject([{ standing: 'failed', code: 'TIMESTAMP_INVALID' }]);
});

it('an authority that gave none is missing', async () => {
  const { findings } = await verify(makeDossier().archive, { authorities: [pem('rsa.pem')] });
  expect(findings.filter(({ standing }) => standing === 'failed')).toMatchObject([
    { code: 'TIMESTAMP_SIGNATURE' },
  ]);
});
