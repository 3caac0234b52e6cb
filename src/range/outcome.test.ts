import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scoreReplay } from './leaked.ts';
import { Outcomes } from './outcome.ts';

const HOUR = 3_600_000;
const at = (hour: number) => new Date(hour * HOUR).toISOString();
const names = ['a', 'b', 'c', 'innocent'];
const truth = {
  groups: { campaign: { kind: 'campaign' }, people: { kind: 'ordinary' } },
  accounts: Object.fromEntries(
    names.map(name =>
      name === 'innocent'
        ? [name, { role: 'ordinary', group: 'people' }]
        : [name, { role: 'harvester', group: 'campaign', exchanges: 1, harvest: 1 }],
    ),
  ),
};
const label = fc.record({
  id: fc.string(),
  account: fc.constantFrom('a', 'b', 'c'),
  time: fc.nat(20).map(at),
  harvest: fc.boolean(),
});
const campaign = fc.record({
  id: fc.constant('SW-1'),
  verdict: fc.constantFrom('harvesting', 'watch'),
  accounts: fc.uniqueArray(fc.constantFrom(...names)),
  bystanders: fc.constant([]),
});

it('says at its last step what the score of the whole replay says', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(label),
      fc.array(fc.record({ at: fc.nat(20).map(at), campaigns: fc.array(campaign, { maxLength: 2 }) }), {
        minLength: 1,
        maxLength: 6,
      }),
      async (labels, steps) => {
        steps.sort((a, b) => (a.at < b.at ? -1 : 1));
        const outcomes = new Outcomes(truth, labels);
        const seen = steps.map((step, i) => outcomes.step(step, i === steps.length - 1));
        const { leaked, everHarmed } = await scoreReplay(truth, { steps }, labels);
        const { truth: last } = seen.at(-1)!;
        expect(last.harvest).toBe(labels.filter(({ harvest }) => harvest).length);
        expect(last.harvest ? last.leaked / last.harvest : 0).toBe(leaked);
        expect(last.leaked + last.stopped).toBe(last.harvest);
        expect(last.harmed).toBe(everHarmed);
        expect(last.found + last.harmed).toBe(seen.flatMap(({ found }) => found).length);
      },
    ),
  );
});
