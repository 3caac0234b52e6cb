import type { Campaign, Explanation } from '../../detect/index.ts';
import { percent } from '../text/number.ts';
import { clean, padded } from '../text/safe.ts';
import { wrap } from '../text/wrap.ts';
import type { Look } from './look.ts';

/** How near an explanation is to not being ruled out: from 1 on it is not. Documents of earlier versions have no figures. */
const nearness = ({ verdict, value, limit }: Explanation): number =>
  value === undefined || !limit ? Number(verdict !== 'ruled out') : value / limit;

/** The strongest first. */
export const byStrength = (explanations: readonly Explanation[]): Explanation[] =>
  explanations.toSorted((a, b) => nearness(b) - nearness(a));

/** An explanation's own figure, and where the line is. */
export const figureOf = ({ figure, limit }: Explanation): string =>
  limit === undefined ? clean(figure) : `${clean(figure)}; the limit is ${percent(limit)}`;

/** The innocent explanation that comes nearest, for the head of a report; nothing where none was tried. */
export function strongestExplanation({ explanations }: Pick<Campaign, 'explanations'>): string {
  const [strongest] = byStrength(explanations);
  return strongest
    ? `${clean(strongest.verdict)}: ${clean(strongest.explanation)} (${figureOf(strongest)})`
    : '';
}

export function explanationLines({ explanations }: Campaign, { width, paint }: Look): string[] {
  if (explanations.length === 0) return [];
  return [
    '',
    ...wrap('Innocent explanations tried, strongest first', width - 2).map(line =>
      paint('bold', `  ${line}`),
    ),
    ...byStrength(explanations).flatMap(one => {
      const mark = `    ${padded(clean(one.verdict), 15)}`;
      const lines = wrap(`${clean(one.explanation)}: ${figureOf(one)}`, width, mark);
      return one.verdict === 'ruled out'
        ? lines
        : [paint('yellow', mark) + lines[0]!.slice(mark.length), ...lines.slice(1)];
    }),
  ];
}
