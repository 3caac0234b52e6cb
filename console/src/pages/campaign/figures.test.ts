import { describe, expect, it } from 'vitest';
import { harvest } from '../../../testing/campaigns.ts';
import { activityView, lifeView, templatesView } from '../../../testing/views.ts';
import { clockOf } from '../../text/time.ts';
import { costOf, harvestOf, money } from './harvest/cost.ts';
import { daysSaid, movesOf, replacedAfter } from './life/life.ts';
import { ofActivity, ofHarvest, ofLife, ofTemplates } from './summary/brief.ts';
import { evidenceSteps } from './summary/steps.ts';
import { fewOf } from './templates/few.ts';

describe('what a campaign comes to', () => {
  it('would have cost what the list says, and says what has no price', () => {
    const view = activityView(2);
    view.models = [{ model: 'opus-4.6', exchanges: [3], input_tokens: 2_000_000, output_tokens: 1_000_000 }];
    const prices = { currency: 'USD', models: { 'opus-4.6': { input: 5, output: 25 } } };
    expect(costOf(harvestOf(view, prices))).toEqual({ cost: 35, unpriced: [] });
    expect(costOf(harvestOf(view, null))).toEqual({ cost: null, unpriced: ['opus-4.6'] });
    view.models[0]!.model = 'constructor';
    expect(costOf(harvestOf(view, prices)).unpriced).toEqual(['constructor']);
    expect([money(35, 'USD'), money(1234567, 'EUR'), money(5, 'no money')]).toEqual([
      '$35.00',
      '€1,234,567',
      '5 no money',
    ]);
  });

  it('tells who came after a containment, as far as was looked', () => {
    const view = { ...lifeView(20, 1000), joined: Array.from({ length: 20 }, (_, i) => i) };
    const at = (day: number) => new Date(Date.parse(view.from) + day * 86_400_000).toISOString();
    expect(replacedAfter(view, [{ id: 'A', at: at(10), accounts: 5 }])[0]).toMatchObject({
      before: 3 + 4 + 5 + 6 + 7 + 8 + 9,
      after: 11 + 12 + 13 + 14 + 15 + 16 + 17,
      days: 7,
    });
    expect(replacedAfter(view, [{ id: 'A', at: at(19), accounts: 5 }])[0]).toMatchObject({
      after: 0,
      days: 0,
    });
    expect(movesOf(view).map(({ toHalf }) => toHalf === null)).toEqual([false, false, true]);
    expect([daysSaid(0.2), daysSaid(1.26), daysSaid(14.2)]).toEqual(['5 h', '1.3 days', '14 days']);
  });

  it('is said in a sentence a part', () => {
    const lines = [
      ofActivity(activityView(20), clockOf('utc')),
      ofTemplates(templatesView(40)),
      ofLife(lifeView(20, 1000)),
      ofHarvest(activityView(20), { currency: 'USD', models: { 'opus-4.6': { input: 5, output: 25 } } }),
    ];
    for (const line of lines) expect(line!.says).toMatch(/^[A-Z0-9].*\.$/);
    const { few, share } = fewOf(templatesView(40), 0.8);
    expect(share).toBeGreaterThanOrEqual(0.8);
    expect(few).toBeLessThan(40);
    expect(ofTemplates({ templates: [], rest: { exchanges: 5 } })).toBeNull();
  });

  it('adds up by family, the strongest finding of each', () => {
    const { evidence } = harvest('SW-2026-0001', 1);
    const twice = [...evidence, { ...evidence[0]!, signal: 'steady-volumes', log_likelihood_ratio: 3 }];
    const { tested, described } = evidenceSteps(twice);
    expect(tested).toMatchObject([{ family: 'volume', weight: 9.2, from: 0, to: 9.2 }]);
    expect(tested[0]!.findings.map(({ signal }) => signal)).toEqual(['level-volumes', 'steady-volumes']);
    expect(described).toMatchObject([{ family: 'content', to: 41.2 }]);
  });
});
