import type { ActionSummary, CampaignSummary, PlanSummary } from '../../api/types.ts';

/** How far it is with a campaign, in words. */
export type Standing = 'contained' | 'in part' | 'to approve' | 'planned' | 'open' | 'none to contain';

/** Accounts that could be contained: bystanders never are. */
const containable = ({ accounts }: CampaignSummary): number =>
  (accounts['harvester'] ?? 0) + (accounts['cover'] ?? 0);

export function standingOf(
  campaign: CampaignSummary,
  actions: readonly ActionSummary[],
  plans: readonly PlanSummary[],
): { standing: Standing; contained: number } {
  const running = actions.filter(one => one.campaign === campaign.id && one.state === 'in force');
  // Whose wave has come: until then an account sends as before.
  const contained = running.reduce((sum, one) => sum + one.begun, 0);
  if (running.length)
    return { standing: contained >= containable(campaign) ? 'contained' : 'in part', contained };
  const waiting = plans.filter(one => one.campaign === campaign.id && one.actions.length === 0);
  if (waiting.some(one => one.needs_approval)) return { standing: 'to approve', contained };
  if (waiting.length) return { standing: 'planned', contained };
  return { standing: campaign.verdict === 'harvesting' ? 'open' : 'none to contain', contained };
}
