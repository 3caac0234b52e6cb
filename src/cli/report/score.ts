import type { ReplayScore, Score } from '../../range/index.ts';
import { count, percent, whole } from '../text/number.ts';
import { clean, cleanTo, padded } from '../text/safe.ts';
import type { Look } from './look.ts';

/** How good a detection was against the truth of a labelled world. */
export function scoreReport(score: Score, { paint }: Look): string {
  const figure = (share: number, good: number) => paint(share >= good ? 'green' : 'yellow', share.toFixed(3));
  const campaigns = Object.entries(score.perCampaign);
  const others = Object.entries(score.hardNegatives);
  const called = (verdict: 'harvesting' | 'pooled-access' | 'watch') =>
    others
      .filter(([, group]) => group.verdicts[verdict])
      .map(
        ([name, group]) => `${clean(name)} (${whole(group.verdicts[verdict])} of ${whole(group.accounts)})`,
      )
      .join(', ') || 'none';
  return [
    paint('bold', 'Against the truth'),
    `  precision  ${figure(score.precision, 0.98)}  of the accounts it would contain, how many harvest`,
    `  recall     ${figure(score.recall, 0.98)}  of the accounts that harvest, how many it would contain`,
    `  purity     ${figure(score.purity, 0.98)}  of a campaign's accounts, how many are one operator's`,
    ...harvestLine(score),
    `  ${count(score.bystandersHarmed, 'account')} that ${score.bystandersHarmed === 1 ? 'does' : 'do'} not harvest would be contained; ${count(score.falseCampaigns.length, 'false campaign')}`,
    ...campaigns.map(
      ([name, { accounts, found, recall, detected }]) =>
        `  ${padded(cleanTo(name, 14), 14)} ${whole(found)} of ${count(accounts, 'account')} found (${percent(recall)})${detected.length ? `, as ${clean(detected.join(', '))}` : ''}`,
    ),
    `  ordinary groups called harvesting:    ${called('harvesting')}`,
    `  ordinary groups called pooled-access: ${called('pooled-access')}`,
    `  ordinary groups called watch:         ${called('watch')}`,
    '',
  ].join('\n');
}

function harvestLine({ flagged, exchanges, harvestFound, harvestShare, victimFlagged }: Score): string[] {
  const lines: string[] = [];
  if (exchanges && exchanges.harvest > 0)
    lines.push(
      `  ${percent(harvestFound!)} of ${count(exchanges.harvest, 'harvesting exchange')} found${flagged ? `; ${percent(harvestShare!)} of what ${exchanges.named ? 'is called so' : 'the accounts to contain sent'}` : ''}`,
    );
  if (victimFlagged !== null)
    lines.push(`  ${count(victimFlagged, 'account')} of the company that is framed would be contained`);
  return lines;
}

/** What a replay says beyond its last step. */
export function leakedReport({ steps, leaked, leakedPerCampaign, everHarmed }: ReplayScore): string {
  return [
    `Over ${count(steps, 'step')}`,
    `  ${percent(leaked)} of the harvest was sent before its account was contained`,
    ...Object.entries(leakedPerCampaign).map(
      ([name, share]) => `  ${padded(cleanTo(name, 14), 14)} ${percent(share)} leaked`,
    ),
    `  ${count(everHarmed, 'account')} that ${everHarmed === 1 ? 'does' : 'do'} not harvest would have been contained at some step`,
    '',
  ].join('\n');
}
