import type { Campaign } from '../../detect/index.ts';
import { bound, whole } from '../text/number.ts';
import { clean, columnsOf, padded } from '../text/safe.ts';
import { moment } from '../text/time.ts';
import { verdictStyle } from './campaign.ts';
import type { Look } from './look.ts';

const heads = ['campaign', 'verdict', 'accounts', 'exchanges', 'first seen', 'last seen', 'false alarm'];
const left = new Set([0, 1, 4, 5]);

/** One line a campaign. */
export function campaignList(campaigns: readonly Campaign[], { paint }: Look, place: string): string {
  if (campaigns.length === 0)
    return `No campaigns are stored in ${clean(place)}. They are found by: stillwatch detect\n`;
  const rows = campaigns.map(campaign => [
    clean(campaign.id),
    campaign.verdict,
    whole(campaign.accounts.length),
    whole(campaign.exchanges),
    moment(campaign.first_seen).slice(0, 10),
    moment(campaign.last_seen).slice(0, 10),
    bound(campaign.error_bound),
  ]);
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map(row => columnsOf(row[i]!))));
  const line = (row: string[]) =>
    row.map((cell, i) => padded(cell, widths[i]!, left.has(i) ? 'right' : 'left'));
  return [
    paint('dim', line(heads).join('  ').trimEnd()),
    ...rows.map((row, i) => {
      const cells = line(row);
      cells[1] = paint(verdictStyle[campaigns[i]!.verdict], cells[1]!);
      return cells.join('  ').trimEnd();
    }),
    '',
  ].join('\n');
}
