import { createHash, generateKeyPairSync, sign as signBytes, verify } from 'node:crypto';
import { dsse } from '@sigstore/core';
import { type SignedEntity, toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

describe("Sigstore's verifier", async () => {
  /** As a bundle that names a key by its hint: what it is given has to be the envelope's own fields. */
  function entityOf(envelope: {
    payload: string;
    payloadType: string;
    signatures: { keyid: string; sig: string }[];
  }): SignedEntity {
    const bytes = (text: string) => Buffer.from(text, 'base64');
    const [{ keyid, sig } = { keyid: '', sig: '' }] = envelope.signatures;
    const bundle = {
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: {
        content: { $case: 'publicKey', publicKey: { hint: keyid } },
        tlogEntries: [],
        timestampVerificationData: undefined,
      },
      content: {
        $case: 'dsseEnvelope',
        dsseEnvelope: {
          payload: bytes(envelope.payload),
          payloadType: envelope.payloadType,
          signatures: [{ keyid, sig: bytes(sig) }],
        },
      },
    };
    return toSignedEntity(bundle as unknown as Parameters<typeof toSignedEntity>[0]);
  }
  const key = { rawBytes: publicKey.export({ type: 'spki', format: 'der' }) };
  const root = { mediaType: '', certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [] };
  const trusted = toTrustMaterial(
    root as unknown as Parameters<typeof toTrustMaterial>[0],
    { 'log.example+1f2e3d4c': key } as unknown as Parameters<typeof toTrustMaterial>[1],
  );
  const verifier = new Verifier(trusted, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 });
  const envelope = JSON.parse((await statement(files, stated, sign)).toString());

  it('accepts the envelope', () => {
    expect(() => verifier.verify(entityOf(envelope))).not.toThrow();
  });

  it('refuses it with another payload, another type or another signature', () => {
    const payload = Buffer.from(envelope.payload, 'base64').toString().replace('public', 'partner');
    for (const wrong of [
      { payload: Buffer.from(payload).toString('base64') },
      { payloadType: 'application/json' },
      { signatures: [{ ...envelope.signatures[0], sig: Buffer.alloc(64).toString('base64') }] },
    ])
      expect(() => verifier.verify(entityOf({ ...envelope, ...wrong }))).toThrow(
        /signature verification failed/,
      );
  });
});

it('is the same bytes for the same files', async () => {
  const again = await statement(new Map([...files].reverse()), stated, sign);
  expect(again).toEqual(await statement(files, stated, sign));
});
