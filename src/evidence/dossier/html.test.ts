import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { html, type LetterFacts, letter, metaOf } from './index.ts';
import { factsOf } from './testing/facts.ts';
import { hostile, poisoned } from './testing/hostile.ts';

const page = (facts: LetterFacts) => html(letter(facts), metaOf(facts));

it('is one page of its own: no script, no load, no style but the one that its policy names', () => {
  const text = page(factsOf({ level: 'regulator', excerpts: true }));
  const style = /<style>([\s\S]*?)<\/style>/.exec(text)![1]!;
  const hash = createHash('sha256').update(style).digest('base64');
  expect(text).toContain(
    `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
  );
  expect(text).not.toMatch(/<script|<img|<link|<iframe|<object| style=| on\w+=|src=|url\(|@import/i);
  for (const [, target] of text.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^#[a-z]+$/);
  for (const [, id] of text.matchAll(/href="#([^"]*)"/g)) expect(text).toContain(`id="${id}"`);
});

it('can be read by who does not see it', () => {
  const text = page(factsOf({ level: 'partner' }));
  expect(text).toContain('<html lang="en">');
  expect(text.match(/<h1>/g)).toHaveLength(1);
  expect(text.match(/<table/g)!.length).toBe(text.match(/<caption>/g)!.length);
  for (const [cell] of text.matchAll(/<th[ >][^>]*/g)) expect(cell).toMatch(/ scope="(row|col)"/);
  expect(text).toMatch(/<svg role="img" aria-label="Bar chart of exchanges a day, from 22 April 2026/);
});

describe('what a stranger wrote', () => {
  const text = page(poisoned());

  it('does not get out of where it stands', () => {
    expect(text).not.toContain('<script');
    expect(text).not.toContain('<img');
    expect(text.match(/<\/style>/g)).toHaveLength(1);
    expect(text.match(/<\/main>/g)).toHaveLength(1);
    expect(text).toContain('&lt;script&gt;');
  });

  it('hides nothing and turns nothing round', () => {
    expect(text).not.toMatch(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/,
    );
    expect(text).toContain('‹U+202E›');
    expect(text).toContain('‹U+0000›');
    expect(text).not.toMatch(/\p{Cs}/u);
  });

  it('does not fill the page', () => {
    expect(hostile.long.length).toBe(10_000);
    expect(text.length).toBeLessThan(300_000);
  });
});
