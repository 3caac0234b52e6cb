import type { Campaign, CampaignAccount } from '../../detect/index.ts';
import type { Grade } from '../decision.ts';

/** Surer than this of the account, and of the campaign, and what it sends is the harvest: it may be suspended. */
const SURE_MEMBERSHIP = 0.99;
const SURE_BOUND = 0.001;
/** Where less of what an account sends belongs to the campaign, others stand behind it or it has a life of its own. */
const MOSTLY = 0.5;

/**
 * The grade of response that an account's place in a campaign suggests; undefined: it is left alone. A bystander always is,
 * and so is everyone in a campaign whose purpose is not established.
 * @param sent how many exchanges the account sent in all while the campaign ran
 */
export function gradeOf(campaign: Campaign, one: CampaignAccount, sent: number): Grade | undefined {
  if (campaign.verdict !== 'harvesting' || one.role === 'bystander') return undefined;
  if (one.role === 'cover') return 'verify';
  const mostly = (one.exchanges ?? sent) >= MOSTLY * sent;
  const sure = one.membership >= SURE_MEMBERSHIP && campaign.error_bound <= SURE_BOUND;
  return mostly && sure ? 'suspend' : 'thin';
}

/** What the account would notice: for whoever decides. */
export const notices: Record<Grade, string> = {
  mark: 'nothing: some wordings are others that say the same',
  verify: 'requests are refused until the account verifies itself more strongly',
  slow: 'requests above the rate are refused with a time to try again',
  thin: 'answers come without reasoning and shorter; nothing is refused',
  suspend: 'every request is refused',
};
