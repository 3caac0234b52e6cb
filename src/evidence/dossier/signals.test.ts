import { describe, expect, it } from 'vitest';
import { tests } from '../../detect/tests/index.ts';
import { traitOf } from '../../traits/index.ts';
import { families, figuresIn, signOf, wordings } from './signals.ts';

describe('the words for signs', () => {
  it.each(tests)('has some for the test $signal, with its figures', ({ signal, family, show, summary }) => {
    const text = summary(show(0.25), show(0.75));
    const sign = signOf(signal, text)!;
    expect(figuresIn(text)).toHaveLength(2);
    for (const figure of figuresIn(text)) expect(sign.says).toContain(figure);
    expect(families[family]).toBeDefined();
  });

  it.each([...traitOf.values()])(
    'has some for the trait $name, with its figures',
    ({ name, family, words }) => {
      const sign = signOf(name, `4701 of the 25000 accounts ${words}; of all other accounts 443 do (4.9%)`)!;
      for (const figure of ['4,701', '25,000', '443', '4.9%']) expect(sign.says).toContain(figure);
      expect(families[family]).toBeDefined();
    },
  );

  it('has none that nothing names', () => {
    const named = new Set([
      ...tests.map(({ signal }) => signal),
      ...[...traitOf.values()].map(({ name }) => name),
    ]);
    expect(Object.keys(wordings).filter(signal => !named.has(signal))).toEqual([]);
  });
});

it('takes nothing but figures of a summary', () => {
  const summary = '3 of 4 from 203.0.113.7 AS64500 curl/8.1 "my prompt" a@example.com 1.0e+2% <b>5</b>';
  for (const figure of figuresIn(summary)) expect(figure).toMatch(/^-?[\d,.]+%?$/);
  expect(signOf('level-volumes', summary)!.says).not.toMatch(/curl|prompt|example|203/);
});

it('knows no sign by a name that every object has', () => {
  expect(signOf('constructor', '1 and 2')).toBeNull();
  expect(signOf('toString', undefined)).toBeNull();
});
