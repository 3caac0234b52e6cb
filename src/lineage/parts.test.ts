import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { existedBy, membersBy } from './asof.ts';
import type { Member } from './corpus.ts';
import { crossing } from './dose.ts';
import { cholesky, solve } from './linear.ts';
import { holm, pValueOf } from './null.ts';
import { namesMaker } from './prompts.ts';
import { ontoProportions, proportions } from './proportions.ts';
import { alignedGram } from './views/aligned.ts';
import { Pairs } from './views/pairs.ts';
import { Words } from './words.ts';

describe('Words', () => {
  const spelled = (text: string) => {
    const words = new Words();
    return [...words.of(text)].map(token => words.texts[token]);
  };

  it('splits as documented', () => {
    expect(spelled('Don’t: 3.5 cafés\n\n* x_y 😀你好')).toEqual([
      'don’t',
      ':',
      '3',
      '.',
      '5',
      'cafés',
      '\n\n',
      '*',
      'x',
      '_',
      'y',
      '😀',
      '你',
      '好',
    ]);
  });

  it('gives a token one number, and a number one token, however many there are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { maxLength: 200 }), texts => {
        const words = new Words();
        for (const text of texts) {
          const numbers = words.of(text);
          expect([...words.of(text)]).toEqual([...numbers]);
          expect([...numbers].map(n => words.texts[n])).toEqual(spelled(text));
        }
        expect(new Set(words.texts).size).toBe(words.texts.length);
      }),
      { numRuns: 30 },
    );
    const many = new Words();
    for (let i = 0; i < 100_000; i++)
      many.of(`w${i.toString(36).replace(/\d/g, digit => 'ghijklmnop'[Number(digit)]!)}`);
    expect(new Set(many.texts).size).toBe(many.texts.length);
  });
});

it('keeps pairs apart, also after it was cleared and has grown', () => {
  const pairs = new Pairs();
  for (let round = 0; round < 3; round++) {
    pairs.clear();
    let wrong = 0;
    for (let k = 0; k < 50_000; k++) if (pairs.place(k % 317, k) !== k) wrong++;
    expect(wrong).toBe(0);
    expect(pairs.find(5, 5)).toBe(5);
    expect(pairs.find(6, 5)).toBe(-1);
  }
});

it('solves what is positive definite', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 16, maxLength: 16 }),
      values => {
        const matrix = new Float64Array(16);
        for (let i = 0; i < 4; i++)
          for (let j = 0; j < 4; j++)
            matrix[i * 4 + j] =
              (i === j ? 0.1 : 0) +
              [0, 1, 2, 3].reduce((sum, k) => sum + values[i * 4 + k]! * values[j * 4 + k]!, 0);
        const x = solve(matrix, Float64Array.of(1, 2, 3, 4));
        [1, 2, 3, 4].forEach((b, i) => {
          expect([0, 1, 2, 3].reduce((sum, k) => sum + matrix[i * 4 + k]! * x[k]!, 0)).toBeCloseTo(b, 5);
        });
      },
    ),
  );
  expect(() => cholesky(Float64Array.of(1, 2, 2, 1), 2)).toThrow(RangeError);
});

it('compares dates as far as both say them', () => {
  const member = (family: string, released: string | null) =>
    ({ role: 'reference', family, released, group: `family ${family}` }) as never as Member;
  const all = [
    member('a', '2023-01'),
    member('a', '2023-06-15'),
    member('a', '2023-07'),
    member('b', '2023'),
  ];
  const rolesBy = (asof: string) => membersBy(all, asof).map(({ role }) => role);
  expect(rolesBy('2023-06')).toEqual(['reference', 'reference', 'control', 'reference']);
  expect(rolesBy('2023-06-14')).toEqual(['reference', 'control', 'control', 'reference']);
  // A family of which nothing was there stays one, only no candidate.
  expect(rolesBy('2022')).toEqual(['reference', 'reference', 'reference', 'reference']);
  const existed = existedBy(all, '2022');
  expect(existed({ family: 'a', vendor: 'a', snapshots: [0, 1, 2] })).toBe(false);
});

it('knows names of makers as whole words', () => {
  const names = ['meta', 'yi', 'Cohere', 'gpt35'];
  for (const prompt of [
    'What did Meta publish?',
    'Is GPT4 you?',
    'Ask cohere.',
    'Who made Llama-3?',
    'gpt35?',
  ])
    expect(namesMaker(prompt, names), prompt).toBe(true);
  for (const prompt of ['Explain a metaphor.', 'Write a coherent plan.', 'How do I yield?', 'Metal or wood?'])
    expect(namesMaker(prompt, names), prompt).toBe(false);
});

describe('p-values', () => {
  it('are never below what the null can say', () => {
    const values = Float64Array.of(-1, 0, 0, 2);
    expect([-2, 0, 1, 2, 9].map(value => pValueOf(values, value))).toEqual([1, 0.8, 0.4, 0.4, 0.2]);
    expect(pValueOf(values, Number.NaN)).toBe(1);
  });

  it('are made to hold together by Holm', () => {
    expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }),
        raw => {
          holm(raw).forEach((p, i) => {
            expect(p).toBeGreaterThanOrEqual(raw[i]!);
            expect(p).toBeLessThanOrEqual(Math.min(1, raw.length * raw[i]!) + Math.max(...raw));
          });
        },
      ),
    );
  });
});

it('reads a dose off a curve that wavers', () => {
  const curve = [0, 0.1, 0.05, 0.3, 0.4, 0.5, 0.9];
  expect(crossing(curve, -1)).toBe(0);
  expect(crossing(curve, 0.05)).toBeCloseTo(0.05);
  expect(crossing(curve, 0.2)).toBeCloseTo(0.25);
  expect(crossing(curve, 2)).toBe(1);
});

it('aligned answers are nearest to themselves, and samples weigh as one answer', () => {
  const words = new Words();
  const member = (...samples: string[]) => ({ answers: [samples.map(text => words.of(text))] });
  const texts = [
    'the cat sat on a mat',
    'the cat sat on a rug',
    'dogs bark at the moon',
    'dogs bark at a cat',
    'the moon sat on a rug',
  ];
  const gram = (members: ReturnType<typeof member>[]) =>
    alignedGram(
      { members: members as never, prompts: ['p'], promptTokens: [words.of('what of it?')] },
      Float64Array.from(members, () => 1 / members.length),
    );
  const once = gram(texts.map(text => member(text)));
  for (let i = 0; i < 5; i++) {
    expect(once[i * 5 + i]).toBeCloseTo(1);
    for (let j = 0; j < 5; j++) expect(once[i * 5 + j]).toBeCloseTo(once[j * 5 + i]!);
  }
  expect(once[1]).toBeGreaterThan(once[2]!);
  const twice = gram(texts.map(text => member(text, text)));
  twice.forEach((value, k) => void expect(value).toBeCloseTo(once[k]!));
});

describe('proportions', () => {
  const list = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 5, maxLength: 5 });
  const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);

  it('are found again where a point is made of them', () => {
    fc.assert(
      fc.property(list, fc.array(list, { minLength: 5, maxLength: 5 }), (raw, noise) => {
        const shares = ontoProportions(Float64Array.from(raw));
        const rows = noise.map((row, i) => row.map((value, k) => (i === k ? 3 : 0) + 0.2 * value));
        const gram = rows.flatMap(a =>
          rows.map(b => a.reduce((total, value, k) => total + value * b[k]!, 0)),
        );
        const products = rows.map((_, i) =>
          shares.reduce((total, share, j) => total + share * gram[i * 5 + j]!, 0),
        );
        const found = proportions(Float64Array.from(gram), Float64Array.from(products));
        found.forEach((share, i) => void expect(share).toBeCloseTo(shares[i]!, 4));
      }),
      { numRuns: 50 },
    );
  });

  it('are never negative nor more than all, and the nearest that are not', () => {
    fc.assert(
      fc.property(list, list, (raw, other) => {
        const away = (from: ArrayLike<number>) =>
          raw.reduce((total, value, k) => total + (value - from[k]!) ** 2, 0);
        const near = ontoProportions(Float64Array.from(raw));
        expect(Math.min(...near)).toBeGreaterThanOrEqual(0);
        expect(sum(near)).toBeLessThanOrEqual(1 + 1e-9);
        expect(away(near)).toBeLessThanOrEqual(away(ontoProportions(Float64Array.from(other))) + 1e-9);
      }),
    );
  });
});
