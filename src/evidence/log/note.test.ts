import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCheckpoint } from './checkpoint.ts';
import { COSIGNATURE, generateKey, parseSigner, parseVerifier, parseWitness } from './key.ts';
import { cosignature, openNote, parseNote, signNote } from './note.ts';

describe('the example of Go’s note package', () => {
  const private_ = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
  const verifier = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  const text =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const note = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

  it('is signed as there', () => {
    const signer = parseSigner(private_)!;
    expect(signer.verifier.text).toBe(verifier);
    expect(signNote(text, [signer])).toBe(note);
  });

  it('is opened with its key, whoever else signed', () => {
    const peter = parseVerifier(verifier);
    expect(openNote(note, [peter])).toMatchObject({
      text,
      verified: [{ name: 'PeterNeumann', id: 'c74f20a3' }],
    });
    const other = parseSigner(generateKey(() => 'PeterNeumann'))!;
    const both = `${note}${signNote(text, [other]).slice(text.length + 1)}`;
    expect(openNote(both, [peter]).verified).toHaveLength(1);
    expect(openNote(both, [peter, other.verifier]).verified).toHaveLength(2);
    expect(() => openNote(note, [other.verifier])).toThrow(/not signed by/);
  });

  it('is refused with any byte changed, left out or doubled', () => {
    const peter = parseVerifier(verifier);
    const bytes = Buffer.from(note);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(2), (at, by, how) => {
        const changed = Buffer.from(bytes);
        changed[at]! ^= by;
        const left = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
        const twice = Buffer.concat([bytes.subarray(0, at + 1), bytes.subarray(at)]);
        const wrong = [changed, left, twice][how]!.toString('utf8');
        if (wrong !== note) expect(() => openNote(wrong, [peter])).toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});

it('takes the checkpoint of the specification’s example apart', () => {
  const note = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`;
  const { text, signatures } = parseNote(note);
  expect(parseCheckpoint(text)).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20852163 });
  expect(signatures.map(({ name, id }) => [name, id])).toEqual([
    ['example.com/behind-the-sofa', '033de0ae'],
    ['witness.example.com/w1', '8d66cf3f'],
  ]);
  // Its cosignature says the time that the specification names.
  expect(signatures[1]!.bytes.readBigUInt64BE()).toBe(1679315147n);
});

describe('keys', () => {
  it('takes verifier keys that are published', () => {
    // Of transparency-dev/formats, note_cosigv1_test.go: one of each type.
    expect(parseVerifier('TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6').type).toBe(1);
    const witness = 'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2';
    expect(parseVerifier(witness)).toMatchObject({ type: COSIGNATURE, id: 'da77ade7', text: witness });
    expect(parseWitness(witness).text).toBe(witness);
  });

  it('refuses what is none', () => {
    for (const text of [
      '',
      'bananas.sigstore.dev+12344556',
      'rekor.sigstore.dev+12345678+THIS_IS_NOT_BASE64!',
      'rekor.sigstore.dev+12345678+AwEB',
      'TEST+00000000+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6',
      'TE ST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6',
      'TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6\n',
    ])
      expect(() => parseVerifier(text), text).toThrow(/not a verifier key/);
  });
});

describe('cosignatures', () => {
  const text = 'example.com/log\n5\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
  const log = parseSigner(generateKey(() => 'example.com/log'))!;
  const key = generateKey(() => 'witness.example.com/w1');
  const witness = parseSigner(key, COSIGNATURE)!;
  const note = `${signNote(text, [log])}${cosignature(text, witness, 1679315147)}`;

  it('says when, and which checkpoint', () => {
    expect(openNote(note, [witness.verifier]).verified).toMatchObject([{ at: 1679315147 }]);
    expect(openNote(note, [log.verifier, witness.verifier]).verified).toHaveLength(2);
    // The same key under the other type is another key.
    expect(() => openNote(note, [parseSigner(key)!.verifier])).toThrow(/not signed by/);
    expect(parseWitness(parseSigner(key)!.verifier.text).text).toBe(witness.verifier.text);
  });

  it('does not hold for another text or time', () => {
    expect(() => openNote(note.replace('\n5\n', '\n6\n'), [witness.verifier])).toThrow(/does not fit/);
    const later = note.replace(/ \S+\n$/, line => {
      const bytes = Buffer.from(line.trim(), 'base64');
      bytes[11]! += 1;
      return ` ${bytes.toString('base64')}\n`;
    });
    expect(later).not.toBe(note);
    expect(() => openNote(later, [witness.verifier])).toThrow(/does not fit/);
  });
});

it('refuses checkpoints that are none', () => {
  const root = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
  for (const text of [
    '',
    `a\n5\n${root}`,
    `\n5\n${root}\n`,
    `a\n05\n${root}\n`,
    `a\n-5\n${root}\n`,
    `a\n5e3\n${root}\n`,
    `a\n9007199254740993\n${root}\n`,
    `a\n5\n${root.slice(0, -4)}\n`,
    `a\n5\n${root.replace('I=', 'J=')}\n`,
  ])
    expect(() => parseCheckpoint(text), JSON.stringify(text)).toThrow();
});
