import { createHash, generateKeyPairSync, sign as signBytes, verify } from 'node:crypto';
import { dsse } from '@sigstore/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encoded, PAYLOAD_TYPE, statement } from './index.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const sign = async (bytes: Buffer) => ({
  keyid: 'log.example+1f2e3d4c',
  signature: signBytes(null, bytes, privateKey),
});
const files = new Map([
  ['dossier.html', Buffer.from('<p>')],
  ['README.txt', Buffer.from('Read me.\n')],
]);
const stated = {
  campaign: 'SW-2026-0001',
  level: 'public' as const,
  checkpoint: 'log.example\n3\nAAAA\n\n— log.example BBBB\n',
};

it("encodes what is signed as DSSE's specification has it", () => {
  // https://github.com/secure-systems-lab/dsse/blob/master/protocol.md, "Test Vectors"
  const vector = 'DSSEv1 29 http://example.com/HelloWorld 11 hello world';
  expect(encoded('http://example.com/HelloWorld', Buffer.from('hello world')).toString()).toBe(vector);
});

it('encodes as a second implementation does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.uint8Array(), (type, payload) => {
      const bytes = Buffer.from(payload);
      expect(encoded(type, bytes)).toEqual(dsse.preAuthEncoding(type, bytes));
    }),
  );
});

it('is signed over the digests of all files, and checked by what others wrote', async () => {
  const envelope = JSON.parse((await statement(files, stated, sign)).toString());
  const payload = Buffer.from(envelope.payload, 'base64');
  expect(envelope.payloadType).toBe('application/vnd.in-toto+json');
  expect(envelope.signatures).toHaveLength(1);
  expect(envelope.signatures[0].keyid).toBe('log.example+1f2e3d4c');
  const signature = Buffer.from(envelope.signatures[0].sig, 'base64');
  expect(verify(null, dsse.preAuthEncoding(PAYLOAD_TYPE, payload), publicKey, signature)).toBe(true);
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  expect(JSON.parse(payload.toString())).toEqual({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [
      { name: 'README.txt', digest: { sha256: sha256('Read me.\n') } },
      { name: 'dossier.html', digest: { sha256: sha256('<p>') } },
    ],
    predicateType: 'urn:stillwatch:dossier:1',
    predicate: { campaign: 'SW-2026-0001', level: 'public', checkpoint: 'log.example\n3\nAAAA\n' },
  });
});

it('is the same bytes for the same files', async () => {
  const reversed = new Map([...files].reverse());
  expect(await statement(reversed, stated, sign)).toEqual(await statement(files, stated, sign));
});
