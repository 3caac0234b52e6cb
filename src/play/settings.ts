import { createHash } from 'node:crypto';
import { z } from 'zod';
import { StillwatchError } from '../errors.ts';
import { type Dial, dials, type RangeOptions, settingsOf } from '../range/index.ts';

/** What may be asked for: what is not given is the scenario's. */
export const playRequestSchema = z.object({
  scenario: z.string().max(40),
  seed: z.int().min(0).optional(),
  accounts: z.int().min(1).optional().meta({ description: 'ordinary accounts' }),
  campaign_accounts: z.int().min(0).optional(),
  exchanges_per_account: z.number().min(0).optional().meta({ description: 'harvest of each of them' }),
  days: z.int().min(1).optional(),
  every_hours: z.number().min(0.5).max(168).optional().meta({ description: 'from one step to the next' }),
  dials: z.record(z.string().max(40), z.number()).optional().meta({ description: 'of the campaign' }),
});
export type PlayRequest = z.infer<typeof playRequestSchema>;

/** The same with everything said; of dials those that are turned. */
export const playSettingsSchema = playRequestSchema.required();
export type PlaySettings = z.infer<typeof playSettingsSchema>;

const EVERY = 12;

/** Checks what is asked for, and says all of it; throws as the range does. */
export function playSettings({ every_hours = EVERY, ...request }: PlayRequest): PlaySettings {
  const made = settingsOf({ ...worldOf(request), out: '' });
  const { scenario, seed, accounts, campaignAccounts, campaignExchanges, days } = made;
  const turned = Object.entries<Dial>(dials).flatMap(([name, { none }]): [string, number][] => {
    const value = made.dials[name as keyof typeof made.dials];
    return value === none || campaignAccounts === 0 ? [] : [[name, value]];
  });
  return {
    scenario,
    seed,
    accounts,
    campaign_accounts: campaignAccounts,
    exchanges_per_account: campaignAccounts === 0 ? 0 : campaignExchanges / campaignAccounts,
    days,
    every_hours,
    dials: Object.fromEntries(turned),
  };
}

/** As the range takes them; a world without a campaign has no dials. */
export function worldOf(request: PlayRequest): Omit<RangeOptions, 'out'> {
  const { scenario, seed, accounts, campaign_accounts, exchanges_per_account, days, dials } = request;
  return {
    scenario,
    ...(seed === undefined ? {} : { seed }),
    ...(accounts === undefined ? {} : { accounts }),
    ...(campaign_accounts === undefined ? {} : { campaignAccounts: campaign_accounts }),
    // Of nobody nothing is sent.
    ...(exchanges_per_account ? { exchangesPerAccount: exchanges_per_account } : {}),
    ...(days === undefined ? {} : { days }),
    ...(dials && Object.keys(dials).length ? { dials } : {}),
  };
}

/** The same settings are the same play: of a version everything follows from them. */
export function playId(settings: PlaySettings, version: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([settings, version]))
    .digest('hex');
  return `${settings.scenario}-${digest.slice(0, 8)}`;
}

export const isPlayId = (id: string): boolean => /^[a-z-]{1,40}-[0-9a-f]{8}$/.test(id);

/** What a service plays at most, so that who asks cannot fill the disk or hold a processor for a day. */
export const LARGEST = {
  accounts: 10_000,
  days: 60,
  /** Accounts times days: about three to six exchanges each. */
  account_days: 450_000,
  campaign_accounts: 1000,
  /** What the campaign sends, its cover and a relay's customers with it. */
  campaign_exchanges: 300_000,
  steps: 400,
};

/** Refuses what is larger than that. */
export function checkSize(settings: PlaySettings): void {
  const { accounts, days, campaign_accounts, exchanges_per_account, every_hours, dials } = settings;
  const { camouflage = 0, relayShare = 1 } = dials;
  const sizes = {
    accounts,
    days,
    account_days: accounts * days,
    campaign_accounts,
    campaign_exchanges: (campaign_accounts * exchanges_per_account) / (1 - camouflage) / (relayShare || 1),
    steps: (days * 24) / every_hours,
  };
  for (const [name, most] of Object.entries(LARGEST)) {
    const size = sizes[name as keyof typeof sizes];
    if (size > most)
      throw new StillwatchError(
        'USAGE',
        `that is a play with ${Math.round(size)} ${name.replaceAll('_', ' ')}, more than the ${most} that a service plays`,
        'Ask for less, or play it on the command line: stillwatch range play.',
      );
  }
}
