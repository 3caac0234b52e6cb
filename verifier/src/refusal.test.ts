import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { codes } from './refusal.ts';

it('the codes are documented as they are', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| (.+) \|$/gm)].map(([, code, meaning]) => [
    code,
    meaning,
  ]);
  expect(Object.fromEntries(rows)).toEqual(codes);
});
