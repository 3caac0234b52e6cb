import { campaign as campaignOf } from '../detect/index.ts';
import { StillwatchError } from '../errors.ts';
import type { Community } from '../exchange/index.ts';
import type { Store } from '../store/index.ts';
import { indicatorsOf, modelsOf } from './indicators.ts';
import type { SharedCampaign } from './model.ts';
import { type Bundle, bundleOf } from './stix/index.ts';
import { type Level, mayLeave } from './tlp.ts';

export interface Exported {
  bundle: Bundle;
  /** By kind, how many indicators the bundle holds, and how many may not leave at this level. */
  told: Record<string, number>;
  kept: Record<string, number>;
  /** Templates stay here where there is no community whose key others have. */
  alone: boolean;
}

interface Options {
  level: Level;
  /** Who says so, as others know them. */
  origin: string;
  community: Community | undefined;
  /** Of a place where it is told by itself: SharedCampaign. */
  edition?: string;
}

/** A campaign as STIX 2.1, with what may leave at a level. */
export async function exportCampaign(
  store: Store,
  id: string,
  { level, origin, community: joined, edition }: Options,
): Promise<Exported> {
  const campaign = await campaignOf(store, id);
  if (!campaign)
    throw new StillwatchError(
      'CAMPAIGN_UNKNOWN',
      `there is no campaign ${id}`,
      'List them: stillwatch campaigns',
    );
  const { verdict, error_bound, exchanges, input_tokens, output_tokens, capabilities } = campaign;
  const { first_seen, last_seen, accounts, evidence } = campaign;
  // What was sent before may be sketched under another key: it is not told as the community's.
  const community = joined && Date.parse(first_seen) >= joined.since ? joined : undefined;
  const indicators = await indicatorsOf(store, campaign, community);
  const shared: SharedCampaign = {
    id,
    origin,
    ...(edition && { edition }),
    verdict,
    error_bound,
    accounts: accounts.filter(({ role }) => role !== 'bystander').length,
    exchanges,
    input_tokens,
    output_tokens,
    first_seen,
    last_seen,
    models: await modelsOf(store, campaign),
    capabilities,
    behaviour: evidence.map(({ signal, family, log_likelihood_ratio }) => ({
      signal,
      family,
      log_likelihood_ratio,
    })),
    indicators,
  };
  const [row] = await store.query<{ at: number }>(
    'SELECT toUnixTimestamp64Milli(detected) AS at FROM campaigns FINAL WHERE id = {id:String}',
    { params: { id } },
  );
  const counted = (leaves: boolean) => {
    const counts: Record<string, number> = {};
    for (const one of indicators)
      if (mayLeave(one.level, level) === leaves) counts[one.kind] = (counts[one.kind] ?? 0) + 1;
    return counts;
  };
  return {
    bundle: bundleOf(shared, level, new Date(row!.at).toISOString()),
    told: counted(true),
    kept: counted(false),
    alone: community === undefined,
  };
}
