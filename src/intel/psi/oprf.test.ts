import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  at,
  composites,
  deriveKeyPair,
  finalize,
  hashToGroup,
  inverses,
  type Mode,
  multiply,
  prove,
  randomScalar,
  sum,
  verify,
} from './oprf.ts';

// RFC 9497, appendix A.1.1 and A.1.2.
const seed = 'a3'.repeat(32);
const blinds = [
  '64d37aed22a27f5191de1c1d69fadb899d8862b58eb4220029e036ec4c1f6706',
  '222a5e897cf59db8145db8d16e597e8facb80ae7d4e26d9881aa6f61d645fc0e',
];
const short = '00';
const long = '5a'.repeat(17);
interface Vector {
  inputs: string[];
  blinds: string[];
  blinded: string[];
  evaluated: string[];
  outputs: string[];
  proof?: [random: string, proof: string];
}
const vectors: { mode: Mode; secret: string; public?: string; vectors: Vector[] }[] = [
  {
    mode: 'oprf',
    secret: '5ebcea5ee37023ccb9fc2d2019f9d7737be85591ae8652ffa9ef0f4d37063b0e',
    vectors: [
      {
        inputs: [short],
        blinds: [blinds[0]!],
        blinded: ['609a0ae68c15a3cf6903766461307e5c8bb2f95e7e6550e1ffa2dc99e412803c'],
        evaluated: ['7ec6578ae5120958eb2db1745758ff379e77cb64fe77b0b2d8cc917ea0869c7e'],
        outputs: [
          '527759c3d9366f277d8c6020418d96bb393ba2afb20ff90df23fb7708264e2f3ab9135e3bd69955851de4b1f9fe8a0973396719b7912ba9ee8aa7d0b5e24bcf6',
        ],
      },
      {
        inputs: [long],
        blinds: [blinds[0]!],
        blinded: ['da27ef466870f5f15296299850aa088629945a17d1f5b7f5ff043f76b3c06418'],
        evaluated: ['b4cbf5a4f1eeda5a63ce7b77c7d23f461db3fcab0dd28e4e17cecb5c90d02c25'],
        outputs: [
          'f4a74c9c592497375e796aa837e907b1a045d34306a749db9f34221f7e750cb4f2a6413a6bf6fa5e19ba6348eb673934a722a7ede2e7621306d18951e7cf2c73',
        ],
      },
    ],
  },
  {
    mode: 'voprf',
    secret: 'e6f73f344b79b379f1a0dd37e07ff62e38d9f71345ce62ae3a9bc60b04ccd909',
    public: 'c803e2cc6b05fc15064549b5920659ca4a77b2cca6f04f6b357009335476ad4e',
    vectors: [
      {
        inputs: [short],
        blinds: [blinds[0]!],
        blinded: ['863f330cc1a1259ed5a5998a23acfd37fb4351a793a5b3c090b642ddc439b945'],
        evaluated: ['aa8fa048764d5623868679402ff6108d2521884fa138cd7f9c7669a9a014267e'],
        outputs: [
          'b58cfbe118e0cb94d79b5fd6a6dafb98764dff49c14e1770b566e42402da1a7da4d8527693914139caee5bd03903af43a491351d23b430948dd50cde10d32b3c',
        ],
        proof: [
          blinds[1]!,
          'ddef93772692e535d1a53903db24367355cc2cc78de93b3be5a8ffcc6985dd066d4346421d17bf5117a2a1ff0fcb2a759f58a539dfbe857a40bce4cf49ec600d',
        ],
      },
      {
        inputs: [long],
        blinds: [blinds[0]!],
        blinded: ['cc0b2a350101881d8a4cba4c80241d74fb7dcbfde4a61fde2f91443c2bf9ef0c'],
        evaluated: ['60a59a57208d48aca71e9e850d22674b611f752bed48b36f7a91b372bd7ad468'],
        outputs: [
          '8a9a2f3c7f085b65933594309041fc1898d42d0858e59f90814ae90571a6df60356f4610bf816f27afdd84f47719e480906d27ecd994985890e5f539e7ea74b6',
        ],
        proof: [
          blinds[1]!,
          '401a0da6264f8cf45bb2f5264bc31e109155600babb3cd4e5af7d181a2c9dc0a67154fabf031fd936051dec80b0b6ae29c9503493dde7393b722eafdf5a50b02',
        ],
      },
      {
        inputs: [short, long],
        blinds,
        blinded: [
          '863f330cc1a1259ed5a5998a23acfd37fb4351a793a5b3c090b642ddc439b945',
          '90a0145ea9da29254c3a56be4fe185465ebb3bf2a1801f7124bbbadac751e654',
        ],
        evaluated: [
          'aa8fa048764d5623868679402ff6108d2521884fa138cd7f9c7669a9a014267e',
          'cc5ac221950a49ceaa73c8db41b82c20372a4c8d63e5dded2db920b7eee36a2a',
        ],
        outputs: [
          'b58cfbe118e0cb94d79b5fd6a6dafb98764dff49c14e1770b566e42402da1a7da4d8527693914139caee5bd03903af43a491351d23b430948dd50cde10d32b3c',
          '8a9a2f3c7f085b65933594309041fc1898d42d0858e59f90814ae90571a6df60356f4610bf816f27afdd84f47719e480906d27ecd994985890e5f539e7ea74b6',
        ],
        proof: [
          '419c4f4f5052c53c45f3da494d2b67b220d02118e0857cdbcf037f9ea84bbe0c',
          'cc203910175d786927eeb44ea847328047892ddf8590e723c37205cb74600b0a5ab5337c8eb4ceae0494c2cf89529dcf94572ed267473d567aeed6ab873dee08',
        ],
      },
    ],
  },
];
const bytes = (hex: string) => Buffer.from(hex, 'hex');
const hex = (some: Uint8Array) => Buffer.from(some).toString('hex');

it('does what the test vectors of RFC 9497 (A.1.1, A.1.2) say', () => {
  for (const { mode, secret, public: key, vectors: all } of vectors) {
    const pair = deriveKeyPair(mode, bytes(seed), Buffer.from('test key'));
    expect(hex(pair.secret)).toBe(secret);
    if (key) expect(hex(pair.public)).toBe(key);
    for (const vector of all) {
      const undo = inverses(bytes(vector.blinds.join('')));
      vector.inputs.map(bytes).forEach((input, i) => {
        const blinded = multiply(bytes(vector.blinds[i]!), hashToGroup(mode, input));
        expect(hex(blinded)).toBe(vector.blinded[i]);
        const evaluated = multiply(pair.secret, blinded);
        expect(hex(evaluated)).toBe(vector.evaluated[i]);
        expect(hex(finalize(input, multiply(at(undo, i), evaluated)))).toBe(vector.outputs[i]);
        // Evaluate of section 3.3.1: the same without a blind.
        expect(hex(finalize(input, multiply(pair.secret, hashToGroup(mode, input))))).toBe(vector.outputs[i]);
      });
      if (!vector.proof) continue;
      const [asked, answered] = [bytes(vector.blinded.join('')), bytes(vector.evaluated.join(''))];
      const [random, proof] = vector.proof.map(bytes);
      const both = composites(pair.public, 0, asked, answered);
      expect(hex(prove(pair, composites(pair.public, 0, asked, answered, true).m, random))).toBe(hex(proof!));
      expect(verify(pair.public, both, proof!)).toBe(true);
    }
  }
});

const pair = deriveKeyPair('voprf', bytes(seed), Buffer.from('another'));
const element = () => hashToGroup('voprf', randomScalar());

it('takes no element that is the identity or not canonical', () => {
  const order = 'edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010';
  const bad = [
    '00'.repeat(32),
    'ff'.repeat(32),
    // 1, negative: 2^255 - 20; and p itself, of RFC 9496 (appendix A.2).
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    '0100000000000000000000000000000000000000000000000000000000000000',
    '26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371',
    order,
    '00'.repeat(31),
    '',
  ];
  for (const one of bad)
    expect(() => multiply(pair.secret, bytes(one)), one).toThrow(
      expect.objectContaining({ code: 'PSI_MESSAGE' }),
    );
  expect(() => hashToGroup('oprf', Buffer.alloc(65_536))).toThrow(
    expect.objectContaining({ code: 'PSI_VALUE' }),
  );
  expect(hashToGroup('oprf', Buffer.alloc(65_535))).toHaveLength(32);
});

it('takes no proof of another key, element, place or byte; parts of a batch add up', () => {
  const asked = Buffer.concat([element(), element(), element()]);
  const times = (secret: Uint8Array) => Buffer.concat([0, 1, 2].map(i => multiply(secret, at(asked, i))));
  const answered = times(pair.secret);
  const of = (c: Uint8Array, d: Uint8Array) => composites(pair.public, 0, c, d);
  const both = of(asked, answered);
  const proof = prove(pair, both.m);
  expect(verify(pair.public, both, proof)).toBe(true);

  const parts = [
    composites(pair.public, 0, asked.subarray(0, 32), answered.subarray(0, 32)),
    composites(pair.public, 1, asked.subarray(32), answered.subarray(32)),
  ];
  expect([sum(parts.map(part => part.m)), sum(parts.map(part => part.z))].map(hex)).toEqual(
    [both.m, both.z].map(hex),
  );

  const other = deriveKeyPair('voprf', bytes(seed), Buffer.from('a third'));
  const oneOfAnother = Buffer.from(answered);
  oneOfAnother.set(multiply(other.secret, at(asked, 1)), 32);
  expect(verify(pair.public, of(asked, oneOfAnother), prove(pair, of(asked, oneOfAnother).m))).toBe(false);
  expect(verify(other.public, composites(other.public, 0, asked, answered), proof)).toBe(false);
  const turned = Buffer.concat([asked.subarray(32), asked.subarray(0, 32)]);
  expect(verify(pair.public, of(turned, answered), proof)).toBe(false);
  // s + the group's order: the same scalar, not spelled as it must be.
  const carried = Buffer.from(proof);
  const order = (1n << 252n) + 27742317777372353535851937790883648493n;
  const s = BigInt(`0x${hex(proof.subarray(32).toReversed())}`) + order;
  carried.set(bytes(s.toString(16).padStart(64, '0')).reverse(), 32);
  expect(verify(pair.public, both, carried)).toBe(false);
  for (const wrong of [proof.subarray(1), Buffer.alloc(64), Buffer.concat([proof, proof])])
    expect(verify(pair.public, both, wrong)).toBe(false);
  fc.assert(
    fc.property(fc.nat(511), bit => {
      const flipped = Buffer.from(proof);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      return !verify(pair.public, both, flipped);
    }),
    { numRuns: 30 },
  );
});

it('inverts many scalars at once', () => {
  const scalars = Buffer.concat(Array.from({ length: 5 }, randomScalar));
  const undo = inverses(scalars);
  const start = element();
  for (let i = 0; i < 5; i++)
    expect(hex(multiply(at(undo, i), multiply(at(scalars, i), start)))).toBe(hex(start));
});
