import type { TemplatesView } from '../../../api/types.ts';

/** How few templates make so great a part of what is sent. */
export function fewOf({ templates, rest }: TemplatesView, part: number): { few: number; share: number } {
  const all = templates.reduce((sum, { exchanges }) => sum + exchanges, rest.exchanges);
  let [few, sum] = [0, 0];
  for (const { exchanges } of templates) {
    if (sum >= part * all) break;
    few++;
    sum += exchanges;
  }
  return { few, share: all ? sum / all : 0 };
}
