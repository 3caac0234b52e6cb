import { expect, it } from 'vitest';
import { ledger, letter } from './index.ts';
import { daysOf, eachOf } from './ledger.ts';
import { factsOf } from './testing/facts.ts';
import { textOf } from './testing/text.ts';

it('works out only what one report alone says', () => {
  const of = (id: string) => ledger.find(reported => reported.id === id)!;
  expect(daysOf(of('2026-06'))).toBe(45);
  expect(eachOf(of('2026-06'))).toBe(1152);
  for (const id of ['2026-02-a', '2026-02-b', '2026-02-c', '2026-02-d', '2026-02-e']) {
    expect(daysOf(of(id))).toBeNull();
    expect(eachOf(of(id))).toBeNull();
  }
});

it('is careful: counts have a bound or an "about", and every figure is in the words of the report', () => {
  for (const { exchanges, accounts } of ledger)
    for (const figure of [exchanges, accounts])
      if (figure) expect(figure.words).toMatch(/^(more than|over|about) /);
});

it('accuses nobody in a letter, and names no country', () => {
  const text = textOf(letter(factsOf()));
  const accused = ledger.flatMap(
    ({ operatorAsAlleged }) => operatorAsAlleged?.match(/\p{Lu}\p{L}{2,}/gu) ?? [],
  );
  expect(accused).toContain('Qwen');
  for (const name of accused) expect(text).not.toContain(name);
  expect(text).not.toMatch(/China|Chinese|Russia|Iran|Korea|United States|\bUSA?\b|America/);
  expect(text).toContain('alleged by Anthropic');
  expect(text).toContain('Similar figures do not connect campaigns');
});
