import type { ActivityView, LifeView, Prices, TemplatesView } from '../../../api/types.ts';
import { cleanLine } from '../../../text/clean.ts';
import { count, percent } from '../../../text/number.ts';
import type { Clock } from '../../../text/time.ts';
import { difference, rhythmOf, sumOf } from '../activity/rhythm.ts';
import { costOf, harvestOf, money } from '../harvest/cost.ts';
import { daysSaid, movesOf } from '../life/life.ts';
import type { Part } from '../parts.ts';
import { fewOf, fewSaid } from '../templates/few.ts';

// What each part of the page comes to, in a sentence made of its figures.

export interface Line {
  part: Part;
  says: string;
}

const DAY = 86_400_000;

export function ofActivity(view: ActivityView, clock: Clock): Line | null {
  const own = sumOf(view);
  const differs = difference(rhythmOf(view.from, own, clock), rhythmOf(view.from, view.others, clock));
  return differs ? { part: 'activity', says: differs.says[0]! } : null;
}

export function ofTemplates(view: TemplatesView): Line | null {
  const { templates } = view;
  if (!templates.length) return null;
  const { few } = fewOf(view, 0.8);
  const alone = templates.slice(0, few).filter(({ others }) => others === 0).length;
  const outside =
    alone === few
      ? 'nobody outside uses any of them'
      : `${few - alone === few ? 'all' : few - alone} of them ${few - alone === 1 ? 'is' : 'are'} used outside too`;
  return {
    part: 'templates',
    says: `${fewSaid(view)}; ${outside}.`,
  };
}

export function ofHarvest(view: ActivityView, prices: Prices | undefined): Line | null {
  if (!prices) return null;
  const { cost, unpriced } = costOf(harvestOf(view, prices));
  if (cost === null) return null;
  return {
    part: 'harvest',
    says: `At list price it would have cost ${money(cost, prices.currency)}${unpriced.length ? `, without ${count(unpriced.length, 'model')} of no known price` : ''}.`,
  };
}

export function ofLife(view: LifeView): Line | null {
  if (!view.active.length) return null;
  const begin = Date.parse(view.from);
  const joined = view.joined.slice(1).reduce((a, b) => a + b, 0);
  const all = joined + (view.joined[0] ?? 0);
  const came = all ? `${percent(joined / all)} of its accounts came after its first day` : '';
  const [moved] = movesOf(view)
    .filter(({ toHalf, first }) => toHalf !== null && Date.parse(first) - begin > DAY)
    .sort((a, b) => Date.parse(b.first) - Date.parse(a.first));
  const move = moved
    ? `half of its traffic went to ${cleanLine(moved.model)} ${daysSaid(moved.toHalf!)} after its first use of it`
    : '';
  const says = [came, move].filter(Boolean).join('; ');
  return says ? { part: 'life', says: `${says[0]!.toUpperCase()}${says.slice(1)}.` } : null;
}
