import type { Campaign, Detection } from '../../detect/index.ts';
import { count, whole } from '../text/number.ts';
import { clean } from '../text/safe.ts';
import { moment } from '../text/time.ts';
import { wrap } from '../text/wrap.ts';
import { campaignReport } from './campaign.ts';
import type { Look } from './look.ts';
import { missText } from './miss.ts';

/** What a detection found, for a person to read. */
export function detectionReport(detection: Detection, look: Look, place: string): string {
  const { campaigns } = detection;
  const lines = [...opening(detection, look, place)];
  for (const campaign of campaigns) lines.push('', ...campaignReport(campaign, look, true));
  return `${lines.join('\n')}\n`;
}

function opening({ campaigns, ...looked }: Detection, { width, paint }: Look, place: string): string[] {
  if (looked.exchanges_seen === 0) return wrap(`There are no exchanges ${nothing(looked, place)}`, width);
  const miss = missText(looked);
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
      ...(miss ? wrap(miss, width) : []),
    ];
  return [
    paint('bold', `${count(campaigns.length, 'campaign')} found: ${verdictsOf(campaigns)}.`),
    ...wrap(`${seen} ${tested}`, width),
    ...(miss ? wrap(miss, width) : []),
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

/** A store without exchanges has no last one, and its end is the beginning of all clocks. */
const nothing = ({ until }: Pick<Detection, 'until'>, place: string): string =>
  Date.parse(until) === 0
    ? `in ${clean(place)} yet, so there was nothing to look at. Read some logs first: stillwatch ingest PATH (a file, a folder or - for stdin)`
    : `up to ${moment(until)} UTC in ${clean(place)}, so there was nothing to look at. Leave out --until to look at all that is stored, or read more logs: stillwatch ingest PATH`;
