import type { Campaign, Evidence } from '../../detect/index.ts';
import { likelier, pValue, whole } from '../text/number.ts';
import { clean, padded } from '../text/safe.ts';
import { wrap } from '../text/wrap.ts';
import type { Look } from './look.ts';

/** Evidence of one kind, ranked as it came. */
export interface Kind {
  title: string;
  signs: Evidence[];
}

/** The bound rests on what was tested; what the accounts share says who they are, and is not to be taken for a test. */
export const kindsOf = (evidence: readonly Evidence[]): Kind[] =>
  [
    {
      title: 'Tested against comparable ordinary groups, strongest first',
      signs: evidence.filter(({ p_value }) => p_value !== null),
    },
    {
      title: 'Shared by its accounts, strongest first; not tested by itself',
      signs: evidence.filter(({ p_value }) => p_value === null),
    },
  ].filter(({ signs }) => signs.length > 0);

/** Of each family the first, as they come ranked. */
export const strongestOfEach = (evidence: readonly Evidence[]): Evidence[] =>
  evidence.filter(({ family }, i) => evidence.findIndex(other => other.family === family) === i);

/** How much a sign weighs, in words. */
export const weightOf = ({ family, log_likelihood_ratio, p_value }: Evidence): string =>
  [clean(family), likelier(log_likelihood_ratio), ...(p_value === null ? [] : [pValue(p_value)])].join('; ');

/** What speaks against several signs at once: each text, and the families of the signs that it is said of. */
export function againstSeveral(signs: readonly Evidence[]): Map<string, string[]> {
  const several = new Map<string, string[]>();
  for (const { against } of signs) {
    const same = signs.filter(other => other.against === against);
    if (same.length > 1) several.set(against, [...new Set(same.map(({ family }) => family))]);
  }
  return several;
}

/** `brief`: of each kind and family the strongest only; within a family it is one finding seen several ways. */
export function evidenceLines({ evidence, id }: Campaign, brief: boolean, { width, paint }: Look): string[] {
  const lines: string[] = [];
  const dim = (text: string, first = '') =>
    wrap(text, width - 5, first).map(line => paint('dim', `     ${line}`));
  let left = evidence.length;
  for (const { title, signs } of kindsOf(evidence)) {
    const shown = brief ? strongestOfEach(signs) : signs;
    left -= shown.length;
    const several = againstSeveral(shown);
    lines.push('', ...wrap(title, width - 2).map(line => paint('bold', `  ${line}`)));
    for (const [i, sign] of shown.entries())
      lines.push(
        '',
        `  ${padded(String(i + 1), 2, 'left')} ${paint('bold', clean(sign.signal).replaceAll('-', ' '))}`,
        ...wrap(clean(sign.summary), width - 5).map(line => `     ${line}`),
        ...dim(weightOf(sign)),
        ...(several.has(sign.against) ? [] : dim(clean(sign.against), 'Against: ')),
      );
    for (const [text, families] of several)
      lines.push('', ...dim(clean(`${text} (${families.join(', ')})`), 'Against: '));
  }
  if (left > 0)
    lines.push(
      '',
      ...dim(`and ${whole(left)} more from the same families: stillwatch campaigns ${clean(id)}`),
    );
  return lines;
}
