import { describe, expect, it } from 'vitest';
import { LogTree } from '../testing/merkle.ts';
import { fromBase64, hex, utf8 } from './bytes.ts';
import { canonical, readJson } from './json.ts';
import { LOG, readKey, signed, WITNESS } from './keys.ts';
import { includes, isBeginning, leafHash } from './merkle.ts';
import { readCheckpoint } from './note.ts';

// What others published: examples of the specifications, and vectors of other implementations.

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text.match(/../g) ?? [], byte => Number.parseInt(byte, 16));

describe('RFC 6962 trees: the vectors of Certificate Transparency', () => {
  const leaves = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ];
  const roots = [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ].map(bytes);

  it('consistency', async () => {
    const [a, b, c] = [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ].map(bytes);
    const second = { size: 8, root: roots[7]! };
    expect(await isBeginning({ size: 6, root: roots[5]! }, second, [a!, b!, c!])).toBe(true);
    expect(await isBeginning({ size: 6, root: roots[4]! }, second, [a!, b!, c!])).toBe(false);
    expect(await isBeginning({ size: 6, root: roots[5]! }, second, [a!, b!])).toBe(false);
  });

  it('inclusion and consistency of all sizes, by proofs made in the words of the RFC', async () => {
    const tree = new LogTree();
    for (const [i, leaf] of leaves.entries()) {
      tree.add(bytes(leaf));
      expect(hex(tree.root())).toBe(hex(roots[i]!));
    }
    for (let size = 1; size <= 8; size++)
      for (let index = 0; index < 9; index++) {
        const leaf = await leafHash(bytes(leaves[Math.min(index, 7)]!));
        const proof = index < size ? tree.inclusion(index, size).map(hash => new Uint8Array(hash)) : [];
        expect(await includes(roots[size - 1]!, size, leaf, index, proof)).toBe(index < size);
        for (let other = 0; other < size; other++)
          if (other !== index) expect(await includes(roots[size - 1]!, size, leaf, other, proof)).toBe(false);
        if (index === 0 || index >= size) continue;
        const consistency = tree.consistency(index, size).map(hash => new Uint8Array(hash));
        for (let first = 0; first <= 8; first++)
          expect(
            await isBeginning(
              { size: first, root: roots[Math.max(0, first - 1)]! },
              { size, root: roots[size - 1]! },
              consistency,
            ),
          ).toBe(first === index);
      }
  });

  it('and of sizes that fill and do not fill a tree', async () => {
    const tree = new LogTree();
    for (let i = 0; i < 130; i++) tree.add(String(i));
    const proofOf = (hashes: Buffer[]) => hashes.map(hash => new Uint8Array(hash));
    const head = (size: number) => ({ size, root: new Uint8Array(tree.root(size)) });
    for (const size of [1, 2, 3, 63, 64, 65, 127, 128, 129, 130])
      for (const first of [1, 2, 3, 5, 31, 32, 33, 64, 100, 127, 128, 129]) {
        if (first >= size) continue;
        expect(await isBeginning(head(first), head(size), proofOf(tree.consistency(first, size)))).toBe(true);
        expect(
          await includes(
            head(size).root,
            size,
            await leafHash(utf8(String(first))),
            first,
            proofOf(tree.inclusion(first, size)),
          ),
        ).toBe(true);
      }
  });
});

describe('C2SP notes', () => {
  const text =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const vkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  const signature = fromBase64(
    'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
  )!;

  it("the key and the signature of Go's note package", async () => {
    const { key, id, name } = await readKey(vkey, LOG);
    expect([name, id, hex(signature.subarray(0, 4))]).toEqual(['PeterNeumann', 'c74f20a3', 'c74f20a3']);
    expect(await signed(key, signature.slice(4), utf8(text))).toBe(true);
    expect(await signed(key, signature.slice(4), utf8(text.toUpperCase()))).toBe(false);
  });

  it.each([
    ['too long', 'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=='],
    ['of an unknown type', 'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
    ['with digits of another', vkey.replace('c74f20a3', 'c74f20a4')],
    ['cut', vkey.slice(0, -4)],
    ['nothing', ''],
  ])('a key that is %s is none', (_, key) => expect(readKey(key, LOG)).rejects.toThrow());

  it('a key of a log is none of a witness', () => expect(readKey(vkey, WITNESS)).rejects.toThrow());

  it('the checkpoint that tlog-cosignature shows', () => {
    const { origin, size, signatures, body } = readCheckpoint(
      `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`,
      'It',
    );
    expect([origin, size, signatures.length, body.split('\n').length]).toEqual([
      'example.com/behind-the-sofa',
      20_852_163,
      2,
      4,
    ]);
    expect(signatures.map(({ signature }) => signature.length)).toEqual([64, 72]);
  });

  const root = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
  const line = '— a Az3grlgtzPI=\n';
  it.each([
    ['a size with a zero before it', `a\n01\n${root}\n\n${line}`],
    ['a negative size', `a\n-1\n${root}\n\n${line}`],
    ['a size of zero', `a\n0\n${root}\n\n${line}`],
    ['a size beyond exact numbers', `a\n9007199254740993\n${root}\n\n${line}`],
    ['an extension', `a\n1\n${root}\nmore\n\n${line}`],
    ['no signature', `a\n1\n${root}\n\n`],
    ['a hyphen for the dash', `a\n1\n${root}\n\n${line.replace('—', '-')}`],
    ['no line feed at its end', `a\n1\n${root}\n\n${line.trimEnd()}`],
    ['carriage returns', `a\r\n1\r\n${root}\r\n\r\n${line}`],
    ['a root in another spelling', `a\n1\n${root.replace('I=', 'J=')}\n\n${line}`],
  ])('a note with %s is no checkpoint', (_, note) => expect(() => readCheckpoint(note, 'It')).toThrow('It'));
});

describe('RFC 8785', () => {
  const sample =
    '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}';
  const expected =
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}';

  it('writes its sample as it does', () => expect(canonical(JSON.parse(sample))).toBe(expected));
  it('sorts as it does, by UTF-16', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    expect(Object.keys(JSON.parse(canonical(Object.fromEntries(keys.map(key => [key, 0])))))).toEqual([
      '1',
      '\r',
      '\u0080',
      '\u00f6',
      '\u20ac',
      '\ud83d\ude00',
      '\ufb33',
    ]);
  });
  it('is read in this form only', () => {
    expect(readJson(utf8(expected), 'it', 1000)).toEqual(JSON.parse(sample));
    for (const text of [
      sample,
      `${expected}\n`,
      ` ${expected}`,
      '{"b":1,"a":2}',
      '{"a":1,"a":1}',
      '-0',
      '1.0',
      '1e999',
      '"\\u0041"',
      `\ufeff${expected}`,
      '"\\ud800"'.toUpperCase(),
      '{"a":1,}',
      '',
      'NaN',
    ])
      expect(() => readJson(utf8(text), 'it', 1000), text).toThrow('it');
  });
  it('is read with odd names as names', () => {
    const read = readJson(utf8('{"__proto__":{"toString":1},"constructor":2}'), 'it', 1000) as object;
    expect(Object.keys(read)).toEqual(['__proto__', 'constructor']);
    expect({}.toString()).toBe('[object Object]');
  });
});
