import { quoted, type Store } from '../store/index.ts';
import type { Campaign, Detection } from './document.ts';
import { whoOf } from './established.ts';
import { keepDocument } from './keep.ts';
import { moment } from './scope.ts';

/** Campaigns as the latest detections left them, newest first; or only those that were left so by a time. */
export async function listCampaigns(store: Store, until?: Date): Promise<Campaign[]> {
  const rows = await store.query<{ document: string }>(
    `SELECT document FROM campaigns FINAL WHERE ${until ? `until <= ${moment(until)}` : '1'} ORDER BY until DESC, id`,
  );
  return rows.map(({ document }) => JSON.parse(document) as Campaign);
}

export async function campaign(store: Store, id: string): Promise<Campaign | undefined> {
  const [row] = await store.query<{ document: string }>(
    'SELECT document FROM campaigns FINAL WHERE id = {id:String}',
    { params: { id } },
  );
  return row && (JSON.parse(row.document) as Campaign);
}

/**
 * Gives campaigns their ids: one that shares most of the smaller side's accounts with a known campaign is that one,
 * seen again. A pool may turn out to be a harvest; a pool around a known harvest is never that harvest. New ones are numbered on from the last, by the year in which they were first seen.
 */
export function named(campaigns: readonly Campaign[], known: readonly Campaign[]): Campaign[] {
  const before = known.map(campaign => ({
    id: campaign.id,
    isPool: campaign.verdict === 'pooled-access',
    accounts: new Set(whoOf(campaign)),
  }));
  const taken = new Set<string>();
  const numbers = new Map<string, number>();
  for (const { id } of before) {
    const [, year, number] = id.split('-');
    numbers.set(year!, Math.max(numbers.get(year!) ?? 0, Number(number)));
  }
  return campaigns.map(found => {
    const who = whoOf(found);
    const again = before
      .filter(({ isPool }) => isPool || found.verdict !== 'pooled-access')
      .map(({ id, accounts }) => {
        const shared = who.filter(account => accounts.has(account)).length;
        return { id, share: shared / Math.min(accounts.size, who.length) };
      })
      .filter(({ id, share }) => share > 0.5 && !taken.has(id))
      .sort((a, b) => b.share - a.share)[0];
    if (again) {
      taken.add(again.id);
      return { ...found, id: again.id };
    }
    const year = found.first_seen.slice(0, 4);
    const number = (numbers.get(year) ?? 0) + 1;
    numbers.set(year, number);
    return { ...found, id: `SW-${year}-${String(number).padStart(4, '0')}` };
  });
}

/** Keeps what a detection found. */
export async function save(store: Store, detection: Detection): Promise<void> {
  const when = `toDateTime64(${quoted(detection.until.replace('T', ' ').replace('Z', ''))}, 3, 'UTC')`;
  for (const found of detection.campaigns) await keepDocument(store, found, detection.until);
  const summary = { ...detection, campaigns: detection.campaigns.map(({ id }) => id) };
  await store.command(
    `INSERT INTO detections (detected, until, alpha, document) SELECT now64(3), ${when}, {alpha:Float64}, {document:String}`,
    { params: { alpha: detection.alpha, document: JSON.stringify(summary) } },
  );
}
