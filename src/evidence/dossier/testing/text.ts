import type { Block } from '../index.ts';

/** All words of a letter, without how they are laid out. */
export function textOf(blocks: readonly Block[]): string {
  const out: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') out.push(value);
    else if (Array.isArray(value)) value.forEach(walk);
    else if (value && typeof value === 'object')
      for (const [name, part] of Object.entries(value)) if (name !== 'kind' && name !== 'svg') walk(part);
  };
  walk(blocks);
  return out.join(' ').replace(/\s+/g, ' ');
}

export const sectionsOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap(block => (block.kind === 'section' ? [block.id] : []));
