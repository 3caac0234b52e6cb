import { type Campaign, campaign as campaignOf } from '../../detect/index.ts';
import { StillwatchError } from '../../errors.ts';
import type { Desk } from '../desk.ts';

/** The campaign as its latest detection left it. */
export async function known(desk: Desk, id: string): Promise<Campaign> {
  const campaign = await campaignOf(desk.store, id);
  if (campaign) return campaign;
  throw new StillwatchError(
    'CAMPAIGN_UNKNOWN',
    `there is no campaign ${id}`,
    'List them: stillwatch campaigns',
  );
}

/** Why nobody of a campaign may be contained. */
export function nobody({ id, verdict, accounts }: Campaign): StillwatchError {
  return new StillwatchError(
    'NOTHING_TO_CONTAIN',
    `nobody in ${id} may be contained`,
    verdict === 'harvesting'
      ? `Its ${accounts.length} accounts are bystanders, granted, or left out by what you asked.`
      : `Its verdict is ${verdict}: that its accounts collect answers is not established. A model hold or a policy can be set without a verdict.`,
  );
}
