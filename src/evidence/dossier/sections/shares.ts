import { said, type Text } from '../blocks.ts';

/** More models than this say nothing more. */
const MOST = 12;

/** The most asked models, and the rest in one. */
export function sharesOf(
  models: Readonly<Record<string, number>>,
): { name: Text; n: number; share: number }[] {
  const sorted = Object.entries(models).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const total = Math.max(
    1,
    sorted.reduce((sum, [, n]) => sum + n, 0),
  );
  const rest = sorted.slice(MOST).reduce((sum, [, n]) => sum + n, 0);
  const shown = sorted
    .slice(0, MOST)
    .map(([name, n]) => ({ name: [said(name)] as Text, n, share: n / total }));
  return rest > 0
    ? [...shown, { name: `${sorted.length - MOST} other models`, n: rest, share: rest / total }]
    : shown;
}

const names: Readonly<Record<string, string>> = {
  chain_of_thought: 'Reasoning written out step by step',
  grading: 'Grading and comparing answers',
  code: 'Program code',
  structured_data: 'Structured data (tables, JSON)',
  rewriting: 'Rewriting and summarising',
  translation: 'Translation',
  tool_use: 'Use of tools',
};

export const capabilityNames = (name: string): Text =>
  Object.hasOwn(names, name) ? names[name]! : [said(name)];
