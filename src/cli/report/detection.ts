import type { Campaign, Detection } from '../../detect/index.ts';
import { bound, count, whole } from '../text/number.ts';
import { clean } from '../text/safe.ts';
import { moment } from '../text/time.ts';
import { wrap } from '../text/wrap.ts';
import { campaignReport } from './campaign.ts';
import type { Look } from './look.ts';

/** What a detection found, for a person to read. */
export function detectionReport(detection: Detection, look: Look, place: string): string {
  const { campaigns } = detection;
  const lines = [...opening(detection, look, place)];
  for (const campaign of campaigns) lines.push('', ...campaignReport(campaign, look, true));
  return `${lines.join('\n')}\n`;
}

function opening({ campaigns, ...looked }: Detection, { width, paint }: Look, place: string): string[] {
  if (looked.exchanges_seen === 0)
    return wrap(
      `There are no exchanges up to ${moment(looked.until)} UTC in ${place}, so there was nothing to look at. Read some logs first: stillwatch ingest PATH`,
      width,
    );
  const seen = `Looked at ${count(looked.exchanges_seen, 'exchange')} of ${count(looked.accounts_seen, 'account')} up to ${moment(looked.until)} UTC.`;
  const tested = `${count(looked.groups_tested, 'group')} of accounts ${looked.groups_tested === 1 ? 'was' : 'were'} tested for being one operator's, at α = ${looked.alpha}.`;
  if (campaigns.length === 0)
    return [
      paint('bold', 'No campaign was found.'),
      ...wrap(
        looked.groups_tested
          ? `${seen} ${tested} None is better explained by one operator than by ordinary use.`
          : `${seen} No accounts had enough in common to be tested as a group.`,
        width,
      ),
      ...miss(looked, width),
    ];
  return [
    paint('bold', `${count(campaigns.length, 'campaign')} found: ${verdictsOf(campaigns)}.`),
    ...wrap(`${seen} ${tested}`, width),
    ...miss(looked, width),
  ];
}

/** harvesting; or 2 harvesting, 1 watch. */
export function verdictsOf(campaigns: readonly Campaign[]): string {
  if (campaigns.length === 1) return clean(campaigns[0]!.verdict);
  const of = (verdict: string) => campaigns.filter(campaign => campaign.verdict === verdict).length;
  return ['harvesting', 'pooled-access', 'watch']
    .filter(verdict => of(verdict))
    .map(verdict => `${whole(of(verdict))} ${verdict}`)
    .join(', ');
}

/** What came closest without being reported: silence about it would look like more certainty than there is. */
function miss({ nearest_miss: near }: Pick<Detection, 'nearest_miss'>, width: number): string[] {
  if (!near) return [];
  return wrap(
    `The strongest group that is not reported has ${count(near.accounts, 'account')}, false alarm at most ${bound(near.error_bound)}: ${clean(near.reason)}`,
    width,
  );
}
