import { expect, it } from 'vitest';
import type { ActionSummary, CampaignSummary } from '../../api/types.ts';
import { standingOf } from './containment.ts';

const campaign = {
  id: 'SW-1',
  verdict: 'harvesting',
  accounts: { harvester: 60 },
} as unknown as CampaignSummary;
const wave = (begun: number, state = 'in force') =>
  [{ campaign: 'SW-1', accounts: 60, begun, state }] as ActionSummary[];

it('is contained when the last wave has come, and not before', () => {
  expect(standingOf(campaign, [], []).standing).toBe('open');
  expect(standingOf(campaign, wave(0), [])).toEqual({ standing: 'in part', contained: 0 });
  expect(standingOf(campaign, wave(20), [])).toEqual({ standing: 'in part', contained: 20 });
  expect(standingOf(campaign, wave(60), []).standing).toBe('contained');
  expect(standingOf(campaign, wave(60, 'over'), []).standing).toBe('open');
});
