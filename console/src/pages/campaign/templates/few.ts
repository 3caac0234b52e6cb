import type { TemplatesView } from '../../../api/types.ts';
import { count, percent } from '../../../text/number.ts';

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

/** "12 templates make 80% of its exchanges" */
export function fewSaid(view: TemplatesView): string {
  const { few, share } = fewOf(view, 0.8);
  const which =
    few === view.templates.length ? `Its ${count(few, 'largest template')}` : count(few, 'template');
  return `${which} ${few === 1 ? 'makes' : 'make'} ${percent(share)} of its exchanges`;
}
