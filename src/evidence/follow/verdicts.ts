import type { Campaign, Role } from '../../detect/index.ts';
import type { Store } from '../../store/index.ts';
import type { Maker, VerdictEntry } from '../entries.ts';
import { canonical, type TransparencyLog } from '../log/index.ts';
import { documentCommitment } from '../sums/index.ts';
import { following } from './logged.ts';

/** A campaign as the store has it: as the latest detection that came upon it left it. */
export interface StoredCampaign {
  campaign: Campaign;
  /** ISO 8601, UTC: of the detection. */
  until: string;
  /** When the store was told, by the engine's clock, in milliseconds. */
  detected: number;
  /** 0 where the store doesn't say. */
  alpha: number;
}

/** All campaigns, one after the other: a document may be megabytes. */
export async function* storedCampaigns(store: Store): AsyncGenerator<StoredCampaign> {
  const ids = await store.query<{ id: string }>('SELECT id FROM campaigns FINAL ORDER BY id');
  for (const { id } of ids) {
    const [row] = await store.query<{ document: string; ms: number; at: number; alpha: number }>(
      `SELECT document, toUnixTimestamp64Milli(until) AS ms, toUnixTimestamp64Milli(detected) AS at,
         (SELECT argMax(alpha, detected) FROM detections
          WHERE until = (SELECT until FROM campaigns FINAL WHERE id = {id:String})) AS alpha
       FROM campaigns FINAL WHERE id = {id:String}`,
      { params: { id } },
    );
    if (!row) continue;
    const until = new Date(Number(row.ms)).toISOString();
    const campaign = JSON.parse(row.document) as Campaign;
    yield { campaign, until, detected: Number(row.at), alpha: row.alpha };
  }
}

/** The commitment to a campaign's document, as its entry has it. */
export const commitmentOfCampaign = (secret: Buffer, { campaign, until }: StoredCampaign): string =>
  documentCommitment(secret, `verdict/${campaign.id}/${until}`, canonical(campaign));

/** Logs each campaign whose document isn't the one that was logged last; gives their ids. */
export const followVerdicts = (
  store: Store,
  log: TransparencyLog,
  secret: Buffer,
  maker: Maker,
  now: Date = new Date(),
): Promise<string[]> =>
  following(log, async logged => {
    const entries: VerdictEntry[] = [];
    for await (const stored of storedCampaigns(store)) {
      const document = commitmentOfCampaign(secret, stored);
      if (logged.verdicts.get(stored.campaign.id)?.document === document) continue;
      entries.push(verdictEntry(stored, document, maker, now));
    }
    if (entries.length) await log.append(entries);
    return entries.map(({ campaign }) => campaign);
  });

function verdictEntry(
  { campaign, until, alpha }: StoredCampaign,
  document: string,
  by: Maker,
  now: Date,
): VerdictEntry {
  const accounts: Record<Role, number> = { harvester: 0, cover: 0, bystander: 0 };
  for (const { role } of campaign.accounts) accounts[role]++;
  const { id, verdict, error_bound, exchanges, input_tokens, output_tokens, first_seen, last_seen } =
    campaign;
  return {
    ...{ type: 'verdict', v: 1, at: now.toISOString(), campaign: id, verdict, error_bound, alpha, until },
    ...{ accounts, exchanges, input_tokens, output_tokens, first_seen, last_seen },
    models: asFits(campaign.models),
    capabilities: campaign.capabilities,
    evidence: campaign.evidence.map(({ signal, family, log_likelihood_ratio, p_value }) => ({
      ...{ signal, family, log_likelihood_ratio, p_value },
    })),
    explanations: campaign.explanations.map(({ explanation, verdict, value = null, limit = null }) => ({
      ...{ explanation, verdict, value, limit },
    })),
    by,
    document,
  };
}

/** Bytes of an entry's models; an entry has at most 65,535. */
const MODELS = 32_768;
/** A verifier reads objects of at most 1,000 fields. */
const MOST = 500;

/** The models, the most used first, as many as fit: their names are anybody's, and a log may have thousands that no provider has. */
function asFits(models: Record<string, number>): Record<string, number> {
  const fitting: [string, number][] = [];
  let left = MODELS;
  for (const [model, n] of Object.entries(models).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))) {
    left -= Buffer.byteLength(JSON.stringify(model)) + 20;
    if (left < 0 || fitting.length === MOST) break;
    fitting.push([model, n]);
  }
  return Object.fromEntries(fitting);
}
