import { StillwatchError } from '../../errors.ts';
import type { Store } from '../../store/index.ts';

/** What became of a campaign that a partner told of. `withdrawn`: nobody says any more. */
export const rulings = ['confirmed', 'false-alarm', 'withdrawn'] as const;
export type Ruling = (typeof rulings)[number];

export interface Ruled {
  partner: string;
  /** The campaign's id in STIX. */
  campaign: string;
  ruling: Ruling;
  actor: string;
  reason: string;
  at: string;
}

/**
 * Notes what an analyst says; the newest word counts, and the others stay.
 * @throws StillwatchError CAMPAIGN_UNKNOWN for what the partner never told of: it weighs what else they tell
 */
export async function rule(store: Store, ruled: Omit<Ruled, 'at'>): Promise<void> {
  const { partner, campaign } = ruled;
  const [told] = await store.query(
    `SELECT 1 FROM intel_objects WHERE partner = {partner:String} AND (id = {campaign:String} OR target = {campaign:String})
       AND batch IN (SELECT batch FROM intel_bundles) LIMIT 1`,
    { params: { partner, campaign } },
  );
  if (!told)
    throw new StillwatchError(
      'CAMPAIGN_UNKNOWN',
      `${partner} told of no campaign ${campaign}`,
      'Its id is as intel match prints it: stillwatch intel match',
    );
  await store.insertSelect(
    'intel_rulings',
    'SELECT now64(3), {actor:String}, {partner:String}, {campaign:String}, {ruling:String}, {reason:String}',
    { params: { ...ruled } },
  );
}

/** The newest word on each campaign. */
export async function rulingsOf(store: Store): Promise<Ruled[]> {
  const rows = await store.query<Omit<Ruled, 'at'> & { at: number }>(
    `SELECT partner, campaign, argMax(ruling, when) AS ruling, argMax(actor, when) AS actor, argMax(reason, when) AS reason,
       toUnixTimestamp64Milli(max(when)) AS at
     FROM (SELECT *, at AS when FROM intel_rulings) GROUP BY partner, campaign`,
  );
  return rows
    .filter(({ ruling }) => ruling !== 'withdrawn')
    .map(row => ({ ...row, at: new Date(row.at).toISOString() }));
}

/** How often a partner was right. */
export interface Record {
  confirmed: number;
  falseAlarms: number;
  /** The mean of Beta(1 + confirmed, 1 + false alarms): 0.5 of whom nothing is known. */
  weight: number;
}

/** A partner's record; what a detection here confirmed counts unless an analyst says otherwise. */
export function recordOf(
  partner: string,
  ruled: readonly Ruled[],
  found: readonly { partner: string; campaign: string }[] = [],
): Record {
  const ours = ruled.filter(one => one.partner === partner);
  const said = new Set(ours.map(({ campaign }) => campaign));
  const also = found.filter(one => one.partner === partner && !said.has(one.campaign));
  const confirmed = ours.filter(({ ruling }) => ruling === 'confirmed').length + also.length;
  const falseAlarms = ours.length - ours.filter(({ ruling }) => ruling === 'confirmed').length;
  return { confirmed, falseAlarms, weight: (confirmed + 1) / (confirmed + falseAlarms + 2) };
}
